import { tzOffset } from '@date-fns/tz'
import { addDays, format, getISOWeek, getISOWeekYear, startOfISOWeek } from 'date-fns'

// Days are ISO dates (`2026-11-16`), weeks are ISO weeks (`2026-W47`), Monday first. The process runs in UTC (asserted at
// entry), so that date-fns' local days are these days.

const MINUTE = 60_000

/** The ISO week a day lies in. */
export function weekOf(day: string): string {
  const date = dayToDate(day)
  return `${getISOWeekYear(date)}-W${String(getISOWeek(date)).padStart(2, '0')}`
}

/** The Monday and the Sunday of a week. */
export function daysOf(week: string): { from: string; to: string } {
  const monday = mondayOf(week)
  return { from: dateToDay(monday), to: dateToDay(addDays(monday, 6)) }
}

/** The week so many weeks later, or earlier where `count` is negative. */
export function shiftWeek(week: string, count: number): string {
  return weekOf(dateToDay(addDays(mondayOf(week), 7 * count)))
}

/** `count` weeks in order, the given one last. */
export function weeksThrough(week: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => shiftWeek(week, index - count + 1))
}

/** The day so many days later, or earlier where `count` is negative. */
export function shiftDay(day: string, count: number): string {
  return dateToDay(new Date(dayToDate(day).getTime() + count * 1440 * MINUTE))
}

/** How many days lie from one day to another, both counted. */
export function countDays(from: string, to: string): number {
  return Math.round((dayToDate(to).getTime() - dayToDate(from).getTime()) / (1440 * MINUTE)) + 1
}

/** How many weeks the week of one day lies after that of another; below 0 where it lies before it. */
export function countWeeks(from: string, to: string): number {
  return Math.round((mondayOf(weekOf(to)).getTime() - mondayOf(weekOf(from)).getTime()) / (7 * 1440 * MINUTE))
}

/** Whether a text names a day that exists. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) && text.length === 10
}

/** Whether a text names an ISO week that exists. */
export function isWeek(text: string): boolean {
  return /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/.test(text) && weekOf(dateToDay(mondayOf(text))) === text
}

/** The local day of an instant in a zone. */
export function localDay(instant: Date, zone: string): string {
  return dateToDay(new Date(instant.getTime() + tzOffset(zone, instant) * MINUTE))
}

/** The local time of an instant in a zone, `HH:mm`. */
export function localTime(instant: Date, zone: string): string {
  return new Date(instant.getTime() + tzOffset(zone, instant) * MINUTE).toISOString().slice(11, 16)
}

/** The last week that is over in a zone at an instant. */
export function lastCompleteWeek(now: Date, zone: string): string {
  return shiftWeek(weekOf(localDay(now, zone)), -1)
}

/** The ISO weekday of a day, 1 = Monday. */
export function weekdayOf(day: string): number {
  return dayToDate(day).getUTCDay() || 7
}

/** A week in words: `16-22 Nov`, or `30 Nov-6 Dec`. */
export function weekInWords(week: string): string {
  const { from, to } = daysOf(week)
  const sameMonth = from.slice(0, 7) === to.slice(0, 7)
  return `${format(dayToDate(from), sameMonth ? 'd' : 'd MMM')}-${format(dayToDate(to), 'd MMM')}`
}

/** A day in words: `Sun 22 Nov`. */
export function dayInWords(day: string): string {
  return format(dayToDate(day), 'EEE d MMM')
}

/** The number of a week as people say it: 47. */
export function weekNumber(week: string): number {
  return Number(week.slice(6))
}

function mondayOf(week: string): Date {
  // 4 January always lies in the first ISO week.
  const inFirst = new Date(Date.UTC(Number(week.slice(0, 4)), 0, 4))
  return addDays(startOfISOWeek(inFirst), 7 * (Number(week.slice(6)) - 1))
}

function dayToDate(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}

function dateToDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}

/** The first and the last day of the month of a day, or of a month (YYYY-MM). */
export function monthOf(day: string): { from: string; to: string } {
  const from = `${day.slice(0, 7)}-01`
  return { from, to: shiftDay(`${shiftDay(from, 31).slice(0, 7)}-01`, -1) }
}
