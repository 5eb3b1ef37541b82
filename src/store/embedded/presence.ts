import pg from 'pg'
import { ADMIN } from './cluster.ts'
import type { Home } from './directory.ts'
import { errorCode } from './errors.ts'
import { PORT, socketFolder } from './settings.ts'

/** How to reach a database of the server over its socket. */
export type Connection = {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
}

/** One process's mark that it uses the server: a connection, which also tells when the server dies. */
export type Presence = {
  /** Settles when the connection is over, whoever ended it. */
  readonly lost: Promise<void>
  /** Gives up the mark and says whether nobody else has one; then nobody can come in until `close`. */
  leave(): Promise<boolean>
  close(): Promise<void>
}

/** What a failed connection means: no server, one that is coming up or going down, or something else. */
export type Obstacle = 'absent' | 'busy' | 'unknown'

// Advisory lock: shared by everyone who uses the server, exclusive for the one who stops it.
const LOCK = 7268361

/** Where a role reaches its own database. */
export function connectionTo(home: Home, name: string): Connection {
  return { host: socketFolder(home), port: PORT, user: name, database: name }
}

/** Joins the server that is running; rejects when there is none, see `obstacle`. */
export async function joinServer(home: Home): Promise<Presence> {
  const client = new pg.Client({
    ...connectionTo(home, ADMIN),
    application_name: `presence of ${process.pid}`,
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', () => {}) // "end" follows and tells it
  const lost = new Promise<void>((resolve) => client.once('end', resolve))
  try {
    await client.connect()
    await client.query('select pg_advisory_lock_shared($1)', [LOCK])
  } catch (error) {
    client.end().catch(() => {})
    throw error
  }
  return {
    lost,
    async leave() {
      const sql = 'select pg_advisory_unlock_shared($1), pg_try_advisory_lock($1) as last'
      const answer = await client.query<{ last: boolean }>(sql, [LOCK]).catch(() => undefined)
      return answer?.rows[0]?.last ?? false
    },
    async close() {
      await client.end().catch(() => {})
    },
  }
}

/** Reads a failed `joinServer`. */
export function obstacle(error: unknown): Obstacle {
  const code = errorCode(error)
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'absent'
  // No code: the connection broke off. 57P01-57P03: shutting down, crashed, starting up. 53300: no connection is free.
  const passing = [undefined, 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '53300']
  return passing.includes(code) ? 'busy' : 'unknown'
}
