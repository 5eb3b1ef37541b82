import type { KnownBlock, ModalView } from '@slack/types'
import { type Action, MOST_FOCUS } from '../../domain/action/action.ts'
import { actionLine } from '../../domain/action/action-words.ts'
import { weekNumber } from '../../domain/week.ts'
import { ACTION, VIEW } from '../ids.ts'
import { context, section } from '../kit/blocks.ts'
import { checkboxes, textInput, usersSelect } from '../kit/inputs.ts'
import { modal } from '../kit/modal.ts'
import { listed } from '../kit/sentence.ts'
import { clamp, userText } from '../kit/text.ts'

/** What the form that closes a review starts from. */
export type CloseFormState = {
  reviewId: string
  week: string
  heard: number
  of: number
  /** The names of the channels without a narrative. */
  missing: readonly string[]
  draft: Readonly<Record<string, string>> | null
  /** What open alerts of the week lack, one line each. */
  lacking: readonly string[]
  /** The open actions that are the focus now, and whoever closes. */
  focus: readonly Action[]
  userId: string
  today: string
  names: Readonly<Record<string, string>>
}

/** The form that closes a review: what was decided, and what next week's focus is. */
export function closeForm(state: CloseFormState): ModalView {
  const { reviewId, week, draft } = state
  return modal({
    id: VIEW.close,
    title: `Close week ${weekNumber(week)}`,
    submit: 'Close review',
    metadata: { reviewId, focus: state.focus.map(({ id }) => id).join(' ') },
    notifyOnClose: true,
    blocks: [
      ...heardSoFar(state),
      ...unsettledAlerts(state),
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
      ...stillFocus(state),
      textInput({
        id: 'focus',
        label: "What is next week's focus?",
        hint: `One action a line, at most ${MOST_FOCUS} with those that stay. Who and until when may stand at its end: @Sam by Fri.`,
        initial: draft?.focus ?? '',
        multiline: true,
        optional: true,
        dispatch: true,
        action: ACTION.typed,
      }),
      usersSelect({
        id: 'focusOwner',
        label: 'Who does those that name nobody?',
        optional: true,
        initial: state.userId,
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

/** The week waits for what is lacking, or for a reason that goes into the digest. */
function unsettledAlerts({ lacking, draft }: CloseFormState): KnownBlock[] {
  if (lacking.length === 0) return []
  const lines = lacking.slice(0, 10).map((line) => `• ${userText(line, 250)}`)
  return [
    section(`*Alerts that are not settled*\n${lines.join('\n')}`),
    textInput({
      id: 'anyway',
      label: 'Why close all the same?',
      hint: 'Leave it empty if you settle them first. What you write stands in the digest.',
      initial: draft?.anyway ?? '',
      optional: true,
      max: 500,
      dispatch: true,
      action: ACTION.typed,
    }),
  ]
}

/** What is the focus already stays in it unless somebody unticks it; open it stays either way. */
function stillFocus({ focus, today, names }: CloseFormState): KnownBlock[] {
  if (focus.length === 0) return []
  const ids = focus.map(({ id }) => id)
  const choices = focus.map((action) => ({ value: action.id, text: clamp(actionLine(action, today, names), 75) }))
  const hint = 'What is unticked stays open, outside of the focus.'
  return [
    checkboxes({ id: 'stays', label: 'The focus now: what stays in it?', hint, optional: true, choices, initial: ids }),
  ]
}
