// What if: exact answers from the numbers of today, for a plan that has to survive a bad quarter.

/** What a channel spends and gets. */
export type ChannelYield = { channelId: string; spend: number; results: number }

/** What happens to a plan. Drop and growth are fractions: 0.15 is 15 %. */
export type Stress =
  | { kind: 'rate drops'; drop: number }
  /** More money, which brings results as spend to the power of the exponent; at a hard cap it brings none. */
  | { kind: 'spend grows'; growth: number; exponent: number }
  | { kind: 'channel is lost'; channelId: string }

/** What a result costs under a stress; Infinity where none are left. */
export function stressedCost(channels: readonly ChannelYield[], stress: Stress): number {
  const cost = costOf(channels)
  switch (stress.kind) {
    case 'rate drops':
      return stress.drop < 1 ? cost / (1 - stress.drop) : Number.POSITIVE_INFINITY
    case 'spend grows':
      return cost * (1 + stress.growth) ** (1 - stress.exponent)
    case 'channel is lost':
      return costOf(channels.filter(({ channelId }) => channelId !== stress.channelId))
  }
}

/** The largest drop of a rate that keeps the cost within the most it may be: 1 - cost/most; 0 where it is above that already. */
export function largestDrop(channels: readonly ChannelYield[], most: number): number {
  return Math.max(0, 1 - costOf(channels) / most)
}

function costOf(channels: readonly ChannelYield[]): number {
  const spend = channels.reduce((sum, channel) => sum + channel.spend, 0)
  const results = channels.reduce((sum, channel) => sum + channel.results, 0)
  return results > 0 ? spend / results : Number.POSITIVE_INFINITY
}
