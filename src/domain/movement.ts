import { changeOf, type MetricKey, metricOf, type Sums } from './metric.ts'
import { judge } from './noise.ts'

// What moved in a channel from one week to the next. This is the one place for "what changed": the exact decomposition of a
// cost into its drivers replaces `moveOf` and keeps its callers.

/** One step of a channel that moved outside its noise. */
export type Step = { metric: MetricKey; before: number; after: number; change: number }

/** How a channel's cost moved, and which steps beneath it moved outside their noise, the largest first. */
export type Movement = { spend: number | null; cost: number | null; steps: Step[] }

const STEPS: MetricKey[] = ['cpc', 'ctr', 'cvr', 'sql_rate']

/** Compares two weeks of a channel; `history` gives a KPI's weekly values, oldest first, this week's last. */
export function moveOf(
  costMetric: MetricKey,
  now: Sums,
  before: Sums,
  history: (key: MetricKey) => (number | null)[],
): Movement {
  const steps: Step[] = []
  for (const key of STEPS) {
    const [earlier, later] = [metricOf(key).of(before), metricOf(key).of(now)]
    const change = changeOf(earlier, later)
    const { call } = judge(key, now, before, null, history(key))
    if (earlier === null || later === null || change === null || (call !== 'up' && call !== 'down')) continue
    steps.push({ metric: key, before: earlier, after: later, change })
  }
  const cost = metricOf(costMetric)
  return {
    spend: changeOf(before.spend, now.spend),
    cost: changeOf(cost.of(before), cost.of(now)),
    steps: steps.sort((a, b) => Math.abs(b.change) - Math.abs(a.change)),
  }
}
