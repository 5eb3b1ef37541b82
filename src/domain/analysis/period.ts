import { behindAt, type CrmBehind, withoutBehind } from '../metric/crm-reach.ts'
import { addSums, NO_SUMS, type Sums } from '../metric/metric.ts'

/** What each channel added up to in one period, by its id; '' holds the campaigns that no rule gives to a channel. */
export type Period = ReadonlyMap<string, Sums>

/** Periods of the same length, oldest first: the one asked about is the last, the one it is compared with stands before it. */
export type Periods = readonly Period[]

/** The periods of weekly sums, one for each of `weeks` in their order; a week without numbers is an empty one. */
export function periodsOf(
  weekly: readonly { week: string; channelId: string; sums: Sums }[],
  weeks: readonly string[],
): Periods {
  return weeks.map(
    (week) => new Map(weekly.filter((each) => each.week === week).map((each) => [each.channelId, each.sums])),
  )
}

/** Periods, by the last day of each, in which that is not reported which the CRM has not brought in full. */
export function knownIn(periods: Periods, ends: readonly string[], behind: readonly CrmBehind[]): Periods {
  if (behind.length === 0) return periods
  return periods.map((period, index) => {
    const late = behindAt(behind, ends[index] ?? '')
    return new Map([...period].map(([id, sums]) => [id, withoutBehind(sums, late)]))
  })
}

/** What a channel added up to in a period; every amount "not reported" where it has no numbers. */
export function sumsOf(period: Period | undefined, channelId: string): Sums {
  return period?.get(channelId) ?? NO_SUMS
}

/** What some channels together added up to in the period asked about and in the one before. */
export function lastTwo(periods: Periods, ...channelIds: readonly string[]): { before: Sums; after: Sums } {
  const [before, after] = [periods.at(-2), periods.at(-1)]
  return {
    before: addSums(channelIds.map((id) => sumsOf(before, id))),
    after: addSums(channelIds.map((id) => sumsOf(after, id))),
  }
}
