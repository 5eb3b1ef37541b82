import type { ModalView } from '@slack/types'
import { momentInWords } from '../../../domain/moment.ts'
import { reviewName } from '../../../domain/review/review-words.ts'
import type { Team } from '../../../domain/team.ts'
import { localDay, localTime } from '../../../domain/week.ts'
import { VIEW } from '../../ids.ts'
import { section } from '../../kit/blocks.ts'
import { datePicker, timePicker } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { userText } from '../../kit/text.ts'

/** Asks to which day and time the next review is moved. */
export function moveForm({ team, week, dueAt }: { team: Team; week: string; dueAt: Date }): ModalView {
  const { id: teamId, zone } = team
  return modal({
    id: VIEW.moveReview,
    title: 'Move the next review',
    submit: 'Move',
    metadata: { teamId },
    blocks: [
      section(
        `*${userText(team.name, 80)}* · the review of ${reviewName(week)} opens ${momentInWords(dueAt, zone)}. The channel hears who moved it.`,
      ),
      datePicker({ id: 'day', label: 'To which day?', initial: localDay(dueAt, zone) }),
      timePicker({ id: 'time', label: 'At what time there?', initial: localTime(dueAt, zone) }),
    ],
  })
}
