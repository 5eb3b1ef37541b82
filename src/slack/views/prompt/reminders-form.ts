import type { ModalView } from '@slack/types'
import { REMINDING, type ReminderSettings } from '../../../domain/review/prompt.ts'
import type { Team } from '../../../domain/team.ts'
import { VIEW } from '../../ids.ts'
import { section } from '../../kit/blocks.ts'
import { radio, timePicker } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { userText } from '../../kit/text.ts'

const LEVELS = {
  light: { text: 'Light', description: 'One question on the last working day before the review.' },
  standard: { text: 'Standard', description: 'And a reminder four hours after it opened, in their working hours.' },
  active: { text: 'Active', description: 'And a second one at 10:00 of their next working day.' },
} as const

/** How the owners of a team are asked for their narratives. */
export function remindersForm({ team, settings }: { team: Team; settings: ReminderSettings }): ModalView {
  return modal({
    id: VIEW.reminders,
    title: 'How owners are asked',
    submit: 'Save',
    metadata: { teamId: team.id },
    blocks: [
      section(
        `*${userText(team.name, 80)}* · Everybody is asked privately, at the hour of the zone they live in, never while they are away, and never again once they have written or passed.`,
      ),
      radio({
        id: 'reminding',
        label: 'How often?',
        choices: REMINDING.map((value) => ({ value, ...LEVELS[value] })),
        initial: settings.reminding,
      }),
      timePicker({ id: 'promptTime', label: 'At which hour the first time?', initial: settings.promptTime }),
    ],
  })
}
