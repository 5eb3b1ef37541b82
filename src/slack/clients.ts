import { type Logger, LogLevel, WebClient } from '@slack/web-api'
import type { Log } from '../lib/log.ts'

/** The two ways of talking to one workspace: one must not make a person wait, the other must not say anything twice. */
export type Clients = { answering: WebClient; posting: WebClient }

/** Makes the clients of one token. They are apart because a rate limit pauses all calls of a client. */
export function createClients(access: {
  token: string
  slackApiUrl: string
  log: Log
  /** How long a post may take, 10 s unless told otherwise. */
  postingTimeoutMs?: number
}): Clients {
  // No `headers` here, ever: they would travel with the calls of every other workspace as well.
  const common = { slackApiUrl: access.slackApiUrl, allowAbsoluteUrls: false, rejectRateLimitedCalls: true }
  return {
    answering: new WebClient(access.token, {
      ...common,
      logger: quietLogger(access.log),
      timeout: 4_000,
      retryConfig: { retries: 2, minTimeout: 100, maxTimeout: 500 },
    }),
    // A retried post is a second post: whether the first one arrived is found out, never guessed.
    posting: new WebClient(access.token, {
      ...common,
      logger: quietLogger(access.log),
      timeout: access.postingTimeoutMs ?? 10_000,
      retryConfig: { retries: 0 },
    }),
  }
}

// The client reports failures by throwing; what it says besides is for whoever looks closely.
function quietLogger(log: Log): Logger {
  const say = (...parts: unknown[]) => log.debug({ said: parts.map(String).join(' ') }, 'slack client')
  return {
    debug() {},
    info: say,
    warn: say,
    error: say,
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  }
}
