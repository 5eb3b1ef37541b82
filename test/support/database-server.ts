import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import type { Connection } from '../../src/store/embedded/presence.ts'
import { startPostgres } from '../../src/store/embedded/start.ts'
import { applyMigrations, migrationsFolder, readMigrations } from '../../src/store/migrations.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The superuser's connection to the server of this run. */
    databaseServer: Connection
  }
}

/** The migrated database that every test's own is a copy of. */
export const TEMPLATE = 'template_of_tests'

const PREFIX = 'drumbeat-test-'

/** Starts one PostgreSQL for the run, with a migrated template in it, and removes both at the end. */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned()
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  chmodSync(folder, 0o755) // as root, PostgreSQL runs as another user, who must get in
  const server = await startPostgres(folder)
  await makeTemplate(server.admin)
  project.provide('databaseServer', server.admin)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function makeTemplate(admin: Connection): Promise<void> {
  const client = new pg.Client(admin)
  await client.connect()
  // These databases live for seconds: they need not survive a power cut.
  await client.query('ALTER SYSTEM SET fsync = off')
  await client.query('SELECT pg_reload_conf()')
  await client.query(`CREATE DATABASE ${TEMPLATE} OWNER app`)

  const inside = new pg.Client({ ...admin, user: 'app', database: TEMPLATE })
  await inside.connect()
  await applyMigrations(inside, readMigrations(migrationsFolder()))
  await inside.end()

  await client.query(`ALTER DATABASE ${TEMPLATE} ALLOW_CONNECTIONS false IS_TEMPLATE true`)
  await client.end()
}

// What runs that were killed have left. Joining a server and leaving it as the last one stops it.
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    const folder = join(tmpdir(), name)
    try {
      await (await startPostgres(folder)).stop()
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another user's, or another run is at it: it harms nobody.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
