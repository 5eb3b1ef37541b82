/** What one part of a whole spent and what came of it. */
export type Yield = { spend: number; results: number }

/** A part in two periods; one that is new spent nothing before, one that was stopped spends nothing now. */
export type MixPart = { before: Yield; after: Yield }

/**
 * What a part did to the cost of a result: because its share of the spend moved (mix), because what it yields did (rate).
 * `share` is its share of the spend in the mean of both periods, which is the weight of its rate.
 */
export type MixRate = { mix: number; rate: number; share: number }

/** The cost of a result in two periods, and what each part did to it; `parts` keep the order given. */
export type MixedCost = {
  before: number
  after: number
  parts: MixRate[]
  /** What a change of results per unit of spend is in units of cost: -1/(E0·E1). */
  scale: number
}

/**
 * Splits the change of a cost per result into mix and rate of its parts, which sum to it exactly. Works in results per unit of
 * spend, so that a part without results is legal: with s the share of spend, e = results/spend and a bar for the mean of both
 * periods, mix = Δs·(ē - Ē) and rate = s̄·Δe. A new part takes its yield of now for both periods and a stopped one that of before,
 * so that they are all mix; results that came without spend count as rate. Null where a period has no spend or no results.
 */
export function mixAndRate(parts: readonly MixPart[]): MixedCost | null {
  const before = total(parts.map((part) => part.before))
  const after = total(parts.map((part) => part.after))
  if (!(before.spend > 0 && after.spend > 0 && before.results > 0 && after.results > 0)) return null
  const yieldBefore = before.results / before.spend
  const yieldAfter = after.results / after.spend
  const mean = (yieldBefore + yieldAfter) / 2
  const scale = -1 / (yieldBefore * yieldAfter)
  return {
    before: before.spend / before.results,
    after: after.spend / after.results,
    scale,
    parts: parts.map((part) => {
      const { mix, rate, share } = mixRateOf(part, before.spend, after.spend, mean)
      return { mix: scale * mix, rate: scale * rate, share }
    }),
  }
}

function mixRateOf({ before, after }: MixPart, spendBefore: number, spendAfter: number, mean: number): MixRate {
  const shareBefore = before.spend / spendBefore
  const shareAfter = after.spend / spendAfter
  const moved = shareAfter - shareBefore
  const share = (shareBefore + shareAfter) / 2
  if (before.spend > 0 && after.spend > 0) {
    const yieldBefore = before.results / before.spend
    const yieldAfter = after.results / after.spend
    return {
      mix: moved * ((yieldBefore + yieldAfter) / 2 - mean),
      rate: share * (yieldAfter - yieldBefore),
      share,
    }
  }
  const own = after.spend > 0 ? after.results / after.spend : before.spend > 0 ? before.results / before.spend : mean
  const unpaidBefore = before.spend > 0 ? 0 : before.results / spendBefore
  const unpaidAfter = after.spend > 0 ? 0 : after.results / spendAfter
  return { mix: moved * (own - mean), rate: unpaidAfter - unpaidBefore, share }
}

function total(yields: readonly Yield[]): Yield {
  return {
    spend: yields.reduce((sum, each) => sum + each.spend, 0),
    results: yields.reduce((sum, each) => sum + each.results, 0),
  }
}
