import { complaintAboutFiles } from './file-rules.ts'
import { asJson, asList, asNumber, asText, type Json } from './json.ts'
import type { ViewValues } from './types.ts'

/** An interactive element with the block it stands in. */
export type PlacedElement = { block: Json; blockId: string; element: Json; actionId: string }

/** Every interactive element of some blocks, in the order in which they are read. */
export function elementsOf(blocks: Json[]): PlacedElement[] {
  return blocks.flatMap((block) =>
    [block.accessory, block.element, ...(block.type === 'actions' ? asList(block.elements) : [])]
      .map(asJson)
      .filter((element) => asText(element.action_id) !== undefined)
      .map((element) => ({
        block,
        blockId: asText(block.block_id) ?? '',
        element,
        actionId: asText(element.action_id) ?? '',
      })),
  )
}

/** All options of a select, radio group, checkbox group or overflow menu, groups opened up. */
export function optionsOf(element: Json): Json[] {
  return [...asList(element.options), ...asList(element.option_groups).flatMap((group) => asList(group.options))]
}

const FIELDS: Record<string, [string, string]> = {
  plain_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  overflow: ['selected_option', ''],
  users_select: ['selected_user', 'initial_user'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  channels_select: ['selected_channel', 'initial_channel'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
  checkboxes: ['selected_options', 'initial_options'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  multi_users_select: ['selected_users', 'initial_users'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  // Nothing can be attached to begin with: no app sends the second name, so the list starts empty.
  file_input: ['files', 'initial_files'],
}

/** The field that holds what was entered into an element of this type, if it holds anything. */
export function valueField(type: unknown): string | undefined {
  return FIELDS[asText(type) ?? '']?.[0]
}

/** Whether an element of this type holds several values. */
export function isMultiple(type: unknown): boolean {
  return type === 'checkboxes' || type === 'file_input' || (asText(type) ?? '').startsWith('multi_')
}

/** What a form holds before anybody has touched it. */
export function initialValues(blocks: Json[]): ViewValues {
  const values: ViewValues = {}
  for (const { blockId, element, actionId } of elementsOf(blocks)) {
    const [field, initial] = FIELDS[asText(element.type) ?? ''] ?? []
    if (!field || !initial) continue
    const empty = isMultiple(element.type) ? [] : null
    const block = values[blockId] ?? {}
    block[actionId] = { type: element.type, [field]: element[initial] ?? empty }
    values[blockId] = block
  }
  return values
}

/** Carries over what was entered into inputs that are still there under the same ids and of the same type. */
export function keepValues(fresh: ViewValues, old: ViewValues | undefined): ViewValues {
  const kept: ViewValues = {}
  for (const [blockId, actions] of Object.entries(fresh)) {
    kept[blockId] = {}
    for (const [actionId, value] of Object.entries(actions)) {
      const before = old?.[blockId]?.[actionId]
      kept[blockId][actionId] = before && before.type === value.type ? before : value
    }
  }
  return kept
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** What Slack's own client would complain about before it even asks the app, by block_id. */
export function clientErrors(blocks: Json[], values: ViewValues): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { block, blockId, element, actionId } of elementsOf(blocks)) {
    if (block.type !== 'input') continue
    const held = values[blockId]?.[actionId]?.[valueField(element.type) ?? 'value']
    const complaint = isEmpty(held)
      ? block.optional === true
        ? undefined
        : 'Please complete this required field.'
      : complaintAbout(element, held)
    if (complaint) errors[blockId] = complaint
  }
  return errors
}

function complaintAbout(element: Json, value: unknown): string | undefined {
  if (element.type === 'file_input') return complaintAboutFiles(element, asList(value).map(nameAndSize))
  const held = String(value)
  const minimum = Number(element.min_length ?? 0)
  const maximum = Number(element.max_length ?? Number.POSITIVE_INFINITY)
  if (element.type === 'number_input') return complaintAboutNumber(element, held)
  if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(held)) return 'Please enter a valid email address.'
  if (element.type === 'url_text_input' && !/^https?:\/\/\S+$/.test(held)) return 'Please enter a valid URL.'
  if (element.type !== 'plain_text_input') return undefined
  if (held.length < minimum) return `Must be at least ${minimum} characters.`
  return held.length > maximum ? `Must be at most ${maximum} characters.` : undefined
}

function nameAndSize(file: Json): { name: string; size: number } {
  return { name: asText(file.name) ?? '', size: asNumber(file.size, 0) }
}

function complaintAboutNumber(element: Json, held: string): string | undefined {
  const number = Number(held)
  const [lowest, highest] = [asNumber(element.min_value, -Infinity), asNumber(element.max_value, Infinity)]
  if (!Number.isFinite(number)) return 'Please enter a valid number.'
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return 'Please enter a whole number.'
  if (number < lowest) return `Must be at least ${lowest}.`
  return number > highest ? `Must be at most ${highest}.` : undefined
}

/** Puts what was entered into its place among the values of a form. */
export function enter(values: ViewValues, action: Json): void {
  const field = valueField(action.type)
  if (!field) return
  const [blockId, actionId] = [asText(action.block_id) ?? '', asText(action.action_id) ?? '']
  values[blockId] = { ...values[blockId], [actionId]: { type: action.type, [field]: action[field] ?? null } }
}
