import { instantOf, isTime, WORK } from '../rhythm.ts'
import { localDay, shiftDay, weekdayOf } from '../week.ts'

// When owners are asked for their narrative: once before the review, in their own day, and a little while it waits for them.

export const REMINDING = ['light', 'standard', 'active'] as const

/** How a team's owners are asked: how often, and at which hour of their own day the first time. */
export type ReminderSettings = { reminding: (typeof REMINDING)[number]; promptTime: string }

/** A moment at which somebody is asked, and until when it still makes sense: the end of the same day. */
export type AskWindow = { from: Date; until: Date }

/** Whether people work on a day. */
export type IsWorkday = (day: string) => boolean

/** Reminders while the review waits, by how a team reminds. */
export const MOST_REMINDERS = { light: 0, standard: 1, active: 2 } as const

const AGAIN_AT = '10:00'
const WAIT_MS = 4 * 3_600_000
const LONGEST_LOOK = 14

/** Monday to Friday. */
export function isWeekday(day: string): boolean {
  return weekdayOf(day) <= 5
}

/** When somebody is asked ahead of a review: on the last day of work before it, at the team's hour of their own day. */
export function promptWindow(
  review: { dueAt: Date; zone: string },
  asked: { zone: string; time: string; isWorkday: IsWorkday },
): AskWindow {
  const day = dayFrom(shiftDay(localDay(review.dueAt, review.zone), -1), -1, asked.isWorkday)
  return windowOf(day, asked.time, asked.zone)
}

/**
 * When somebody is reminded of a review that waits for them: four hours after it opened, in the hours of work of their own day, so
 * that all who share those hours are reminded at the same moment; and again at ten of their next days of work.
 */
export function reminderWindows(
  openedAt: Date,
  count: number,
  asked: { zone: string; isWorkday: IsWorkday },
): AskWindow[] {
  const { zone, isWorkday } = asked
  const earliest = new Date(openedAt.getTime() + WAIT_MS)
  const today = localDay(earliest, zone)
  const isToday = isWorkday(today) && earliest < instantOf(today, WORK.to, zone)
  const windows: AskWindow[] = []
  let day = isToday ? today : dayFrom(shiftDay(today, 1), 1, isWorkday)
  while (windows.length < count) {
    const window = windowOf(day, windows.length === 0 ? WORK.from : AGAIN_AT, zone)
    windows.push({ ...window, from: window.from < earliest ? earliest : window.from })
    day = dayFrom(shiftDay(day, 1), 1, isWorkday)
  }
  return windows
}

/** Whether an instant lies within a window. */
export function isWithin({ from, until }: AskWindow, now: Date): boolean {
  return from <= now && now < until
}

/** What is wrong with reminder settings, by the field. */
export function reminderFaults({ promptTime }: ReminderSettings): Record<string, string> {
  return isTime(promptTime) ? {} : { promptTime: 'Choose a time of day, as in 14:00.' }
}

function windowOf(day: string, time: string, zone: string): AskWindow {
  return { from: instantOf(day, time, zone), until: instantOf(shiftDay(day, 1), '00:00', zone) }
}

function dayFrom(day: string, step: 1 | -1, isWorkday: IsWorkday): string {
  let found = day
  for (let look = 0; look < LONGEST_LOOK && !isWorkday(found); look++) found = shiftDay(found, step)
  return found
}
