import { countDays, shiftDay, weekdayOf } from '../week.ts'
import type { QaFinding } from './qa-finding.ts'
import {
  APART,
  chanceOfAtMost,
  DROP,
  EXPECTED_OF_SILENCE,
  FAR_APART,
  fellShort,
  isDoubled,
  isSteady,
  median,
  ratio,
  UNLIKELY,
} from './shortfall.ts'
import { silentRun } from './silent-run.ts'
import { byDay, type QaDay, sumOf, type TrackedDay } from './tracked-day.ts'

// Whether the conversions of a channel are counted, day by day. What the week's explanation doubts is judged in
// analysis/tracking-doubt, by the same thresholds.

const WEEK = 7
const MONTH = 28
const REMEMBERED_WEEKS = 8
const LEAST_WEEKS = 4
const DOUBLE_DAYS = 3
const MONDAY = 1

/** How old the last day of a platform may be: two days, three on a Monday; at four it is an error. */
const FRESH_DAYS = 2
const STALE_DAYS = 4

/** Judges how old the numbers of a platform are. */
export function judgeAge(platform: string, lastDay: string, today: string): QaFinding | null {
  const age = countDays(lastDay, today) - 1
  const allowed = weekdayOf(today) === MONDAY ? FRESH_DAYS + 1 : FRESH_DAYS
  if (age <= allowed) return null
  return { kind: 'data is old', level: age >= STALE_DAYS ? 'error' : 'warn', platform, lastDay, age }
}

/** Finds the days a campaign lacks although it ran before and after. One that rests on a weekday every week lacks nothing. */
export function findMissingDays(campaign: string, reported: readonly string[], from: string): QaFinding | null {
  const there = new Set(reported)
  const last = [...there].sort().at(-1)
  if (last === undefined) return null
  const days: string[] = []
  for (let day = from; day < last; day = shiftDay(day, 1)) {
    const ranBefore = there.has(shiftDay(day, -WEEK)) && there.has(shiftDay(day, -2 * WEEK))
    if (!there.has(day) && ranBefore) days.push(day)
  }
  return days.length === 0 ? null : { kind: 'days are missing', level: 'warn', campaign, days }
}

/** Everything that is wrong with the conversions of one channel, the surest first. */
export function checkConversions(given: readonly QaDay[]): QaFinding[] {
  const days = byDay(given)
  const run = zeroRun(days)
  // A tag that is silent is also below its past and off the CRM; saying so twice helps nobody.
  if (run) return [run]
  const double = firesTwice(days)
  const against = double ? null : offTheCrm(days)
  const fell = against?.kind === 'off the CRM' && against.level === 'error' ? null : drop(days)
  return [double, fell, against].filter((finding) => finding !== null)
}

/** A run without conversions that chance does not do. */
function zeroRun(days: readonly TrackedDay[]): QaFinding | null {
  const run = silentRun(days)
  if (run === 'counted' || run === 'unknown' || run.expected < EXPECTED_OF_SILENCE) return null
  return { kind: 'zero run', level: 'error', from: run.from, expected: run.expected }
}

/** The last week against the four before, by clicks. Where the CRM lost its leads as well, they are what was lost. */
function drop(given: readonly QaDay[]): QaFinding | null {
  const days = given.filter(({ conversions }) => conversions !== null)
  const [now, before] = [lastOf(days, WEEK), lastOf(days, WEEK + MONTH).slice(0, -WEEK)]
  const [conversions, clicks, clicksBefore] = [sumOf(now, 'conversions'), sumOf(now, 'clicks'), sumOf(before, 'clicks')]
  const rate = ratio(sumOf(before, 'conversions'), clicksBefore)
  if (conversions === null || clicks === null || clicksBefore === null || rate === null) return null
  if (before.length < WEEK || !isSteady(clicksBefore / before.length, clicks / now.length)) return null
  const leads = ratio(sumOf(now, 'leads'), clicks)
  const leadsBefore = ratio(sumOf(before, 'leads'), clicksBefore)
  if (leads !== null && leadsBefore !== null && !isSteady(leadsBefore, leads) && leads < leadsBefore) return null
  const expected = rate * clicks
  return fellShort(conversions, expected, DROP) ? { kind: 'drop', level: 'error', conversions, expected } : null
}

/** Each of the last three days counted about twice what the CRM got. */
function firesTwice(days: readonly QaDay[]): QaFinding | null {
  const usual = usualRatio(days) ?? 1
  const last = known(days).slice(-DOUBLE_DAYS)
  const [conversions, leads] = [sumOf(last, 'conversions'), sumOf(last, 'leads')]
  if (last.length < DOUBLE_DAYS || conversions === null || !leads) return null
  const each = last.every((day) => (day.conversions ?? 0) >= (1 + FAR_APART) * usual * (day.leads ?? 0))
  return each && isDoubled(conversions, usual * leads)
    ? { kind: 'fires twice', level: 'error', conversions, leads }
    : null
}

/** Conversions per lead of the last week against the median of the eight weeks before. */
function offTheCrm(days: readonly QaDay[]): QaFinding | null {
  const usual = usualRatio(days)
  const now = lastOf(known(days), WEEK)
  const [conversions, leads] = [sumOf(now, 'conversions'), sumOf(now, 'leads')]
  const is = ratio(conversions, leads)
  if (usual === null || usual === 0 || is === null || conversions === null || leads === null) return null
  const apart = Math.abs(is / usual - 1)
  const expected = usual * leads
  const chance = conversions < expected ? chanceOfAtMost(conversions, expected) : chanceOfAtMost(expected, conversions)
  if (apart < APART || chance >= UNLIKELY) return null
  return { kind: 'off the CRM', level: apart >= FAR_APART ? 'error' : 'warn', ratio: is, usual }
}

/** The median of conversions per lead over the eight weeks before the last; null with fewer than four of them. */
function usualRatio(days: readonly QaDay[]): number | null {
  const all = known(days)
  const last = all.at(-1)?.day
  if (last === undefined) return null
  const ratios = Array.from({ length: REMEMBERED_WEEKS }, (_, back) => {
    const to = shiftDay(last, -WEEK * (back + 1))
    const week = all.filter(({ day }) => day <= to && day > shiftDay(to, -WEEK))
    return ratio(sumOf(week, 'conversions'), sumOf(week, 'leads'))
  }).filter((each) => each !== null)
  return ratios.length >= LEAST_WEEKS ? median(ratios) : null
}

function known(days: readonly QaDay[]): QaDay[] {
  return days.filter(({ conversions, leads }) => conversions !== null && leads !== null)
}

/** The days of the last `count` calendar days up to the last one that is there. */
function lastOf(days: readonly QaDay[], count: number): QaDay[] {
  const last = days.at(-1)?.day
  return last === undefined ? [] : days.filter(({ day }) => day > shiftDay(last, -count))
}
