import { weekdayOfName } from './moment.ts'
import { shiftDay, weekdayOf } from './week.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAY = /^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/

/**
 * Reads a day as people say it, seen from a day: `today`, `tomorrow`, `Fri` (the next one, today included), `2026-12-04`, `4 Dec`,
 * `Dec 4`, `4 Dec 2027`. A day without a year is the next one of that name. Null for anything else, and for days that do not exist.
 */
export function readDay(text: string, today: string): string | null {
  const said = text.trim().toLowerCase().replace(/[.,]/g, ' ').replace(/\s+/g, ' ').trim()
  if (said === 'today') return today
  if (said === 'tomorrow') return shiftDay(today, 1)
  if (/^\d{4}-\d{2}-\d{2}$/.test(said)) return existing(said)
  if (WEEKDAY.test(said)) {
    const weekday = weekdayOfName(said) ?? 1
    return shiftDay(today, (weekday - weekdayOf(today) + 7) % 7)
  }
  return readDate(said, today)
}

function readDate(said: string, today: string): string | null {
  // With the weekday in front of it, as we write days ourselves: `Wed 2 Dec`.
  const bare = said.replace(/^[a-z]+day |^(?:mon|tue|wed|thu|fri|sat|sun) /, '')
  const [, dayFirst, monthAfter, monthFirst, dayAfter, year] =
    /^(?:(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})|([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?)(?: (\d{4}))?$/.exec(bare) ?? []
  const month = MONTHS.indexOf((monthAfter ?? monthFirst ?? '').slice(0, 3)) + 1
  const day = Number(dayFirst ?? dayAfter ?? 0)
  if (month === 0 || day === 0) return null
  const inYear = (of: number) => existing(`${of}-${twoDigits(month)}-${twoDigits(day)}`)
  if (year !== undefined) return inYear(Number(year))
  const thisYear = Number(today.slice(0, 4))
  const candidate = inYear(thisYear)
  return candidate !== null && candidate >= today ? candidate : inYear(thisYear + 1)
}

function existing(day: string): string | null {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day ? day : null
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
