import { afterAll, beforeAll, expect, test } from 'vitest'
import { silentLog } from '../../src/lib/log.ts'
import { openPool } from '../../src/store/pool.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(async () => {
  await db.close()
})

test('a connection that breaks while it is in use fails its next statement, and not the process', async () => {
  const pool = openPool(db.connection, silentLog)
  const client = await pool.connect()
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')

  const over = new Promise((resolve) => client.once('end', resolve))
  await db.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
  await over

  await expect(client.query('SELECT 1')).rejects.toThrow()
  client.release(true)
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await pool.end()
})
