import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { EmbeddedDatabaseError } from '../../src/store/embedded/errors.ts'
import { type EmbeddedPostgres, startPostgres } from '../../src/store/embedded/start.ts'

const PROGRAM = fileURLToPath(new URL('../support/row-writer.ts', import.meta.url))
const ROUNDS = 5

const base = mkdtempSync(join(tmpdir(), 'drumbeat-embedded-'))
chmodSync(base, 0o755) // as root, PostgreSQL runs as another user, who must get in
const children: ChildProcess[] = []

afterAll(() => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL')
  rmSync(base, { recursive: true, force: true })
})

type Writer = { pid: number; acknowledged: () => number; said: () => string; ended: Promise<unknown> }

function startWriter(folder: string): Writer {
  // In a process group of its own, so that a test can press Ctrl-C on it.
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, folder], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  let said = ''
  let acknowledged = 0
  child.stdout.on('data', (chunk) => {
    const lines = (said + chunk).split('\n')
    said = lines.pop() ?? ''
    for (const line of lines) {
      if (/^\d+$/.test(line)) acknowledged = Number(line)
      else said = `${line}\n${said}`
    }
  })
  return { pid: child.pid ?? 0, acknowledged: () => acknowledged, said: () => said, ended: once(child, 'close') }
}

async function until(condition: () => boolean): Promise<void> {
  await vi.waitUntil(condition, { timeout: 60_000, interval: 5 })
}

async function hasWritten(writer: Writer, rows: number): Promise<void> {
  const from = writer.acknowledged()
  await until(() => writer.acknowledged() >= from + rows)
}

