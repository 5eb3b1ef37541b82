import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import {
  applyMigrations,
  type Migration,
  MigrationError,
  migrationsFolder,
  readApplied,
  readMigrations,
} from '../../src/store/migrations.ts'

const folder = mkdtempSync(join(tmpdir(), 'drumbeat-migrations-'))
const database = `migrations_${randomUUID().replaceAll('-', '')}`
let admin: pg.Client
let client: pg.Client

beforeAll(async () => {
  admin = new pg.Client(inject('databaseServer'))
  await admin.connect()
})

afterAll(async () => {
  await admin.end()
  rmSync(folder, { recursive: true })
})

beforeEach(async () => {
  await admin.query(`CREATE DATABASE ${database} OWNER app`)
  client = await session()
})

afterEach(async () => {
  await client.end()
  await admin.query(`DROP DATABASE ${database} WITH (FORCE)`)
})

async function session(): Promise<pg.Client> {
  const made = new pg.Client({ ...inject('databaseServer'), user: 'app', database })
  await made.connect()
  return made
}

/** Migrations as they would be read from a folder with these files. */
function release(files: Record<string, string>): Migration[] {
  const home = mkdtempSync(join(folder, 'release-'))
  for (const [name, sql] of Object.entries(files)) {
    mkdirSync(join(home, name))
    writeFileSync(join(home, name, 'migration.sql'), sql)
  }
  writeFileSync(join(home, 'migration_lock.toml'), '')
  return readMigrations(home)
}

const CITY = `CREATE TABLE city (name text); INSERT INTO city VALUES ('a;b');`
const STREET = `CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END; $$; CREATE TABLE street ();`

test('the migrations of this release make an empty database ready', async () => {
  const own = readMigrations(migrationsFolder())

  expect(await applyMigrations(client, own)).toEqual(own.map(({ name }) => name))
  expect(await applyMigrations(client, own)).toEqual([])
  expect((await client.query('SELECT * FROM workspace')).rows).toEqual([])
})

test('applies only what is missing, oldest first', async () => {
  await applyMigrations(client, release({ '1_city': CITY }))

  expect(await applyMigrations(client, release({ '2_street': STREET, '1_city': CITY }))).toEqual(['2_street'])
  expect(await readApplied(client)).toMatchObject([{ name: '1_city' }, { name: '2_street' }])
})

test('keeps the books as Prisma does', async () => {
  await applyMigrations(client, release({ '1_city': CITY }))

  const { rows } = await client.query('SELECT * FROM _prisma_migrations')
  expect(rows).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      checksum: '6c633340b3bc23509dd93d35c715f4f00b4be7d40cab6558cc4adb761e645936',
      migration_name: '1_city',
      started_at: expect.any(Date),
      finished_at: expect.any(Date),
      rolled_back_at: null,
      logs: null,
      applied_steps_count: 1,
    },
  ])
})

test('several programs that start at once migrate once', async () => {
  const migrations = release({ '1_city': CITY, '2_street': STREET })
  const sessions = await Promise.all([session(), session(), session(), session()])

  const applied = await Promise.all(sessions.map((each) => applyMigrations(each, migrations)))

  expect(applied.flat().sort()).toEqual(['1_city', '2_street'])
  await Promise.all(sessions.map((each) => each.end()))
})

test('a migration that fails changes nothing, and can be put right', async () => {
  const broken = applyMigrations(client, release({ '1_city': `${CITY} SELECT 1 / 0;` }))

  await expect(broken).rejects.toThrow(
    new MigrationError('The migration 1_city failed and has changed nothing: division by zero.'),
  )
  expect(await applyMigrations(client, release({ '1_city': CITY }))).toEqual(['1_city'])
})

test('refuses a migration that was edited after it had been applied', async () => {
  await applyMigrations(client, release({ '1_city': CITY }))

  const edited = applyMigrations(client, release({ '1_city': `${CITY} -- new words` }))

  await expect(edited).rejects.toThrow(/edited after .*1_city.*make the change in a new migration/)
})

test('refuses a database that is newer than the release', async () => {
  await applyMigrations(client, release({ '1_city': CITY, '2_street': STREET }))

  const older = applyMigrations(client, release({ '1_city': CITY }))

  await expect(older).rejects.toThrow(/newer than this release.*2_street/)
})

test('refuses a database in which Prisma left a migration half done, until that is resolved', async () => {
  const migrations = release({ '1_city': CITY, '2_street': STREET })
  await applyMigrations(client, release({ '1_city': CITY }))
  await client.query(`INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', 'x', '2_street')`)

  await expect(applyMigrations(client, migrations)).rejects.toThrow(
    /begun and not finished: 2_street.*prisma migrate resolve/,
  )

  await client.query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = '1'`)
  expect(await applyMigrations(client, migrations)).toEqual(['2_street'])
})
