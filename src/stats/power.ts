import { normalCdf, normalQuantile, normalSurvival } from './normal.ts'

/** A larger arm than this is no plan. */
const MOST_PER_ARM = 1e9

/**
 * The chance that a two-sided test of two equal arms calls a true relative `lift` (.1 = +10 %): 1 - Φ(z - d) + Φ(-z - d), with d
 * the lift over the standard error it will have. The treatment's mean moves, `variance` of one unit stays the same in both arms.
 */
export function power(spec: { mean: number; variance: number; lift: number; perArm: number; alpha?: number }): number {
  const { mean, variance, lift, perArm, alpha = 0.05 } = spec
  const z = normalQuantile(1 - alpha / 2)
  const d = lift / Math.sqrt((variance / perArm / mean ** 2) * (1 + (1 + lift) ** 2))
  return normalSurvival(z - d) + normalCdf(-z - d)
}

/**
 * The smallest number of units per arm, of two, with which `power` reaches its target. Null where none up to a billion does,
 * where the metric has no baseline or no variance, and where the lift would take a proportion out of 0 to 1.
 */
export function sampleSize(spec: {
  metric: { kind: 'proportion' | 'mean' | 'ratio'; mean: number; variance: number }
  lift: number
  power?: number
  alpha?: number
}): number | null {
  const { metric, lift, power: target = 0.8, alpha = 0.05 } = spec
  const { kind, mean, variance } = metric
  const moved = mean * (1 + lift)
  if (!(variance > 0) || (kind === 'proportion' && !(moved >= 0 && moved <= 1))) return null
  const reaches = (perArm: number) => power({ mean, variance, lift, perArm, alpha }) >= target
  if (!reaches(MOST_PER_ARM)) return null
  let tooFew = 1
  let enough = MOST_PER_ARM
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2)
    if (reaches(middle)) enough = middle
    else tooFew = middle
  }
  return enough
}

/**
 * The smallest relative rise that two arms of `perArm` units will call with the power asked for (minimum detectable effect). With
 * q = (z_{1-α/2} + z_power)²·v/(n·m²) it solves lift² = q·(1 + (1 + lift)²); null where q reaches 1, as then no rise is large enough.
 */
export function smallestLift(spec: {
  mean: number
  variance: number
  perArm: number
  power?: number
  alpha?: number
}): number | null {
  const { mean, variance, perArm, power: target = 0.8, alpha = 0.05 } = spec
  const needed = normalQuantile(1 - alpha / 2) + normalQuantile(target)
  const q = (needed ** 2 * variance) / perArm / mean ** 2
  if (!(q > 0 && q < 1)) return null
  // Multiplied out so that nothing cancels where the lift is small.
  return (q + Math.sqrt(q * (2 - q))) / (1 - q)
}
