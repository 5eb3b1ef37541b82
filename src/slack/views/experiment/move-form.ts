import type { ModalView } from '@slack/types'
import { type Experiment, testName } from '../../../domain/experiment/experiment.ts'
import { VIEW } from '../../ids.ts'
import { section } from '../../kit/blocks.ts'
import { textInput, usersSelect } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { clamp, mention, userText } from '../../kit/text.ts'

/** What a person does to a test only with a reason. */
export type ReasonedMove = 'stop' | 'abandon' | 'decline'

/** How each of them is called, on its form and its button. */
export const MOVE_TITLES: Record<ReasonedMove, string> = {
  stop: 'Stop spending',
  abandon: 'Abandon',
  decline: 'Decline',
}

/** Asks why a test is stopped, abandoned or not paid for, and says what that means. */
export function moveForm(state: { experimentId: string; name: string; move: ReasonedMove }): ModalView {
  const { experimentId, name, move } = state
  return modal({
    id: VIEW.moveTest,
    title: clamp(move === 'stop' ? `Stop ${name}` : `${MOVE_TITLES[move]} ${name}`, 24),
    submit: MOVE_TITLES[move],
    metadata: { experimentId, move },
    blocks: [section(meaning(name, move)), textInput({ id: 'why', label: 'Why?', multiline: true, max: 900 })],
  })
}

/** Asks who owns a test from now on. */
export function handTestOverForm({ id, version, ownerUserId, ...test }: Experiment): ModalView {
  const name = testName(test)
  return modal({
    id: VIEW.handTestOver,
    title: clamp(`Hand over ${name}`, 24),
    submit: 'Hand over',
    metadata: { experimentId: id, version },
    blocks: [
      section(
        `*${name} ${userText(test.title, 300)}* is ${mention(ownerUserId)}’s. Whoever takes it is told privately, and is asked for its result, its decision and its learning from then on.`,
      ),
      usersSelect({ id: 'owner', label: 'Who owns it from now on?' }),
      textInput({ id: 'word', label: 'A word for them', multiline: true, optional: true, max: 500 }),
    ],
  })
}

function meaning(name: string, move: ReasonedMove): string {
  switch (move) {
    case 'stop':
      return `*${name} stops spending* and lets go of its slot, audiences and creatives. Late conversions still count, then it is decided. It cannot be restarted.`
    case 'abandon':
      return `*${name} is given up* before it starts. It stays in the log, so that nobody has the same idea twice without knowing.`
    case 'decline':
      return `*${name} does not get its budget* and is with its owner again, who is told why and can plan it with less.`
  }
}
