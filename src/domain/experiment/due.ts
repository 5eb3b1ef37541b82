import type { Amendment, Experiment } from './experiment.ts'
import { MEASURED } from './life.ts'
import { type Decision, type Reading, standingRecommendation } from './reading.ts'

/** What says whether a test is to be decided: its latest reading, the changes of its plan, and the last decision about it. */
export type Known = {
  reading: Pick<Reading, 'id' | 'asOf' | 'result'> | null
  amendments: readonly Pick<Amendment, 'madeAt'>[]
  decision: Decision | null
}

/** Whether a test is to be decided now: its window is over, or its rule has spoken earlier and what it said still stands. */
export function isDue({ state }: Pick<Experiment, 'state'>, { reading, amendments, decision }: Known): boolean {
  if (state === 'decision_due') return true
  return MEASURED.includes(state) && standingRecommendation(reading, amendments, decision).kind === 'verdict'
}

/** The decision about a test that waits for its second person, if there is one. */
export function proposalOf(
  { state }: Pick<Experiment, 'state'>,
  { decision }: Pick<Known, 'decision'>,
): Decision | null {
  return MEASURED.includes(state) && decision?.state === 'proposed' ? decision : null
}
