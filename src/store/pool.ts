import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../lib/log.ts'
import type { Connection } from './embedded/presence.ts'
import { isDisconnected } from './faults.ts'

const CONNECTIONS = 10
const CONNECT_TIMEOUT_MS = 10_000
// As start-up options and not by SET, so that RESET comes back to them.
const SESSION = '-c TimeZone=UTC -c statement_timeout=60000'
// How long a new connection is tried again: the built-in server is back within a second.
const PATIENCE_MS = 5_000
const RETRY_MS = 50

/** Opens a pool whose sessions run in UTC and give up a statement after a minute, and which outlives a restart of the server. */
export function openPool(to: string | Connection, log: Log): pg.Pool {
  const pool = new pg.Pool({
    ...(typeof to === 'string' ? { connectionString: withSession(to) } : to),
    options: SESSION,
    max: CONNECTIONS,
    application_name: 'drumbeat',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  })
  // Without a listener, an idle connection that breaks would end the process.
  pool.on('error', (error) => log.warn({ why: error.message }, 'an idle database connection broke'))
  // So would one that is in use, whose statement fails as well and tells it there.
  pool.on('connect', (client) => {
    client.on('error', () => {})
    inTurn(client)
  })
  return withPatience(pool)
}

// A URL that brings options of its own would put ours aside: ours are added behind them, where they win.
function withSession(databaseUrl: string): string {
  return databaseUrl.replace(/([?&]options=[^&#]*)/, `$1%20${encodeURIComponent(SESSION)}`)
}

/** Prisma sends the reads of a transaction side by side, which pg will refuse one day: each waits for those before it, as it does anyway. */
function inTurn(client: pg.PoolClient): void {
  const send: (...asked: unknown[]) => unknown = client.query.bind(client)
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  async function ask(asked: unknown[]): Promise<unknown> {
    waiting += 1
    const before = last
    const answer = waiting === 1 ? send(...asked) : before.then(() => send(...asked))
    last = Promise.resolve(answer).then(done, done)
    return await answer
  }
  function done(): void {
    waiting -= 1
  }
  Object.assign(client, {
    query(...asked: unknown[]) {
      const [what] = asked
      const isStream = typeof what === 'object' && what !== null && 'submit' in what
      // What streams, or answers by a callback, has its connection to itself.
      return isStream || typeof asked.at(-1) === 'function' ? send(...asked) : ask(asked)
    },
  })
}

type Answer = Parameters<Parameters<pg.Pool['connect']>[0]>

/** Tries a connection again while the server is away. Nothing has been asked of it yet, so nothing can happen twice. */
function withPatience(pool: pg.Pool): pg.Pool {
  const connectOnce: () => Promise<pg.PoolClient> = pool.connect.bind(pool)

  async function connect(): Promise<pg.PoolClient> {
    for (const end = Date.now() + PATIENCE_MS; ; await sleep(RETRY_MS)) {
      try {
        return await connectOnce()
      } catch (error) {
        if (pool.ending || Date.now() > end || !isDisconnected(error)) throw error
      }
    }
  }

  // The pool's own `query` asks with a callback, everybody else with a promise.
  return Object.assign(pool, {
    connect(answer?: (...args: Answer) => void) {
      const client = connect()
      if (!answer) return client
      client.then(
        (it) => answer(undefined, it, it.release.bind(it)),
        (error) => answer(error, undefined, () => {}),
      )
    },
  })
}
