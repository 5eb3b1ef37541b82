import type { ModalView } from '@slack/types'
import { ACTION, VIEW } from '../../ids.ts'
import { context, section } from '../../kit/blocks.ts'
import { textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { userText } from '../../kit/text.ts'

/** What the form of an answer starts from; the draft wins over what was answered before. */
export type RetroFormState = { reviewId: string; question: string; answered: string | null; draft: string | null }

/** The form in which anybody answers the question of the creative retro. */
export function retroForm({ reviewId, question, answered, draft }: RetroFormState): ModalView {
  const kept = answered === null ? 'Everybody in the thread sees it.' : 'Saving replaces your answer in the thread.'
  return modal({
    id: VIEW.retro,
    title: answered === null ? 'Answer' : 'Change your answer',
    submit: 'Save',
    close: 'Later',
    metadata: { reviewId },
    notifyOnClose: true,
    blocks: [
      section(`*${userText(question, 600)}*`),
      textInput({
        id: 'answer',
        label: 'Your answer',
        multiline: true,
        max: 1_000,
        dispatch: true,
        action: ACTION.typed,
        initial: draft ?? answered ?? '',
      }),
      context(`${draft === null ? '' : 'This is your draft. '}Saved as you type. ${kept}`),
    ],
  })
}
