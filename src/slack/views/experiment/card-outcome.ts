import type { KnownBlock } from '@slack/types'
import { verdictDone } from '../../../domain/experiment/past-words.ts'
import type { Decision, Learning, Reading } from '../../../domain/experiment/reading.ts'
import { learningInWords, verdictInWords } from '../../../domain/experiment/test-words.ts'
import { section } from '../../kit/blocks.ts'
import { mention, userText } from '../../kit/text.ts'

/** What came of a test so far: its latest reading, its decision, its learning. */
export function outcomeBlocks(state: {
  reading: Reading | null
  decision: Decision | null
  learning: Learning | null
}): KnownBlock[] {
  const { decision, learning } = state
  const lines = [
    ...(decision ? [decisionLine(decision)] : []),
    ...(learning ? [`*Learnt*: ${userText(learningInWords(learning), 900)}`] : []),
  ]
  return lines.length > 0 ? [section(lines.join('\n'))] : []
}

function decisionLine({ state, number, verdict, madeBy, secondBy, rationale, followed }: Decision): string {
  const why = rationale.trim() === '' ? '' : `: ${userText(rationale, 600)}`
  if (state === 'proposed') {
    return `*Proposed* (D-${number}): ${verdictInWords(verdict)}, by ${mention(madeBy)}, against the recommendation. A second person has to agree${why}`
  }
  if (state === 'declined')
    return `*Declined* (D-${number}): ${verdictInWords(verdict)}, proposed by ${mention(madeBy)}${why}`
  const with_ = secondBy ? ` with ${mention(secondBy)}` : ''
  const against = followed ? '' : ', against the recommendation'
  return `*Decided* (D-${number}): ${verdictDone(verdict)}, by ${mention(madeBy)}${with_}${against}${why}`
}
