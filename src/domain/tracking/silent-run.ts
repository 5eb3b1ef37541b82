import { shiftDay } from '../week.ts'
import { isSteady, ratio } from './shortfall.ts'
import { byDay, sumOf, type TrackedDay } from './tracked-day.ts'

/**
 * Days that spent money and counted nothing: since when, what they spent, what would have come for that, and whether clicks came as
 * before (null where no clicks were reported).
 */
export type SilentRun = { from: string; spend: number; expected: number; clicksHeld: boolean | null }

/** What would have come is taken from so many days before the run. */
const REMEMBERED_DAYS = 56

/**
 * The run without conversions up to the last day that reported any number of them, by what came for the money before it:
 * `counted` where there is none, `unknown` where none ever came.
 */
export function silentRun(given: readonly TrackedDay[]): SilentRun | 'counted' | 'unknown' {
  const days = byDay(given).filter(({ conversions }) => conversions !== null)
  const lastHit = days.findLastIndex(({ conversions }) => (conversions ?? 0) > 0)
  const since = days.slice(lastHit + 1).filter(({ spend }) => (spend ?? 0) > 0)
  const start = since[0]?.day ?? shiftDay(days.at(-1)?.day ?? '1970-01-01', 1)
  const before = days.slice(0, lastHit + 1).filter(({ day }) => day >= shiftDay(start, -REMEMBERED_DAYS))
  const rate = ratio(sumOf(before, 'conversions'), sumOf(before, 'spend'))
  if (!rate) return 'unknown'
  const spend = sumOf(since, 'spend') ?? 0
  if (since.length === 0) return 'counted'
  return { from: start, spend, expected: rate * spend, clicksHeld: clicksHeld(before, since) }
}

/** Clicks for the money, so that a weekend or a larger budget is no reason. */
function clicksHeld(before: readonly TrackedDay[], since: readonly TrackedDay[]): boolean | null {
  const [was, is] = [before, since].map((days) => ratio(sumOf(days, 'clicks'), sumOf(days, 'spend')))
  return was === null || is === null ? null : isSteady(was ?? null, is ?? null)
}
