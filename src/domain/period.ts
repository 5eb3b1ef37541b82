import {
  countDays,
  dayInWords,
  daysOf,
  isDay,
  isWeek,
  lastCompleteWeek,
  localDay,
  monthOf,
  shiftDay,
  shiftWeek,
  weekInWords,
  weekNumber,
  weekOf,
} from './week.ts'

/** A span of days, both ends counted, with its name for people. */
export type Period = { from: string; to: string; name: string }

/** How a period may be written, for help and for errors. */
export const PERIOD_FORMS =
  'week · this week · week 46 · 4 weeks · 2026-W46 · month · last month · 2026-10 · yesterday · 2026-11-01..2026-11-15'

const LONGEST_DAYS = 1100
const MONTH = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** Reads a period as people write it; null where it cannot be read. Nothing written is the last complete week. */
export function readPeriod(text: string, now: Date, zone: string): Period | null {
  const said = text.trim().toLowerCase().replace(/\s+/g, ' ')
  const today = localDay(now, zone)
  const yesterday = shiftDay(today, -1)
  const week = lastCompleteWeek(now, zone)
  switch (said) {
    case '':
    case 'week':
    case 'last week':
      return ofWeeks(week, 1)
    case 'this week':
      return { from: daysOf(weekOf(today)).from, to: today, name: 'this week so far' }
    case 'yesterday':
      return { from: yesterday, to: yesterday, name: dayInWords(yesterday) }
    case 'month':
    case 'this month':
      return { from: `${today.slice(0, 7)}-01`, to: today, name: 'this month so far' }
    case 'last month':
      return readMonth(shiftDay(`${today.slice(0, 7)}-01`, -1).slice(0, 7))
  }
  const weeks = /^(?:last )?(\d{1,2}) weeks?$/.exec(said)
  if (weeks) return Number(weeks[1]) > 0 ? ofWeeks(week, Number(weeks[1])) : null
  const numbered = /^(?:week |w)(\d{1,2})$/.exec(said)
  const named = numbered ? latestOfNumber(Number(numbered[1]), weekOf(today)) : said.toUpperCase()
  if (isWeek(named)) return ofWeeks(named, 1)
  return readMonth(said) ?? readSpan(said)
}

/** The latest week of a number that has begun: in January week 52 is last year's. */
function latestOfNumber(number: number, current: string): string {
  const year = Number(current.slice(0, 4)) - (number > weekNumber(current) ? 1 : 0)
  return `${year}-W${String(number).padStart(2, '0')}`
}

function readMonth(said: string): Period | null {
  const from = `${said}-01`
  if (!/^\d{4}-\d\d$/.test(said) || !isDay(from)) return null
  return { ...monthOf(said), name: MONTH.format(Date.parse(from)) }
}

/** The period from one day to another, named as people would name it. */
export function periodOf(from: string, to: string): Period {
  const week = weekOf(from)
  const days = daysOf(week)
  return days.from === from && days.to === to ? ofWeeks(week, 1) : { from, to, name: `${from} to ${to}` }
}

/** The period of the same length that ends the day before a period begins. */
export function periodBefore({ from, to }: Period): Period {
  const last = shiftDay(from, -1)
  return { from: shiftDay(from, -countDays(from, to)), to: last, name: 'the period before' }
}

function ofWeeks(last: string, count: number): Period {
  const first = shiftWeek(last, 1 - count)
  const name =
    count === 1 ? `week ${weekNumber(last)} (${weekInWords(last)})` : `weeks ${weekNumber(first)}-${weekNumber(last)}`
  return { from: daysOf(first).from, to: daysOf(last).to, name }
}

function readSpan(said: string): Period | null {
  const span = /^(\d{4}-\d\d-\d\d)(?: ?\.\. ?| to )(\d{4}-\d\d-\d\d)$/.exec(said)
  const [, from, to] = span ?? []
  if (from === undefined || to === undefined || !isDay(from) || !isDay(to) || from > to) return null
  return countDays(from, to) > LONGEST_DAYS ? null : { from, to, name: `${from} to ${to}` }
}
