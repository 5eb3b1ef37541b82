import { formatMoney, formatPercent } from '../../lib/format.ts'
import { daysOfWeights, judgePace, weekdayWeights } from '../metric/pacing.ts'
import { countDays, dayInWords, monthOf, shiftDay } from '../week.ts'
import { type Judged, NO_NUMBERS, unjudged } from './evaluation.ts'
import type { Guardrail } from './guardrail.ts'
import { firstDayOf, type Series, sumsBetween } from './series.ts'

/** In the first days of a month a single one decides the pace, so it says nothing yet. */
const LEAST_DAYS = 4
const EVEN = [1, 1, 1, 1, 1, 1, 1]

/** Judges the budget of the month by where its spend is heading: 1 is on pace. */
export function judgeMonthPace({ breach, warn, recover }: Guardrail, series: Series, day: string): Judged {
  const { media, budget, currency } = series
  if (budget === null)
    return unjudged('ERROR', 'There is no budget of the month to hold it against: `/beat setup` takes one.')
  if (media === null) return unjudged('NO_DATA', 'There are no numbers of it at all.')
  const through = media < day ? media : day
  const { from, to } = monthOf(through)
  const { spend } = sumsBetween(series, from, through)
  if (spend === null) return unjudged('NO_DATA', 'Nothing was reported of this month.', { dataThrough: through })
  if (countDays(from, through) < LEAST_DAYS)
    return unjudged('INSUFFICIENT', 'The month has only begun: a single day would decide it.', { dataThrough: through })
  const first = firstDayOf(series)
  if (first !== null && first > from) {
    const sentence = `The numbers begin on ${dayInWords(first)}, so what the month has spent before is not known.`
    return unjudged('INSUFFICIENT', sentence, { dataThrough: through })
  }
  const pace = judgePace({ from, to, budget, through, spent: spend, weekdayWeights: weightsOf(series, through) })
  if (!pace) return unjudged('INSUFFICIENT', 'There is no pace to hold it against yet.', { dataThrough: through })
  const value = pace.pace
  const isOver = (bound: number | null) => bound !== null && value > bound
  const isUnder = (bound: number | null) => bound !== null && value < bound
  const isBreach = isOver(breach.high) || isUnder(breach.low)
  const isOut = isOver(recover.high ?? breach.high) || isUnder(recover.low ?? breach.low)
  const left = pace.leftADay === null ? '' : `; ${formatMoney(pace.leftADay, currency, { digits: 0 })} a day are left`
  return {
    ...NO_NUMBERS,
    verdict: isBreach ? 'BREACH' : isOver(warn.high) || isUnder(warn.low) ? 'WARN' : 'OK',
    recovers: !isOut,
    value,
    bound: isUnder(breach.low) ? breach.low : (breach.high ?? breach.low),
    numerator: spend,
    denominator: budget,
    dataThrough: through,
    sentence: `${formatPercent(value, { digits: 0 })} of pace: ${formatMoney(spend, currency, { digits: 0 })} spent through ${dayInWords(through)}, which comes to ${formatMoney(pace.projection, currency, { digits: 0 })} of ${formatMoney(budget, currency, { digits: 0 })} this month${left}.`,
  }
}

/** How the spend of a week is spread, by the eight weeks before; even where they are not there. */
function weightsOf(series: Series, through: string): readonly number[] {
  const { from, to } = daysOfWeights(through)
  const days: { day: string; spend: number }[] = []
  for (let day = from; day <= to; day = shiftDay(day, 1)) {
    const { spend } = sumsBetween(series, day, day)
    if (spend !== null) days.push({ day, spend })
  }
  return weekdayWeights(days) ?? EVEN
}
