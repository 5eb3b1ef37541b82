import type { App, BlockAction, MessageShortcut, ViewOutput } from '@slack/bolt'
import type { InputBlock, KnownBlock, ModalView } from '@slack/types'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase().replaceAll(' ', '-') })

/** What the bot heard, oldest first. */
export type Heard = { actions: BlockAction[]; submissions: ViewOutput[]; shortcuts: MessageShortcut[] }

function input(id: string, label: string, element: InputBlock['element'], more: Partial<InputBlock> = {}): InputBlock {
  return { type: 'input', block_id: id, label: plain(label), element: { ...element, action_id: 'v' }, ...more }
}

const units = input('units', 'Units', { type: 'file_input', filetypes: ['csv'], max_files: 1 })
const typed = { dispatch_action_config: { trigger_actions_on: ['on_character_entered' as const] } }

function readingBlocks(note?: string): InputBlock[] {
  return [
    input(
      'lever',
      'Lever',
      { type: 'static_select', options: ['Offer', 'Page'].map(option) },
      { dispatch_action: true },
    ),
    input(
      'note',
      'Note',
      { type: 'plain_text_input', ...typed, ...(note && { initial_value: note }) },
      { dispatch_action: true, optional: true },
    ),
    input(
      'markets',
      'Markets',
      { type: 'multi_static_select', options: ['Austria', 'Spain', 'Italy'].map(option) },
      { optional: true },
    ),
    input('lift', 'Expected lift', { type: 'number_input', is_decimal_allowed: true }, { optional: true }),
    input('from', 'From', { type: 'datepicker', initial_date: '2026-11-23' }),
    input('checks', 'Checks', { type: 'checkboxes', options: ['Tracking', 'Budget'].map(option) }, { optional: true }),
  ]
}

function modal(blocks: KnownBlock[]): ModalView {
  return { type: 'modal', callback_id: 'reading', title: plain('A reading'), submit: plain('Save'), blocks }
}

const SEVERAL = input('pictures', 'Pictures', { type: 'file_input', max_files: 2 }, { optional: true })

/** The forms by the word that opens them: `/form reading`. */
const FORMS: Record<string, ModalView> = {
  reading: modal(readingBlocks()),
  file: modal([units, SEVERAL, input('note', 'Note', { type: 'plain_text_input' }, { optional: true })]),
  long: modal([
    ...Array.from({ length: 58 }, (_, at): KnownBlock => ({ type: 'section', text: plain(`Paragraph ${at + 1}`) })),
    ...readingBlocks(),
    units,
  ]),
}

/** The form as the bot redraws it: a line more, and the date has become a text. */
export const redrawn = modal([
  { type: 'context', elements: [plain('Needs 6 weeks')] },
  ...readingBlocks().filter((block) => block.block_id !== 'from'),
  input('from', 'From', { type: 'plain_text_input' }, { optional: true }),
])

/** Teaches a bot to open forms, to redraw them on every action while the lever is the offer, and to tell what it heard. */
export function listenForForms(app: App): Heard {
  const heard: Heard = { actions: [], submissions: [], shortcuts: [] }
  app.command('/form', async ({ ack, command, client }) => {
    await ack()
    const view = FORMS[command.text]
    if (view) await client.views.open({ trigger_id: command.trigger_id, view })
  })
  app.action<BlockAction>('v', async ({ ack, body, client }) => {
    await ack()
    heard.actions.push(body)
    const lever = body.view?.state.values.lever?.v?.selected_option?.value
    if (body.view && lever === 'offer') await client.views.update({ view_id: body.view.id, view: redrawn })
  })
  app.view('reading', async ({ ack, view }) => {
    heard.submissions.push(view)
    const again = view.state.values.note?.v?.value === 'again'
    if (again) await ack({ response_action: 'update', view: modal(readingBlocks('from the start')) })
    else await ack()
  })
  app.shortcut(/make_|ask_/, async ({ ack, shortcut }) => {
    await ack()
    if (shortcut.type === 'message_action') heard.shortcuts.push(shortcut)
  })
  return heard
}
