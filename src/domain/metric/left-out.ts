import { amountInWords, leftOutOf, type MetricKey, metricOf, type Sums } from './metric.ts'

/** Says which ratios leave out which platform, and that a CVR counts more than clicks brought: `CTR, CPC without LinkedIn Ads, which reports no clicks.` */
export function leftOutInWords(sums: Sums, keys: readonly MetricKey[]): string[] {
  const sentences = new Map<string, string[]>()
  for (const metric of keys.map(metricOf)) {
    if (metric.of(sums) === null) continue
    for (const { platform, missing } of leftOutOf(sums, metric)) {
      const rest = `without ${platform || 'some rows'}, which reports no ${amountInWords(missing)}.`
      sentences.set(rest, [...(sentences.get(rest) ?? []), metric.label])
    }
  }
  const isViewed = keys.includes('cvr') && (metricOf('cvr').of(sums) ?? 0) > 1
  return [
    ...[...sentences].map(([rest, labels]) => `${labels.join(', ')} ${rest}`),
    ...(isViewed ? ['CVR above 100\u202f%: more conversions than clicks, so view-through is counted.'] : []),
  ]
}
