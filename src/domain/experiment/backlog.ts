import type { Channel } from '../team.ts'
import type { Experiment } from './experiment.ts'
import type { Learning } from './reading.ts'
import type { ScoreSummary } from './score.ts'

/** An idea that waits, with how the team rates it and whether the person who looks has rated it. */
export type BacklogEntry = { experiment: Experiment; score: ScoreSummary | null; own: number | null }

/** Sorts ideas by their mean score, the best first; what nobody has rated comes last, the newest of it first. */
export function byScore(entries: readonly BacklogEntry[]): BacklogEntry[] {
  const rank = ({ score }: BacklogEntry) => score?.mean ?? Number.NEGATIVE_INFINITY
  return [...entries].sort((a, b) => rank(b) - rank(a) || b.experiment.number - a.experiment.number)
}

/** A test as far as it matters to where a learning has been tried; `parent` is the number of the test it goes on from. */
export type LogEntry = Pick<Experiment, 'id' | 'number' | 'title' | 'state' | 'channelId'> & { parent: number | null }

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

/** The learnings that travel: supported or confirmed, and not tried everywhere; in the order they are given. */
export function untriedLearnings(
  taught: readonly Taught[],
  log: readonly LogEntry[],
  channels: readonly Channel[],
): Untried[] {
  return taught
    .filter(({ learning }) => learning.status === 'supported' || learning.status === 'confirmed')
    .map((each) => ({ ...each, channels: untriedChannels(each, log, channels) }))
    .filter(({ channels: left }) => left.length > 0)
}
