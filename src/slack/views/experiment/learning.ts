import type { KnownBlock, ModalView } from '@slack/types'
import { type Experiment, testName } from '../../../domain/experiment/experiment.ts'
import {
  type Decision,
  LEARNING_STATUSES,
  type Learning,
  type LearningStatus,
} from '../../../domain/experiment/reading.ts'
import { learningInWords, verdictInWords } from '../../../domain/experiment/test-words.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { radio, textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { userText } from '../../kit/text.ts'

/** What the form of a learning starts from; `learning` is what has been written before. */
export type LearningFormState = {
  experiment: Experiment
  decision: Pick<Decision, 'verdict' | 'number'> | null
  learning: Learning | null
  draft: Readonly<Record<string, string>> | null
}

const MEANS: Record<LearningStatus, string> = {
  emerging: 'A first hint, from this test alone.',
  supported: 'This test says so clearly.',
  confirmed: 'Seen more than once.',
  rejected: 'What was believed is not so.',
}

/** The form in which a person writes what a decided test taught, in one sentence. */
export function learningForm(state: LearningFormState): ModalView {
  const { experiment, decision, learning, draft } = state
  const about = decision ? ` D-${decision.number}: ${verdictInWords(decision.verdict)}.` : ''
  const choices = LEARNING_STATUSES.map((status) => ({ value: status, text: status, description: MEANS[status] }))
  const typed = { dispatch: true, action: ACTION.typed }
  const numbers = { ...typed, optional: true, max: 200, placeholder: 'T-7, T-18' }
  return modal({
    id: VIEW.learning,
    title: `Learning of ${testName(experiment)}`,
    submit: 'Write it down',
    close: 'Later',
    metadata: { experimentId: experiment.id, version: experiment.version, draft: experiment.id },
    notifyOnClose: true,
    blocks: [
      section(`*${userText(experiment.title, 120)}* is decided.${about} What do you know now?`),
      textInput({
        ...typed,
        id: 'sentence',
        label: 'What did it teach? One sentence.',
        hint: 'Written so that it helps somebody who has never heard of this test.',
        initial: draft ? (draft.sentence ?? '') : (learning?.sentence ?? ''),
        multiline: true,
        max: 500,
      }),
      radio({
        id: 'status',
        label: 'How sure is that?',
        choices,
        initial: draft?.status ?? learning?.status ?? 'emerging',
      }),
      textInput({
        ...numbers,
        id: 'supports',
        label: 'Tests that say the same',
        initial: draft ? (draft.supports ?? '') : numbersOf(learning?.supports),
      }),
      textInput({
        ...numbers,
        id: 'contradicts',
        label: 'Tests that say the opposite',
        initial: draft ? (draft.contradicts ?? '') : numbersOf(learning?.contradicts),
      }),
    ],
  })
}

/** The reply that says what a test taught. */
export function learningReply(state: {
  experiment: Experiment
  learning: Learning
  names: Readonly<Record<string, string>>
}): { text: string; blocks: KnownBlock[] } {
  const { experiment, learning, names } = state
  const words = userText(learningInWords(learning), 1_500)
  const by = userText(names[learning.writtenBy] ?? 'A colleague', 80)
  return {
    text: `${testName(experiment)} taught: ${words}`,
    blocks: [
      section(`*What it taught* · ${words}`),
      context(by),
      actions(`learning:${experiment.id}`, [
        button({ id: ACTION.writeLearning, text: 'Write it better', value: experiment.id }),
      ]),
    ],
  }
}

function numbersOf(numbers: readonly number[] | undefined): string {
  return (numbers ?? []).map((number) => `T-${number}`).join(', ')
}
