import { createHash, randomUUID } from 'node:crypto'
import { chownSync, lstatSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Home, makePrivate } from './directory.ts'
import { EmbeddedDatabaseError } from './errors.ts'

/** Part of the socket's name; no TCP port is ever opened. */
export const PORT = 5432

// The address of a socket holds 104 bytes on macOS, and PostgreSQL adds "/.s.PGSQL.5432.lock" to its folder.
const LONGEST_FOLDER = 80

/** The folder of the server's socket: the database's own, or a short one where that path is too long for a socket. */
export function socketFolder(home: Home): string {
  if (Buffer.byteLength(home.folder) <= LONGEST_FOLDER && !/[,'"\\\n]/.test(home.folder)) return home.folder
  const name = createHash('sha256').update(realpathSync(home.folder)).digest('hex').slice(0, 16)
  return `/tmp/drumbeat-${name}`
}

/** Makes the socket's folder and writes the server's settings; `ALTER SYSTEM` still overrides these. */
export function writeSettings(home: Home): void {
  const sockets = socketFolder(home)
  if (sockets !== home.folder) claim(sockets, home)
  const draft = join(home.folder, `settings.${randomUUID()}`)
  const lines = Object.entries(settings(sockets)).map(([name, value]) => `${name} = '${value}'\n`)
  writeFileSync(draft, lines.join(''), { mode: 0o600, flag: 'wx' })
  chownSync(draft, home.owner.uid, home.owner.gid)
  renameSync(draft, join(home.cluster, 'postgresql.conf'))
}

function claim(folder: string, { owner, runAs }: Home): void {
  makePrivate(folder)
  const made = lstatSync(folder)
  if (runAs.uid !== undefined && made.isDirectory() && made.uid === 0) chownSync(folder, owner.uid, owner.gid)
  const { uid, mode } = lstatSync(folder)
  if (made.isDirectory() && uid === owner.uid && (mode & 0o077) === 0) return
  throw new EmbeddedDatabaseError(`${folder}, which its socket needs, belongs to somebody else: remove it.`)
}

function settings(sockets: string): Record<string, string | number> {
  return {
    listen_addresses: '',
    port: PORT,
    unix_socket_directories: sockets,
    unix_socket_permissions: '0700',
    max_connections: 100,
    shared_buffers: '64MB',
    work_mem: '16MB',
    max_wal_size: '256MB',
    // One server, never copied from: the write-ahead log serves recovery alone.
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    // Parallel workers share memory in /dev/shm, which has 64 MB in a container.
    max_parallel_workers_per_gather: 0,
    max_parallel_maintenance_workers: 0,
    io_method: 'sync',
    // A query whose client was killed ends within a second and does not delay a restart.
    client_connection_check_interval: '1s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // What people wrote stays out of the log: a refused statement would bring its values.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  }
}
