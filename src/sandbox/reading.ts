import { elementsOf, optionsOf, type PlacedElement } from './form.ts'
import { asText, isJson, type Json, textOfObject } from './json.ts'
import type { Message, View } from './types.ts'

/** All the words of a message or a view, one line a block, for tests that read what a person reads. */
export function plainText(shown: Pick<Message, 'text' | 'blocks'> | View): string {
  const title = 'title' in shown ? textOfObject(shown.title) : ''
  const blocks = (shown.blocks ?? []).map((block) => wordsOf(block).join(' '))
  const fallback = 'text' in shown && blocks.length === 0 ? shown.text : ''
  return [title, fallback, ...blocks].filter((line) => line !== '').join('\n')
}

const WORDLESS = ['type', 'block_id', 'action_id', 'value', 'style', 'url', 'image_url', 'private_metadata', 'name']

function wordsOf(value: unknown, key = ''): string[] {
  if (WORDLESS.includes(key)) return []
  if (typeof value === 'string') return ['text', 'alt_text', 'fallback', 'caption'].includes(key) ? [value] : []
  if (Array.isArray(value)) return value.flatMap((part) => wordsOf(part, key))
  if (!isJson(value)) return []
  if (value.type === 'user') return [`<@${asText(value.user_id)}>`]
  if (value.type === 'channel') return [`<#${asText(value.channel_id)}>`]
  if (value.type === 'emoji') return [`:${asText(value.name)}:`]
  if (value.type === 'raw_number') return [asText(value.text) ?? asText(value.value) ?? '']
  return Object.entries(value).flatMap(([name, part]) => wordsOf(part, name))
}

/** The words a person would use for an element: a button's text, an input's label, a placeholder. */
function labelsOf({ block, element, actionId, blockId }: PlacedElement): string[] {
  const words = [textOfObject(element.text), block.type === 'input' ? textOfObject(block.label) : '']
  return [actionId, blockId, ...words, textOfObject(element.placeholder)].filter((word) => word !== '')
}

/** Finds the element with this action_id, block_id, label or text, or says what there is instead. */
export function findElement(blocks: Json[], named: string, value?: string): PlacedElement {
  const placed = elementsOf(blocks)
  const fits = (one: PlacedElement): boolean => value === undefined || asText(one.element.value) === value
  const byId = placed.filter((one) => one.actionId === named)
  const byName = placed.filter((one) => labelsOf(one).some((label) => label.toLowerCase() === named.toLowerCase()))
  const loose = placed.filter((one) => labelsOf(one).some((label) => label.toLowerCase().includes(named.toLowerCase())))
  const found = [byId, byName, loose].flatMap((group) => [
    group.find(fits) ?? (optionsOf(group[0]?.element ?? {}).length > 0 ? group[0] : undefined),
  ])
  const element = found.find((one) => one !== undefined)
  if (element) return element
  const there = placed.map((one) => labelsOf(one).join(' / ')).join('; ') || 'nothing to click'
  throw new Error(
    `There is no "${named}"${value === undefined ? '' : ` with the value ${value}`} here. There is: ${there}`,
  )
}

/** Finds an option by its value or its text, or says which there are. */
export function findOption(options: Json[], wanted: string): Json {
  const found =
    options.find((option) => option.value === wanted) ??
    options.find((option) => textOfObject(option.text).toLowerCase() === wanted.toLowerCase())
  if (found) return found
  const there = options.map((option) => `${textOfObject(option.text)} (${asText(option.value)})`).join('; ')
  throw new Error(`There is no option "${wanted}". There is: ${there || 'none'}`)
}
