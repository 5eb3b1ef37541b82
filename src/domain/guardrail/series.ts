import { type MetricKey, NO_SUMS, type Sums } from '../metric.ts'
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

const OF_THE_CRM: readonly MetricKey[] = [
  'leads',
  'cpl',
  'mql_rate',
  'sql_rate',
  'sqls',
  'win_rate',
  'cost_per_sql',
  'customers',
  'cac',
]

/** The last day that is complete in all that a metric is made of; null where there is none. */
export function completeThrough(
  { media, crm }: Pick<Series, 'media' | 'crm'>,
  metric: MetricKey | null,
): string | null {
  if (metric === null || !OF_THE_CRM.includes(metric)) return media
  if (media === null || crm === null) return media ?? crm
  return media < crm ? media : crm
}

/** What the days from one to another add up to; a part that was not reported stays out instead of counting as 0. */
export function sumsBetween(series: Series, from: string, to: string): Sums {
  const total: Sums = { ...NO_SUMS }
  const first = Math.max(0, countDays(series.from, from) - 1)
  const last = Math.min(series.days.length, countDays(series.from, to))
  for (let index = first; index < last; index++) {
    const day = series.days[index]
    if (!day) continue
    for (const key of KEYS) {
      const value = day[key]
      if (value !== null) total[key] = (total[key] ?? 0) + value
    }
  }
  return total
}

/** The sums of so many whole weeks that end before a day, the oldest first. */
export function weeksBefore(series: Series, day: string, count: number): Sums[] {
  return Array.from({ length: count }, (_, index) => {
    const from = shiftDay(day, -7 * (count - index))
    return sumsBetween(series, from, shiftDay(from, 6))
  })
}

const KEYS = Object.keys(NO_SUMS) as (keyof Sums)[]
