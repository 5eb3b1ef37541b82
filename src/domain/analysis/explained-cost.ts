import { yieldsApart } from '../../stats/rates.ts'
import { type Drivers, findDrivers } from './driver.ts'
import { costsTowards, type ExplainedCost, type FunnelStage, resultOf } from './funnel.ts'
import { type Parted, splitCost } from './part.ts'
import { lastTwo, type Periods } from './period.ts'
import { callOf, type NoiseCall } from './step-noise.ts'

// Why a cost changed. The parts sum to the change exactly; which of them are named is another question, and noise is its answer.

/** What is asked: why a cost changed from the last period but one to the last, over some channels. */
type CostQuestion = {
  cost: ExplainedCost
  /** The channels asked about; '' is what no rule gives to a channel. */
  channelIds: readonly string[]
  periods: Periods
  /** CPM and CTR in the place of CPC. */
  expanded?: boolean
}

/** A channel that could not take part, because its results or its spend are not known. */
export type LeftOut = { channelId: string; lacks: 'results' | 'spend' }

/** Why a cost changed. */
export type ExplainedChange = {
  /** The cost that is explained: the one asked for, or that of the deepest stage that has results in both periods. */
  cost: ExplainedCost
  asked: ExplainedCost
  results: { before: number; after: number }
  /** Whether the cost itself moved by more than the number of its results allows by chance. */
  noise: NoiseCall
  leftOut: LeftOut[]
} & Parted &
  Drivers

/** Explains why a cost changed; null where one of the two periods has no spend or no results of any stage. */
export function explainCost({
  cost: asked,
  channelIds,
  periods,
  expanded = false,
}: CostQuestion): ExplainedChange | null {
  for (const cost of costsTowards(asked)) {
    const leftOut = channelIds.flatMap((id) => leaveOut(id, resultOf(cost), periods))
    const taken = channelIds.filter(
      (id) => isActive(id, resultOf(cost), periods) && !leftOut.some(({ channelId }) => channelId === id),
    )
    const parted = splitCost(cost, periods, taken, expanded)
    if (!parted) continue
    const { before, after } = lastTwo(periods, ...taken)
    const results = { before: before[resultOf(cost)] ?? 0, after: after[resultOf(cost)] ?? 0 }
    const apart = yieldsApart(
      { spend: before.spend ?? 0, results: results.before },
      { spend: after.spend ?? 0, results: results.after },
    )
    return {
      cost,
      asked,
      results,
      noise: callOf(apart),
      leftOut,
      ...parted,
      ...findDrivers(parted, periods),
    }
  }
  return null
}

/** Whether a channel spent or got anything in one of the last two periods. */
function isActive(channelId: string, result: FunnelStage, periods: Periods): boolean {
  const { before, after } = lastTwo(periods, channelId)
  return [before, after].some((sums) => (sums.spend ?? 0) > 0 || (sums[result] ?? 0) > 0)
}

/** What is not reported is not 0: a channel that spends, and whose results nobody knows, would make every result look dearer. */
function leaveOut(channelId: string, result: FunnelStage, periods: Periods): LeftOut[] {
  const { before, after } = lastTwo(periods, channelId)
  const each = [before, after]
  if (each.some((sums) => sums.spend !== null && sums.spend > 0 && sums[result] === null))
    return [{ channelId, lacks: 'results' }]
  // Ads that were shown cost something; only who has no ads at all has no spend.
  if (each.some((sums) => sums.spend === null && (sums.impressions !== null || sums.clicks !== null)))
    return [{ channelId, lacks: 'spend' }]
  return []
}
