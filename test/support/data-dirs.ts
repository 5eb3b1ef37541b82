import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join } from 'node:path'

const TELLS = existsSync('/proc/self/cwd')

/** Copies a data directory whose server is stopped, owners included. */
export function copyDataDir(from: string, to: string): string {
  execFileSync('cp', ['-Rp', from, to])
  return to
}

/** The process number of the server of a data directory, if it has one. */
function serverPid(dataDir: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8'), 10)
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

/** Kill -9 of the server of a data directory; it may be down already. */
export function killServer(dataDir: string): void {
  const pid = serverPid(dataDir)
  // The file of a dead server may name a process that is somebody else's by now.
  if (pid === undefined || (TELLS && !processesIn(dataDir).includes(pid))) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** The processes that live in a data directory: its server, and that server's own, even after it was killed. Only Linux tells. */
export function processesIn(dataDir: string): number[] {
  if (!TELLS) return []
  const cluster = join(realpathSync(dataDir), 'postgres', 'data')
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => folderOf(pid) === cluster)
    .map(Number)
}

function folderOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}
