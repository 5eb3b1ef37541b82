import { formatChange, formatCount, formatMoney, formatPercent } from '../../lib/format.ts'
import type { BestAd } from './best-creative.ts'
import type { AdReading, FatigueSignal } from './creative.ts'

/** A tired ad in words: `founder-video-3 is tired: CTR 1.10 % → 0.72 % (−34 %), live for 41 days. Its siblings held (−3 %): the creative.` */
export function tiredAdInWords({ ad, ctr, siblings, signals, level, blame }: AdReading): string {
  const state =
    level === 'critical'
      ? 'is worn out'
      : level === 'fatigued'
        ? 'is tired'
        : level === 'watch'
          ? 'is one to watch'
          : 'is fresh'
  const rate = `CTR ${formatPercent(ctr.before)} → ${formatPercent(ctr.after)} (${formatChange(ctr.change, { digits: 0 })})`
  const more = signals.filter(({ kind }) => kind !== 'ctr').map(signalInWords)
  return `${ad.name} (${ad.campaign}) ${state}: ${[rate, ...more].join(', ')}.${blameInWords(blame, siblings)}`
}

/** One of the best ads in words: `before-after (Prospecting): 31 results at €48.10, the others of its campaign pay €61.20.` */
export function bestAdInWords({ ad, results, cost, othersCost }: BestAd, currency: string): string {
  const got = `${formatCount(results)} results at ${formatMoney(cost, currency)}`
  return `${ad.name} (${ad.campaign}): ${got}, the others of its campaign pay ${formatMoney(othersCost, currency)}.`
}

function signalInWords(signal: FatigueSignal): string {
  switch (signal.kind) {
    case 'ctr':
    case 'cpm':
      return `${signal.kind.toUpperCase()} ${formatChange(signal.change, { digits: 0 })}`
    case 'cost per result':
      return `cost per result ${formatChange(signal.change, { digits: 0 })}`
    case 'age':
      return `live for ${signal.days} days`
    case 'frequency':
      return `frequency ${signal.frequency.toFixed(1)}${signal.isCritical ? ', which is critical' : ''}`
  }
}

function blameInWords(blame: AdReading['blame'], siblings: number | null): string {
  if (blame === null) return ''
  if (blame === 'audience')
    return ` Its siblings fell alike (${formatChange(siblings, { digits: 0 })}): look at the audience, not the ad.`
  return siblings === null
    ? ' Look at the creative.'
    : ` Its siblings did not fall alike (${formatChange(siblings, { digits: 0 })}): it is the creative.`
}
