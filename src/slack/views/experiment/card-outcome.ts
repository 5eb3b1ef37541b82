import type { KnownBlock } from '@slack/types'
import { type Amendment, type Experiment, isPlanned, type Planned } from '../../../domain/experiment/experiment.ts'
import { MEASURED } from '../../../domain/experiment/life.ts'
import { verdictDone } from '../../../domain/experiment/past-words.ts'
import { verdictDayOf } from '../../../domain/experiment/progress.ts'
import type { Decision, Learning, Reading } from '../../../domain/experiment/reading.ts'
import { progressInWords, verdictLine } from '../../../domain/experiment/reading-words.ts'
import { learningInWords, verdictInWords } from '../../../domain/experiment/test-words.ts'
import { dayInWords } from '../../../domain/week.ts'
import { section } from '../../kit/blocks.ts'
import { sentence } from '../../kit/sentence.ts'
import { mention, userText } from '../../kit/text.ts'

type Outcome = {
  experiment: Experiment
  amendments: readonly Amendment[]
  reading: Reading | null
  decision: Decision | null
  learning: Learning | null
}

/** What came of a test so far: its latest reading, its decision, its learning. */
export function outcomeBlocks(state: Outcome): KnownBlock[] {
  const { decision, learning } = state
  const lines = [
    ...readingLine(state),
    ...(decision ? [decisionLine(decision)] : []),
    ...(learning ? [`*Learnt*: ${userText(learningInWords(learning), 900)}`] : []),
  ]
  return lines.length > 0 ? [section(lines.join('\n'))] : []
}

/** The latest reading in a line: how far it is, and what its rule says or does not yet allow. */
function readingLine({ experiment, reading, amendments }: Outcome): string[] {
  if (!reading || !isPlanned(experiment)) return []
  const { result, dataThrough } = reading
  if (isOutdated(experiment, reading, amendments)) {
    return [
      `*Latest reading* (data through ${dayInWords(dataThrough)}): taken before its plan or its window changed. [Take a result] reads it anew.`,
    ]
  }
  const far = `${progressInWords(result.progress)}, data through ${dayInWords(dataThrough)}`
  return [`*Latest reading* (${far}): ${sentence(verdictLine(experiment, result), 1_200)}`]
}

/** Days that a reading named are no longer those of a test that was amended, stopped or resumed since. */
function isOutdated(experiment: Planned, { asOf, result }: Reading, amendments: readonly Amendment[]): boolean {
  if (!MEASURED.includes(experiment.state)) return false
  const isAmended = amendments.some(({ madeAt }) => madeAt > asOf)
  return isAmended || verdictDayOf(experiment) !== result.progress.verdictOn
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
