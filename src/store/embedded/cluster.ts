import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Binaries, complaint, run } from './binaries.ts'
import type { Home } from './directory.ts'
import { EmbeddedDatabaseError } from './errors.ts'
import { makeWhole } from './whole.ts'

/** The role and the database of the application; the role is no superuser. */
export const APP = 'app'
/** The superuser and its database, for presence and for tests. */
export const ADMIN = 'postgres'

const INITDB = [
  ['--username', ADMIN],
  ['--encoding', 'UTF8'],
  ['--locale', 'C'],
  // Built in, so that order and case do not change with the system's libraries.
  ['--locale-provider', 'builtin'],
  ['--builtin-locale', 'C.UTF-8'],
  ['--auth', 'trust'],
  ['--data-checksums'],
]

/** Makes the database's files where they are missing, and refuses those of another major version. */
export function ensureCluster(home: Home, binaries: Binaries): void {
  makeWhole(home.cluster, (draft) => {
    must(run(home, join(binaries.folder, 'initdb'), ['-D', draft, ...INITDB.flat()]))
    const single = ['--single', '-D', draft, '-c', 'exit_on_error=on', ADMIN]
    const roles = `create role ${APP} login;\ncreate database ${APP} owner ${APP};\n`
    must(run(home, join(binaries.folder, 'postgres'), single, roles))
  })
  const made = readFileSync(join(home.cluster, 'PG_VERSION'), 'utf8').trim()
  if (made === binaries.major) return
  throw new EmbeddedDatabaseError(
    `${home.cluster} was made by PostgreSQL ${made}, and this release brings ${binaries.major}. ` +
      'Make a backup with the previous release, move that folder away, start this release, and restore the backup.',
  )
}

function must(done: ReturnType<typeof run>): void {
  if (done.status !== 0) throw new EmbeddedDatabaseError(`its files cannot be made (${complaint(done)}).`)
}
