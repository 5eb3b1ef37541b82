import { upperGamma } from '../../stats/gamma.ts'
import type { TrackedDay } from '../experiment/tracking.ts'
import type { Sums } from '../metric.ts'
import type { Part } from './part.ts'
import { lastTwo, type Periods, sumsOf } from './period.ts'

// Tracking is ruled out before anything else is blamed: numbers that are not counted look like customers that did not come.

/** A reason to doubt that a channel's conversions were counted. Expected is what its own past would have brought. */
export type TrackingDoubt = { channelId: string } & (
  | {
      kind: 'platform fell, CRM did not'
      conversions: number
      expected: number
      leads: { before: number; after: number }
    }
  | { kind: 'platform counts double'; conversions: number; expected: number }
  | { kind: 'conversions fell, clicks did not'; conversions: number; expected: number }
  | { kind: 'silent days'; from: string; to: string; expected: number }
  | { kind: 'every step at once'; steps: number }
)

/** What speaks for the tracking of a channel: platform conversions per CRM lead, as before. Null where there is nothing to hold it against. */
export type TrackingCheck = { before: number; after: number } | null

/** Conversions this far below what the past would have brought are doubted (0.4 is 40 %); against the CRM a smaller gap will do. */
const DROP = 0.4
const DROP_AGAINST_CRM = 0.25
/** About twice as many conversions as the CRM has leads is a tag that fires twice. */
const DOUBLE = 1.75
/** Bad luck this rare is not taken for luck. */
const UNLIKELY = 0.01
/** Days without conversions count when as many were to be expected: P(0) is 1 % at 4.6. */
const EXPECTED_OF_SILENCE = 4.6
/** Clicks, or leads per click, that moved less than this were steady. */
const STEADY = 0.25
const REMEMBERED = 8
const LEAST = 4
const ALL_AT_ONCE = 3

/** Looks for reasons to doubt the tracking of a channel in the last period; `days` are its days there, where they are known. */
export function doubtTracking(
  channelId: string,
  periods: Periods,
  parts: readonly Part[],
  days: readonly TrackedDay[] = [],
): TrackingDoubt[] {
  const doubts = [
    againstCrm(channelId, periods),
    againstClicks(channelId, periods),
    silentDays(channelId, days),
    everyStep(channelId, parts),
  ]
  return doubts.filter((doubt) => doubt !== null)
}

/** How platform conversions stand to CRM leads: in the periods before (the median), and in the last one. */
export function checkTracking(channelId: string, periods: Periods): TrackingCheck {
  const ratios = periods.map((period) => conversionsPerLead(sumsOf(period, channelId)))
  const after = ratios.at(-1)
  const past = ratios.slice(-1 - REMEMBERED, -1).filter((ratio) => ratio !== null)
  const before = past.length >= LEAST ? median(past) : ratios.at(-2)
  return before && after !== null && after !== undefined ? { before, after } : null
}

function againstCrm(channelId: string, periods: Periods): TrackingDoubt | null {
  const check = checkTracking(channelId, periods)
  const { before, after } = lastTwo(periods, channelId)
  if (!check || after.conversions === null || before.leads === null || after.leads === null) return null
  const { conversions, leads } = after
  const expected = check.before * leads
  if (conversions >= DOUBLE * expected && chanceOfAtMost(expected, conversions) < UNLIKELY)
    return { channelId, kind: 'platform counts double', conversions, expected }
  if (conversions > (1 - DROP_AGAINST_CRM) * expected || chanceOfAtMost(conversions, expected) >= UNLIKELY) return null
  if (!isSteady(ratio(before.leads, before.clicks), ratio(leads, after.clicks))) return null
  return {
    channelId,
    kind: 'platform fell, CRM did not',
    conversions,
    expected,
    leads: { before: before.leads, after: leads },
  }
}

/** Without a CRM beside the platform, conversions that fall while clicks keep coming are doubted when they fall far. */
function againstClicks(channelId: string, periods: Periods): TrackingDoubt | null {
  const { before, after } = lastTwo(periods, channelId)
  if (before.leads !== null || before.conversions === null || after.conversions === null) return null
  if (!before.clicks || !after.clicks || !isSteady(before.clicks, after.clicks)) return null
  const { conversions } = after
  const expected = (before.conversions / before.clicks) * after.clicks
  if (conversions > (1 - DROP) * expected || chanceOfAtMost(conversions, expected) >= UNLIKELY) return null
  return { channelId, kind: 'conversions fell, clicks did not', conversions, expected }
}

/** The longest run of days that spent money and counted nothing, by what the other days counted for their money. */
function silentDays(channelId: string, days: readonly TrackedDay[]): TrackingDoubt | null {
  const counted = days.filter(({ conversions, spend }) => conversions !== null && (spend ?? 0) > 0)
  const speaking = counted.filter(({ conversions }) => (conversions ?? 0) > 0)
  const perMoney = ratio(sumOf(speaking, 'conversions'), sumOf(speaking, 'spend')) ?? 0
  const longest = runs(counted.toSorted((one, other) => (one.day < other.day ? -1 : 1))).reduce<TrackedDay[]>(
    (best, run) => (sumOf(run, 'spend') > sumOf(best, 'spend') ? run : best),
    [],
  )
  const expected = perMoney * sumOf(longest, 'spend')
  const [first, last] = [longest[0], longest.at(-1)]
  if (!first || !last || expected < EXPECTED_OF_SILENCE) return null
  return { channelId, kind: 'silent days', from: first.day, to: last.day, expected }
}

/** Audience, page and sales do not all turn bad in one week. */
function everyStep(channelId: string, parts: readonly Part[]): TrackingDoubt | null {
  const steps = parts.filter((part) => part.kind === 'step' && part.channelId === channelId)
  const rates = steps.filter((part) => part.kind === 'step' && part.step.from !== 'spend')
  const isAll = rates.length >= ALL_AT_ONCE && rates.every((part) => part.noise === 'outside' && part.contribution > 0)
  return isAll ? { channelId, kind: 'every step at once', steps: rates.length } : null
}

function runs(days: readonly TrackedDay[]): TrackedDay[][] {
  const found: TrackedDay[][] = [[]]
  for (const day of days) {
    if (day.conversions === 0) found.at(-1)?.push(day)
    else found.push([])
  }
  return found
}

function conversionsPerLead(sums: Sums): number | null {
  return sums.conversions === null ? null : ratio(sums.conversions, sums.leads)
}

function ratio(part: number | null, whole: number | null): number | null {
  return part === null || !whole ? null : part / whole
}

function isSteady(before: number | null, after: number | null): boolean {
  return before !== null && after !== null && before > 0 && Math.abs(after / before - 1) <= STEADY
}

/** P(X ≤ count) of a Poisson variable: Q(count + 1, expected). */
function chanceOfAtMost(count: number, expected: number): number {
  return upperGamma(count + 1, expected)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0]
  return (low + high) / 2
}

function sumOf(days: readonly TrackedDay[], of: 'spend' | 'conversions'): number {
  return days.reduce((sum, day) => sum + (day[of] ?? 0), 0)
}
