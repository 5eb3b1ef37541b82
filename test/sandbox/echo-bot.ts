import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import type { Block, KnownBlock, ModalView } from '@slack/types'
import type { Sandbox } from '../../src/sandbox/server.ts'

/** A running echo bot. */
export type EchoBot = { app: App; events: Record<string, unknown>[]; stop(): Promise<unknown> }

const plain = (text: string) => ({ type: 'plain_text' as const, text })

/** The modal the echo bot opens. */
export const form: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: plain('Log a test'),
  submit: plain('Save'),
  notify_on_close: true,
  blocks: [
    { type: 'input', block_id: 'name', label: plain('Name'), element: { type: 'plain_text_input', action_id: 'v' } },
    {
      type: 'input',
      block_id: 'channel',
      label: plain('Channel'),
      element: {
        type: 'static_select',
        action_id: 'v',
        options: ['Paid search', 'Paid social'].map((name) => ({ text: plain(name), value: name.toLowerCase() })),
      },
    },
    {
      type: 'input',
      block_id: 'owner',
      optional: true,
      label: plain('Owner'),
      element: { type: 'users_select', action_id: 'v' },
    },
    {
      type: 'input',
      block_id: 'test',
      optional: true,
      label: plain('Test'),
      element: { type: 'external_select', action_id: 'tests', min_query_length: 0 },
    },
  ],
}

const card: (KnownBlock | Block)[] = [
  { type: 'section', text: { type: 'mrkdwn', text: 'CPC is *up 8 %*' } },
  {
    type: 'actions',
    elements: [
      { type: 'button', text: plain('Write narrative'), action_id: 'narrative', value: 'search' },
      { type: 'button', text: plain('Acknowledge'), action_id: 'acknowledge', value: '1' },
    ],
  },
]

function listen(app: App, events: Record<string, unknown>[]): void {
  app.command('/beat', async ({ ack, command, client, respond }) => {
    const [verb, ...rest] = command.text.split(' ')
    if (verb === 'late') return
    if (verb === 'inline') return ack(`You said ${rest.join(' ')}`)
    await ack()
    if (verb === 'form') await client.views.open({ trigger_id: command.trigger_id, view: form })
    if (verb === 'card') await client.chat.postMessage({ channel: command.channel_id, text: 'CPC', blocks: card })
    if (verb === 'respond') await respond({ text: rest.join(' ') })
  })
  app.action('narrative', async ({ ack, body, client }) => {
    await ack()
    if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: form })
  })
  app.action('acknowledge', async ({ ack, respond, body }) => {
    await ack()
    await respond({ text: `Acknowledged by <@${body.user.id}>`, replace_original: true })
  })
  app.options('tests', async ({ ack, payload }) => {
    const all = ['T-1 Shorter form', 'T-2 New landing page'].filter((name) => name.includes(payload.value))
    await ack({ options: all.map((name) => ({ text: plain(name), value: name.slice(0, 3) })) })
  })
  app.view('form', async ({ ack, view, client }) => {
    const name = view.state.values.name?.v?.value ?? ''
    if (name === 'x') return ack({ response_action: 'errors', errors: { name: 'Say what is tested.' } })
    if (name === 'next') return ack({ response_action: 'update', view: { ...form, title: plain('Step two') } })
    if (name === 'deeper') return ack({ response_action: 'push', view: { ...form, title: plain('On top') } })
    if (name === 'done') return ack({ response_action: 'clear' })
    await ack()
    await client.chat.postMessage({ channel: 'C0GROWTH', text: `Logged ${name}` })
  })
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => {
    await ack()
    events.push({ type: 'view_closed' })
  })
  app.shortcut('log_test', async ({ ack, shortcut, client }) => {
    await ack()
    await client.views.open({ trigger_id: shortcut.trigger_id, view: form })
  })
  app.shortcut('import_numbers', async ({ ack, shortcut, client }) => {
    await ack()
    if (shortcut.type !== 'message_action') return
    await client.chat.postMessage({ channel: shortcut.channel.id, thread_ts: shortcut.message_ts, text: 'Importing' })
  })
  app.event('app_home_opened', async ({ event, client }) => {
    const blocks: KnownBlock[] = [{ type: 'header', text: plain('Your week') }, ...(card as KnownBlock[])]
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } })
  })
  for (const type of ['message', 'file_shared', 'member_joined_channel', 'member_left_channel', 'channel_archive']) {
    app.event(type, async ({ event, context }) => {
      events.push({ ...(event as unknown as Record<string, unknown>), retryNum: context.retryNum })
    })
  }
}

/** Starts a small bot of real Bolt in Socket Mode. */
export async function startSocketBot(sandbox: Sandbox): Promise<EchoBot> {
  const app = new App({
    token: sandbox.botToken,
    appToken: sandbox.appToken,
    socketMode: true,
    clientOptions: { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
  })
  const events: Record<string, unknown>[] = []
  listen(app, events)
  await app.init()
  await app.start()
  return { app, events, stop: () => app.stop() }
}

/** Starts a small bot of real Bolt in HTTP mode, with the sandbox pointed at it. */
export async function startHttpBot(sandbox: Sandbox): Promise<EchoBot> {
  const receiver = new HTTPReceiver({
    signingSecret: sandbox.signingSecret,
    logLevel: LogLevel.ERROR,
  })
  const app = new App({
    token: sandbox.botToken,
    receiver,
    clientOptions: { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
  })
  const events: Record<string, unknown>[] = []
  listen(app, events)
  const server = await receiver.start({ port: 0, host: '127.0.0.1' })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  sandbox.setMode('http', `http://127.0.0.1:${port}/slack/events`)
  return { app, events, stop: () => app.stop() }
}
