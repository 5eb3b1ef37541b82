import { dayInWords, shiftDay } from '../week.ts'
import { EVALUATORS } from './evaluators.ts'
import { type Guardrail, isOfToday } from './guardrail.ts'
import { replay } from './replay.ts'
import type { Series } from './series.ts'

/** What a rule would have done: the days it would have fired on, and on how many days it could say something. */
export type Backtest = { days: number; judged: number; fired: string[]; isFiring: boolean }

export const BACKTEST_DAYS = 56
/** More alerts than this in eight weeks are not read any more. */
const NOISE = 3
const MOST_NAMED = 5

/** Plays a rule over the last eight weeks up to a day; null for one that only looks at how things are today. */
export function backtest(guardrail: Guardrail, series: Series, day: string): Backtest | null {
  if (isOfToday(guardrail)) return null
  const days = { from: shiftDay(day, 1 - BACKTEST_DAYS), to: day }
  const replayed = replay(EVALUATORS[guardrail.kind], guardrail, series, days)
  const said = replayed.filter(({ judged }) => ['OK', 'WARN', 'BREACH'].includes(judged.verdict))
  return {
    days: BACKTEST_DAYS,
    judged: said.length,
    fired: replayed.filter(({ move }) => move === 'fired').map((each) => each.day),
    isFiring: ['FIRING', 'RECOVERING'].includes(replayed.at(-1)?.watch.state ?? ''),
  }
}

/** A backtest as sentences: how often, on which days, whether it would be firing now, and whether that is noise. */
export function backtestInWords(tested: Backtest | null): string[] {
  if (!tested) return ['It looks at how things are today, so the past cannot be played: it judges from today on.']
  const { fired, judged, days, isFiring } = tested
  if (judged === 0) return ['In the last 8 weeks there was too little to judge it by, on any day.']
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
    ...(judged < days / 2 ? [`On ${days - judged} of ${days} days there was too little to judge it by.`] : []),
  ]
}
