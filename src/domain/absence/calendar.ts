import { isWeekday } from '../review/prompt.ts'
import { instantOf, type Slot } from '../rhythm.ts'
import type { Team } from '../team.ts'
import { localDay, shiftDay } from '../week.ts'

/** Whether a review that falls on a holiday waits for the next day of work, or opens all the same. */
export const HOLIDAY_SHIFTS = ['next', 'keep'] as const
export type HolidayShift = (typeof HOLIDAY_SHIFTS)[number]

/** The public holidays of a team: the name of the one on a day, null on every other; none at all where no country is set. */
export type Calendar = { holidayOn(day: string): string | null; shift: HolidayShift }

/** Where a team's holidays come from: a country and region such as DE-BE, '' for none; and what a review does on one. */
export type HolidaySettings = { place: string; shift: HolidayShift }

// A review that waits longer than this would run into the next one.
const LONGEST_WAIT = 5

/** Whether a day is one of work: from Monday to Friday, and no holiday of the team. */
export function isWorkday(calendar: Pick<Calendar, 'holidayOn'>, day: string): boolean {
  return isWeekday(day) && calendar.holidayOn(day) === null
}

/** A slot as the holidays leave it: moved to the same time of the next day of work, with the holiday it gives way to. */
export function aroundHolidays(
  slot: Slot,
  team: Pick<Team, 'zone' | 'reviewTime'>,
  calendar: Calendar,
): Slot & { holiday: string | null } {
  const day = localDay(slot.dueAt, team.zone)
  const holiday = calendar.holidayOn(day)
  const kept = { ...slot, holiday: null }
  if (holiday === null || calendar.shift === 'keep') return kept
  for (let wait = 1; wait <= LONGEST_WAIT; wait++) {
    const next = shiftDay(day, wait)
    if (isWorkday(calendar, next)) return { ...slot, dueAt: instantOf(next, team.reviewTime, team.zone), holiday }
  }
  return kept
}
