import { shiftDay } from '../week.ts'
import { type Evaluator, type Judged, unjudged } from './evaluation.ts'
import type { Guardrail } from './guardrail.ts'
import { AT_REST, type Move, step, type Watch } from './machine.ts'

/** One replayed day: what was judged, where the machine stood afterwards, and what it did. */
export type ReplayedDay = { day: string; judged: Judged; watch: Watch; move: Move }

/** Judges every day from one to another, or each so many days, and lets the machine follow, from where it stood. */
export function replay<Numbers>(
  evaluate: Evaluator<Numbers>,
  guardrail: Guardrail,
  numbers: Numbers,
  days: { from: string; to: string; step?: number },
  start: Watch = AT_REST,
): ReplayedDay[] {
  const replayed: ReplayedDay[] = []
  let watch = start
  for (let day = days.from; day <= days.to; day = shiftDay(day, days.step ?? 1)) {
    const judged = judgeSafely(evaluate, guardrail, numbers, day)
    const next = step(watch, guardrail, judged, day)
    watch = next.watch
    replayed.push({ day, judged, ...next })
  }
  return replayed
}

/** Judges one day; an evaluator that fails is an ERROR of that guardrail and holds up no other. */
export function judgeSafely<Numbers>(
  evaluate: Evaluator<Numbers>,
  guardrail: Guardrail,
  numbers: Numbers,
  day: string,
): Judged {
  try {
    return evaluate(guardrail, numbers, day)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return unjudged('ERROR', `It could not be judged: ${why}. Edit it, or ask whoever runs Drumbeat.`)
  }
}
