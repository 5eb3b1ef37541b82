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

test('what is asked of one connection at once is answered in turn, after a failure too, and the driver has nothing to warn of', async () => {
  const warnings: string[] = []
  const note = (warning: Error) => void warnings.push(warning.message)
  process.on('warning', note)
  const pool = openPool(db.connection, silentLog)
  const client = await pool.connect()
  const ends = await Promise.allSettled([
    client.query('SELECT 1 AS n'),
    client.query('SELECT nonsense'),
    client.query('SELECT 3 AS n'),
    client.query({ text: 'SELECT $1::int AS n', values: [4] }),
  ])
  client.release()
  await pool.end()
  process.off('warning', note)

  expect(ends.map((end) => (end.status === 'fulfilled' ? end.value.rows[0].n : 'failed'))).toEqual([1, 'failed', 3, 4])
  expect(warnings).toEqual([])
})
