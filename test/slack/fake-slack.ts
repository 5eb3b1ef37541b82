import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What can happen to a call: Slack says no, or the reply is lost, before or after Slack did what was asked. */
export type Misfortune =
  | { kind: 'error'; code: string }
  | { kind: 'rate-limited'; seconds: number }
  | { kind: 'reply lost'; effect: 'before' | 'after' | 'never' }
  | { kind: 'HTTP 500'; effect: 'before' | 'never' }
  | { kind: 'no JSON'; effect: 'before' | 'never' }
  /** Held until the test lets it go; what was asked happens then. */
  | { kind: 'held'; until: Promise<void> }

export type FakeMessage = {
  channel: string
  ts: string
  user: string
  text: string
  thread_ts?: string
  metadata?: unknown
  fileId?: string
}

type Args = Record<string, string>
type Answer = { ok: boolean; [more: string]: unknown }

/**
 * A Slack small enough to be wrong in every way a network can be: calls go wrong as `plan` says, effects whose reply was lost may
 * land later (`landLate`), and conversations can refuse the bot.
 */
export async function startFakeSlack() {
  const slack = {
    messages: [] as FakeMessage[],
    files: new Map<string, { shares: FakeMessage[]; deleted: boolean }>(),
    calls: [] as { method: string; args: Args }[],
    refusing: new Map<string, string>(),
    unreadable: false,
    plan: (_method: string, _args: Args): Misfortune | undefined => undefined,
    url: '',
    /** Lets everything land that was asked for and whose reply was lost before. */
    landLate() {
      for (const land of late.splice(0)) land()
    },
    /** The next calls of a method go wrong like this, one each. */
    spoil(method: string, ...misfortunes: Misfortune[]) {
      const before = slack.plan
      slack.plan = (called, args) => (called === method ? misfortunes.shift() : undefined) ?? before(called, args)
    },
    posts: (method: string) => slack.calls.filter((call) => call.method === method),
    texts: () => slack.messages.map((message) => message.text),
    close: () => new Promise<void>((done) => server.close(() => done()).closeAllConnections()),
  }
  const late: (() => void)[] = []
  let made = 0

  const nextTs = () => `1780000000.${String(++made).padStart(6, '0')}`

  function add(message: Omit<FakeMessage, 'ts' | 'user'>): FakeMessage {
    const added = { ...message, ts: nextTs(), user: 'U0BOT' }
    slack.messages.push(added)
    return added
  }

  const methods: Record<string, (args: Args) => Answer> = {
    'auth.test': () => ({ ok: true, user_id: 'U0BOT', bot_id: 'B0BOT' }),
    'conversations.open': (args) => ({ ok: true, channel: { id: `D${args.users}` } }),
    'chat.postMessage': (args) => {
      const metadata: unknown = JSON.parse(args.metadata ?? 'null')
      const { ts } = add({ channel: args.channel!, text: args.text!, ...threadOf(args), metadata })
      return { ok: true, ts, channel: args.channel }
    },
    'chat.update': (args) => {
      const message = slack.messages.find((one) => one.ts === args.ts)
      if (!message) return { ok: false, error: 'message_not_found' }
      message.text = args.text!
      return { ok: true, ts: message.ts }
    },
    'chat.delete': (args) => {
      const at = slack.messages.findIndex((one) => one.ts === args.ts)
      if (at >= 0) slack.messages.splice(at, 1)
      return at >= 0 ? { ok: true } : { ok: false, error: 'message_not_found' }
    },
    'conversations.history': (args) => read(args, (message) => message.thread_ts === undefined),
    'conversations.replies': (args) => read(args, (message) => message.thread_ts === args.ts || message.ts === args.ts),
    'files.getUploadURLExternal': () => {
      const id = `F${++made}`
      slack.files.set(id, { shares: [], deleted: false })
      return { ok: true, file_id: id, upload_url: `${slack.url}upload/${id}` }
    },
    'files.completeUploadExternal': (args) => {
      const [{ id }] = JSON.parse(args.files!) as [{ id: string }]
      const file = slack.files.get(id)
      if (!file || file.deleted) return { ok: false, error: 'file_not_found' }
      file.shares.push(add({ channel: args.channel_id!, text: args.initial_comment!, ...threadOf(args), fileId: id }))
      return { ok: true, files: [{ id }] }
    },
    'files.info': (args) => {
      const file = slack.files.get(args.file!)
      if (!file || file.deleted) return { ok: false, error: 'file_not_found' }
      const shares = Object.fromEntries(file.shares.map((share) => [share.channel, [share]]))
      return { ok: true, file: { id: args.file, shares: { public: shares } } }
    },
    'files.delete': (args) => {
      const file = slack.files.get(args.file!)
      if (!file || file.deleted) return { ok: false, error: 'file_not_found' }
      file.deleted = true
      slack.messages = slack.messages.filter((message) => message.fileId !== args.file)
      return { ok: true }
    },
  }

  function read(args: Args, wanted: (message: FakeMessage) => boolean): Answer {
    if (slack.unreadable) return { ok: false, error: 'missing_scope' }
    const all = slack.messages.filter((message) => message.channel === args.channel && wanted(message)).reverse()
    const from = Number(args.cursor ?? 0)
    const next = from + 50 < all.length ? String(from + 50) : ''
    return { ok: true, messages: all.slice(from, from + 50), response_metadata: { next_cursor: next } }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = (request.url ?? '').replace('/api/', '')
    if (method.startsWith('upload/')) {
      request.resume()
      response.end('OK')
      return
    }
    const args = Object.fromEntries(new URLSearchParams(await text(request)))
    slack.calls.push({ method, args })
    const misfortune = slack.plan(method, args)
    if (misfortune?.kind === 'held') await misfortune.until
    const refusal = slack.refusing.get(args.channel ?? args.channel_id ?? '')
    const act = (): Answer => (refusal ? { ok: false, error: refusal } : (methods[method]?.(args) ?? unknown()))
    if (!misfortune || misfortune.kind === 'held') json(response, act())
    else spoil(response, misfortune, act)
  }

  function spoil(response: ServerResponse, misfortune: Exclude<Misfortune, { kind: 'held' }>, act: () => Answer): void {
    if ('effect' in misfortune && misfortune.effect === 'before') act()
    if ('effect' in misfortune && misfortune.effect === 'after') late.push(act)
    if (misfortune.kind === 'error') json(response, { ok: false, error: misfortune.code })
    else if (misfortune.kind === 'rate-limited')
      response.writeHead(429, { 'retry-after': String(misfortune.seconds) }).end()
    else if (misfortune.kind === 'reply lost') response.destroy()
    else if (misfortune.kind === 'HTTP 500') response.writeHead(500).end('internal error')
    else response.end('<html>maintenance</html>')
  }

  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  slack.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`
  return slack
}

export type FakeSlack = Awaited<ReturnType<typeof startFakeSlack>>

function threadOf(args: Args): { thread_ts?: string } {
  return args.thread_ts ? { thread_ts: args.thread_ts } : {}
}

function unknown(): Answer {
  return { ok: false, error: 'unknown_method' }
}

function json(response: ServerResponse, answer: Answer): void {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(answer))
}
