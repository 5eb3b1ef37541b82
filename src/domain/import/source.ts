import { localDay, shiftDay } from '../week.ts'
import type { ImportAnswers, ImportQuestion } from './import.ts'

// A source brings numbers without a file: others push to it with a token, or a warehouse is read on the clock.

/** How a source gets its numbers: `push` by HTTP, `sql` by a query of ours. */
export type SourceKind = 'push' | 'sql'

/** What keeps a source from working. The first two may pass by themselves, the others wait for somebody. */
export type ProblemCode = 'unreachable' | 'timeout' | 'refused' | 'asking'

/** Trouble of a source, in a sentence that says what to do; `questions` are what a person can answer for good. */
export type Problem = { code: ProblemCode; sentence: string; questions: ImportQuestion[] }

/** One source of a team as people meet it. */
export type Source = {
  id: string
  name: string
  kind: SourceKind
  state: 'active' | 'paused'
  /** The last characters of a push token. */
  tokenHint: string | null
  answers: ImportAnswers
  nextRunAt: Date | null
  leaseUntil: Date | null
  lastRunAt: Date | null
  /** When numbers last came without trouble; null before the first time. */
  lastOkAt: Date | null
  lastRows: number | null
  /** The latest day it has ever brought. */
  lastDay: string | null
  warnings: string[]
  /** The import that brought its rows last. */
  lastImportId: string | null
  contentHash: string
  dataVersion: number
  failures: number
  failingSince: Date | null
  /** The latest trouble; it is over where `failingSince` is null. */
  problem: Problem | null
  toldCode: ProblemCode | 'stale' | null
  createdBy: string
  createdAt: Date
}

/** How a source does, with what there is to know about it. */
export type Health =
  | { state: 'new' | 'working' | 'paused' }
  | { state: 'reading'; since: Date | null }
  | { state: 'failing'; problem: Problem; since: Date }
  | { state: 'stale'; quietSince: Date | null; lastDay: string | null }

const QUIET_MS = 72 * 3_600_000
const STALE_DAYS = 4
/** Trouble that may pass by itself is told from the third time on. */
const PATIENCE = 3
const PASSING: readonly ProblemCode[] = ['unreachable', 'timeout']

const SOON_MS = 600_000

/** Judges how a source does at an instant. A push that came once and never again for three days is stale, as is a warehouse whose newest day is four days old. */
export function healthOf(source: Source, now: Date, zone: string): Health {
  const { problem, failingSince, lastOkAt, lastDay } = source
  if (source.state === 'paused') return { state: 'paused' }
  if (problem && failingSince) return { state: 'failing', problem, since: failingSince }
  if (lastOkAt === null) return { state: 'new' }
  const isQuiet = now.getTime() - lastOkAt.getTime() > QUIET_MS
  const isOld = source.kind === 'sql' && lastDay !== null && lastDay < shiftDay(localDay(now, zone), -STALE_DAYS)
  if (isQuiet || isOld) return { state: 'stale', quietSince: isQuiet ? lastOkAt : null, lastDay }
  if (source.leaseUntil && source.leaseUntil > now) return { state: 'reading', since: source.lastRunAt }
  return { state: 'working' }
}

/** Whether the lead is told of a trouble now: once for each kind of it, and not while a source is still being set up by push. */
export function isWorthTelling(source: Source, code: ProblemCode, failures: number): boolean {
  if (source.toldCode === code) return false
  if (source.kind === 'push' && source.lastOkAt === null) return false
  return !PASSING.includes(code) || failures >= PATIENCE
}

/** When a warehouse is read again: after its own interval, or soon where what failed may pass by itself. */
export function nextRun(now: Date, everyMs: number, failed: ProblemCode | null): Date {
  const pause = failed !== null && PASSING.includes(failed) ? Math.min(SOON_MS, everyMs) : everyMs
  return new Date(now.getTime() + pause)
}

/** The name a source may have: it stands in commands, so it is one short word. */
export function isSourceName(name: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/.test(name)
}

/** What a source no longer has of what it brought before: rows that were removed, and days of a platform without any row, which stay. */
export type Gone = { rows: number; days: number; kept: { platform: string; days: number }[] }

/** What is gone from a source, a sentence each: `12 rows of 3 days are gone from the source, so I took them out here too.` */
export function goneInWords(gone: Gone | null): string[] {
  if (!gone) return []
  const count = (many: number, noun: string) => `${many.toLocaleString('en-US')} ${noun}${many === 1 ? '' : 's'}`
  const isOne = gone.rows === 1
  const removed = `${count(gone.rows, 'row')} of ${count(gone.days, 'day')} ${isOne ? 'is' : 'are'} gone from the source, so I took ${isOne ? 'it' : 'them'} out here too.`
  return [
    ...(gone.rows > 0 ? [removed] : []),
    ...gone.kept.map(
      ({ platform, days }) =>
        `Of ${platform || 'one platform'} no row came for ${count(days, 'day')} that ${days === 1 ? 'was' : 'were'} there. I left ${days === 1 ? 'it' : 'them'} as ${days === 1 ? 'it was' : 'they were'}: see whether its load failed.`,
    ),
  ]
}
