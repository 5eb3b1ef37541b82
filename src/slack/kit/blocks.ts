import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  Confirm,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  ImageBlock,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  RawTextElement,
  RichTextBlock,
  RichTextElement,
  SectionBlock,
  SectionBlockAccessory,
  StaticSelect,
  TableBlock,
} from '@slack/types'
import { clamp, clampMrkdwn } from './text.ts'

/** Which side the cells of a column lean to: numbers to the right, words to the left. */
export type Align = 'left' | 'center' | 'right'

/** Text shown as it is, clamped to what its place allows. */
export function plain(text: string, max = 3_000): PlainTextElement {
  return { type: 'plain_text', text: clamp(text, max), emoji: true }
}

/** Formatted text; verbatim, so that Slack links nothing that was not written as a link. */
function mrkdwn(text: string, max = 3_000): MrkdwnElement {
  return { type: 'mrkdwn', text: clampMrkdwn(text, max), verbatim: true }
}

/** A large bold line of plain text. */
export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, 150) }
}

/** A paragraph of mrkdwn, with one element at its right if given. */
export function section(text: string, accessory?: SectionBlockAccessory): SectionBlock {
  return { type: 'section', text: mrkdwn(text), ...(accessory && { accessory }) }
}

/** Up to ten short texts in two columns; what is beyond ten is left out. */
export function fields(texts: readonly string[]): SectionBlock {
  return { type: 'section', fields: texts.slice(0, 10).map((text) => mrkdwn(text, 2_000)) }
}

/** Small grey texts on one line. */
export function context(...texts: string[]): ContextBlock {
  return { type: 'context', elements: texts.slice(0, 10).map((text) => mrkdwn(text)) }
}

/** A thin line across. */
export function divider(): DividerBlock {
  return { type: 'divider' }
}

/** A row of things to click; `blockId` names the row. */
export function actions(blockId: string, elements: ActionsBlockElement[]): ActionsBlock {
  return { type: 'actions', block_id: blockId, elements }
}

/** A button; `value` travels with the click and holds an id, never a secret. */
export function button(spec: {
  id: string
  text: string
  value?: string
  style?: 'primary' | 'danger'
  url?: string
  confirm?: Confirm
  label?: string
}): Button {
  return {
    type: 'button',
    action_id: spec.id,
    text: plain(spec.text, 75),
    ...(spec.value !== undefined && { value: spec.value }),
    ...(spec.style && { style: spec.style }),
    ...(spec.url && { url: spec.url }),
    ...(spec.confirm && { confirm: spec.confirm }),
    ...(spec.label && { accessibility_label: clamp(spec.label, 75) }),
  }
}

/** A menu of up to five rare things to do; the chosen option's value travels with the click. */
export function overflow(spec: { id: string; options: readonly { text: string; value: string }[] }): Overflow {
  const options = spec.options.slice(0, 5).map(({ text, value }) => ({ text: plain(text, 75), value }))
  return { type: 'overflow', action_id: spec.id, options }
}

/** A menu of many things to do under titles; the chosen one's value travels with the click. */
export function menu(spec: {
  id: string
  placeholder: string
  groups: readonly { title: string; options: readonly { text: string; value: string; description?: string }[] }[]
}): StaticSelect {
  const option_groups = spec.groups.map(({ title, options }) => ({
    label: plain(title, 75),
    options: options.map(({ text, value, description }) => ({
      text: plain(text, 75),
      value,
      ...(description !== undefined && { description: plain(description, 75) }),
    })),
  }))
  return { type: 'static_select', action_id: spec.id, placeholder: plain(spec.placeholder, 150), option_groups }
}

/** The "are you sure?" that a button asks first. */
export function confirm(spec: { title: string; text: string; yes: string; no: string; danger?: boolean }): Confirm {
  return {
    title: plain(spec.title, 100),
    text: mrkdwn(spec.text, 300),
    confirm: plain(spec.yes, 30),
    deny: plain(spec.no, 30),
    ...(spec.danger && { style: 'danger' }),
  }
}

/** A table with a bold header row; columns lean as `align` says, otherwise left. One table a message. */
export function table(spec: { header: readonly string[]; rows: readonly string[][]; align?: Align[] }): TableBlock {
  const columns = spec.header.slice(0, 20)
  return {
    type: 'table',
    column_settings: columns.map((_, column) => ({ align: spec.align?.[column] ?? 'left' })),
    rows: [
      columns.map((name) => richText([{ type: 'text', text: filled(name), style: { bold: true } }])),
      ...spec.rows.slice(0, 99).map((row) => columns.map((_, column) => cell(row[column] ?? ''))),
    ],
  }
}

function cell(text: string): RawTextElement {
  return { type: 'raw_text', text: filled(text) }
}

// Slack refuses empty text elements; a dash also reads better than nothing.
function filled(text: string): string {
  return text === '' ? '–' : text
}

/** A block of rich text, the safe home of what people typed: nothing in a text element is ever interpreted. */
export function richText(elements: RichTextElement[]): RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }
}

/** Text to copy, exactly as it is. */
export function preformatted(text: string): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: filled(text) }] }],
  }
}

/** A picture, by its address or as a file that Slack already has; `alt` says what it shows. */
export function image(spec: { alt: string; title?: string } & ({ url: string } | { fileId: string })): ImageBlock {
  return {
    type: 'image',
    alt_text: clamp(spec.alt, 2_000),
    ...(spec.title && { title: plain(spec.title, 2_000) }),
    ...('url' in spec ? { image_url: spec.url } : { slack_file: { id: spec.fileId } }),
  }
}
