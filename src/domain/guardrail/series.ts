import { isMedia } from '../media-sums.ts'
import { addSums, type MetricKey, metricOf, type Sums } from '../metric.ts'
import { countDays, shiftDay } from '../week.ts'

/**
 * The numbers of one scope, day by day. `media` and `crm` are the last days that are complete with every platform, and with the
 * CRM: a day that is not over, or that one platform has not reported yet, is never judged as if it were whole.
 */
export type Series = {
  from: string
  /** One entry a day from `from` on; null where nothing was reported of the day. */
  days: readonly (Sums | null)[]
  media: string | null
  crm: string | null
  /** The last complete day of each platform that reported of the scope lately. */
  platforms: readonly { platform: string; lastDay: string }[]
  currency: string
}

/** The last day that is complete in all that a metric is made of; null where there is none. */
export function completeThrough(
  { media, crm }: Pick<Series, 'media' | 'crm'>,
  metric: MetricKey | null,
): string | null {
  if (metric === null) return media
  const { part, whole } = metricOf(metric)
  const needed = [part, whole].map((amount) => (amount === null ? '' : isMedia(amount) ? media : crm))
  if (needed.includes(null)) return null
  return needed.reduce((least, each) => (each && (!least || each < least) ? each : least), '') || null
}

/** What the days from one to another add up to; a part that was not reported stays out instead of counting as 0. */
export function sumsBetween(series: Series, from: string, to: string): Sums {
  const first = Math.max(0, countDays(series.from, from) - 1)
  const last = Math.max(0, countDays(series.from, to))
  return addSums(series.days.slice(first, last).filter((day) => day !== null))
}

/** The sums of so many whole weeks that end before a day, the oldest first. */
export function weeksBefore(series: Series, day: string, count: number): Sums[] {
  return Array.from({ length: count }, (_, index) => {
    const from = shiftDay(day, -7 * (count - index))
    return sumsBetween(series, from, shiftDay(from, 6))
  })
}
