import type { ModalView } from '@slack/types'
import { HOLIDAY_SHIFTS, type HolidayShift } from '../../../domain/absence/calendar.ts'
import { dayInWords } from '../../../domain/week.ts'
import { VIEW } from '../../ids.ts'
import { context, section } from '../../kit/blocks.ts'
import { radio, textInput } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { userText } from '../../kit/text.ts'

type Upcoming = { day: string; name: string }

/** What the form of a team's holidays starts from. */
export type HolidaysFormState = {
  team: { id: string; name: string }
  /** The country and region as people write them, '' for none. */
  place: string
  shift: HolidayShift
  upcoming: readonly Upcoming[]
}

const SHIFTS: Readonly<Record<HolidayShift, { text: string; description: string }>> = {
  next: {
    text: 'It waits for the next day of work',
    description: 'Same time; owners are asked the working day before.',
  },
  keep: { text: 'It opens all the same', description: 'For teams that work over several countries.' },
}

/** Whose public holidays are the team's, and what a review does that falls on one. */
export function holidaysForm({ team, place, shift, upcoming }: HolidaysFormState): ModalView {
  return modal({
    id: VIEW.holidays,
    title: 'Holidays',
    submit: 'Save',
    metadata: { teamId: team.id },
    blocks: [
      section(
        `*${userText(team.name, 80)}* · On a public holiday nobody is asked or reminded, and it is no working day when I look for one.`,
      ),
      textInput({
        id: 'place',
        label: 'Country and region',
        hint: 'As in "Germany, Berlin", DE-BE or France. Leave it empty for none.',
        placeholder: 'Germany, Berlin',
        optional: true,
        max: 100,
        initial: place,
      }),
      radio({
        id: 'shift',
        label: 'A review that falls on a holiday…',
        choices: HOLIDAY_SHIFTS.map((value) => ({ value, ...SHIFTS[value] })),
        initial: shift,
      }),
      ...(upcoming.length > 0 ? [context(`Next: ${listOf(upcoming)}`)] : []),
    ],
  })
}

/** What somebody reads who has set the holidays of a team: which ones come next. */
export function holidaysSaved(state: { name: string; shift: HolidayShift; upcoming: readonly Upcoming[] }): ModalView {
  const { name, shift, upcoming } = state
  const text =
    name === ''
      ? '*No holidays.* Every day from Monday to Friday counts as one of work.'
      : `*Holidays of ${userText(name, 120)}.* Next: ${listOf(upcoming)}. A review on one ${shift === 'next' ? 'waits for the next day of work' : 'opens all the same'}.`
  return modal({ id: VIEW.waiting, title: 'Holidays', blocks: [section(text)] })
}

function listOf(upcoming: readonly Upcoming[]): string {
  return upcoming.map(({ day, name }) => `${dayInWords(day)} ${userText(name, 60)}`).join(', ')
}
