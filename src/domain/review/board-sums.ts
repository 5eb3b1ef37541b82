import { behindAt, type CrmBehind, reachOf, withoutBehind } from '../metric/crm-reach.ts'
import { addSums, type MetricKey, metricOf, type Sums } from '../metric/metric.ts'
import { daysOf } from '../week.ts'
import type { WeeklySums } from './review.ts'

// The sums of the weeks of a board, as far as they are known.

/** The sums of a week without what the CRM has not brought in full of it. */
export function knownOf(each: WeeklySums[number], behind: readonly CrmBehind[]): WeeklySums[number] {
  return { ...each, sums: withoutBehind(each.sums, behindAt(behind, daysOf(each.week).to)) }
}

/** A KPI week by week; the last one is not known where its CRM is behind. */
export function trendOf(key: MetricKey, weeks: readonly Sums[], behind: readonly CrmBehind[]): (number | null)[] {
  const isWhole = reachOf(key, behind) === 'whole'
  return weeks.map((sums, index) => (isWhole || index < weeks.length - 1 ? metricOf(key).of(sums) : null))
}

/** Sums week by week of the channels that are kept. */
export function series(weeks: string[], weekly: WeeklySums, keeps: (channelId: string) => boolean): Sums[] {
  return weeks.map((week) => sumsOf(week, weekly, keeps))
}

/** Sums of one week of the channels that are kept. */
export function sumsOf(week: string, weekly: WeeklySums, keeps: (channelId: string) => boolean): Sums {
  return addSums(weekly.filter((each) => each.week === week && keeps(each.channelId)).map(({ sums }) => sums))
}
