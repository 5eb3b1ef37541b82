import type { App } from '@slack/bolt'
import type { Block, KnownBlock, ModalView } from '@slack/types'

const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: true })
const raw = (text: string) => ({ type: 'raw_text' as const, text })
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase().replaceAll(' ', '-') })

/** A message with one of nearly everything. */
function showcase(note: string): (KnownBlock | Block)[] {
  const rows = [
    ['Channel', 'Spend', 'CAC', 'Week before'],
    ['Paid search', '€ 12,480', '€ 127', '+8 %'],
    ['Paid social', '€ 9,310', '€ 158', '+6 %'],
    ['LinkedIn', '€ 4,020', '€ 193', '−2 %'],
  ]
  return [
    { type: 'header', text: plain('Week 47 · numbers and narrative') },
    {
      type: 'section',
      text: {
        type: 'mrkdwn',
        text: '*CAC is € 131*, over the guardrail of € 120 for *2 weeks*. Owner <@U0PRIYA> in <#C0GROWTH> :rotating_light: since <!date^1795420800^{date_short} at {time}|Nov 23>',
      },
      accessory: { type: 'overflow', action_id: 'more', options: [option('Snooze 7 days'), option('Change owner')] },
    },
    {
      type: 'section',
      fields: ['*Sign-ups*\n1,204 (+3 %)', '*Spend*\n€ 25,810 (+5 %)', '*CVR*\n2.9 %', '*Quality*\n41 % SQL'].map(
        (text) => ({
          type: 'mrkdwn' as const,
          text,
        }),
      ),
    },
    {
      type: 'table',
      column_settings: [{ align: 'left' }, { align: 'right' }, { align: 'right' }, { align: 'right' }],
      rows: rows.map((row) => row.map(raw)),
    } as Block,
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: ['Search: bids capped at € 2.10', 'Social: creative rotated'].map((text) => ({
            type: 'rich_text_section' as const,
            elements: [{ type: 'text' as const, text }],
          })),
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'Decide by Friday.', style: { bold: true } }] },
      ],
    },
    { type: 'divider' },
    {
      type: 'actions',
      elements: [
        { type: 'button', style: 'primary', text: plain('Write narrative'), action_id: 'narrative' },
        {
          type: 'button',
          style: 'danger',
          text: plain('Pause channel'),
          action_id: 'pause',
          confirm: { title: plain('Pause paid social?'), text: plain('Spend stops today.'), confirm: plain('Pause') },
        },
        {
          type: 'static_select',
          action_id: 'pick',
          placeholder: plain('Pick a channel'),
          options: [option('Paid search'), option('Paid social')],
        },
      ],
    },
    { type: 'context', elements: [{ type: 'mrkdwn', text: note }] },
  ]
}

const channels = [option('Paid search'), option('Paid social')]

/** A form with every kind of input. */
const everyInput: ModalView = {
  type: 'modal',
  callback_id: 'every',
  title: plain('Log a test'),
  submit: plain('Save'),
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: 'For *Paid search*, week 47' } },
    {
      type: 'input',
      block_id: 'name',
      label: plain('Name'),
      hint: plain('One sentence'),
      element: { type: 'plain_text_input', action_id: 'v' },
    },
    {
      type: 'input',
      block_id: 'why',
      optional: true,
      label: plain('Why'),
      element: { type: 'plain_text_input', multiline: true, action_id: 'v' },
    },
    {
      type: 'input',
      block_id: 'channel',
      dispatch_action: true,
      label: plain('Channel'),
      element: { type: 'static_select', action_id: 'channel', options: channels },
    },
    {
      type: 'input',
      block_id: 'owner',
      label: plain('Owner'),
      element: { type: 'users_select', action_id: 'v', initial_user: 'U0MARA' },
    },
    {
      type: 'input',
      block_id: 'where',
      optional: true,
      label: plain('Conversation'),
      element: { type: 'conversations_select', action_id: 'v' },
    },
    {
      type: 'input',
      block_id: 'from',
      label: plain('From'),
      element: { type: 'datepicker', action_id: 'v', initial_date: '2026-11-23' },
    },
    {
      type: 'input',
      block_id: 'at',
      optional: true,
      label: plain('At'),
      element: { type: 'timepicker', action_id: 'v', initial_time: '09:00' },
    },
    {
      type: 'input',
      block_id: 'amount',
      optional: true,
      label: plain('Budget'),
      element: { type: 'number_input', is_decimal_allowed: true, action_id: 'v' },
    },
    {
      type: 'input',
      block_id: 'sure',
      label: plain('Confidence'),
      element: { type: 'radio_buttons', action_id: 'v', options: [option('Low'), option('High')] },
    },
    {
      type: 'input',
      block_id: 'tell',
      optional: true,
      label: plain('Tell'),
      element: { type: 'checkboxes', action_id: 'v', options: [option('Finance'), option('Creative')] },
    },
    {
      type: 'input',
      block_id: 'after',
      optional: true,
      label: plain('After test'),
      element: { type: 'external_select', action_id: 'tests', min_query_length: 0 },
    },
  ],
}

/** Teaches a bot to show one of nearly everything. */
export function listenForShow(app: App, picture: Buffer): void {
  app.command('/show', async ({ ack, command, client }) => {
    await ack()
    const channel = command.channel_id
    if (command.text === 'form') {
      await client.views.open({ trigger_id: command.trigger_id, view: everyInput })
      return
    }
    const posted = await client.chat.postMessage({ channel, text: 'Week 47', blocks: showcase('Data as of *06:00*') })
    const thread_ts = posted.ts ?? ''
    await client.filesUploadV2({
      channel_id: channel,
      thread_ts,
      file: picture,
      filename: 'cac.png',
      title: 'CAC, 12 weeks',
      alt_text: 'CAC rose from 118 to 131',
    })
    await client.chat.postMessage({
      channel,
      thread_ts,
      text: '<@U0PRIYA> please write the narrative for *Paid search*.',
    })
    await client.chat.update({ channel, ts: thread_ts, text: 'Week 47', blocks: showcase('1 of 3 narratives') })
    await client.reactions.add({ channel, timestamp: thread_ts, name: 'eyes' })
    await client.chat.postEphemeral({ channel, user: command.user_id, text: 'Only you see how it went.' })
  })
  app.action(/more|pause|pick|channel/, async ({ ack, respond, action, body }) => {
    await ack()
    if (body.type === 'block_actions' && body.view) return
    await respond({ text: `Got \`${'action_id' in action ? action.action_id : ''}\``, replace_original: false })
  })
  app.view('every', async ({ ack, view }) => {
    const name = view.state.values.name?.v?.value ?? ''
    if (name.length < 5) await ack({ response_action: 'errors', errors: { name: 'Say a little more.' } })
    else await ack()
  })
}
