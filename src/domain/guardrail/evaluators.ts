import type { Evaluator } from './evaluation.ts'
import type { Kind } from './guardrail.ts'
import { judge } from './judge.ts'
import { judgeFreshness, judgeZeroRun } from './judge-tracking.ts'
import type { Series } from './series.ts'

/** How each kind of guardrail is judged from the daily numbers of its scope. */
export const EVALUATORS: Record<Kind, Evaluator<Series>> = {
  max: judge,
  min: judge,
  range: judge,
  freshness: judgeFreshness,
  zero_run: judgeZeroRun,
}
