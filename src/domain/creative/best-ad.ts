import { holm } from '../../stats/multiplicity.ts'
import { normalSurvival } from '../../stats/normal.ts'
import { ratesApart, yieldsApart } from '../../stats/rates.ts'
import { type Ad, type AdName, bothOf, currentDays, daysLive, daysWithin } from './ad.ts'
import { type AdReading, isTired } from './fatigue.ts'

/** An ad that did better than the others of its campaign in the same week, outside noise: by what a result costs, or a click rate. */
export type BestAd = AdName & {
  daysLive: number
  isOlder: boolean
  by: 'cost per result' | 'ctr'
  own: number
  others: number
  /** How many results, or clicks, that is. */
  count: number
}

const CERTAIN = 0.05

/**
 * The best ads of the week that ends on a day, the furthest ahead first. Each is held against the others of its campaign, and
 * as the best of many always look good, by as many tests as there are ads (Holm). A tired ad is none, however cheap it is still.
 */
export function bestAds(ads: readonly Ad[], to: string, readings: readonly AdReading[]): BestAd[] {
  const tired = new Set(readings.filter(isTired).map(({ key }) => key))
  const compared = ads.map((ad) => compare(ad, ads, to)).filter((each) => each !== null)
  const ps = holm(compared.map(({ apart }) => normalSurvival(apart)))
  return compared
    .filter(({ best }, index) => (ps[index] ?? 1) < CERTAIN && !tired.has(best.key))
    .map(({ best }) => best)
    .sort((one, other) => ahead(other) - ahead(one))
}

/** How many times as good as the others an ad is. */
function ahead({ by, own, others }: BestAd): number {
  return by === 'ctr' ? own / others : others / own
}

/** By results where the whole campaign reports some, else by clicks: a platform without conversions is not one without results. */
function compare(ad: Ad, all: readonly Ad[], to: string): { best: BestAd; apart: number } | null {
  const week = currentDays(to)
  const mine = daysWithin(ad, week)
  const theirs = all
    .filter((other) => other.key !== ad.key && isBeside(other, ad))
    .flatMap((other) => daysWithin(other, week))
  const { isStartKnown, days: _days, ...name } = ad
  const known = { ...name, daysLive: daysLive(ad, to), isOlder: !isStartKnown }
  const [cost, otherCost] = [bothOf(mine, 'spend', 'conversions'), bothOf(theirs, 'spend', 'conversions')]
  if (cost && otherCost && cost.spend > 0 && cost.conversions > 0 && otherCost.conversions > 0) {
    const apart = yieldsApart(
      { spend: otherCost.spend, results: otherCost.conversions },
      { spend: cost.spend, results: cost.conversions },
    )
    const [own, others] = [cost.spend / cost.conversions, otherCost.spend / otherCost.conversions]
    return { best: { ...known, by: 'cost per result', own, others, count: cost.conversions }, apart }
  }
  const [rate, otherRate] = [bothOf(mine, 'clicks', 'impressions'), bothOf(theirs, 'clicks', 'impressions')]
  if (cost || !rate || !otherRate || rate.clicks <= 0 || otherRate.clicks <= 0) return null
  const apart = ratesApart([
    {
      before: { trials: otherRate.impressions, events: otherRate.clicks },
      after: { trials: rate.impressions, events: rate.clicks },
    },
  ])
  const [own, others] = [rate.clicks / rate.impressions, otherRate.clicks / otherRate.impressions]
  return { best: { ...known, by: 'ctr', own, others, count: rate.clicks }, apart }
}

function isBeside(other: AdName, ad: AdName): boolean {
  return (
    ad.grain !== 'campaign' &&
    other.grain === ad.grain &&
    other.platform === ad.platform &&
    other.campaign === ad.campaign
  )
}
