import { type Ad, audienceOf } from './ad.ts'
import { type BestAd, bestAds } from './best-ad.ts'
import { type AdReading, isOnlyOld, readAds } from './fatigue.ts'

/** All that is known of the creatives at the end of a day. */
export type Creatives = { to: string; readings: AdReading[]; best: BestAd[] }

const LEVELS = ['critical', 'fatigued', 'watch', 'fresh'] as const

/** Reads the creatives of channels at the end of a day: the worst first, and of those alike the one that spends most. */
export function readCreativesOf(
  channels: readonly { id: string; job: string | null }[],
  ads: readonly Ad[],
  to: string,
): Creatives {
  const jobs = new Map(channels.map(({ id, job }) => [id, job]))
  const readings = readAds(ads, to, (ad) => audienceOf(ad, jobs.get(ad.channelId) ?? null))
  const sorted = readings.toSorted(
    (one, other) => urgency(one) - urgency(other) || (other.spend ?? -1) - (one.spend ?? -1),
  )
  return { to, readings: sorted, best: bestAds(ads, to, readings) }
}

/** An ad that is only old, and holds, comes after all that show something. */
function urgency(reading: AdReading): number {
  return LEVELS.indexOf(isOnlyOld(reading) ? 'fresh' : reading.level)
}
