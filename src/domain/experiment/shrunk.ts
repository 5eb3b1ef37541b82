import { formatCount } from '../../lib/format.ts'
import { dayInWords } from '../week.ts'
import type { Design } from './experiment.ts'
import type { ArmNumbers, Reading } from './reading.ts'
import { metricsOf } from './units.ts'

/** A count that is smaller than it was: of which arm and metric (0 is the primary one), what it was, and why that cannot be. */
export type Shrunk = { arm: number; metric: number; had: number; why: string }

/**
 * Which counts of units are smaller than in the reading before. What is counted from the launch on only grows, so one of the two
 * readings is wrong; numbers of an earlier day than the reading's may well be smaller.
 */
export function shrunkIn(
  counted: { arms: readonly ArmNumbers[]; dataThrough: string },
  before: Pick<Reading, 'arms' | 'dataThrough'> | null,
): Shrunk[] {
  if (!before || before.dataThrough > counted.dataThrough) return []
  return counted.arms.flatMap((now, arm) => {
    const then = before.arms.find((each) => each.arm === now.arm)
    const earlier = then ? unitsOf(then) : []
    return unitsOf(now).flatMap((units, metric): Shrunk[] => {
      const had = earlier[metric] ?? null
      if (units === null || had === null || units >= had) return []
      const why = `There were ${formatCount(had)} through ${dayInWords(before.dataThrough)}, and these numbers only grow. Was that reading wrong? Then tick it below.`
      return [{ arm, metric, had, why }]
    })
  })
}

/** All of it in a sentence, for numbers that came in a file and not field by field. */
export function shrunkInWords(shrunk: readonly Shrunk[], design: Design, through: string): string {
  const metrics = metricsOf(design)
  const each = shrunk.map(
    ({ arm, metric, had }) => `${design.arms[arm]?.name} · ${metrics[metric]?.name}: ${formatCount(had)}`,
  )
  return `There are fewer units than through ${dayInWords(through)} (${each.join('; ')}), and these numbers only grow. Was that reading wrong? Then tick it below.`
}

function unitsOf({ primary, guardrails }: ArmNumbers): (number | null)[] {
  return [primary, ...guardrails].map((sums) => sums?.units ?? null)
}
