import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { backup, restore } from '../../src/store/backup.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

// Two databases of one release: what is backed up from one is restored into the other.
const folder = mkdtempSync(join(tmpdir(), 'drumbeat-backup-'))
const file = join(folder, 'backup.gz')
let from: TestDatabase
let to: TestDatabase

const AWKWARD = `
  CREATE TABLE "Odd name" (id int PRIMARY KEY, "text, quoted" text, amount numeric(18, 6), raw bytea, at timestamptz(3),
    twice int GENERATED ALWAYS AS (id * 2) STORED, parent int REFERENCES "Odd name");
  CREATE TABLE a_child (parent int NOT NULL REFERENCES "Odd name", n bigserial);
  CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''refused''; END'`
const NO_MORE = 'CREATE TRIGGER no_more BEFORE INSERT ON a_child FOR EACH ROW EXECUTE FUNCTION refuse()'
const TEXTS = ['', null, '\\.', 'a\n\\.\nb', '\\N', 'tab\there\r\n', '\u0001 “ünïcode” 🥁', 'x'.repeat(300_000)]

beforeEach(async () => {
  from = await createTestDatabase()
  to = await createTestDatabase()
  for (const db of [from, to]) await db.pool.query(AWKWARD)
})

afterEach(async () => {
  await from.close()
  await to.close()
})

afterAll(() => rmSync(folder, { recursive: true }))

async function fill(db: TestDatabase): Promise<void> {
  for (const [id, text] of TEXTS.entries()) {
    const amount = id === 0 ? null : `${id}.100001`
    await db.pool.query('INSERT INTO "Odd name" (id, "text, quoted", amount, raw, at) VALUES ($1, $2, $3, $4, now())', [
      id,
      text,
      amount,
      randomBytes(40),
    ])
  }
  await db.pool.query(`UPDATE "Odd name" SET parent = ${TEXTS.length - 1} - id`)
  await db.pool.query('INSERT INTO a_child (parent) SELECT id FROM "Odd name"')
}

async function everything(db: TestDatabase): Promise<unknown[]> {
  const odd = await db.pool.query('SELECT * FROM "Odd name" ORDER BY id')
  const children = await db.pool.query('SELECT * FROM a_child ORDER BY n')
  return [...odd.rows, ...children.rows]
}

test('brings back every row of every table, awkward texts included, in place of what was there', async () => {
  await fill(from)
  await to.pool.query(`INSERT INTO "Odd name" (id) VALUES (99); INSERT INTO a_child (parent) VALUES (99)`)
  for (const db of [from, to]) await db.pool.query(NO_MORE)

  const saved = await backup(from, file)
  const restored = await restore(to, file)

  expect(saved).toMatchObject({ rows: 2 * TEXTS.length })
  expect(restored).toEqual(saved)
  expect(await everything(to)).toEqual(await everything(from))
})

test('afterwards the keys, the triggers and the numbering work as before', async () => {
  await fill(from)
  await to.pool.query(NO_MORE)

  await backup(from, file)
  await restore(to, file)

  await expect(to.pool.query('INSERT INTO "Odd name" (id, parent) VALUES (50, 1000)')).rejects.toThrow(/foreign key/)
  await expect(to.pool.query('INSERT INTO a_child (parent) VALUES (1)')).rejects.toThrow('refused')
  await to.pool.query('DROP TRIGGER no_more ON a_child')
  const { rows } = await to.pool.query('INSERT INTO a_child (parent) VALUES (1) RETURNING n')
  expect(Number(rows[0].n)).toBeGreaterThan(TEXTS.length)
})

test('holds one moment, whatever is written meanwhile', async () => {
  await from.pool.query(`INSERT INTO "Odd name" (id) SELECT generate_series(1, 20000)`)
  let stop = false
  const writing = (async () => {
    // Parent and child always together: a backup of two moments would have one without the other.
    for (let id = 20_001; !stop; id++) {
      await from.pool.query(`WITH made AS (INSERT INTO "Odd name" (id) VALUES (${id}) RETURNING id)
        INSERT INTO a_child (parent) SELECT id FROM made`)
    }
  })()

  await backup(from, file)
  stop = true
  await writing
  await restore(to, file)

  const { rows } = await to.pool.query(
    'SELECT (SELECT count(*) FROM "Odd name") - 20000 AS parents, (SELECT count(*) FROM a_child) AS children',
  )
  expect(rows[0].parents).toBe(rows[0].children)
})

test('only its owner can read the file, and a part of one never has its name', async () => {
  await backup(from, file)

  expect(statSync(file).mode & 0o777).toBe(0o600)
  await expect(backup(from, join(folder, 'missing', 'b.gz'))).rejects.toThrow(/no such file or folder/)
})

test('changes nothing when the file is damaged, cut off, something else, or missing', async () => {
  await fill(from)
  await fill(to)
  const before = await everything(to)
  await backup(from, file)
  const whole = readFileSync(file)
  const lines = gunzipSync(whole).toString('utf8').split('\n')
  const damaged = {
    'cut.gz': whole.subarray(0, whole.length - 20),
    'short.gz': gzipSync(lines.slice(0, 6).join('\n')),
    'wrong-row.gz': gzipSync(lines.map((line) => line.replace(/^0\t/, 'not a number\t')).join('\n')),
    'other.gz': gzipSync('{"kind":"something else"}\n'),
    'no-gzip.gz': Buffer.from('day,spend\n'),
  }

  for (const [name, bytes] of Object.entries(damaged)) {
    writeFileSync(join(folder, name), bytes)
    await expect(restore(to, join(folder, name)), name).rejects.toThrow(/damaged|no backup|does not fit/)
  }
  await expect(restore(to, join(folder, 'nowhere.gz'))).rejects.toThrow(/no such file/)

  expect(await everything(to)).toEqual(before)
})

test('refuses the backup of another release', async () => {
  await from.pool.query(`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
    VALUES ('next', 'x', '29990101000000_next', now())`)
  await backup(from, file)

  await expect(restore(to, file)).rejects.toThrow(/another release.*29990101000000_next.*with the release that made it/)
})

test('does not wait for ever for tables in use', async () => {
  await backup(from, file)
  const user = await to.pool.connect()
  await user.query('BEGIN; SELECT * FROM a_child')

  await expect(restore(to, file)).rejects.toThrow(/in use. Stop the bot first/)

  await user.query('ROLLBACK')
  user.release()
})
