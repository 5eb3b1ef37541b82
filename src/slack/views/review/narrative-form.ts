import type { KnownBlock, ModalView } from '@slack/types'
import { ACTION, VIEW } from '../../ids.ts'
import { context, section } from '../../kit/blocks.ts'
import { radio, select, textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { sentence } from '../../kit/sentence.ts'
import { clamp, userText } from '../../kit/text.ts'

type Words = { happened: string; because: string; next: string }

/** What the form of a narrative starts from. */
export type NarrativeFormState = {
  /** The open review, or the week of a team whose review is still to open. */
  place: { reviewId: string } | { teamId: string; week: string }
  channelId: string
  channelName: string
  /** The week's numbers of the channel, as one line of plain text. */
  numbers: string
  /** What stands in the thread; `by` is null where this person wrote it. */
  written: (Words & { by: string | null; version: number }) | null
  /** What was written the week before. */
  earlier: Words | null
  /** What this person has typed and not sent, by the id of the input; it wins over what was written. */
  draft: Readonly<Record<string, string>> | null
}

// A longer text would not fit into its reply in the thread, escaped and with its label.
const LONGEST = 2_800

/** The form in which an owner says what happened in their channel, why, and what comes next. */
export function narrativeForm(state: NarrativeFormState): ModalView {
  const { place, channelId, channelName, numbers, written, draft } = state
  const of = (id: keyof Words) => (draft ? (draft[id] ?? '') : (written?.[id] ?? ''))
  const box = { multiline: true, max: LONGEST, dispatch: true, action: ACTION.typed }
  return modal({
    id: 'week' in place ? VIEW.narrativeAhead : VIEW.narrative,
    title: written ? 'Edit narrative' : 'Write narrative',
    submit: 'Save',
    close: 'Later',
    metadata: { ...place, channelId, seen: written?.version ?? 0 },
    notifyOnClose: true,
    blocks: [
      section(`*${userText(channelName, 150)}*${numbers === '' ? '' : `\n${userText(numbers, 1_000)}`}`),
      ...lastWeek(state.earlier),
      ...standsNow(state),
      textInput({ ...box, id: 'happened', label: 'What happened?', initial: of('happened') }),
      textInput({ ...box, id: 'because', label: 'Why do you think so?', initial: of('because'), optional: true }),
      textInput({ ...box, id: 'next', label: 'What next?', initial: of('next'), optional: true }),
      context(draft ? 'This is your draft. Saved as you type.' : 'Saved as you type.'),
    ],
  })
}

/** What somebody else wrote, where the inputs below hold this person's draft instead. */
function standsNow({ place, written, draft }: NarrativeFormState): KnownBlock[] {
  if (!written?.by || !draft) return []
  const parts = [written.happened, written.because, written.next].filter((part) => part.trim() !== '')
  return [
    section(
      `*${'week' in place ? 'Written so far' : 'In the thread now'}*, by <@${written.by}>:\n${userText(parts.join('\n'), 2_500)}\n_Saving replaces it._`,
    ),
  ]
}

/** What was said the week before, whole: Slack folds what is long behind *Show more*. */
function lastWeek(earlier: Words | null): KnownBlock[] {
  if (!earlier) return []
  const said = [
    ['Last week', earlier.happened],
    ['Why', earlier.because],
    ['Next', earlier.next],
  ] as const
  return said
    .filter(([, text]) => text.trim() !== '')
    .map(([label, text]) => section(`*${label}:* ${userText(text, 2_900)}`))
}

/** The step before the form where it is not clear which channel is meant. */
export function narrativeChoice(state: {
  reviewId: string
  channels: readonly { id: string; name: string; written: boolean }[]
}): ModalView {
  const { reviewId, channels } = state
  if (channels.length === 0) {
    return noticeModal('Write narrative', 'There is no channel you write for. Name its owner with `/beat setup`.')
  }
  const choices = channels.map(({ id, name, written }) => ({
    value: id,
    text: `${clamp(name, 55)}${written ? ' (written)' : ''}`,
  }))
  const first = channels.find(({ written }) => !written) ?? channels[0]
  const asked = { id: 'channel', label: 'Which channel?', choices, ...(first && { initial: first.id }) }
  return modal({
    id: VIEW.narrativeChoice,
    title: 'Write narrative',
    submit: 'Next',
    metadata: { reviewId },
    blocks: [channels.length > 10 ? select(asked) : radio(asked)],
  })
}

/** What is shown at once while the real form is being made. */
export function waitingForm(title: string): ModalView {
  return modal({ id: VIEW.waiting, title, blocks: [section('One moment…')] })
}

/** A modal that only says something, such as why a form cannot open. */
export function noticeModal(title: string, text: string): ModalView {
  return modal({ id: VIEW.waiting, title, blocks: [section(sentence(text))] })
}
