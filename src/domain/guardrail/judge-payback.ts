import { cacWithin, type Economics, otherCostOf, type Payback, paybackOf } from '../metric/economics.ts'
import { paybackLacks } from '../metric/economics-words.ts'
import type { Sums } from '../metric/metric.ts'
import { countDays } from '../week.ts'
import { type Judged, unjudged } from './evaluation.ts'
import type { Bounds, Guardrail } from './guardrail.ts'
import { judgeBy } from './judge.ts'
import { sentenceOf } from './judged-words.ts'
import { measure } from './measure.ts'
import { type Series, sumsBetween, weeksBefore } from './series.ts'

const REMEMBERED_WEEKS = 8

/**
 * Judges in how many months a customer pays for itself, by the economics of the team as they are told now. It only grows with
 * the CAC, so its bounds are bounds on CAC, and how sure a breach is is how sure that of the CAC is.
 */
export function judgePayback(guardrail: Guardrail, series: Series, day: string): Judged {
  const { economics } = series
  const lacks = paybackLacks(economics)
  if (lacks !== null) return unjudged('ERROR', lacks)
  const measureOf = (from: string, to: string) => {
    const weeks = weeksBefore(series, from, REMEMBERED_WEEKS).map((sums) => atFullCost(guardrail, economics, sums, 7))
    const sums = sumsBetween(series, from, to)
    return { sums, measured: measure('cac', atFullCost(guardrail, economics, sums, countDays(from, to)), weeks) }
  }
  const { breach, warn, recover } = guardrail
  const inCac = (bounds: Bounds) => boundsInCac(economics, bounds)
  const judged = judgeBy(
    { ...guardrail, breach: inCac(breach), warn: inCac(warn), recover: inCac(recover) },
    series,
    day,
    measureOf,
  )
  const months = (cac: number | null) => (cac === null ? null : finite(paybackOf(economics, cac)))
  const known = { value: months(judged.value), low: months(judged.low), high: months(judged.high) }
  // Without a bound nothing was held against one: the sentence says why.
  if (judged.bound === null) return { ...judged, ...known }
  const inMonths = { ...judged, ...known, bound: breach.high }
  return {
    ...inMonths,
    sentence: `${sentenceOf(guardrail, inMonths, series.currency)}${basisOf(guardrail, economics)}`,
  }
}

/**
 * What a period cost: of a whole team with all that sales and marketing cost beside the media, where that was told; nobody knows
 * which part of it is a channel's.
 */
function atFullCost({ scope }: Pick<Guardrail, 'scope'>, economics: Economics, sums: Sums, days: number): Sums {
  if (scope.level !== 'team' || sums.spend === null) return sums
  return { ...sums, spend: sums.spend + otherCostOf(economics, days) }
}

/** The payback of a period in months; null where it is not known, and where it never comes. */
export function monthsOf(
  guardrail: Pick<Guardrail, 'scope'>,
  economics: Economics,
  sums: Sums,
  days: number,
): number | null {
  const { spend, won } = atFullCost(guardrail, economics, sums, days)
  return spend === null || !won ? null : finite(paybackOf(economics, spend / won))
}

/** What the cost of a customer holds. */
function basisOf({ scope }: Guardrail, { otherCost }: Economics): string {
  return scope.level === 'team' && otherCost !== null ? ' of all sales and marketing cost' : ' of media'
}

function boundsInCac(economics: Economics, { low, high }: Bounds): Bounds {
  const of = (months: number | null) => (months === null ? null : cacWithin(economics, months))
  return { low: of(low), high: of(high) }
}

function finite(payback: Payback | null): number | null {
  return payback === 'never' ? null : payback
}
