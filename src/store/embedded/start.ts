import { setTimeout as sleep } from 'node:timers/promises'
import { type Log, silentLog } from '../../lib/log.ts'
import { findBinaries } from './binaries.ts'
import { ADMIN, APP, ensureCluster } from './cluster.ts'
import { type Home, prepareHome } from './directory.ts'
import { EmbeddedDatabaseError, reason } from './errors.ts'
import { type Connection, connectionTo, joinServer, obstacle, type Presence } from './presence.ts'
import { type Launch, launchServer, removeStaleLocks, stopServer } from './server.ts'

/** The built-in database while this process uses it. */
export type EmbeddedPostgres = {
  /** The application's own database, as a role that is no superuser. */
  readonly connection: Connection
  /** The superuser's, for tests and tools. */
  readonly admin: Connection
  /** Leaves the server, and stops it when nobody else uses it: true when it was stopped. End your own pool first. */
  stop(): Promise<boolean>
}

type Start = (signal: AbortSignal) => Promise<Presence>

const START_MS = 120_000
const POLL_MS = 50
const RETRY_MS = 1_000

/**
 * Joins the PostgreSQL server of a data directory, or starts it. Nobody owns the server: every process (bot, command line)
 * does the same, each starts it again when it dies, and the last one out stops it.
 */
export async function startPostgres(dataDir: string, options: { log?: Log } = {}): Promise<EmbeddedPostgres> {
  try {
    const home = prepareHome(dataDir)
    const binaries = findBinaries(home)
    ensureCluster(home, binaries)
    const start: Start = (signal) => joinOrLaunch(home, () => launchServer(home, binaries), signal)
    const leaving = new AbortController()
    const presence = await start(leaving.signal)
    return {
      connection: connectionTo(home, APP),
      admin: connectionTo(home, ADMIN),
      stop: keepAlive(home, presence, start, leaving, options.log ?? silentLog),
    }
  } catch (error) {
    if (error instanceof EmbeddedDatabaseError) throw error
    throw new EmbeddedDatabaseError(`it could not be started (${reason(error)}).`, error)
  }
}

async function joinOrLaunch(home: Home, launch: () => Launch, signal: AbortSignal): Promise<Presence> {
  let server: Launch | undefined
  for (const end = Date.now() + START_MS; ; await sleep(POLL_MS)) {
    // A server we have launched is waited for: somebody must be there to stop it.
    if (!server) signal.throwIfAborted()
    try {
      return await joinServer(home)
    } catch (error) {
      const why = obstacle(error)
      if (why === 'unknown') throw new EmbeddedDatabaseError(`no connection can be made (${reason(error)}).`, error)
      if (Date.now() > end) {
        const said = server?.said() || reason(error)
        throw new EmbeddedDatabaseError(`it was not ready after ${START_MS / 1000} seconds (${said}).`, error)
      }
      if (why === 'busy' || (server && !server.over())) continue
      if (server) clearTheWay(home, server.said())
      server = launch()
    }
  }
}

// A launch may fail because another process was faster, or because sessions of a killed server are still leaving: both
// pass. So does a lock that a crash left behind, once it is removed.
function clearTheWay(home: Home, said: string): void {
  if (said !== '' && !/lock file|shared memory block/.test(said)) {
    throw new EmbeddedDatabaseError(`PostgreSQL does not start (${said}).`)
  }
  removeStaleLocks(home)
}

/** Starts the server again whenever it dies, until the function it answers with is called: `stop`. */
function keepAlive(home: Home, first: Presence, start: Start, leaving: AbortController, log: Log) {
  let current: Promise<Presence | undefined> = Promise.resolve(first)
  const watching = watch()
  let stopped: Promise<boolean> | undefined

  async function watch(): Promise<void> {
    for (let presence = await current; presence; presence = await current) {
      await presence.lost
      if (leaving.signal.aborted) return
      log.warn({}, 'the built-in database is gone; starting it again')
      current = startAgain(start, leaving.signal, log)
    }
  }

  async function leave(): Promise<boolean> {
    leaving.abort()
    const presence = await current
    const last = await presence?.leave()
    const ended = last === true && (await stopServer(home))
    await presence?.close()
    await watching
    return ended
  }

  return () => {
    stopped ??= leave()
    return stopped
  }
}

async function startAgain(start: Start, signal: AbortSignal, log: Log): Promise<Presence | undefined> {
  let told = ''
  while (!signal.aborted) {
    try {
      return await start(signal)
    } catch (error) {
      const why = reason(error)
      if (!signal.aborted && why !== told) log.error({ why }, 'the built-in database cannot be started again')
      told = why
      await sleep(RETRY_MS, undefined, { signal }).catch(() => {})
    }
  }
  return undefined
}
