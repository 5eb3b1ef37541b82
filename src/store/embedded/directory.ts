import { accessSync, chmodSync, chownSync, constants, mkdirSync, type Stats, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { EmbeddedDatabaseError, errorCode, reason } from './errors.ts'

/** Where the database lives, and who it belongs to. */
export type Home = {
  readonly folder: string
  readonly cluster: string
  readonly logFile: string
  readonly owner: Owner
  /** For spawn: the owner when we are root, because PostgreSQL refuses to run as root; else nothing. */
  readonly runAs: Partial<Owner>
}

type Owner = { readonly uid: number; readonly gid: number }

// "nobody": root hands the folder to a user without rights.
const UNPRIVILEGED: Owner = { uid: 65534, gid: 65534 }

/** Makes DATA_DIR/postgres where it is missing, and makes sure that PostgreSQL's user can reach and write it. */
export function prepareHome(dataDir: string): Home {
  const root = process.getuid?.() === 0
  const folder = join(resolve(dataDir), 'postgres')
  const owner = makeFolder(folder, root)
  if (root) refuseClosedParents(folder, owner)
  return {
    folder,
    cluster: join(folder, 'data'),
    logFile: join(folder, 'postgres.log'),
    owner,
    runAs: root ? owner : {},
  }
}

function makeFolder(folder: string, root: boolean): Owner {
  let made: Stats
  try {
    // In two steps: a recursive mkdir would give the private mode to every parent it makes.
    const first = mkdirSync(dirname(folder), { recursive: true })
    if (root && first !== undefined) letOthersPass(dirname(folder), first)
    makePrivate(folder)
    if (root && statSync(folder).uid === 0) chownSync(folder, UNPRIVILEGED.uid, UNPRIVILEGED.gid)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    made = statSync(folder)
  } catch (error) {
    throw new EmbeddedDatabaseError(`${folder} cannot be made or written (${reason(error)}).`, error)
  }
  if (!root && made.uid !== process.getuid?.()) {
    throw new EmbeddedDatabaseError(`${folder} belongs to user ${made.uid}: start this program as that user.`)
  }
  return { uid: made.uid, gid: made.gid }
}

/** Makes a folder only its owner can enter; it may be there already. */
export function makePrivate(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
}

// A strict umask would shut PostgreSQL's user out of the folders we make for it.
function letOthersPass(lowest: string, highest: string): void {
  for (let made = lowest; made.length >= highest.length; made = dirname(made)) chmodSync(made, 0o711)
}

function refuseClosedParents(folder: string, owner: Owner): void {
  for (let child = folder, parent = dirname(folder); parent !== child; child = parent, parent = dirname(parent)) {
    const { mode, uid } = statSync(parent)
    if (mode & constants.S_IXOTH || uid === owner.uid) continue
    throw new EmbeddedDatabaseError(
      `this program runs as root and PostgreSQL therefore as user ${owner.uid}, who cannot enter ${parent}. ` +
        `Run this program as a normal user, choose a DATA_DIR elsewhere (such as /var/lib/drumbeat), or let others pass through (chmod o+x ${parent}).`,
    )
  }
}
