import { formatCompact, formatCount, formatMoney } from '../../lib/format.ts'
import { silentRun } from '../tracking/silent-run.ts'
import type { TrackedDay } from '../tracking/tracked-day.ts'
import { countDays, dayInWords, shiftDay } from '../week.ts'
import { type Judged, NO_NUMBERS, unjudged } from './evaluation.ts'
import type { Guardrail } from './guardrail.ts'
import type { Series } from './series.ts'

/** Judges whether every platform of a scope still reports: the age of its oldest numbers, in days. */
export function judgeFreshness({ breach, warn }: Guardrail, { platforms }: Series, day: string): Judged {
  const [oldest] = platforms.toSorted((one, other) => (one.lastDay < other.lastDay ? -1 : 1))
  if (!oldest) return unjudged('NO_DATA', 'There are no numbers of it at all.')
  const value = Math.max(0, countDays(oldest.lastDay, day) - 1)
  const isBreach = breach.high !== null && value > breach.high
  const isWarn = warn.high !== null && value > warn.high
  return {
    ...NO_NUMBERS,
    verdict: isBreach ? 'BREACH' : isWarn ? 'WARN' : 'OK',
    recovers: !isBreach,
    value,
    bound: breach.high,
    dataThrough: oldest.lastDay,
    sentence:
      value === 0
        ? `Every platform has reported through ${dayInWords(oldest.lastDay)}.`
        : `${oldest.platform} has reported nothing since ${dayInWords(oldest.lastDay)}, ${value === 1 ? '1 day' : `${value} days`} ago.`,
  }
}

/**
 * Judges whether conversions are still counted: the chance that days which spent money and counted nothing are bad luck, at the
 * rate per unit of money of the eight weeks before (Poisson).
 */
export function judgeZeroRun({ sure }: Guardrail, series: Series, day: string): Judged {
  const through = series.media !== null && series.media < day ? series.media : day
  if (series.media === null) return unjudged('NO_DATA', 'There are no numbers of it at all.')
  const known = { dataThrough: through }
  const run = silentRun(daysOf(series, through))
  if (run === 'unknown')
    return unjudged('INSUFFICIENT', 'No conversions were reported before, so none can be missed.', known)
  if (run === 'counted') {
    const sentence = `Conversions were counted on ${dayInWords(through)}.`
    return { ...NO_NUMBERS, ...known, verdict: 'OK', recovers: true, value: 0, probability: 0, sentence }
  }
  const { from, spend, expected, clicksHeld } = run
  const chance = Math.exp(-expected)
  const isBreach = 1 - chance >= sure
  return {
    ...NO_NUMBERS,
    ...known,
    verdict: isBreach ? 'BREACH' : 'OK',
    // A run that is not long enough yet is no recovery: only a conversion is.
    recovers: false,
    value: 0,
    numerator: 0,
    denominator: spend,
    bound: expected,
    probability: 1 - chance,
    sentence: `No conversions since ${dayInWords(from)} while ${formatMoney(spend, series.currency)} was spent (expected ${formatCount(Math.round(expected * 10) / 10)}, chance of that: ${oddsInWords(chance)}).${clicksHeld ? ' Clicks are normal, so look at the tag, not at the ads.' : ''}`,
  }
}

/** Beyond a billion people stop counting. */
function oddsInWords(chance: number): string {
  return chance < 1e-9 ? 'under 1 in a billion' : `1 in ${formatCompact(1 / chance)}`
}

/** Runs are shorter than this, with what they are held against. */
const LOOKED_AT_DAYS = 120

/** The last days of a series up to one, as far as they reported anything. */
function daysOf({ from, days }: Series, through: string): TrackedDay[] {
  const end = countDays(from, through)
  const start = Math.max(0, end - LOOKED_AT_DAYS)
  return days.slice(start, end).flatMap((sums, at) => {
    if (!sums) return []
    const { spend, clicks, conversions } = sums
    return [{ day: shiftDay(from, start + at), spend, clicks, conversions }]
  })
}
