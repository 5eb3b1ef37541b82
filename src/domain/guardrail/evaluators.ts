import type { Evaluator } from './evaluation.ts'
import type { Kind } from './guardrail.ts'
import { judge } from './judge.ts'
import { judgeControl } from './judge-control.ts'
import { judgeMonthPace } from './judge-pace.ts'
import { judgePayback } from './judge-payback.ts'
import { judgeFreshness, judgeZeroRun } from './judge-tracking.ts'
import type { Series } from './series.ts'

/** How each kind of guardrail is judged from the daily numbers of its scope. */
export const EVALUATORS: Record<Kind, Evaluator<Series>> = {
  max: judge,
  min: judge,
  range: judge,
  payback: judgePayback,
  pace: judgeMonthPace,
  freshness: judgeFreshness,
  zero_run: judgeZeroRun,
  tracking: judgeControl('tracking'),
  links: judgeControl('links'),
  saturation: judgeControl('saturation'),
  overlap: judgeControl('overlap'),
  creatives: judgeControl('creatives'),
}
