import { attachFile } from './files.ts'
import { isMultiple, optionsOf, type PlacedElement, valueField } from './form.ts'
import { asText, type Json } from './json.ts'
import { findOption } from './reading.ts'
import type { World } from './world.ts'

/** A file as a test attaches it to a form. */
type FileEntry = { name: string; content: string | Uint8Array }

/** What a test gives for an input: words, a number, several choices, a file or several, or null for empty. */
export type Entry = string | number | boolean | string[] | FileEntry | FileEntry[] | null

/** Turns what a person would say ("Paid search", "Mara Lindt", "#growth") into what Slack stores for the element. */
export async function entryJson(
  world: World,
  by: string,
  placed: PlacedElement,
  entry: Entry,
  askForOptions: (query: string) => Promise<Json[]>,
): Promise<Json> {
  const { element, blockId, actionId } = placed
  const base = { type: element.type, action_id: actionId, block_id: blockId }
  const field = valueField(element.type)
  if (!field) return { ...base, ...(element.text !== undefined && { text: element.text }), value: element.value }
  const wanted = Array.isArray(entry) ? entry : entry === null || entry === '' ? [] : [entry]
  const held: unknown[] = []
  for (const one of wanted) {
    if (typeof one === 'object') held.push(attached(world, by, element, one))
    else held.push(await heldValue(world, element, String(one), askForOptions))
  }
  return { ...base, [field]: isMultiple(element.type) ? held : (held[0] ?? null) }
}

function attached(world: World, by: string, element: Json, { name, content }: FileEntry): Json {
  if (element.type !== 'file_input') throw new Error(`A ${asText(element.type)} takes no file such as ${name}.`)
  return attachFile(world, by, { name, bytes: content })
}

async function heldValue(
  world: World,
  element: Json,
  wanted: string,
  askForOptions: (query: string) => Promise<Json[]>,
): Promise<unknown> {
  const type = asText(element.type) ?? ''
  if (type === 'file_input') throw new Error(`A file_input takes { name, content }, not "${wanted}".`)
  if (type.includes('external_select')) return findOption(await askForOptions(wanted), wanted)
  if (type.includes('users_select')) return idOfPerson(world, wanted)
  if (type.includes('conversations_select') || type.includes('channels_select')) return idOfConversation(world, wanted)
  if (type === 'datetimepicker') return Number(wanted)
  if (type === 'rich_text_input') return richText(wanted)
  const hasOptions = optionsOf(element).length > 0
  return hasOptions ? findOption(optionsOf(element), wanted) : wanted
}

function richText(text: string): Json {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }
}

function idOfPerson(world: World, wanted: string): string {
  const name = wanted.replace(/^@/, '')
  const found = world.state.people.find((one) => [one.id, one.name, one.realName].includes(name))
  if (!found) throw new Error(`There is nobody called "${wanted}" in the sandbox.`)
  return found.id
}

function idOfConversation(world: World, wanted: string): string {
  const name = wanted.replace(/^#/, '')
  const found = world.state.conversations.find((one) => [one.id, one.name].includes(name))
  if (!found) throw new Error(`There is no conversation "${wanted}" in the sandbox.`)
  return found.id
}
