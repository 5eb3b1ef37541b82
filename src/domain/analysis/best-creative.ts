import { holm } from '../../stats/multiplicity.ts'
import { normalSurvival } from '../../stats/normal.ts'
import { yieldsApart } from '../../stats/rates.ts'
import type { AdLife } from './creative.ts'

/** An ad that brought results for less than the other ads of its campaign did in the same week, outside noise. */
export type BestAd = { ad: AdLife; results: number; cost: number; othersCost: number }

const CERTAIN = 0.05
const SHOWN = 3

/**
 * The best ads of the last week, cheapest against their campaign first. Each is held against the others of its campaign, and as
 * the best of many always look good, by as many tests as there are ads (Holm).
 */
export function bestAds(ads: readonly AdLife[]): BestAd[] {
  const compared = ads.map((ad) => compare(ad, ads)).filter((each) => each !== null)
  const ps = holm(compared.map(({ apart }) => normalSurvival(apart)))
  return compared
    .filter((_, index) => (ps[index] ?? 1) < CERTAIN)
    .map(({ best }) => best)
    .sort((one, other) => one.cost / one.othersCost - other.cost / other.othersCost)
    .slice(0, SHOWN)
}

function compare(ad: AdLife, all: readonly AdLife[]): { best: BestAd; apart: number } | null {
  const own = lastWeek([ad])
  const others = lastWeek(all.filter((other) => other.campaign === ad.campaign && other.adId !== ad.adId))
  if (!own || !others) return null
  const best = { ad, results: own.results, cost: own.spend / own.results, othersCost: others.spend / others.results }
  return { best, apart: yieldsApart(others, own) }
}

/** Spend and results of the last week; null where nothing was spent, or nothing came, or nobody reported it. */
function lastWeek(ads: readonly AdLife[]): { spend: number; results: number } | null {
  const weeks = ads.map(({ weeks: all }) => all.at(-1)).filter((week) => week?.conversions !== null)
  const spend = weeks.reduce((sum, week) => sum + (week?.spend ?? 0), 0)
  const results = weeks.reduce((sum, week) => sum + (week?.conversions ?? 0), 0)
  return spend > 0 && results > 0 ? { spend, results } : null
}
