import type { Experiment, ScoreModel } from './experiment.ts'
import type { Verdict } from './rule.ts'

// What a weekly review says of the tests, in this order: what is to be decided, what runs, what has ended, what is next.

/** A test that is to be decided: what its latest reading says, and a decision that waits for a second person. */
export type DueTest = {
  experiment: Experiment
  says: string | null
  proposed: { verdict: Verdict; madeBy: string } | null
}

/** A test in its window, or after it until its last conversions have landed; `sample` is its share of the planned units. */
export type RunningTest = {
  experiment: Experiment
  day: number
  days: number
  sample: number | null
  /** Whether it began in the week under review or after it. */
  isNew: boolean
  /** Who stopped its spending before the end of its window, and why; null where nobody did. */
  stopped: { by: string; why: string } | null
}

/** What a week's review says of the tests. */
export type Agenda = {
  /** The first day of the week under review: what has ended since then is said. */
  since: string
  due: DueTest[]
  running: RunningTest[]
  ended: { experiment: Experiment; verdict: Verdict | null }[]
  /** The best idea that waits; its score is left out where it is one person's own. */
  next: { experiment: Experiment; mean: number | null; model: ScoreModel } | null
  slots: { used: number; of: number }
}

/** Whether there is anything to say: a team that tests nothing is not told so every week. */
export function saysSomething({ due, running, ended, next }: Agenda): boolean {
  return next !== null || [due, running, ended].some((tests) => tests.length > 0)
}
