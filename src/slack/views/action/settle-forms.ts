import type { ModalView } from '@slack/types'
import { type Action, actionName } from '../../../domain/action/action.ts'
import { VIEW } from '../../ids.ts'
import { section } from '../../kit/blocks.ts'
import { textInput, usersSelect } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { clamp, userText } from '../../kit/text.ts'

type Of = Pick<Action, 'id' | 'number' | 'what' | 'version'>

/** Asks why an action is dropped. */
export function dropForm(action: Of): ModalView {
  return modal({
    id: VIEW.dropAction,
    title: clamp(`Drop ${actionName(action)}`, 24),
    submit: 'Drop it',
    close: 'Keep it',
    metadata: { actionId: action.id },
    blocks: [
      section(
        `*${userText(action.what, 300)}*\nIt will not be done. The reason stands in the thread of the review, and its owner is told.`,
      ),
      textInput({ id: 'why', label: 'Why?', multiline: true, max: 500 }),
    ],
  })
}

/** Asks who does an action from now on. */
export function handOverForm(action: Of): ModalView {
  return modal({
    id: VIEW.handOver,
    title: clamp(`Hand over ${actionName(action)}`, 24),
    submit: 'Hand over',
    metadata: { actionId: action.id, version: action.version },
    blocks: [
      section(`*${userText(action.what, 300)}*\nWhoever takes it is told privately; the day it is due stays.`),
      usersSelect({ id: 'owner', label: 'Who does it from now on?' }),
      textInput({ id: 'word', label: 'A word for them', multiline: true, optional: true, max: 500 }),
    ],
  })
}
