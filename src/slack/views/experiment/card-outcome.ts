import type { KnownBlock } from '@slack/types'
import { type Experiment, isPlanned } from '../../../domain/experiment/experiment.ts'
import { verdictDone } from '../../../domain/experiment/past-words.ts'
import type { Decision, Learning, Reading } from '../../../domain/experiment/reading.ts'
import { progressInWords, verdictLine } from '../../../domain/experiment/reading-words.ts'
import { learningInWords, verdictInWords } from '../../../domain/experiment/test-words.ts'
import { dayInWords } from '../../../domain/week.ts'
import { section } from '../../kit/blocks.ts'
import { sentence } from '../../kit/sentence.ts'
import { mention, userText } from '../../kit/text.ts'

/** What came of a test so far: its latest reading, its decision, its learning. */
export function outcomeBlocks(state: {
  experiment: Experiment
  reading: Reading | null
  decision: Decision | null
  learning: Learning | null
}): KnownBlock[] {
  const { experiment, reading, decision, learning } = state
  const lines = [
    ...readingLine(experiment, reading),
    ...(decision ? [decisionLine(decision)] : []),
    ...(learning ? [`*Learnt*: ${userText(learningInWords(learning), 900)}`] : []),
  ]
  return lines.length > 0 ? [section(lines.join('\n'))] : []
}

/** The latest reading in a line: how far it is, and what its rule says or does not yet allow. */
function readingLine(experiment: Experiment, reading: Reading | null): string[] {
  if (!reading || !isPlanned(experiment)) return []
  const { result, dataThrough } = reading
  const far = `${progressInWords(result.progress)}, data through ${dayInWords(dataThrough)}`
  return [`*Latest reading* (${far}): ${sentence(verdictLine(experiment, result), 1_200)}`]
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
