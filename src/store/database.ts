import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import type { Log } from '../lib/log.ts'
import type { Connection } from './embedded/presence.ts'
import { type EmbeddedPostgres, startPostgres } from './embedded/start.ts'
import { PrismaClient } from './generated/client.ts'
import { applyMigrations, migrationsFolder, readMigrations } from './migrations.ts'
import { openPool } from './pool.ts'

/** The open database: Prisma and plain SQL over one pool of connections. */
export type Database = {
  readonly prisma: PrismaClient
  readonly pool: pg.Pool
  /** Waits for what is running, then lets go of everything, the built-in server included. */
  close(): Promise<void>
}

// Statements of the same text are planned once per connection. Lists make ever new texts, so only the first ones get a name.
const NAMED_STATEMENTS = 300
/** So far apart two clocks may be before it is said. */
export const TOLERATED_SKEW_MS = 5_000

/** Opens the database of DATABASE_URL, or the built-in one of the data directory, and brings it up to this release. */
export async function openDatabase(input: { databaseUrl?: string; dataDir: string; log: Log }): Promise<Database> {
  const { databaseUrl, dataDir, log } = input
  const server = databaseUrl === undefined ? await startPostgres(dataDir, { log }) : undefined
  const db = connect(server?.connection ?? databaseUrl ?? '', log, server)
  try {
    const applied = await migrate(db.pool)
    if (applied.length > 0) log.info({ applied }, 'the database was migrated')
    await warnOfSkew(db, log)
    return db
  } catch (error) {
    await db.close()
    throw error
  }
}

/** Opens a database as it is, without migrating it: a URL, or a connection of the built-in server. */
export function connect(to: string | Connection, log: Log, server?: EmbeddedPostgres): Database {
  const pool = openPool(to, log)
  const adapter = new PrismaPg(pool, { statementNameGenerator: nameStatements(NAMED_STATEMENTS) })
  const prisma = new PrismaClient({ adapter })
  let closed: Promise<void> | undefined
  async function close(): Promise<void> {
    await prisma.$disconnect()
    await pool.end()
    await server?.stop()
  }
  return {
    prisma,
    pool,
    close() {
      closed ??= close()
      return closed
    },
  }
}

/** How far the database's clock is ahead of ours, in milliseconds; negative when it is behind. */
export async function clockSkewMs(db: Pick<Database, 'pool'>): Promise<number> {
  const asked = Date.now()
  const { rows } = await db.pool.query<{ ms: string }>('SELECT extract(epoch FROM clock_timestamp()) * 1000 AS ms')
  const answered = Date.now()
  return Math.round(Number(rows[0]?.ms) - (asked + answered) / 2)
}

async function migrate(pool: pg.Pool): Promise<string[]> {
  const client = await pool.connect()
  try {
    return await applyMigrations(client, readMigrations(migrationsFolder()))
  } finally {
    client.release(true) // its settings are not those of the pool any more
  }
}

async function warnOfSkew(db: Database, log: Log): Promise<void> {
  const skewMs = await clockSkewMs(db)
  if (Math.abs(skewMs) > TOLERATED_SKEW_MS)
    log.warn({ skewMs }, 'the database and this machine disagree about the time')
}

function nameStatements(limit: number): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const name = names.get(sql)
    if (name !== undefined) return name
    if (names.size >= limit) return ''
    const next = `drumbeat_${names.size}`
    names.set(sql, next)
    return next
  }
}
