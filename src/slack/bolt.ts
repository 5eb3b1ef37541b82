import type { RequestListener } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  App,
  type Authorize,
  HTTPReceiver,
  type Logger,
  LogLevel,
  type Receiver,
  SocketModeReceiver,
} from '@slack/bolt'
import type { Log } from '../lib/log.ts'
import { tell } from './errors.ts'
import { answerByAddress } from './interactions.ts'
import { register } from './register.ts'
import type { Desk } from './requests.ts'
import { errorAnswer } from './views/errors.ts'

/** How Slack reaches the bot: over a socket that the bot opens, or by signed requests. */
export type SlackAccess =
  | { mode: 'socket'; botToken: string; appToken: string }
  | { mode: 'http'; botToken: string; signingSecret: string }

/** The bot's ear: Bolt with every listener, over a socket or behind an HTTP address. */
export type Ear = {
  /** Answers Slack's requests in HTTP mode; null over a socket. */
  requestListener: RequestListener | null
  start(): Promise<void>
  /** Answers what Slack has asked already, hangs up, and waits a while for what goes on after an answer. */
  stop(): Promise<void>
  /** Waits until every request of Slack has come to the end of its listener, or for so long. */
  idle(patienceMs: number): Promise<void>
  /** Whether Slack can reach the bot at this moment. */
  isConnected(): boolean
}

// Slack waits three seconds for an answer: after that, none is owed.
const ANSWER_MS = 3_000
const FINISH_MS = 15_000

/** Builds Bolt with a receiver of our own: the App would not hand on timeouts, limits and error handlers. */
export async function createEar(parts: {
  access: SlackAccess
  slackApiUrl: string
  authorize: Authorize<boolean>
  desk: Desk
  newReference: () => string
  log: Log
}): Promise<Ear> {
  const { access, slackApiUrl, log } = parts
  const logger = boltLogger(log)
  const receiver =
    access.mode === 'socket'
      ? socketReceiver(access.appToken, slackApiUrl, logger)
      : httpReceiver(access.signingSecret, logger)
  const app = new App({
    receiver: receiver as Receiver,
    authorize: parts.authorize,
    convoStore: false,
    deferInitialization: true,
    extendedErrorHandler: true,
    logger,
    clientOptions: { slackApiUrl },
  })
  // What fails before a listener is reached (no database, no token) is told at the address that came with the request.
  app.error(async (failure: { error: Error; body: object }) => {
    const told = tell(failure.error, log, parts.newReference(), 'request')
    const { response_url: address } = failure.body as { response_url?: unknown }
    if (typeof address === 'string') await answerByAddress(address, errorAnswer(told)).catch(() => {})
  })
  register(app, parts.desk)
  await app.init()
  const idle = followRequests(app)
  return receiver instanceof SocketModeReceiver ? overSocket(receiver, idle) : overHttp(receiver, idle)
}

type Idle = (patienceMs: number) => Promise<void>

/** Follows every request from its arrival to the end of its listener; answers with a way to wait until none is left. */
function followRequests(app: App): Idle {
  const underWay = new Set<Promise<void>>()
  const handle = app.processEvent.bind(app)
  app.processEvent = (event) => {
    const handled = handle(event).finally(() => underWay.delete(handled))
    underWay.add(handled)
    return handled
  }
  return async (patienceMs) => {
    const patience = sleep(patienceMs, 'over', { ref: false })
    while (underWay.size > 0) {
      if ((await Promise.race([Promise.allSettled(underWay), patience])) === 'over') return
    }
  }
}

function overSocket(receiver: SocketModeReceiver, idle: Idle): Ear {
  let connected = false
  receiver.client.on('connected', () => {
    connected = true
  })
  for (const event of ['reconnecting', 'disconnecting', 'disconnected']) {
    receiver.client.on(event, () => {
      connected = false
    })
  }
  return {
    requestListener: null,
    async start() {
      await receiver.start()
    },
    async stop() {
      // An answer goes over the connection that the question came by.
      await idle(ANSWER_MS)
      await receiver.stop()
      await idle(FINISH_MS)
    },
    idle,
    isConnected: () => connected,
  }
}

function overHttp(receiver: HTTPReceiver, idle: Idle): Ear {
  return {
    requestListener: receiver.requestListener,
    async start() {},
    stop: async () => await idle(FINISH_MS),
    idle,
    isConnected: () => true,
  }
}

function socketReceiver(appToken: string, slackApiUrl: string, logger: Logger): SocketModeReceiver {
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    clientPingTimeout: PONG_MS,
    installerOptions: { clientOptions: { slackApiUrl } },
  })
  reconnectSoon(receiver.client)
  return receiver
}

/** How long a pong may take: a process that is busy for a second or two reads it late, and would hang up on whoever asks. */
const PONG_MS = 5_000
/** How long the bot is deaf when Slack refreshes a connection. */
const RECONNECT_MS = 1_000

type Reconnecting = { clientPingTimeoutMS: number; delayReconnectAttempt?(connect: () => unknown): unknown }

/** The client waits as long before it connects again as it waits for a pong; the one may be short, the other not. */
function reconnectSoon(of: SocketModeReceiver['client']): void {
  const client = of as unknown as Reconnecting
  const delay = client.delayReconnectAttempt?.bind(client)
  if (!delay) return
  client.delayReconnectAttempt = (connect) => {
    client.clientPingTimeoutMS = RECONNECT_MS
    const begun = delay(connect)
    client.clientPingTimeoutMS = PONG_MS
    return begun
  }
}

function httpReceiver(signingSecret: string, logger: Logger): HTTPReceiver {
  return new HTTPReceiver({ signingSecret, endpoints: '/slack/events', logger, bodyLimit: 2_000_000 })
}

/** Bolt's own log, in our words: its debug lines are many and tell little. */
function boltLogger(log: Log): Logger {
  const say =
    (level: 'debug' | 'info' | 'warn') =>
    (...parts: unknown[]) =>
      log[level]({ said: parts.map(String).join(' ') }, 'bolt')
  return {
    debug() {},
    info: say('debug'),
    warn: say('info'),
    error: say('warn'),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  }
}
