import { isMedia } from '../metric/media-sums.ts'
import { type Amount, addSums, NO_SUMS, type Sums } from '../metric/metric.ts'

// What if: exact answers from the numbers of now, for a plan that has to survive a bad quarter.

/** The steps of a funnel that can change; each takes with it all that comes after it. */
export const STRESSED_RATES = ['ctr', 'cvr', 'mql_rate', 'sql_rate', 'win_rate'] as const
export type StressedRate = (typeof STRESSED_RATES)[number]

/** What happens to a plan. Changes are fractions: −0.15 is 15 % less. A scope of null is the whole team. */
export type Stress =
  | { kind: 'rate'; rate: StressedRate; change: number; channelId: string | null }
  /** Every click costs more, so the same money buys fewer of them. */
  | { kind: 'price'; change: number; channelId: string | null }
  /** More money, which brings results as spend to the power of a channel's exponent; at a hard cap it brings none. */
  | { kind: 'spend'; change: number; channelId: string | null; cap: boolean }
  | { kind: 'loss'; channelId: string }

/** The numbers of a channel over the days that are asked about. */
export type ChannelSums = { channelId: string; sums: Sums }

const FROM_OPPORTUNITIES = ['opportunities', 'pipelineAmount', 'won', 'wonAmount'] as const
const FROM_LEADS = ['leads', 'mqls', 'sqls', ...FROM_OPPORTUNITIES] as const
const AFTER: Record<StressedRate, readonly Amount[]> = {
  ctr: ['clicks', 'conversions', 'conversionsValue', ...FROM_LEADS],
  cvr: ['conversions', 'conversionsValue', ...FROM_LEADS],
  mql_rate: ['mqls', 'sqls', ...FROM_OPPORTUNITIES],
  sql_rate: ['sqls', ...FROM_OPPORTUNITIES],
  win_rate: ['won', 'wonAmount'],
}

/**
 * The numbers of each channel under a stress. A rate of 1 − d makes a result cost 1/(1 − d) as much; spend of 1 + g makes it cost
 * (1 + g)^(1 − b), or 1 + g against a hard cap, which also stands for a channel whose exponent nobody knows.
 */
export function stressed(
  channels: readonly ChannelSums[],
  stress: Stress,
  exponents: ReadonlyMap<string, number> = new Map(),
): ChannelSums[] {
  if (stress.kind === 'loss') return channels.filter(({ channelId }) => channelId !== stress.channelId)
  return channels.map(({ channelId, sums }) => {
    const isMeant = stress.channelId === null || stress.channelId === channelId
    return { channelId, sums: isMeant ? stressedSums(sums, stress, exponents.get(channelId) ?? 0) : sums }
  })
}

/** What all channels add up to, or one of them. */
export function sumsOfScope(channels: readonly ChannelSums[], channelId: string | null): Sums {
  if (channelId === null) return addSums(channels.map(({ sums }) => sums))
  return channels.find((each) => each.channelId === channelId)?.sums ?? NO_SUMS
}

/** The largest drop of a rate that keeps a cost within the most it may be: 1 − cost/most; 0 where it is above that already. */
export function largestDrop(cost: number, most: number): number {
  return Math.max(0, 1 - cost / most)
}

/** How much a count may fall before it is below the least it may be: 1 − least/count; 0 where it is below that already. */
export function largestFall(count: number, least: number): number {
  return count > 0 ? Math.max(0, 1 - least / count) : 0
}

function stressedSums(sums: Sums, stress: Exclude<Stress, { kind: 'loss' }>, exponent: number): Sums {
  switch (stress.kind) {
    case 'rate':
      return scaled(sums, AFTER[stress.rate], 1 + stress.change)
    case 'price':
      return scaled(sums, ['impressions', ...AFTER.ctr], 1 / (1 + stress.change))
    case 'spend': {
      const results = stress.cap ? 1 : (1 + stress.change) ** exponent
      return scaled(scaled(sums, ['spend'], 1 + stress.change), ['impressions', ...AFTER.ctr], results)
    }
  }
}

function scaled(sums: Sums, which: readonly Amount[], factor: number): Sums {
  const times = <T extends object>(amounts: T, keys: readonly (keyof T)[]): T => {
    const moved = keys.map((key) => [key, typeof amounts[key] === 'number' ? amounts[key] * factor : amounts[key]])
    return { ...amounts, ...Object.fromEntries(moved) }
  }
  const { platforms } = sums
  if (platforms === undefined) return times(sums, which)
  const each = Object.entries(platforms).map(([name, media]) => [name, times(media, which.filter(isMedia))])
  return { ...times(sums, which), platforms: Object.fromEntries(each) }
}
