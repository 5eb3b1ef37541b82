import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { silentLog } from '../../src/lib/log.ts'
import { connect, type Database } from '../../src/store/database.ts'
import type { Connection } from '../../src/store/embedded/presence.ts'
import { TEMPLATE } from './database-server.ts'

/** A database of a test's own: migrated, empty, and dropped when it is closed. */
export type TestDatabase = Database & {
  readonly connection: Connection
  /** The same as a DATABASE_URL, for programs that a test starts. */
  readonly url: string
}

/** Makes a database for one test file, as a copy of the run's template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('databaseServer')
  const database = `test_${randomUUID().replaceAll('-', '')}`
  await asAdmin(server, `CREATE DATABASE ${database} TEMPLATE ${TEMPLATE} OWNER app`)
  const connection = { ...server, user: 'app', database }
  const db = connect(connection, silentLog)
  return {
    ...db,
    connection,
    url: `postgresql://app@localhost/${database}?host=${encodeURIComponent(server.host)}&port=${server.port}`,
    async close() {
      await db.close()
      await asAdmin(server, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)
    },
  }
}

async function asAdmin(server: Connection, sql: string): Promise<void> {
  const client = new pg.Client(server)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
