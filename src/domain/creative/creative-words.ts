import { formatChange, formatCount, formatMoney, formatPercent } from '../../lib/format.ts'
import type { AdName } from './ad.ts'
import type { BestAd } from './best-ad.ts'
import { type AdReading, type FatigueSignal, isOnlyOld } from './fatigue.ts'

/** Where an ad runs: `Prospecting | DE, Founders 1-10`; a grain above the ad says that it is one. */
export function placeInWords({ grain, campaign, adGroup, platform }: AdName): string {
  if (grain === 'campaign') return `a whole campaign: ${platform} tells no ads apart`
  if (grain === 'ad_group') return `${campaign}, a whole ad group: ${platform} tells no ads apart`
  return adGroup === '' || adGroup === campaign ? campaign : `${campaign}, ${adGroup}`
}

/** How an ad stands, in a few words: `worn out`, `to watch: CPM +31 %`, `old, and holds`. */
export function levelInWords(reading: Pick<AdReading, 'level' | 'signals'>): string {
  switch (reading.level) {
    case 'critical':
      return 'worn out'
    case 'fatigued':
      return 'tired'
    case 'watch':
      return isOnlyOld(reading) ? 'old, and holds' : `to watch: ${reading.signals.map(signalInWords).join(', ')}`
    case 'fresh':
      return 'fresh'
  }
}

/** For how long an ad has run: `41 days live`, `at least 70 days live` where its beginning is not in the numbers. */
function lifeInWords({ daysLive, isOlder }: Pick<AdReading, 'daysLive' | 'isOlder'>): string {
  return `${isOlder ? 'at least ' : ''}${daysLive} ${daysLive === 1 ? 'day' : 'days'} live`
}

/** An ad worth talking about: how it stands, which it is and where it runs, and what shows it. */
export type Topic = { state: string; ad: AdName; shown: string }

/** The tired ads and the best ones, in words. */
export function topicsInWords(tired: readonly AdReading[], best: readonly BestAd[], currency: string): Topic[] {
  return [
    ...tired.map((ad) => {
      const state = ad.level === 'critical' ? 'Worn out' : 'Tired'
      return { state, ad, shown: `${tirednessInWords(ad, currency)} ${blameInWords(ad)}` }
    }),
    ...best.map((ad) => ({ state: 'Fresh', ad, shown: `${bestInWords(ad, currency)}.` })),
  ]
}

/** What shows that an ad tires: `CTR −34 % from its own start (1.02 % → 0.67 %), 41 days live, €31,445 in 7 days. Also cost per result +82 %.` */
function tirednessInWords(reading: AdReading, currency: string): string {
  const { ctr, baseline, signals, spend } = reading
  const from = baseline === 'first 14 days' ? 'from its own start' : 'from the weeks before'
  const rate = `CTR ${formatChange(ctr.change, { digits: 0 })} ${from} (${formatPercent(ctr.before)} → ${formatPercent(ctr.after)})`
  const spent = spend === null ? 'spend not reported' : `${formatMoney(spend, currency)} in 7 days`
  const more = signals.filter(({ kind }) => kind !== 'ctr' && kind !== 'age').map(signalInWords)
  return `${[rate, lifeInWords(reading), spent].join(', ')}.${more.length > 0 ? ` Also ${more.join(', ')}.` : ''}`
}

/** A tired ad as evidence of something else: `founder-video-3 clicks 34 % less than at its own start, after 41 days.` */
export function adInWords(reading: AdReading): string {
  const { name, ctr, baseline, daysLive, isOlder } = reading
  const less = `clicks ${formatPercent(Math.abs(ctr.change), { digits: 0 })} ${ctr.change < 0 ? 'less' : 'more'}`
  const than = baseline === 'first 14 days' ? 'at its own start' : 'in the weeks before'
  return `${name} ${less} than ${than}, after ${isOlder ? 'at least ' : ''}${daysLive} days.`
}

/** Who is to blame for a tired ad, and how the others did; empty for one that is not tired. */
function blameInWords({ blame, siblings, grain }: AdReading): string {
  if (blame === null) return ''
  if (siblings === null) return 'Nothing runs beside it that would tell the creative from its audience.'
  const what = grain === 'ad_group' ? 'ad group' : 'ad'
  const those = siblings.count === 1 ? `the other ${what}` : `the ${siblings.count} other ${what}s`
  const moved = `${those} of its ${siblings.of} moved ${formatChange(siblings.change, { digits: 0 })}`
  return blame === 'audience' ? `It is the audience, not the ad: ${moved}, alike.` : `It is the creative: ${moved}.`
}

/** What makes an ad one of the best: `31 results at €48.10, the others of its campaign pay €61.20`. */
function bestInWords({ by, own, others, count }: BestAd, currency: string): string {
  if (by === 'ctr') return `CTR ${formatPercent(own)}, the others of its campaign ${formatPercent(others)}`
  const got = `${formatCount(count)} results at ${formatMoney(own, currency)}`
  return `${got}, the others of its campaign pay ${formatMoney(others, currency)}`
}

function signalInWords(signal: FatigueSignal): string {
  switch (signal.kind) {
    case 'ctr':
      return `CTR ${formatChange(signal.change, { digits: 0 })}`
    case 'age':
      return 'age'
    case 'cpm':
      return `CPM ${formatChange(signal.change, { digits: 0 })}`
    case 'cost per result':
      return `cost per result ${formatChange(signal.change, { digits: 0 })}`
    case 'frequency':
      return `seen ${signal.frequency.toFixed(1)} times a day by the same people${signal.isCritical ? ', far too often' : ''}`
  }
}
