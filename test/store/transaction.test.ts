import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { transaction } from '../../src/store/transaction.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
  await db.pool.query('CREATE TABLE counter (name text PRIMARY KEY, n int NOT NULL)')
})

beforeEach(() => db.pool.query(`TRUNCATE counter; INSERT INTO counter VALUES ('clicks', 0), ('leads', 0)`))

afterAll(() => db.close())

async function read(name: string): Promise<number | undefined> {
  const { rows } = await db.pool.query<{ n: number }>('SELECT n FROM counter WHERE name = $1', [name])
  return rows[0]?.n
}

test('keeps everything or nothing', async () => {
  const broken = transaction(db, async (tx) => {
    await tx.$executeRaw`UPDATE counter SET n = n + 1`
    throw new Error('changed my mind')
  })

  await expect(broken).rejects.toThrow('changed my mind')
  expect(await read('clicks')).toBe(0)
})

test('two that lock the same rows crosswise both get through', async () => {
  let meeting = 0
  let bothHoldOne = () => {}
  const met = new Promise<void>((resolve) => {
    bothHoldOne = resolve
  })
  const add = (first: string, second: string) =>
    transaction(db, async (tx) => {
      await tx.$executeRaw`UPDATE counter SET n = n + 1 WHERE name = ${first}`
      if (++meeting === 2) bothHoldOne()
      await met
      await tx.$executeRaw`UPDATE counter SET n = n + 1 WHERE name = ${second}`
    })

  await Promise.all([add('clicks', 'leads'), add('leads', 'clicks')])

  expect(meeting).toBe(3)
  expect([await read('clicks'), await read('leads')]).toEqual([2, 2])
})

test('runs again when the connection broke before the commit', async () => {
  let runs = 0

  await transaction(db, async (tx) => {
    await tx.$executeRaw`UPDATE counter SET n = n + 1 WHERE name = 'clicks'`
    if (++runs === 1) await tx.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`
  })

  expect(runs).toBe(2)
  expect(await read('clicks')).toBe(1)
})

test('does not call it saved when the database refused one of its statements', async () => {
  const swallowed = transaction(db, async (tx) => {
    await tx.$executeRaw`UPDATE counter SET n = n + 1 WHERE name = 'clicks'`
    await tx.$executeRaw`INSERT INTO counter VALUES ('clicks', 9)`.catch(() => {})
  })

  await expect(swallowed).rejects.toThrow(/aborted/)
  expect(await read('clicks')).toBe(0)
})

test('does not run again when the connection broke during the commit, because it may have been kept', async () => {
  let runs = 0
  await db.pool.query(`
    CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql
      AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
    CREATE CONSTRAINT TRIGGER hang_up AFTER UPDATE ON counter DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION hang_up()`)

  const lost = transaction(db, async (tx) => {
    runs++
    await tx.$executeRaw`UPDATE counter SET n = n + 1 WHERE name = 'clicks'`
  })

  await expect(lost).rejects.toThrow()
  expect(runs).toBe(1)
})
