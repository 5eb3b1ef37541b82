import type { ModalView } from '@slack/types'
import { VIEW } from '../../ids.ts'
import { section } from '../../kit/blocks.ts'
import { datePicker, usersSelect } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { userText } from '../../kit/text.ts'

/** What the form of an absence starts from; `mayNameOthers` where the person leads the team. */
export type AbsenceFormState = {
  teamId: string
  teamName: string
  mayNameOthers: boolean
  userId: string
  from: string
  until: string
  delegateUserId: string | null
}

/** The form in which a person says when they are away and who answers meanwhile. */
export function absenceForm(state: AbsenceFormState): ModalView {
  const { teamId, teamName, mayNameOthers, userId, from, until, delegateUserId } = state
  return modal({
    id: VIEW.absence,
    title: 'Away',
    submit: 'Save',
    metadata: { teamId },
    blocks: [
      section(
        'While you are away nobody asks or reminds you of anything. Whoever answers meanwhile is told privately, is asked for your narratives, and may write them.',
      ),
      ...(mayNameOthers
        ? [
            usersSelect({
              id: 'who',
              label: 'Who is away?',
              hint: `As the lead of ${userText(teamName, 60)} you may say it of others, too.`,
              initial: userId,
            }),
          ]
        : []),
      datePicker({ id: 'from', label: 'First day away', initial: from }),
      datePicker({
        id: 'until',
        label: 'Last day away',
        hint: 'Both days are counted, where that person lives.',
        initial: until,
      }),
      usersSelect({
        id: 'delegate',
        label: 'Who answers meanwhile?',
        hint: 'Left empty, the delegate of each channel does, and you are asked before you leave where there is none.',
        optional: true,
        ...(delegateUserId && { initial: delegateUserId }),
      }),
    ],
  })
}
