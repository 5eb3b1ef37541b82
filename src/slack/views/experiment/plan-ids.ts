import type { MetricKind } from '../../../domain/experiment/experiment.ts'
import { OWN } from '../../../domain/experiment/measure.ts'

// What is typed about one measure is kept under that measure: another choice shows its own baseline, and coming back finds the
// first one again.

/** The inputs that belong to the chosen measure. */
export const OF_MEASURE = ['baseline', 'better', 'name', 'spread', 'traffic'] as const

/** The id of an input that belongs to a measure. */
export function measureInput(part: (typeof OF_MEASURE)[number], measure: string): string {
  return `${part}_${measure.replaceAll(':', '_')}`
}

/** The values of the measure input that stand for a metric only this test knows. */
export const OWN_MEASURES: readonly { value: string; kind: MetricKind; text: string }[] = [
  { value: `${OWN}:proportion`, kind: 'proportion', text: 'A rate of your own (yes or no for each unit)' },
  { value: `${OWN}:mean`, kind: 'mean', text: 'An amount of your own (per unit)' },
  { value: `${OWN}:ratio`, kind: 'ratio', text: 'A ratio of your own (one amount by another)' },
]

/** The value of a guardrail input that stands for none. */
export const NO_GUARDRAIL = 'none'

/** How many guardrails are chosen from the catalogue; one of the test's own may come on top. */
export const GUARDRAIL_ROWS = 2

/** What a plan form holds, by the id of the input. */
export type PlanFields = Readonly<Record<string, string>>
