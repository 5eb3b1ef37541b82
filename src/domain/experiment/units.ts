import type { Arm, TestMetric } from './experiment.ts'
import type { ArmNumbers } from './reading.ts'

// A file of units has one row for each person, region or day of a test: which arm it was in, and what it brought.

/** Where one metric stands in a file, by the position of its column; null where it does not. `bottom` is for ratios alone. */
export type MetricColumns = { top: number | null; bottom: number | null }

/** Which column of a file says what. The metrics are in the order of the design: the primary one, then the guardrails. */
export type UnitColumns = { arm: number | null; metrics: MetricColumns[] }

/** What is looked for in a file of units. */
export type UnitsWanted = { arms: Pick<Arm, 'key' | 'name'>[]; metrics: TestMetric[] }

/** What a file of units comes to: the numbers of each arm, or the question which column is which, with the best guess. */
export type UnitsReading =
  | { kind: 'asking'; fileName: string; header: string[]; guess: UnitColumns }
  | {
      kind: 'read'
      fileName: string
      header: string[]
      columns: UnitColumns
      rows: number
      /** Cells without a value, which count as nothing brought. */
      empty: number
      arms: ArmNumbers[]
    }

/** The metrics of a test in the order in which files and forms give them: the primary one first. */
export function metricsOf(design: { metric: TestMetric; guardrails: TestMetric[] }): TestMetric[] {
  return [design.metric, ...design.guardrails]
}
