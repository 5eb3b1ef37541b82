import type { DateOrder } from './numbers-shapes.ts'

/** What one cell says about the order of day and month in its file. */
export type DateEvidence = 'fixed' | 'dmy' | 'mdy' | 'ymd' | 'same' | 'ambiguous' | 'none'

const FIRST_YEAR = 1990
const LAST_YEAR = 2100
const MOST_REMEMBERED = 20_000
/** Longer cells have a time of day and may all differ. */
const LONGEST_REMEMBERED = 12

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ].*)?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const DOTTED = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})(?: .*)?$/
const SLASHED = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d{2})(?:[T ,].*)?$/
const DAY_MONTH_NAME = /^(?:\p{L}+,? )?(\d{1,2})[. -]+(\p{L}{3,})\.?[, -]+(\d{4})$/u
const MONTH_NAME_DAY = /^(?:\p{L}+, )?(\p{L}{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/u

const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'ene'],
  ['feb', 'fév', 'fev'],
  ['mar', 'mär'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai'],
  ['jun', 'juin'],
  ['jul', 'juil'],
  ['aug', 'aoû', 'ago'],
  ['sep'],
  ['oct', 'okt'],
  ['nov'],
  ['dec', 'déc', 'dez', 'dic'],
]

/** A reader of a file's dates that gives ISO days, and '' for what is no date in that order; it remembers what it read. */
export function createDayReader(order: DateOrder): (cell: string) => string {
  const known = new Map<string, string>()
  return (cell) => {
    const remembered = known.get(cell)
    if (remembered !== undefined) return remembered
    if (known.size >= MOST_REMEMBERED) known.clear()
    const day = readDay(cell, order)
    if (cell.length <= LONGEST_REMEMBERED) known.set(cell, day)
    return day
  }
}

/** The ISO day a cell names, or '' when it names none in that order. */
export function readDay(cell: string, order: DateOrder): string {
  const text = cell.trim()
  const yearFirst = YEAR_FIRST.exec(text)
  if (yearFirst) return isoDay(yearFirst[1], yearFirst[3], yearFirst[4])
  const compact = COMPACT.exec(text)
  if (compact) return isoDay(compact[1], compact[2], compact[3])
  const dotted = DOTTED.exec(text)
  if (dotted) return isoDay(dotted[3], dotted[2], dotted[1])
  const slashed = SLASHED.exec(text)
  if (slashed) return slashedDay(slashed, order)
  const dayFirst = DAY_MONTH_NAME.exec(text)
  if (dayFirst) return isoDay(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1])
  const monthFirst = MONTH_NAME_DAY.exec(text)
  if (monthFirst) return isoDay(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2])
  return ''
}

/** How far a cell settles the order: `fixed` needs none, `same` reads alike both ways, `none` is no date at all. */
export function dateEvidence(cell: string): DateEvidence {
  const slashed = SLASHED.exec(cell.trim())
  if (!slashed) return readDay(cell, 'ymd') === '' ? 'none' : 'fixed'
  const dayFirst = slashedDay(slashed, 'dmy')
  const monthFirst = slashedDay(slashed, 'mdy')
  if (dayFirst === '' && monthFirst === '') return slashedDay(slashed, 'ymd') === '' ? 'none' : 'ymd'
  if (dayFirst === '') return 'mdy'
  if (monthFirst === '') return 'dmy'
  return dayFirst === monthFirst ? 'same' : 'ambiguous'
}

/** A day as people say it, such as "3 April 2026". */
export function spokenDay(day: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  return format.format(new Date(`${day}T00:00:00Z`))
}

function slashedDay(parts: RegExpExecArray, order: DateOrder): string {
  const [, first = '', , second = '', third = ''] = parts
  if (order === 'dmy') return isoDay(third, second, first)
  if (order === 'mdy') return isoDay(third, first, second)
  return third.length === 2 ? isoDay(first, second, third) : ''
}

function isoDay(year = '', month = '', day = ''): string {
  const fullYear = Number(year.length === 2 ? `20${year}` : year)
  const monthOfYear = Number(month)
  const dayOfMonth = Number(day)
  if (!(fullYear >= FIRST_YEAR && fullYear <= LAST_YEAR) || !(monthOfYear >= 1 && monthOfYear <= 12)) return ''
  if (dayOfMonth < 1 || dayOfMonth > daysInMonth(fullYear, monthOfYear)) return ''
  return `${fullYear}-${String(monthOfYear).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function monthNumber(name = ''): string {
  const lower = name.toLowerCase()
  return String(MONTHS.findIndex((starts) => starts.some((start) => lower.startsWith(start))) + 1)
}
