import type { MetricKey, Sums } from '../metric/metric.ts'
import { COUNTED, COUNTS } from '../metric/noise.ts'
import { countDays, dayInWords, shiftDay } from '../week.ts'
import { type Judged, unjudged } from './evaluation.ts'
import type { Bounds, Guardrail } from './guardrail.ts'
import { reasonFor, sentenceOf } from './judged-words.ts'
import { type Measure, measure } from './measure.ts'
import { completeThrough, firstDayOf, type Series, sumsBetween, weeksBefore } from './series.ts'

/** Numbers that end this many days before the last whole day are no numbers of now. */
export const STALE_DAYS = 3
/** What counts vary by is taken from so many weeks before the window. */
const REMEMBERED_WEEKS = 8

/** Judges a metric against its bounds over the window that ends with a day, or with the last day before it that is complete. */
export function judge(guardrail: Guardrail, series: Series, day: string): Judged {
  const { metric } = guardrail
  if (metric === null) return unjudged('ERROR', 'It names no metric. Edit it.')
  return judgeBy(guardrail, series, day, (from, to) => ({
    sums: sumsBetween(series, from, to),
    measured: measuredOnce(metric, series, from, to),
  }))
}

/** The same by a measure of one's own; `sums` is what the window reports. */
export function judgeBy(
  guardrail: Guardrail,
  series: Series,
  day: string,
  measureOf: (from: string, to: string) => { sums: Sums; measured: Measure },
): Judged {
  const complete = completeThrough(series, guardrail.metric)
  const through = complete !== null && complete < day ? complete : day
  if (complete === null || countDays(through, day) - 1 > STALE_DAYS) return silent(guardrail, complete)
  const to = shiftDay(through, -guardrail.maturityDays)
  const from = shiftDay(to, 1 - guardrail.windowDays)
  const first = firstDayOf(series)
  if (first !== null && from < first) {
    const { verdict, sentence } = reasonFor('short history', guardrail)
    return unjudged(verdict, sentence, { dataThrough: to })
  }
  const { sums, measured } = measureOf(from, to)
  const known = { ...numbersOf(measured), dataThrough: to }
  const why = tooLittle(guardrail, sums, measured)
  if (why) return unjudged(why.verdict, why.sentence, { ...known, ...(sums.spend === 0 && { isUnspent: true }) })
  return against(guardrail, measured, { ...known, sentence: '' }, series.currency)
}

// Several guardrails may hold the same numbers to bounds of their own: these are measured once.
const MEASURED = new WeakMap<Series['days'], Map<string, Measure>>()

function measuredOnce(metric: MetricKey, series: Series, from: string, to: string): Measure {
  const known = MEASURED.get(series.days) ?? new Map<string, Measure>()
  MEASURED.set(series.days, known)
  const key = `${metric} ${from} ${to}`
  const measured =
    known.get(key) ?? measure(metric, sumsBetween(series, from, to), weeksBefore(series, from, REMEMBERED_WEEKS))
  known.set(key, measured)
  return measured
}

function silent({ noData, name }: Guardrail, complete: string | null): Judged {
  const sentence =
    complete === null
      ? 'There are no numbers of it at all.'
      : `Its last complete numbers are of ${dayInWords(complete)}. Import newer ones.`
  if (noData === 'unknown') return unjudged('NO_DATA', sentence, { dataThrough: complete })
  return {
    ...unjudged('NO_DATA', `${sentence} For ${name} that is a breach.`, { dataThrough: complete }),
    verdict: 'BREACH',
  }
}

/** Why nothing can be said of the window; null where something can. */
function tooLittle(
  guardrail: Guardrail,
  sums: Sums,
  { numerator, denominator, value, above }: Measure,
): { verdict: 'INSUFFICIENT' | 'NO_DATA'; sentence: string } | null {
  const { metric, minSpend, minResults, breach } = guardrail
  if (metric === null) return null
  const counted = COUNTED[metric]
  if ((counted || COUNTS[metric]) && sums.spend === 0) return reasonFor('zero spend', guardrail)
  if (value === null && above === null) {
    const isDry = numerator !== null && denominator === 0
    return isDry ? reasonFor('nothing to divide by', guardrail) : reasonFor('not reported', guardrail)
  }
  if (minSpend !== null && sums.spend !== null && sums.spend < minSpend) return reasonFor('little spend', guardrail)
  if (minResults === null) return null
  const results = counted ? denominator : numerator
  // Few results on much money are evidence too: what the money should have brought at the bound counts as well.
  const owed = counted && breach.high !== null ? (sums.spend ?? 0) / breach.high : 0
  return Math.max(results ?? 0, owed) < minResults ? reasonFor('few results', guardrail) : null
}

function numbersOf({
  value,
  numerator,
  denominator,
  dispersion,
  interval,
}: Measure): Omit<Judged, 'verdict' | 'recovers' | 'bound' | 'probability' | 'dataThrough' | 'sentence'> {
  const high = interval?.high ?? null
  return {
    value,
    numerator,
    denominator,
    dispersion,
    low: interval?.low ?? null,
    high: high !== null && Number.isFinite(high) ? high : null,
  }
}

type Known = Omit<Judged, 'verdict' | 'recovers' | 'bound' | 'probability'>

function against(guardrail: Guardrail, measured: Measure, known: Known, currency: string): Judged {
  const { breach, warn, recover, sure } = guardrail
  const worst = beyond(measured, breach)
  const isBreach = worst.is && worst.probability >= sure
  const warned = beyond(measured, warn)
  const isWarn = !isBreach && warned.is && warned.probability >= sure
  const judged: Judged = {
    ...known,
    verdict: isBreach ? 'BREACH' : isWarn ? 'WARN' : 'OK',
    recovers: !isBreach && !beyond(measured, { low: recover.low ?? breach.low, high: recover.high ?? breach.high }).is,
    bound: worst.bound,
    probability: measured.above === null ? null : worst.probability,
  }
  return { ...judged, sentence: sentenceOf(guardrail, judged, currency) }
}

/** How a measure stands to bounds: whether its value lies beyond one, and how sure that is of the worse one. */
function beyond(
  { value, above }: Measure,
  { low, high }: Bounds,
): { is: boolean; bound: number | null; probability: number } {
  // A cost without a single result is dearer than any bound.
  const point = value ?? Number.POSITIVE_INFINITY
  const over = high === null ? null : sideOf(point > high, high, above ? above(high) : null)
  const under = low === null ? null : sideOf(point < low, low, above ? 1 - above(low) : null)
  if (over && under) return under.probability > over.probability ? under : over
  return over ?? under ?? { is: false, bound: null, probability: 0 }
}

function sideOf(
  is: boolean,
  bound: number,
  chance: number | null,
): { is: boolean; bound: number; probability: number } {
  return { is, bound, probability: chance ?? (is ? 1 : 0) }
}
