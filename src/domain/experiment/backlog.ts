import type { Channel } from '../team.ts'
import type { Experiment } from './experiment.ts'
import type { Learning } from './reading.ts'
import type { Verdict } from './rule.ts'
import type { ScoreSummary } from './score.ts'

/** An idea that waits, with how the team rates it and whether the person who looks has rated it. */
export type BacklogEntry = { experiment: Experiment; score: ScoreSummary | null; own: number | null }

/** Sorts ideas by their mean score, the best first; what nobody has rated comes last, the newest of it first. */
export function byScore(entries: readonly BacklogEntry[]): BacklogEntry[] {
  const rank = ({ score }: BacklogEntry) => score?.mean ?? Number.NEGATIVE_INFINITY
  return [...entries].sort((a, b) => rank(b) - rank(a) || b.experiment.number - a.experiment.number)
}

/** A test as far as it matters to where a learning has been tried; `parent` is the number of the test it goes on from. */
export type LogEntry = Pick<Experiment, 'id' | 'number' | 'title' | 'state' | 'channelId'> & {
  parent: number | null
  /** What was decided of it; null where nothing has been, beside having it extended. */
  verdict: Verdict | null
}

/** What a test taught. */
export type Taught = { test: LogEntry; learning: Learning }

/** A learning with the channels in which it has not been tried. */
export type Untried = Taught & { channels: Channel[] }

/**
 * The channels of a team in which a learning has not been tried: neither its own test ran there, nor one that supports or
 * contradicts it, nor one that was made from it and not abandoned.
 */
export function untriedChannels(
  { test, learning }: Taught,
  log: readonly LogEntry[],
  channels: readonly Channel[],
): Channel[] {
  const related = new Set([test.number, ...learning.supports, ...learning.contradicts])
  const tried = log.filter(
    ({ number, parent, state }) => state !== 'abandoned' && (related.has(number) || parent === test.number),
  )
  // What was tested across all channels has been tried in each of them.
  if (tried.some(({ channelId }) => channelId === null)) return []
  return channels.filter(({ id }) => tried.every(({ channelId }) => channelId !== id))
}

/** Whether a learning is worth trying in another channel: its test was shipped, and nothing has spoken against it. */
export function isWorthTrying(verdict: Verdict | null, { status }: Pick<Learning, 'status'>): boolean {
  return verdict === 'ship' && status !== 'rejected'
}

/** The learnings worth trying in another channel that were not tried in all of them; in the order they are given. */
export function untriedLearnings(
  taught: readonly Taught[],
  log: readonly LogEntry[],
  channels: readonly Channel[],
): Untried[] {
  return taught
    .filter(({ test, learning }) => isWorthTrying(test.verdict, learning))
    .map((each) => ({ ...each, channels: untriedChannels(each, log, channels) }))
    .filter(({ channels: left }) => left.length > 0)
}
