import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const ABANDONED_MS = 60 * 60_000

/**
 * Makes a folder whole or not at all: under a name of its own, then renamed. Of several makers at once one wins and the
 * others throw theirs away; what a killed maker left behind is removed an hour later.
 */
export function makeWhole(target: string, make: (draft: string) => void): void {
  if (existsSync(target)) return
  const prefix = `${target}.new.`
  removeAbandoned(prefix)
  const draft = `${prefix}${randomUUID()}`
  try {
    make(draft)
    renameSync(draft, target)
    flushFolder(dirname(target))
  } catch (error) {
    if (!existsSync(target)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

function removeAbandoned(prefix: string): void {
  const folder = dirname(prefix)
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(basename(prefix))) continue
    const draft = join(folder, name)
    const { mtimeMs } = statSync(draft, { throwIfNoEntry: false }) ?? { mtimeMs: Number.POSITIVE_INFINITY }
    if (Date.now() - mtimeMs > ABANDONED_MS) rmSync(draft, { recursive: true, force: true })
  }
}

// A rename survives a power cut only when its folder has been flushed too.
function flushFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
