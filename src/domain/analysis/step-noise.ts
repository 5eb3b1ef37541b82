import { lastChangeApart, type RatePair, ratesApart } from '../../stats/rates.ts'
import type { Sums } from '../metric/metric.ts'
import { type FunnelStep, stepValue } from './funnel.ts'
import { lastTwo, type Period, type Periods, sumsOf } from './period.ts'

/** Whether something moved by more than chance does; `unknown` where that cannot be told: too few periods of a price, a stage that was not reported. */
export type NoiseCall = 'outside' | 'inside' | 'unknown'

const Z = 1.96
/** A price has left its noise beyond two standard deviations of its own changes. */
const PRICE_DEVIATIONS = 2

/**
 * Whether a step moved outside its noise, over one channel or several read together: rates by the two-proportion z, prices by
 * two standard deviations of their own last 8 log changes.
 */
export function stepNoise(step: FunnelStep, periods: Periods, channelIds: readonly string[]): NoiseCall {
  const { from } = step
  if (from !== 'spend') {
    const pairs = channelIds.map((id) => ratePair(from, step, lastTwo(periods, id))).filter((pair) => pair !== null)
    return callOf(pairs.length > 0 ? ratesApart(pairs) : null)
  }
  const changes: number[] = []
  for (const [index, period] of periods.entries()) {
    const change = priceChange(step, periods[index - 1], period, channelIds)
    if (change !== null) changes.push(change)
    // The last change is the one that is judged: without it there is nothing to say.
    else if (index === periods.length - 1) return 'unknown'
  }
  return callOf(lastChangeApart(changes), PRICE_DEVIATIONS)
}

/** What a distance in standard errors says. */
export function callOf(apart: number | null, limit = Z): NoiseCall {
  if (apart === null) return 'unknown'
  return Math.abs(apart) >= limit ? 'outside' : 'inside'
}

function ratePair(
  from: Exclude<FunnelStep['from'], 'spend'>,
  { to }: FunnelStep,
  { before, after }: { before: Sums; after: Sums },
): RatePair | null {
  const [trialsBefore, eventsBefore, trialsAfter, eventsAfter] = [before[from], before[to], after[from], after[to]]
  if (trialsBefore === null || eventsBefore === null || trialsAfter === null || eventsAfter === null) return null
  return {
    before: { trials: trialsBefore, events: eventsBefore },
    after: { trials: trialsAfter, events: eventsAfter },
  }
}

/** The log change of a price from one period to the next; of several channels the mean by their money, so that mix is no change. */
function priceChange(
  step: FunnelStep,
  earlier: Period | undefined,
  later: Period,
  channelIds: readonly string[],
): number | null {
  let weighted = 0
  let weights = 0
  for (const id of channelIds) {
    const [before, after] = [sumsOf(earlier, id), sumsOf(later, id)]
    const [priceBefore, priceAfter] = [stepValue(step, before), stepValue(step, after)]
    if (!priceBefore || !priceAfter) continue
    const weight = (before.spend ?? 0) + (after.spend ?? 0)
    weighted += weight * Math.log(priceAfter / priceBefore)
    weights += weight
  }
  return weights > 0 ? weighted / weights : null
}
