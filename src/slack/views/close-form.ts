import type { KnownBlock, ModalView } from '@slack/types'
import { weekNumber } from '../../domain/week.ts'
import { ACTION, VIEW } from '../ids.ts'
import { context, section } from '../kit/blocks.ts'
import { textInput } from '../kit/inputs.ts'
import { modal } from '../kit/modal.ts'
import { listed } from '../kit/sentence.ts'
import { userText } from '../kit/text.ts'

/** What the form that closes a review starts from. */
export type CloseFormState = {
  reviewId: string
  week: string
  heard: number
  of: number
  /** The names of the channels without a narrative. */
  missing: readonly string[]
  draft: Readonly<Record<string, string>> | null
}

/** The form that closes a review: what was decided, and what next week's focus is. */
export function closeForm(state: CloseFormState): ModalView {
  const { reviewId, week, draft } = state
  return modal({
    id: VIEW.close,
    title: `Close week ${weekNumber(week)}`,
    submit: 'Close review',
    metadata: { reviewId },
    notifyOnClose: true,
    blocks: [
      ...heardSoFar(state),
      textInput({
        id: 'decisions',
        label: 'What was decided?',
        hint: 'One decision a line. Leave it empty if there was none.',
        initial: draft?.decisions ?? '',
        multiline: true,
        optional: true,
        dispatch: true,
        action: ACTION.typed,
      }),
      textInput({
        id: 'focus',
        label: "What is next week's focus?",
        hint: 'One action a line, at most 5, best with who does it and until when.',
        initial: draft?.focus ?? '',
        multiline: true,
        optional: true,
        dispatch: true,
        action: ACTION.typed,
      }),
      context("The digest goes into the review's thread for everyone."),
    ],
  })
}

function heardSoFar({ heard, of, missing }: CloseFormState): KnownBlock[] {
  const count = `*${heard} of ${of} narratives are in.*`
  if (missing.length === 0) return [section(count)]
  const names = userText(listed(missing, 6), 600)
  return [section(`${count} Not heard yet: ${names}. You may close now: late narratives still appear in the thread.`)]
}
