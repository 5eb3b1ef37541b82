import type { ClickKind } from '../import/fact.ts'
import { type MetricKey, metricOf } from './metric.ts'

/** Which kinds of clicks a platform counts, the usual one first. */
export type PlatformClicks = { platform: string; kinds: readonly ClickKind[] }

const WORDS: Readonly<Record<ClickKind, string>> = {
  link: 'link clicks',
  all: 'all clicks',
  interactions: 'interactions',
  '': 'clicks (its export does not say of which kind)',
}

/** Whether a KPI is made of clicks. */
export function isOfClicks(key: MetricKey): boolean {
  const { part, whole } = metricOf(key)
  return part === 'clicks' || whole === 'clicks'
}

/** Which clicks each platform counts, and that they are not the same ones, where that is known: a sentence each. */
export function clicksInWords(platforms: readonly PlatformClicks[]): string[] {
  if (platforms.length === 0) return []
  const each = platforms.map(({ platform, kinds }) => `${platform} ${kinds.map((kind) => WORDS[kind]).join(' and ')}`)
  const known = new Set(platforms.flatMap(({ kinds }) => kinds).filter((kind) => kind !== ''))
  const mixed = known.size > 1 ? ['Not the same clicks: a ratio over all of them mixes these kinds.'] : []
  return [`${each.join(', ')}.`, ...mixed]
}
