import type { KnownBlock } from '@slack/types'
import { stateInWords } from '../../../domain/experiment/life.ts'
import type { PastTest } from '../../../domain/experiment/past-test.ts'
import type { Verdict } from '../../../domain/experiment/rule.ts'
import { formatChange } from '../../../lib/format.ts'
import { section } from '../../kit/blocks.ts'
import { inTexts } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'

/** Past tests that resemble what somebody is writing, each with what became of it; nothing where there are none. */
export function similarBlocks(similar: readonly PastTest[]): KnownBlock[] {
  if (similar.length === 0) return []
  const lines = [`*Similar:* ${similar.length === 1 ? 'this was' : 'these were'} tested before`, ...similar.map(line)]
  return inTexts(lines).map((text, index) => ({ ...section(text), block_id: `similar_${index}` }))
}

/** Names the similar tests that are shown, so that a form is drawn anew only when they change. */
export function similarShown(similar: readonly PastTest[]): string {
  return similar.map(({ number, state, verdict }) => `${number}${state[0]}${verdict?.[0] ?? ''}`).join(' ')
}

/** One past test in a line: T-18 *Two-step form*: rolled back, −6 % leads, "mobile users left at step two". */
function line(test: PastTest): string {
  const { number, title, state, verdict, lift, metric, learning, rationale } = test
  const became = verdict ? VERDICT_DONE[verdict] : stateInWords(state)
  const effect = lift ? `, ${formatChange(lift.lift)}${metric ? ` ${userText(metric, 60)}` : ''}` : ''
  const taught = learning ?? rationale
  return `• T-${number} *${userText(title, 100)}*: ${became}${effect}${taught ? `, “${userText(taught, 200)}”` : ''}`
}

const VERDICT_DONE: Record<Verdict, string> = {
  ship: 'shipped',
  roll_back: 'rolled back',
  iterate: 'to be iterated',
  extend: 'extended',
  inconclusive: 'inconclusive',
  invalid: 'invalid',
}
