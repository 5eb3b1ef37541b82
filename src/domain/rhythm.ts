import { tzOffset } from '@date-fns/tz'
import { daysOf, localDay, localTime, shiftDay, shiftWeek, weekdayOf, weekOf } from './week.ts'

// A ritual is a weekday and a local time in a zone, never a cron line. A slot is one occurrence of it, named by the week it
// reports. Instants are computed late, from the zone rules of today.

/** A recurring moment of a team. */
export type Ritual = { weekday: number; time: string; zone: string }

/** One slot of a ritual: the week it reports and the instant it is due. */
export type Slot = { week: string; dueAt: Date }

/** How long after its moment a ritual still counts as on time, and how long it is caught up at all. */
export type CatchUp = { onTimeMs: number; windowMs: number }

/** The weekly review: ten minutes are on time, three days are caught up, after that the week is missed. */
export const REVIEW_CATCH_UP: CatchUp = { onTimeMs: 10 * 60_000, windowMs: 72 * 3_600_000 }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Whether a zone is known here; found by trying, because the list of zones leaves some valid names out. */
export function isZone(zone: string): boolean {
  // Node 22 and later take `+05:30` for a zone; PostgreSQL reads it with its sign turned round.
  if (/^[+-]/.test(zone)) return false
  try {
    return zone !== '' && new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** A zone as its list writes it (`europe/paris` is `Europe/Paris`); what is no zone stays as it is. */
export function zoneNamed(zone: string): string {
  return Intl.supportedValuesOf('timeZone').find((each) => each.toLowerCase() === zone.toLowerCase()) ?? zone
}

/** Whether a text is a time of day, `HH:mm`. */
export function isTime(time: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time)
}

/**
 * The instant of a local day and time in a zone.
 * Where the clocks go back the time comes twice: the first pass counts. Where they go forward it does not come at all: the
 * moment is shifted forward by the gap.
 */
export function instantOf(day: string, time: string, zone: string): Date {
  const local = Date.parse(`${day}T${time}:00Z`)
  const before = tzOffset(zone, new Date(local - DAY))
  const after = tzOffset(zone, new Date(local + DAY))
  const passes = [...new Set([before, after])]
    .map((offset) => ({ offset, at: new Date(local - offset * MINUTE) }))
    .filter(({ offset, at }) => tzOffset(zone, at) === offset)
    .map(({ at }) => at.getTime())
  return new Date(passes.length > 0 ? Math.min(...passes) : local - before * MINUTE)
}

/** The slots of a ritual that fall due after one instant and up to another, in order. */
export function slotsBetween(ritual: Ritual, after: Date, through: Date): Slot[] {
  const slots: Slot[] = []
  // A day on either side covers every zone and every shift.
  const last = shiftDay(localDay(through, ritual.zone), 1)
  for (let day = shiftDay(localDay(after, ritual.zone), -1); day <= last; day = shiftDay(day, 1)) {
    if (weekdayOf(day) !== ritual.weekday) continue
    const dueAt = instantOf(day, ritual.time, ritual.zone)
    if (dueAt > after && dueAt <= through) slots.push({ week: reportedWeek(day), dueAt })
  }
  return slots
}

/** The slot of a ritual that reports a week. */
export function slotOf(ritual: Ritual, week: string): Slot {
  const day = shiftDay(daysOf(shiftWeek(week, 1)).from, ritual.weekday - 1)
  return { week, dueAt: instantOf(day, ritual.time, ritual.zone) }
}

/** The next slot of a ritual after an instant. */
export function nextSlot(ritual: Ritual, after: Date): Slot {
  const slot = slotsBetween(ritual, after, new Date(after.getTime() + 9 * DAY))[0]
  if (!slot) throw new Error(`a weekly ritual has no slot within nine days of ${after.toISOString()}`)
  return slot
}

/** The hours of work, by the clock on the wall. */
export const WORK = { from: '09:00', to: '17:00' } as const

/** Whether it is an hour of work in a zone: from nine to five. */
export function isWorkingHour(now: Date, zone: string): boolean {
  const time = localTime(now, zone)
  return time >= WORK.from && time < WORK.to
}

/** What to do with a slot now: wait for it, run it (late or not), or give it up as missed. */
export function judgeSlot(dueAt: Date, now: Date, catchUp: CatchUp): 'early' | 'due' | 'late' | 'missed' {
  const behind = now.getTime() - dueAt.getTime()
  if (behind < 0) return 'early'
  if (behind <= catchUp.onTimeMs) return 'due'
  return behind <= catchUp.windowMs ? 'late' : 'missed'
}

/** The next change of a zone's clock within a year, in minutes gained; null where the zone keeps still. */
export function nextClockChange(zone: string, after: Date): { at: Date; minutes: number } | null {
  for (let day = 1; day <= 366; day++) {
    const earlier = after.getTime() + (day - 1) * DAY
    const offset = tzOffset(zone, new Date(earlier))
    const minutes = tzOffset(zone, new Date(earlier + DAY)) - offset
    if (minutes !== 0) return { at: instantOfChange(zone, earlier, offset), minutes }
  }
  return null
}

/** The first minute within a day that has another offset. */
function instantOfChange(zone: string, from: number, offset: number): Date {
  let [same, other] = [from, from + DAY]
  while (other - same > MINUTE) {
    const middle = same + (other - same) / 2
    if (tzOffset(zone, new Date(middle)) === offset) same = middle
    else other = middle
  }
  return new Date(other)
}

function reportedWeek(day: string): string {
  return shiftWeek(weekOf(day), -1)
}
