import type { ModalView } from '@slack/types'
import { VIEW } from '../../ids.ts'
import { section } from '../../kit/blocks.ts'
import { textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { clamp } from '../../kit/text.ts'

/** Asks why a test is stopped or abandoned, and says what that means. */
export function moveForm(state: { experimentId: string; name: string; move: 'stop' | 'abandon' }): ModalView {
  const { experimentId, name, move } = state
  const means =
    move === 'stop'
      ? `*${name} stops spending* and lets go of its slot, audiences and creatives. Late conversions still count, then it is decided. It cannot be restarted.`
      : `*${name} is given up* before it starts. It stays in the log, so that nobody has the same idea twice without knowing.`
  return modal({
    id: VIEW.moveTest,
    title: clamp(move === 'stop' ? `Stop ${name}` : `Abandon ${name}`, 24),
    submit: move === 'stop' ? 'Stop spending' : 'Abandon',
    metadata: { experimentId, move },
    blocks: [section(means), textInput({ id: 'why', label: 'Why?', multiline: true, max: 900 })],
  })
}
