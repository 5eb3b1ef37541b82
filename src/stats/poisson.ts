import { inverseLowerGamma, lowerGamma } from './gamma.ts'

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

/** Interval of what one event costs: the spend over the interval of the count. */
export function costInterval(spend: number, count: number, level = 0.95): Interval {
  const { low, high } = countInterval(count, level)
  return { low: spend / high, high: low > 0 ? spend / low : Number.POSITIVE_INFINITY }
}

/**
 * The chance that the true cost of one event lies above `threshold`, after `count` events on `spend`:
 * P(count + ½, spend / threshold), the Jeffreys posterior of a Poisson rate.
 */
export function chanceCostAbove(spend: number, count: number, threshold: number): number {
  return lowerGamma(count + 0.5, spend / threshold)
}

/** How many standard errors two Poisson counts over equal exposure lie apart; 0 where both are 0. */
export function countsApart(before: number, after: number): number {
  return before + after > 0 ? (after - before) / Math.sqrt(before + after) : 0
}
