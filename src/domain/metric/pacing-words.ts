import { formatCompact, formatMoney, formatPercent } from '../../lib/format.ts'
import { dayInWords } from '../week.ts'
import type { MonthPace, Pace } from './pacing.ts'

const MONTH = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' })

/** How far a pace is off, in words: `on pace`, `4 % over pace`, `24 % over pace: alert`. */
export function paceInWords({ pace, state }: Pick<Pace, 'pace' | 'state'>): string {
  const off = pace - 1
  if (Math.abs(off) < 0.005) return 'on pace'
  const words = `${formatPercent(Math.abs(off), { digits: 0 })} ${off > 0 ? 'over' : 'under'} pace`
  return state === 'on pace' ? words : `${words}: ${state === 'warn' ? 'warning' : 'alert'}`
}

/** The budget of a month in a line: `November: €1.31m of €1.85m through Sun 22 Nov, on course for €1.79m, 3 % under pace`. */
export function monthPaceInWords(month: MonthPace, currency: string): string {
  const spent = `${short(month.spent, currency)} of ${short(month.budget, currency)}`
  // On the last days it is too late to land anywhere.
  const isLate = month.through.slice(8) > '26'
  const left =
    isLate || month.leftADay === null
      ? ''
      : ` · ${formatMoney(month.leftADay, currency, { digits: 0 })} a day would land on it`
  return `${monthName(month)}: ${spent} through ${dayInWords(month.through)}, on course for ${short(month.projection, currency)}, ${paceInWords(month)}${left}`
}

/** Each channel whose budget is not on pace: `Paid social: on course for €800k of €640k, 25 % over pace: alert`. */
export function offPaceInWords(months: readonly MonthPace[], currency: string): string[] {
  return months
    .filter(({ channelId, state }) => channelId !== null && state !== 'on pace')
    .map((month) => {
      const course = `on course for ${short(month.projection, currency)} of ${short(month.budget, currency)}`
      return `${month.name}: ${course}, ${paceInWords(month)}`
    })
}

/** The name of the month a pace is of. */
function monthName({ from }: Pick<MonthPace, 'from'>): string {
  return MONTH.format(Date.parse(from))
}

function short(amount: number, currency: string): string {
  return formatCompact(amount, currency, { digits: amount >= 1_000_000 ? 2 : amount >= 100_000 ? 0 : 1 })
}
