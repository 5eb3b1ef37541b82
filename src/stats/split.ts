import { chiSquareSurvival } from './chi-square.ts'

/** Below this p the units did not arrive as planned: something other than chance assigned them. */
const UNHEALTHY_BELOW = 0.001
/** Units that each arm must have been promised before χ² says anything. */
const ENOUGH_PER_ARM = 8

/** Whether the units arrived as they were to be split. */
export type Split = { state: 'healthy' | 'unhealthy'; p: number } | { state: 'too few' }

/**
 * Sample ratio mismatch: Pearson's χ² = Σ(o - e)²/e of the units per arm against the planned weights (any positive scale), with
 * k - 1 degrees of freedom. An arm planned to get nothing is left out. Too few when fewer than two arms are left or the smallest
 * was promised fewer than 8 units; what an arm did get does not count, as an empty arm is the mismatch to be found.
 */
export function judgeSplit(units: readonly number[], weights: readonly number[]): Split {
  if (units.length !== weights.length) throw new RangeError(`${units.length} arms, but ${weights.length} weights`)
  const arms = units
    .map((observed, index) => ({ observed, weight: weights[index] ?? 0 }))
    .filter((arm) => arm.weight > 0)
  const total = sum(arms.map((arm) => arm.observed))
  const scale = total / sum(arms.map((arm) => arm.weight))
  if (arms.length < 2 || arms.some((arm) => arm.weight * scale < ENOUGH_PER_ARM)) return { state: 'too few' }
  const distance = sum(arms.map(({ observed, weight }) => (observed - weight * scale) ** 2 / (weight * scale)))
  const p = chiSquareSurvival(distance, arms.length - 1)
  return { state: p < UNHEALTHY_BELOW ? 'unhealthy' : 'healthy', p }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
