import { formatCompact, formatCount } from '../../lib/format.ts'
import { countDays, dayInWords } from '../week.ts'

/** One day of a channel as its platform reports it; null means "not reported". */
export type TrackedDay = { day: string; spend: number | null; clicks: number | null; conversions: number | null }

/** Whether the numbers a test would be judged by can be trusted just now. */
export type Tracking = { state: 'green' | 'red' | 'unknown'; sentence: string }

/** Numbers older than this many days are no numbers of now. */
const STALE_DAYS = 3
/** A run without conversions this unlikely is a broken tag and no bad luck. */
const BROKEN_BELOW = 0.001

/**
 * Judges the tracking of a channel by its last days: stale numbers, and spending without conversions for so long that chance
 * would not do it (Poisson at the rate per unit of money before that). Unknown where nothing was reported.
 */
export function trackingHealth(days: readonly TrackedDay[], today: string): Tracking {
  const reported = days.filter(({ spend, clicks }) => spend !== null || clicks !== null).sort(byDay)
  const last = reported.at(-1)
  if (!last)
    return { state: 'unknown', sentence: 'No numbers of this channel are here, so nobody can see its tracking.' }
  const age = countDays(last.day, today) - 1
  if (age > STALE_DAYS) {
    return {
      state: 'red',
      sentence: `The last numbers are of ${dayInWords(last.day)}, ${age} days ago. Import newer ones.`,
    }
  }
  const counted = reported.filter(({ conversions }) => conversions !== null)
  const lastHit = counted.findLastIndex(({ conversions }) => (conversions ?? 0) > 0)
  if (lastHit < 0) {
    return { state: 'unknown', sentence: 'This channel has reported no conversions, so nobody can see its tracking.' }
  }
  return judgeRun(counted.slice(0, lastHit + 1), counted.slice(lastHit + 1))
}

function judgeRun(before: readonly TrackedDay[], since: readonly TrackedDay[]): Tracking {
  const expected = (total(before, 'conversions') / total(before, 'spend')) * total(since, 'spend')
  const chance = Math.exp(-expected)
  const [first] = since
  // Without spend before there is no rate to expect anything by.
  if (!first || !(chance < BROKEN_BELOW)) return { state: 'green', sentence: 'Tracking is clean.' }
  return {
    state: 'red',
    sentence: `No conversions since ${dayInWords(first.day)} while money was spent (expected ${formatCount(Math.round(expected))}, chance of that: 1 in ${formatCompact(1 / chance)}). Look at the tag first.`,
  }
}

function total(days: readonly TrackedDay[], of: 'spend' | 'conversions'): number {
  return days.reduce((sum, day) => sum + (day[of] ?? 0), 0)
}

function byDay(a: TrackedDay, b: TrackedDay): number {
  return a.day < b.day ? -1 : 1
}
