import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { PersonError } from '../lib/errors.ts'
import { packageRoot } from '../lib/root.ts'

/** One folder of prisma/migrations: its name, its SQL and the print of that SQL by which Prisma knows it. */
export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string }

/** The database and this release do not fit; the message says how, and what to do. */
export class MigrationError extends PersonError {
  override readonly name = 'MigrationError'
}

type Applied = { readonly name: string; readonly checksum: string; readonly finished: boolean }

// Prisma Migrate takes the same advisory lock: we and `prisma migrate deploy` wait for each other.
const LOCK = 72707369
const LOCK_TIMEOUT = '60s'

const BOOKKEEPING = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

/** The folder the migrations of this release are in. */
export function migrationsFolder(): string {
  return join(packageRoot(), 'prisma', 'migrations')
}

/** Reads all migrations of a folder, oldest first. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const file = readFileSync(join(folder, name, 'migration.sql'))
      return { name, sql: file.toString('utf8'), checksum: createHash('sha256').update(file).digest('hex') }
    })
}

/**
 * Applies the migrations the database lacks, each in one transaction with its line in Prisma's own books, and answers with
 * their names. Of several programs that start at once one does it and the others wait. The session keeps no statement timeout.
 */
export async function applyMigrations(client: ClientBase, migrations: readonly Migration[]): Promise<string[]> {
  await client.query('SET statement_timeout = 0')
  await takeLock(client)
  try {
    await client.query(BOOKKEEPING)
    const applied = await readApplied(client)
    refuseStrangers(applied, migrations)
    const names = new Set(applied.map((row) => row.name))
    const missing = migrations.filter((migration) => !names.has(migration.name))
    for (const migration of missing) await apply(client, migration)
    return missing.map((migration) => migration.name)
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => {}) // a broken connection holds no lock
  }
}

/** The finished migrations of a database, oldest first; none where there are no books yet. */
export async function readApplied(client: ClientBase): Promise<Applied[]> {
  const books = await client.query<{ there: boolean }>(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`)
  if (!books.rows[0]?.there) return []
  const { rows } = await client.query<Applied>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  )
  return rows
}

async function takeLock(client: ClientBase): Promise<void> {
  await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`)
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
  } catch (error) {
    throw new MigrationError(
      `Another program has been migrating this database for ${LOCK_TIMEOUT}. Wait until it is done, or end it, and start again.`,
      { cause: error },
    )
  } finally {
    await client.query('RESET lock_timeout')
  }
}

function refuseStrangers(applied: readonly Applied[], migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  const names = (rows: readonly Applied[]) => rows.map((row) => row.name).join(', ')

  const failed = applied.filter((row) => !row.finished)
  if (failed.length > 0) {
    throw new MigrationError(
      `A migration of this database has begun and not finished: ${names(failed)}. ` +
        'Put right what it left behind, then mark it with `npx prisma migrate resolve`, and start again.',
    )
  }
  const newer = applied.filter((row) => !known.has(row.name))
  if (newer.length > 0) {
    throw new MigrationError(
      `This database is newer than this release, which does not know: ${names(newer)}. ` +
        'Start the release that last used it or a newer one, or restore a backup into an empty database.',
    )
  }
  const edited = applied.filter((row) => known.get(row.name)?.checksum !== row.checksum)
  if (edited.length > 0) {
    throw new MigrationError(
      `A migration was edited after it had been applied to this database: ${names(edited)}. ` +
        'Bring its file back as it was and make the change in a new migration.',
    )
  }
}

async function apply(client: ClientBase, migration: Migration): Promise<void> {
  const startedAt = new Date()
  await client.query('BEGIN')
  try {
    await client.query(migration.sql) // without parameters, so that one query may hold many statements
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, $4, 1)`,
      [randomUUID(), migration.checksum, migration.name, startedAt],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    const why = error instanceof Error ? error.message : String(error)
    throw new MigrationError(`The migration ${migration.name} failed and has changed nothing: ${why}.`, {
      cause: error,
    })
  }
}
