import { upperGamma } from './gamma.ts'
import { turningPointAbove } from './root.ts'

/** Φ(z): the chance that a standard normal variable is at most `z`; relative accuracy about 1e-14, also at z = -37. */
export function normalCdf(z: number): number {
  return normalSurvival(-z)
}

/** 1 - Φ(z), without the cancellation: Q(½, z²/2) / 2 above 0 (Abramowitz & Stegun, 7.1.2 and 6.5.17). */
export function normalSurvival(z: number): number {
  const tail = upperGamma(0.5, (z * z) / 2) / 2
  return z > 0 ? tail : 1 - tail
}

/** φ(z): the density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
}

/** The z at which Φ(z) is `p`, for 0 < p < 1; solved in the smaller tail, to about 1e-14 relative. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`normalQuantile needs 0 < p < 1, got ${p}`)
  if (p === 0.5) return 0
  const tail = Math.min(p, 1 - p)
  const distance = turningPointAbove(1, (z) => normalSurvival(z) > tail)
  return p < 0.5 ? -distance : distance
}
