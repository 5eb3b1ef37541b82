import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  fchownSync,
  fstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, ENVIRONMENT } from './binaries.ts'
import type { Home } from './directory.ts'
import { complaints } from './errors.ts'
import { PORT, socketFolder, writeSettings } from './settings.ts'

/** One attempt to start the server. */
export type Launch = {
  /** Whether its process has ended. */
  over(): boolean
  /** Its last complaints, '' while there are none. */
  said(): string
}

const LOG_BYTES = 1_000_000
const STOP_MS = 60_000

/** Starts the server in a session of its own, so that Ctrl-C reaches only us and we can finish before it goes. */
export function launchServer(home: Home, binaries: Binaries): Launch {
  writeSettings(home)
  if ((statSync(home.logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES) {
    renameSync(home.logFile, `${home.logFile}.1`)
  }
  // A file and no pipe, because the server may outlive us.
  const log = openSync(home.logFile, 'a', 0o600)
  fchownSync(log, home.owner.uid, home.owner.gid)
  const from = fstatSync(log).size
  const child = spawn(join(binaries.folder, 'postgres'), ['-D', home.cluster], {
    ...home.runAs,
    env: ENVIRONMENT,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.on('error', () => {})
  child.unref()
  return { over: () => hasEnded(child), said: () => complaints(readFileSync(home.logFile).subarray(from).toString()) }
}

/** Stops the server and waits for it; false when it is not a process we can stop. */
export async function stopServer(home: Home): Promise<boolean> {
  const pid = serverPid(home)
  if (pid === undefined || !isServerOf(home, pid)) return false
  process.kill(pid, 'SIGINT') // "fast": it ends every session, writes all down and leaves
  for (const end = Date.now() + STOP_MS; Date.now() < end; await sleep(20)) {
    if (serverPid(home) === pid) continue
    removeShortFolder(home)
    return true
  }
  return false
}

function removeShortFolder(home: Home): void {
  const sockets = socketFolder(home)
  try {
    if (sockets !== home.folder) rmdirSync(sockets)
  } catch {
    // Somebody is starting the server again: the folder is theirs.
  }
}

/**
 * Removes lock files that name a process which is not this database's server. After a crash the number may belong to another program,
 * or to a dead process that nobody reaps (node as process 1 of a container), and PostgreSQL would refuse to start for ever.
 */
export function removeStaleLocks(home: Home): void {
  for (const file of [pidFile(home), join(socketFolder(home), `.s.PGSQL.${PORT}.lock`)]) {
    const pid = readPid(file)
    if (pid !== undefined && !isServerOf(home, pid)) rmSync(file, { force: true })
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}

function pidFile(home: Home): string {
  return join(home.cluster, 'postmaster.pid')
}

function serverPid(home: Home): number | undefined {
  return readPid(pidFile(home))
}

// The first line of a lock file is the number of the process that made it.
function readPid(file: string): number | undefined {
  try {
    const pid = Math.abs(Number.parseInt(readFileSync(file, 'utf8'), 10))
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

function isServerOf(home: Home, pid: number): boolean {
  const cluster = commandLine(pid).split(' -D ')[1]?.trim()
  return cluster !== undefined && existsSync(cluster) && realpathSync(cluster) === realpathSync(home.cluster)
}

function commandLine(pid: number): string {
  if (process.platform !== 'linux') {
    return spawnSync('/bin/ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}
