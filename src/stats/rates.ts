import type { Yield } from './mix-rate.ts'
import type { Share } from './proportion.ts'

/** A rate in two periods. */
export type RatePair = { before: Share; after: Share }

/**
 * How many standard errors rates have moved, read over several groups together: Σ(events - expected)/√Σvariance with what each
 * group would have had at its own pooled rate (Cochran 1954). Of one group this is the two-proportion z. Where events outnumber
 * trials the rate is no proportion, and the counts are taken as Poisson over the trials. 0 where nothing can be told.
 */
export function ratesApart(pairs: readonly RatePair[]): number {
  let surplus = 0
  let variance = 0
  for (const { before, after } of pairs) {
    const trials = before.trials + after.trials
    if (!(before.trials > 0 && after.trials > 0)) continue
    const pooled = (before.events + after.events) / trials
    const isShare = before.events <= before.trials && after.events <= after.trials
    surplus += after.events - pooled * after.trials
    variance += (pooled * (isShare ? 1 - pooled : 1) * before.trials * after.trials) / trials
  }
  return variance > 0 ? surplus / Math.sqrt(variance) : 0
}

/**
 * How many standard errors two counts lie apart when they had different exposure, such as customers and the spend behind them:
 * the score test of two Poisson rates, which is the count after against its part of both. 0 where nothing was counted.
 */
export function yieldsApart(before: Yield, after: Yield): number {
  const counted = before.results + after.results
  const part = after.spend / (before.spend + after.spend)
  const variance = counted * part * (1 - part)
  return variance > 0 ? (after.results - counted * part) / Math.sqrt(variance) : 0
}

/** So many earlier changes a value's noise is taken from, and with fewer than `LEAST` it is not known. */
const REMEMBERED = 8
const LEAST = 4

/**
 * How many standard deviations of the 8 changes before it the last of a value's changes lies from none; null with fewer than 4.
 * The deviation is that of those changes themselves (divided by their number). A value that never moved before has left its
 * noise with any change.
 */
export function lastChangeApart(changes: readonly number[]): number | null {
  const past = changes.slice(-1 - REMEMBERED, -1)
  const last = changes.at(-1)
  if (last === undefined || past.length < LEAST) return null
  const mean = past.reduce((sum, change) => sum + change, 0) / past.length
  const deviation = Math.sqrt(past.reduce((sum, change) => sum + (change - mean) ** 2, 0) / past.length)
  if (deviation > 0) return last / deviation
  return last === 0 ? 0 : Math.sign(last) * Number.POSITIVE_INFINITY
}
