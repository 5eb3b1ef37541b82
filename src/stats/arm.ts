/** What one arm says about one metric: how many units, their mean, and the variance of one unit. */
export type ArmStat = { n: number; mean: number; variance: number }

/** The arm of a rate: `conversions` of `n` units. The variance is p(1 - p), without the n - 1 correction. */
export function proportionArm(n: number, conversions: number): ArmStat {
  const mean = n > 0 ? conversions / n : 0
  return { n, mean, variance: mean * (1 - mean) }
}

/** The arm of an average per unit, from the sum and the sum of squares over `n` units; the variance with n - 1. */
export function meanArm(n: number, sum: number, sumOfSquares: number): ArmStat {
  return { n, mean: n > 0 ? sum / n : 0, variance: sampleVariance(n, sum, sumOfSquares) }
}

/** Sums over `n` units, each of which brings a top and a bottom value: spend and customers of a region, say. */
export type RatioSums = {
  n: number
  top: number
  bottom: number
  topSquares: number
  bottomSquares: number
  products: number
}

/**
 * The arm of a ratio of sums, R = M/D, where chance acts on the unit and not on the single click or customer. The variance is
 * that of the delta method: vM/D² + vD·M²/D⁴ - 2·cov·M/D³, with M and D the means per unit.
 */
export function ratioArm(sums: RatioSums): ArmStat {
  const { n, top, bottom } = sums
  if (!(n > 0) || bottom === 0) return { n, mean: 0, variance: 0 }
  const mean = top / bottom
  const perUnit = bottom / n
  const varianceTop = sampleVariance(n, top, sums.topSquares)
  const varianceBottom = sampleVariance(n, bottom, sums.bottomSquares)
  const covariance = n > 1 ? (sums.products - (top * bottom) / n) / (n - 1) : 0
  const variance = (varianceTop - 2 * covariance * mean + varianceBottom * mean * mean) / (perUnit * perUnit)
  return { n, mean, variance: Math.max(0, variance) }
}

function sampleVariance(n: number, sum: number, sumOfSquares: number): number {
  return n > 1 ? Math.max(0, (sumOfSquares - (sum * sum) / n) / (n - 1)) : 0
}
