import { dayInWords, localDay, localTime } from './week.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** A moment as people in a zone read it, the zone in words: `Mon 30 Nov 09:00 Berlin`. */
export function momentInWords(instant: Date, zone: string): string {
  return `${dayInWords(localDay(instant, zone))} ${localTime(instant, zone)} ${zoneInWords(zone)}`
}

/** The city of a zone: `Berlin` for Europe/Berlin, `New York` for America/New_York. */
export function zoneInWords(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

/** The name of an ISO weekday, 1 = Monday. */
export function weekdayName(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? 'Monday'
}

/** The ISO weekday of a name or its first three letters, or null. */
export function weekdayOfName(name: string): number | null {
  const start = name.trim().toLowerCase().slice(0, 3)
  const index = WEEKDAYS.findIndex((weekday) => weekday.toLowerCase().startsWith(start))
  return start.length === 3 && index >= 0 ? index + 1 : null
}
