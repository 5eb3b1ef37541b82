import { PersonError } from '../../lib/errors.ts'

const WAY_OUT = 'To use a PostgreSQL server of your own instead, set DATABASE_URL.'

/** The built-in database cannot run here; the message says why, what helps, and that DATABASE_URL is a way out. */
export class EmbeddedDatabaseError extends PersonError {
  override readonly name = 'EmbeddedDatabaseError'
  constructor(sentences: string, cause?: unknown) {
    super(`The built-in database cannot be used: ${sentences} ${WAY_OUT}`, { cause })
  }
}

const PLAIN_WORDS: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'a part of this path is a file',
}

/** What a caught value says, in a few words. */
export function reason(error: unknown): string {
  const known = PLAIN_WORDS[errorCode(error) ?? '']
  return known ?? (error instanceof Error ? error.message : String(error))
}

/** The code of a system or PostgreSQL error, such as ENOSPC or 57P03. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** The last complaints among the lines that a program of PostgreSQL wrote, '' when there are none. */
export function complaints(output: string): string {
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !NO_COMPLAINT.test(line))
    .map((line) => line.replace(/^.*? (FATAL|PANIC): +/, ''))
    .slice(-3)
    .join(' / ')
}

const NO_COMPLAINT =
  / (LOG|WARNING|HINT|DETAIL|STATEMENT): |database system is|^child process exited|^initdb: removing|^initdb: hint/
