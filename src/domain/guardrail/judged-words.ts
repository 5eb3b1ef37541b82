import { formatCount, formatMoney, formatPercent } from '../../lib/format.ts'
import { resultsOf } from '../metric/metric.ts'
import { COUNTED, SHARES } from '../metric/noise.ts'
import { dayInWords } from '../week.ts'
import type { Judged } from './evaluation.ts'
import type { Guardrail } from './guardrail.ts'
import { amountOfUnit, watchedBy } from './watched.ts'

/** One judgement of a metric in a sentence, number first: `€1,702 against ≤ €1,400 (7 days through Wed 25 Nov), 98 % sure, …`. */
export function sentenceOf(guardrail: Guardrail, judged: Judged, currency: string): string {
  const { metric, windowDays } = guardrail
  if (metric === null) return judged.sentence
  const days = `${windowDays === 1 ? '1 day' : `${windowDays} days`} through ${dayInWords(judged.dataThrough ?? '')}`
  const parts = [`${valueInWords(guardrail, judged, currency)} against ${boundsInWords(guardrail, currency)} (${days})`]
  const sure = sureInWords(judged)
  if (sure) parts.push(sure)
  const made = madeOf(guardrail, judged, currency)
  if (made) parts.push(made)
  return parts.join(', ')
}

/** The value of a judgement, or that there was no result at all. */
function valueInWords(guardrail: Guardrail, { value, denominator }: Judged, currency: string): string {
  const { metric, kind } = guardrail
  const counted = metric === null ? undefined : COUNTED[metric]
  if (value === null && counted && denominator === 0) return `no ${resultsOf(counted)}`
  if (value === null && kind === 'payback') return 'no payback ever'
  return amountOfUnit(value, watchedBy(guardrail).unit, currency)
}

/** What a guardrail must keep to: `≤ €1,400`, `≥ 300`, `80 % to 120 %`, or `€900 to €1,400`. */
export function boundsInWords(
  { kind, metric, breach }: Pick<Guardrail, 'kind' | 'metric' | 'breach'>,
  currency: string,
): string {
  const { unit } = watchedBy({ kind, metric })
  const one = (bound: number) =>
    kind === 'pace' ? formatPercent(bound, { digits: 0 }) : amountOfUnit(bound, unit, currency)
  const [low, high] = [breach.low, breach.high].map((bound) => (bound === null ? null : one(bound)))
  if (low && high) return `${low} to ${high}`
  return high ? `≤ ${high}` : `≥ ${low ?? 'nothing'}`
}

/** How sure it is that a bound is broken; what is broken but not surely is said to be so. */
function sureInWords({ verdict, probability, value, bound }: Judged): string | null {
  if (probability === null || value === bound) return null
  if (verdict === 'BREACH' || verdict === 'WARN') return `${percentSure(probability)} sure`
  return probability > 0.5 ? `only ${percentSure(probability)} sure, so no call yet` : null
}

/** The counts behind a value: `98 customers on €166,800`, `839 of 2,102 MQL`; behind a payback its CAC as well. */
function madeOf({ metric, kind }: Guardrail, { numerator, denominator }: Judged, currency: string): string | null {
  if (metric === null || numerator === null || denominator === null) return null
  const counted = COUNTED[metric]
  const cost = kind === 'payback' && denominator > 0 ? `CAC ${formatMoney(numerator / denominator, currency)}: ` : ''
  if (counted) return `${cost}${formatCount(denominator)} ${resultsOf(counted)} on ${formatMoney(numerator, currency)}`
  const share = SHARES[metric]
  return share ? `${formatCount(numerator)} of ${formatCount(denominator)} ${resultsOf(share[1])}` : null
}

/** Certainty is never rounded up to certain. */
export function percentSure(probability: number, digits = probability > 0.99 ? 1 : 0): string {
  if (probability > 0.999) return 'over 99.9 %'
  return formatPercent(probability, { digits })
}

type Reason = 'zero spend' | 'nothing to divide by' | 'not reported' | 'little spend' | 'few results' | 'short history'

/** Why nothing could be said, as a verdict and a sentence. */
export function reasonFor(
  reason: Reason,
  { kind, metric, minResults, minSpend }: Guardrail,
): { verdict: 'INSUFFICIENT' | 'NO_DATA'; sentence: string } {
  const label = metric === null ? 'it' : watchedBy({ kind, metric }).label
  switch (reason) {
    case 'zero spend':
      return { verdict: 'INSUFFICIENT', sentence: `Nothing was spent, so ${label} says nothing.` }
    case 'nothing to divide by':
      return { verdict: 'INSUFFICIENT', sentence: `Nothing to measure ${label} by in these days.` }
    case 'not reported':
      return { verdict: 'NO_DATA', sentence: `No file reports what ${label} is made of in these days.` }
    case 'short history':
      return { verdict: 'INSUFFICIENT', sentence: `Its numbers begin within the window, so ${label} is not whole yet.` }
    case 'little spend':
      return {
        verdict: 'INSUFFICIENT',
        sentence: `Less was spent than the ${formatCount(minSpend ?? 0)} that ${label} needs.`,
      }
    case 'few results':
      return {
        verdict: 'INSUFFICIENT',
        sentence: `Fewer results than the ${formatCount(minResults ?? 0)} that ${label} needs.`,
      }
  }
}
