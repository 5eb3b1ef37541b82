import { contributions, type Factor } from '../../stats/lmdi.ts'
import { type MixedCost, type MixRate, mixAndRate, type Yield } from '../../stats/mix-rate.ts'
import { countsApart } from '../../stats/poisson.ts'
import type { Sums } from '../metric/metric.ts'
import { type ExplainedCost, type FunnelStage, type FunnelStep, resultOf, stepsOf, stepValue } from './funnel.ts'
import { lastTwo, type Periods } from './period.ts'
import { callOf, type NoiseCall, stepNoise } from './step-noise.ts'

// The change of a cost in its smallest parts, which sum to it exactly: for each channel what its share of the spend did (mix)
// and what each step of its funnel did (its rate, split).

/** One part of the change of a cost. `contribution` is in units of the cost; before and after are what moved. */
export type Part = { channelId: string; contribution: number; noise: NoiseCall } & (
  | { kind: 'step'; step: FunnelStep; before: number | null; after: number | null }
  /** A channel's share of the spend; a new one had none before, a stopped one has none now. */
  | { kind: 'mix'; before: number; after: number }
  /** Results that came without spend of their own; before and after count them. */
  | { kind: 'unpaid'; before: number; after: number }
)

/** A cost in two periods with all its parts, and mix and rate of each channel. */
export type Parted = {
  before: number
  after: number
  channels: ({ channelId: string } & MixRate)[]
  parts: Part[]
}

/** Splits the change of a cost between the last two periods; null where one of them has no spend or no result. */
export function splitCost(
  cost: ExplainedCost,
  periods: Periods,
  channelIds: readonly string[],
  expanded: boolean,
): Parted | null {
  const result = resultOf(cost)
  const sums = channelIds.map((id) => lastTwo(periods, id))
  const mixed = mixAndRate(
    sums.map(({ before, after }) => ({ before: yieldOf(before, result), after: yieldOf(after, result) })),
  )
  if (!mixed) return null
  const channels = mixed.parts.map((part, index) => ({ channelId: channelIds[index] ?? '', ...part }))
  const spend = {
    before: total(sums.map(({ before }) => before.spend)),
    after: total(sums.map(({ after }) => after.spend)),
  }
  const parts = channels.flatMap((channel, index): Part[] => {
    const own = sums[index]
    if (!own) return []
    const paid = (own.before.spend ?? 0) > 0 && (own.after.spend ?? 0) > 0
    const rate = paid
      ? stepParts(cost, periods, channel, own, mixed, expanded)
      : [unpaidPart(channel, unpaid(own.before, result), unpaid(own.after, result))]
    const mix: Part = {
      channelId: channel.channelId,
      kind: 'mix',
      contribution: channel.mix,
      before: (own.before.spend ?? 0) / spend.before,
      after: (own.after.spend ?? 0) / spend.after,
      noise: callOf(yieldApart(own, result, mixed)),
    }
    return [mix, ...rate].filter((part) => part.contribution !== 0 || part.kind === 'step')
  })
  return { before: mixed.before, after: mixed.after, channels, parts }
}

function stepParts(
  cost: ExplainedCost,
  periods: Periods,
  { channelId, share }: { channelId: string } & MixRate,
  { before, after }: { before: Sums; after: Sums },
  { scale }: MixedCost,
  expanded: boolean,
): Part[] {
  const steps = stepsOf(cost, before, after, expanded).map((step) => ({
    step,
    before: stepValue(step, before),
    after: stepValue(step, after),
  }))
  const changes = contributions(steps.map(asFactor))
  return steps.map((each, index): Part => {
    const contribution = scale * share * (changes[index] ?? 0)
    return { channelId, kind: 'step', ...each, contribution, noise: stepNoise(each.step, periods, [channelId]) }
  })
}

/** What is split is results per unit of spend: a rate multiplies it, and a price is what a unit of spend buys, upside down. */
function asFactor({ step, before, after }: { step: FunnelStep; before: number | null; after: number | null }): Factor {
  const bought = (value: number | null) => (step.from === 'spend' && value ? 1 / value : (value ?? 0))
  return { before: bought(before), after: bought(after), power: 1 }
}

function unpaidPart({ channelId, rate }: { channelId: string } & MixRate, before: number, after: number): Part {
  return { channelId, kind: 'unpaid', contribution: rate, before, after, noise: callOf(countsApart(before, after)) }
}

/** Results of a period without spend; those of one with spend are its yield, and part of the mix. */
function unpaid(sums: Sums, result: FunnelStage): number {
  return (sums.spend ?? 0) > 0 ? 0 : (sums[result] ?? 0)
}

/** How far a channel's results of both periods lie from what the team's mean yield would have brought for its money. */
function yieldApart({ before, after }: { before: Sums; after: Sums }, result: FunnelStage, mixed: MixedCost): number {
  const expected = (before.spend ?? 0) / mixed.before + (after.spend ?? 0) / mixed.after
  const got = (before[result] ?? 0) + (after[result] ?? 0)
  return expected > 0 ? (got - expected) / Math.sqrt(expected) : 0
}

function yieldOf(sums: Sums, result: FunnelStage): Yield {
  return { spend: sums.spend ?? 0, results: sums[result] ?? 0 }
}

function total(amounts: readonly (number | null)[]): number {
  return amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0)
}
