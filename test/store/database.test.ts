import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Log, silentLog } from '../../src/lib/log.ts'
import { clockSkewMs, openDatabase } from '../../src/store/database.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const folder = mkdtempSync(join(tmpdir(), 'drumbeat-database-'))
chmodSync(folder, 0o755) // as root, PostgreSQL runs as another user, who must get in
let own: TestDatabase

beforeAll(async () => {
  own = await createTestDatabase()
})

afterAll(async () => {
  await own.close()
  rmSync(folder, { recursive: true })
})

function listen(): { log: Log; heard: string[] } {
  const heard: string[] = []
  const note = (_: object, message: string) => {
    heard.push(message)
  }
  return { log: { ...silentLog, info: note, warn: note }, heard }
}

test('without DATABASE_URL the built-in database is started, migrated and stopped', async () => {
  const dataDir = join(folder, 'data')
  const { log, heard } = listen()

  const db = await openDatabase({ dataDir, log })
  expect(await db.prisma.workspace.count()).toBe(0)
  await db.close()

  expect(heard).toEqual(['the database was migrated'])
  expect(existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(false)
})

test('with DATABASE_URL nothing is made in the data directory', async () => {
  const dataDir = join(folder, 'unused')

  const db = await openDatabase({ databaseUrl: own.url, dataDir, log: silentLog })
  const { rows } = await db.pool.query('SELECT current_database() AS name')
  await db.close()

  expect(rows).toEqual([{ name: own.connection.database }])
  expect(existsSync(dataDir)).toBe(false)
})

test.each(['', '&options=-c%20work_mem%3D8MB%20-c%20TimeZone%3DAsia%2FTokyo'])(
  'sessions are in UTC and give up a statement after a minute, whatever the URL asks for (%s)',
  async (more) => {
    const db = await openDatabase({ databaseUrl: own.url + more, dataDir: folder, log: silentLog })

    const { rows } = await db.pool.query(
      `SELECT current_setting('TimeZone') AS zone, current_setting('statement_timeout') AS timeout,
         current_setting('work_mem') AS memory`,
    )

    expect(rows).toEqual([{ zone: 'UTC', timeout: '1min', memory: more === '' ? '16MB' : '8MB' }])
    await db.close()
  },
)

test('an instant comes back as it was written', async () => {
  const createdAt = new Date('2026-03-29T00:59:59.999Z')

  await own.prisma.workspace.create({ data: { id: 'w1', name: 'One', createdAt } })

  expect(await own.prisma.workspace.findUnique({ where: { id: 'w1' } })).toMatchObject({ createdAt })
})

test('goes on after its connections were cut', async () => {
  await Promise.all(Array.from({ length: 5 }, () => own.pool.query('SELECT pg_sleep(0.01)')))
  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`

  const { rows } = await own.pool.query(cut)

  expect(rows.length).toBeGreaterThan(0)
  await expect.poll(() => own.pool.totalCount).toBe(1)
  expect(await own.prisma.workspace.count()).toBe(1)
})

test('says how far the clocks are apart', async () => {
  expect(Math.abs(await clockSkewMs(own))).toBeLessThan(500)
  const clock = { query: async () => ({ rows: [{ ms: String(Date.now() + 90_000) }] }) }
  expect(await clockSkewMs({ pool: clock as never })).toBeGreaterThan(89_000)
})
