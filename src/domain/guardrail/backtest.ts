import { dayInWords, shiftDay } from '../week.ts'
import type { Evaluator } from './evaluation.ts'
import { EVALUATORS } from './evaluators.ts'
import { type Guardrail, isOfToday } from './guardrail.ts'
import { asOf, playedOn, stepped } from './past.ts'
import { replay } from './replay.ts'
import type { Series } from './series.ts'

/**
 * What a rule would have done: the days it would have fired on, on how many of the days that were looked at it could say
 * something, and on what its past was played, where that is not plain.
 */
export type Backtest = { days: number; judged: number; fired: string[]; isFiring: boolean; note: string | null }

export const BACKTEST_DAYS = 56
/** More alerts than this in eight weeks are not read any more. */
const NOISE = 3
const MOST_NAMED = 5

/** Plays a rule over the last eight weeks up to a day. */
export function backtest(guardrail: Guardrail, series: Series, day: string): Backtest {
  const { guardrail: played, step } = stepped(guardrail)
  const first = shiftDay(day, 1 - BACKTEST_DAYS)
  const days = { from: step === 1 ? first : shiftDay(day, step - BACKTEST_DAYS), to: day, step }
  const evaluate = EVALUATORS[guardrail.kind]
  const evaluateThen: Evaluator<Series> = (rule, numbers, on) => evaluate(rule, asOf(numbers, on), on)
  // Numbers up to a day are what they are; what else a rule looks at has to be as it was then.
  const isPast = isOfToday(guardrail) || guardrail.kind === 'pace'
  const replayed = replay(isPast ? evaluateThen : evaluate, played, series, days)
  const said = replayed.filter(({ judged }) => ['OK', 'WARN', 'BREACH'].includes(judged.verdict))
  return {
    days: replayed.length,
    judged: said.length,
    fired: replayed.filter(({ move }) => move === 'fired').map((each) => each.day),
    isFiring: ['FIRING', 'RECOVERING'].includes(replayed.at(-1)?.watch.state ?? ''),
    note: playedOn(guardrail, series, first),
  }
}

/** A backtest as sentences: how often, on which days, whether it would be firing now, and whether that is noise. */
export function backtestInWords({ fired, judged, days, isFiring, note }: Backtest): string[] {
  const notes = note === null ? [] : [note]
  if (judged === 0) return ['In the last 8 weeks there was too little to judge it by, on any day.', ...notes]
  const named = fired.slice(0, MOST_NAMED).map(dayInWords).join(', ')
  const more = fired.length > MOST_NAMED ? ` and ${fired.length - MOST_NAMED} more` : ''
  const times = fired.length === 1 ? 'once' : `${fired.length} times`
  return [
    fired.length === 0
      ? 'In the last 8 weeks this would not have fired.'
      : `In the last 8 weeks this would have fired ${times}: ${named}${more}.`,
    ...(isFiring ? ['It would be firing now.'] : []),
    ...(fired.length > NOISE
      ? [
          'That is noise: what fires so often is not read any more. Give it more room, a longer window, or more days before it fires.',
        ]
      : []),
    ...notes,
    ...(note === null && judged < days / 2
      ? [`On ${days - judged} of ${days} days there was too little to judge it by.`]
      : []),
  ]
}
