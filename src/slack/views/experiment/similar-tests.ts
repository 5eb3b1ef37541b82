import type { KnownBlock } from '@slack/types'
import type { PastTest } from '../../../domain/experiment/past-test.ts'
import { becameInWords, effectInWords } from '../../../domain/experiment/past-words.ts'
import { section } from '../../kit/blocks.ts'
import { inTexts } from '../../kit/sentence.ts'
import { userText } from '../../kit/text.ts'

/** Past tests that resemble what somebody is writing, each with what became of it; nothing where there are none. */
export function similarBlocks(similar: readonly PastTest[]): KnownBlock[] {
  if (similar.length === 0) return []
  const lines = [`*Similar:* look at ${similar.length === 1 ? 'this' : 'these'} first`, ...similar.map(line)]
  return inTexts(lines).map((text, index) => ({ ...section(text), block_id: `similar_${index}` }))
}

/** Names the similar tests that are shown, so that a form is drawn anew only when they change. */
export function similarShown(similar: readonly PastTest[]): string {
  return similar.map(({ number, state, verdict }) => `${number}${state[0]}${verdict?.[0] ?? ''}`).join(' ')
}

/** One past test in a line: T-18 *Two-step form*: rolled back, leads per click −6 % (−11 % to −1 %), "mobile users left". */
function line(test: PastTest): string {
  const { number, title, learning, rationale } = test
  const effect = effectInWords(test)
  const became = [becameInWords(test), ...(effect ? [userText(effect, 200)] : [])].join(', ')
  const taught = learning ?? rationale
  return `• T-${number} *${userText(title, 100)}*: ${became}${taught ? `, “${userText(taught, 200)}”` : ''}`
}
