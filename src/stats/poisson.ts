import { inverseLowerGamma, lowerGamma, upperGamma } from './gamma.ts'

/** A two-sided interval; `high` may be Infinity. */
export type Interval = { low: number; high: number }

/** Exact interval of a Poisson mean after `count` events (Garwood 1936); fractional counts are allowed. */
export function countInterval(count: number, level = 0.95): Interval {
  const tail = (1 - level) / 2
  return {
    low: count > 0 ? inverseLowerGamma(count, tail) : 0,
    high: inverseLowerGamma(count + 1, 1 - tail),
  }
}

/** Interval of what one event costs, once all have landed: the spend over the interval of the count. */
export function costInterval(spend: number, count: number, level = 0.95): Interval {
  const { low, high } = countInterval(count, level)
  return { low: spend / high, high: low > 0 ? spend / low : Number.POSITIVE_INFINITY }
}

/** What is known of counted results: the part of them that has landed, and how much more than Poisson they vary (at least 1). */
export type Counting = { maturity?: number; dispersion?: number }

/**
 * The chance that the true cost of one event lies above `threshold`, after `count` events on `spend`:
 * P((count + ½)/φ, m·spend/(threshold·φ)), the Jeffreys posterior of a Poisson rate, of which the part m has landed, and whose
 * evidence weighs less by the overdispersion φ.
 */
export function chanceCostAbove(spend: number, count: number, threshold: number, known: Counting = {}): number {
  const { maturity = 1, dispersion = 1 } = known
  return lowerGamma((count + 0.5) / dispersion, (maturity * spend) / (threshold * dispersion))
}

/** The chance that nothing at all comes for a spend where one event costs so much: e to the minus of how many it pays for. */
export function chanceOfNone(spend: number, each: number): number {
  return Math.exp(-spend / each)
}

/** The chance that a Poisson mean lies above `threshold` after `count` events. */
export function chanceMeanAbove(count: number, threshold: number, { dispersion = 1 }: Counting = {}): number {
  return upperGamma((count + 0.5) / dispersion, threshold / dispersion)
}

/**
 * How much more counts vary than Poisson at one rate per exposure: Pearson's χ² over its degrees of freedom, at least 1. It is 1
 * where fewer than two counts, or nothing, were expected.
 */
export function overdispersion(counts: readonly { count: number; exposure: number }[]): number {
  const seen = counts.filter(({ exposure }) => exposure > 0)
  const rate = total(seen, 'count') / total(seen, 'exposure')
  if (seen.length < 2 || !(rate > 0)) return 1
  const chiSquare = seen.reduce(
    (sum, { count, exposure }) => sum + (count - rate * exposure) ** 2 / (rate * exposure),
    0,
  )
  return Math.max(1, chiSquare / (seen.length - 1))
}

function total(counts: readonly { count: number; exposure: number }[], of: 'count' | 'exposure'): number {
  return counts.reduce((sum, each) => sum + each[of], 0)
}

/** How many standard errors two Poisson counts over equal exposure lie apart; 0 where both are 0. */
export function countsApart(before: number, after: number): number {
  return before + after > 0 ? (after - before) / Math.sqrt(before + after) : 0
}
