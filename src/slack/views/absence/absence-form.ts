import type { ModalView } from '@slack/types'
import { VIEW } from '../../ids.ts'
import { context, section } from '../../kit/blocks.ts'
import { datePicker, usersSelect } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { listed } from '../../kit/sentence.ts'
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
  /** The first day of the absence that is changed, and whose it is; null for a new one. */
  changes: { userId: string; from: string } | null
  /** The other absences that are noted of them, in words. */
  others: readonly string[]
}

/** The form in which a person says when they are away and who answers meanwhile. */
export function absenceForm(state: AbsenceFormState): ModalView {
  const { teamId, teamName, mayNameOthers, userId, from, until, delegateUserId, changes, others } = state
  return modal({
    id: VIEW.absence,
    title: 'Away',
    submit: 'Save',
    metadata: { teamId, whose: changes?.userId ?? null, from: changes?.from ?? null },
    blocks: [
      section(
        'While you are away nobody asks or reminds you of anything. Whoever answers meanwhile is told privately, is asked for your narratives, and may write them.',
      ),
      ...(others.length > 0
        ? [context(`Noted beside it, and kept: ${listed(others, 6)}. \`/beat away list\` takes one back.`)]
        : []),
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