function serverPid(folder: string): number {
  return Number.parseInt(readFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8'), 10)
}

async function query<Row extends pg.QueryResultRow>(server: EmbeddedPostgres, sql: string): Promise<Row[]> {
  const client = new pg.Client(server.connection)
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

/** A data directory whose server was started and stopped, as the tests before have left it. */
async function stoppedServer(): Promise<string> {
  const folder = join(base, 'stopped')
  await (await startPostgres(folder)).stop()
  return folder
}

/** How many rows of each writer are there, and how many last words; nobody else may use the server. */
async function kept(folder: string): Promise<Map<number, { rows: number; lastWords: number }>> {
  const server = await startPostgres(folder)
  const rows = await query<{ writer: number; rows: number; lastWords: number }>(
    server,
    `SELECT writer, count(DISTINCT n) FILTER (WHERE n > 0)::int AS rows, count(*) FILTER (WHERE n = -1)::int AS "lastWords"
     FROM written GROUP BY writer`,
  )
  expect(await server.stop()).toBe(true)
  return new Map(rows.map(({ writer, ...counts }) => [writer, counts]))
}

describe('the server', () => {
  test('writes through to the disk, speaks UTC and Unicode, opens no port, and makes the bot no superuser', async () => {
    const server = await startPostgres(await stoppedServer())

    const [settings] = await query(
      server,
      `SELECT current_setting('fsync') AS fsync, current_setting('data_checksums') AS checksums,
         current_setting('timezone') AS zone, current_setting('listen_addresses') AS ports, lower('ÄÖ') AS lower,
         (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser`,
    )

    expect(settings).toEqual({ fsync: 'on', checksums: 'on', zone: 'UTC', ports: '', lower: 'äö', superuser: false })
    await server.stop()
  })

  test('is shared by all who start it, and stopped by the last one out', async () => {
    const folder = await stoppedServer()
    const [first, second] = await Promise.all([startPostgres(folder), startPostgres(folder)])

    expect(await first.stop()).toBe(false)
    expect(await query(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(await second.stop()).toBe(true)
    expect(await second.stop()).toBe(true)
  })

  test('starts where the path is too long for a socket', async () => {
    const server = await startPostgres(join(base, 'x'.repeat(60), 'it\'s, a "long" path'.padEnd(60, 'y')))

    expect(Buffer.byteLength(server.connection.host)).toBeLessThan(80)
    expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await server.stop()
    expect(existsSync(server.connection.host)).toBe(false)
  })

  test('starts although a crash left lock files behind, whose process number now belongs to another program', async () => {
    const folder = await stoppedServer()
    const lock = `${process.pid}\n${folder}/postgres/data\n1700000000\n5432\n${folder}/postgres\n\n  1 1\nready\n`
    writeFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), lock)
    writeFileSync(join(folder, 'postgres', '.s.PGSQL.5432.lock'), lock)

    const server = await startPostgres(folder)

    expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await server.stop()
  })
})

describe('what is acknowledged stays', { timeout: 90_000 }, () => {
  test('when eight programs start at once on a new folder', async () => {
    const folder = join(base, 'eight')

    const writers = Array.from({ length: 8 }, () => startWriter(folder))
    await Promise.all(writers.map((writer) => hasWritten(writer, 5)))
    for (const { pid } of writers) process.kill(pid, 'SIGTERM')
    await Promise.all(writers.map(({ ended }) => ended))

    const rows = await kept(folder)
    expect(writers.filter((writer) => writer.said() === 'stopped the server\n')).toHaveLength(1)
    for (const writer of writers) expect(rows.get(writer.pid)).toEqual({ rows: writer.acknowledged(), lastWords: 1 })
  })

  test('when Ctrl-C reaches the whole process group: the program finishes first, and then stops the server', async () => {
    const folder = join(base, 'eight')
    const writer = startWriter(folder)
    await hasWritten(writer, 5)

    process.kill(-writer.pid, 'SIGINT')
    await writer.ended

    expect(writer.said()).toBe('stopped the server\n')
    expect((await kept(folder)).get(writer.pid)).toEqual({ rows: writer.acknowledged(), lastWords: 1 })
  })

  test('when the server is killed: the program has it back and goes on', async () => {
    const folder = join(base, 'killed')
    const writer = startWriter(folder)

    for (let round = 0; round < ROUNDS; round++) {
      await hasWritten(writer, 20)
      const killed = serverPid(folder)
      process.kill(killed, 'SIGKILL')
      await hasWritten(writer, 20)
      expect(serverPid(folder)).not.toBe(killed)
    }
    process.kill(writer.pid, 'SIGTERM')
    await writer.ended

    expect((await kept(folder)).get(writer.pid)).toEqual({ rows: writer.acknowledged(), lastWords: 1 })
  })

  test.each(['the program is killed', 'the program and the server are killed'])('when %s', async (what) => {
    const folder = join(base, 'killed')
    const writers: Writer[] = []

    for (let round = 0; round < ROUNDS; round++) {
      const writer = startWriter(folder)
      writers.push(writer)
      await hasWritten(writer, 20)
      if (what.includes('server')) process.kill(serverPid(folder), 'SIGKILL')
      process.kill(writer.pid, 'SIGKILL')
      await writer.ended
    }

    const rows = await kept(folder)
    for (const { pid, acknowledged } of writers) {
      expect(rows.get(pid)?.rows, `rows of writer ${pid}`).toBeGreaterThanOrEqual(acknowledged())
    }
  })
})

describe('where it cannot run, one sentence says why and names the way out', () => {
  test('files of another major version', async () => {
    const folder = await stoppedServer()
    const version = join(folder, 'postgres', 'data', 'PG_VERSION')
    writeFileSync(version, '17\n')

    await expect(startPostgres(folder)).rejects.toThrow(/made by PostgreSQL 17, .* brings 18.*DATABASE_URL/s)
    writeFileSync(version, '18\n')
  })

  test('a data directory that cannot be made', async () => {
    const file = join(base, 'file')
    writeFileSync(file, '')

    await expect(startPostgres(join(file, 'data'))).rejects.toThrow(
      /cannot be made or written \(a part of this path is a file\).*DATABASE_URL/,
    )
  })

  test('a parent folder that PostgreSQL may not enter or write', async () => {
    const closed = join(base, 'closed')
    mkdirSync(closed, { mode: process.getuid?.() === 0 ? 0o700 : 0o500 })

    await expect(startPostgres(join(closed, 'data'))).rejects.toThrow(EmbeddedDatabaseError)
    await expect(startPostgres(join(closed, 'data'))).rejects.toThrow(/closed.*DATABASE_URL/s)
  })

  test('files that PostgreSQL cannot read', async () => {
    const folder = await stoppedServer()
    rmSync(join(folder, 'postgres', 'data', 'global', 'pg_control'))

    await expect(startPostgres(folder)).rejects.toThrow(/does not start \(.*pg_control.*DATABASE_URL/s)
  })
})
