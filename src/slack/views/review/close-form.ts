import type { KnownBlock, ModalView } from '@slack/types'
import { type Action, MOST_FOCUS } from '../../../domain/action/action.ts'
import { actionLine } from '../../../domain/action/action-words.ts'
import { type Decided, decidedLines } from '../../../domain/review/decided.ts'
import { weekNumber } from '../../../domain/week.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { context, section } from '../../kit/blocks.ts'
import { checkboxes, textInput, usersSelect } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { inTexts } from '../../kit/sentence.ts'
import { clamp, userText } from '../../kit/text.ts'

/** What the form that closes a review starts from. */
export type CloseFormState = {
  reviewId: string
  week: string
  heard: number
  of: number
  /** What it still waits for, in words; '' where nothing is lacking. */
  lacks: string
  /** What was decided about tests and alerts since the close before. */
  decided: readonly Decided[]
  draft: Readonly<Record<string, string>> | null
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
      ...decidedAlready(state),
      textInput({
        id: 'decisions',
        label: state.decided.length > 0 ? 'What else was decided?' : 'What was decided?',
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
      ...anyway(state),
      context("The digest goes into the review's thread for everyone."),
    ],
  })
}

function heardSoFar({ heard, of, lacks }: CloseFormState): KnownBlock[] {
  const count = `*${heard} of ${of} narratives are in.*`
  if (lacks === '') return [section(count)]
  return [section(`${count} Lacking: ${userText(lacks, 1_500)}.`)]
}

/** What is logged needs no typing: the digest tells it. */
function decidedAlready({ decided, names }: CloseFormState): KnownBlock[] {
  if (decided.length === 0) return []
  const lines = decidedLines(decided, names).map((line) => `• ${userText(line, 300)}`)
  return inTexts(['*Decided already* (the digest says so)', ...lines]).map((text) => section(text))
}

/** To close without what is lacking takes a reason; late narratives still appear in the thread. */
function anyway({ lacks, draft }: CloseFormState): KnownBlock[] {
  if (lacks === '') return []
  return [
    textInput({
      id: 'anyway',
      label: 'Close without what is lacking? Say why',
      hint: 'It is kept, and the digest says it. Late narratives still appear in the thread.',
      initial: draft?.anyway ?? '',
      optional: true,
      max: 300,
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
