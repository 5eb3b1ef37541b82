import type { Control, ControlLine, ControlState } from '../control/control.ts'
import { linesOf } from '../control/control.ts'
import { type Evaluator, NO_NUMBERS, unjudged, type Verdict } from './evaluation.ts'
import type { Scope } from './guardrail.ts'
import type { Series } from './series.ts'

const VERDICTS: Record<ControlState, Verdict> = { act: 'BREACH', watch: 'WARN', ok: 'OK', unknown: 'INSUFFICIENT' }
const MOST_SAID = 3

/** Judges a control as `/beat controls` shows it: what is to act on breaks it, and what cannot be told moves nothing. */
export function judgeControl(control: Control): Evaluator<Series> {
  return ({ scope }, { evidence, media }) => {
    if (!evidence) return unjudged('ERROR', 'The controls were not read.')
    const lines = linesOf(evidence, control).filter((line) => isWithin(line, scope))
    const [worst] = lines
    if (!worst) return unjudged('NO_DATA', 'There is nothing of it to look at.', { dataThrough: media })
    const same = lines.filter(({ state }) => state === worst.state)
    const said = same
      .slice(0, MOST_SAID)
      .map(({ about, sentence }) => (about === '' ? sentence : `${about}: ${sentence}`))
    const more = same.length > MOST_SAID ? ` And ${same.length - MOST_SAID} more: \`/beat controls\`.` : ''
    const sentence = worst.state === 'ok' ? 'Nothing to act on.' : `${said.join(' ')}${more}`
    const verdict = VERDICTS[worst.state]
    if (verdict === 'INSUFFICIENT') return unjudged(verdict, sentence, { dataThrough: media })
    return { ...NO_NUMBERS, verdict, recovers: verdict !== 'BREACH', dataThrough: media, sentence }
  }
}

function isWithin({ channelId }: ControlLine, scope: Scope): boolean {
  return scope.level === 'channel' ? channelId === scope.channelId : true
}
