import type { Sums } from '../metric/metric.ts'
import {
  APART,
  DROP,
  EXPECTED_OF_SILENCE,
  fellShort,
  isDoubled,
  isSteady,
  median,
  ratio,
} from '../tracking/shortfall.ts'
import { byDay, sumOf, type TrackedDay } from '../tracking/tracked-day.ts'
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
  if (isDoubled(conversions, expected)) return { channelId, kind: 'platform counts double', conversions, expected }
  if (!fellShort(conversions, expected, APART)) return null
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
  if (!fellShort(conversions, expected, DROP)) return null
  return { channelId, kind: 'conversions fell, clicks did not', conversions, expected }
}

/** The longest run of days that spent money and counted nothing, by what the other days counted for their money. */
function silentDays(channelId: string, days: readonly TrackedDay[]): TrackingDoubt | null {
  const counted = days.filter(({ conversions, spend }) => conversions !== null && (spend ?? 0) > 0)
  const speaking = counted.filter(({ conversions }) => (conversions ?? 0) > 0)
  const perMoney = ratio(sumOf(speaking, 'conversions'), sumOf(speaking, 'spend')) ?? 0
  const longest = runs(byDay(counted)).reduce<TrackedDay[]>(
    (best, run) => ((sumOf(run, 'spend') ?? 0) > (sumOf(best, 'spend') ?? 0) ? run : best),
    [],
  )
  const expected = perMoney * (sumOf(longest, 'spend') ?? 0)
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
