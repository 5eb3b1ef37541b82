import { amountInWords, leftOutOf, type MetricKey, metricOf, type Sums } from './metric.ts'

/** Says which ratios leave out which platform: `CTR, CPC without LinkedIn Ads, which reports no clicks.` */
export function leftOutInWords(sums: Sums, keys: readonly MetricKey[]): string[] {
  const sentences = new Map<string, string[]>()
  for (const metric of keys.map(metricOf)) {
    if (metric.of(sums) === null) continue
    for (const { platform, missing } of leftOutOf(sums, metric)) {
      const rest = `without ${platform || 'some rows'}, which reports no ${amountInWords(missing)}.`
      sentences.set(rest, [...(sentences.get(rest) ?? []), metric.label])
    }
  }
  return [...sentences].map(([rest, labels]) => `${labels.join(', ')} ${rest}`)
}
