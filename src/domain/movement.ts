import { changeOf, type MetricKey, metricOf, type Sums } from './metric.ts'
import { judge } from './noise.ts'

// What moved in a channel from one week to the next. This is the one place for "what changed": the exact decomposition of a
// cost into its drivers replaces `moveOf` and keeps its callers.

/** One KPI of a channel that moved: before, after, and the relative change. */
export type Step = { metric: MetricKey; before: number; after: number; change: number }

/** How a channel's spend, results and cost moved, and which steps beneath the cost moved outside their noise. */
export type Movement = {
  spend: number | null
  cost: number | null
  results: { before: number; after: number; outsideNoise: boolean } | null
  steps: Step[]
}

/** From a click to a customer; CTR and CPM stand behind CPC and are not named beside it. */
const STEPS: MetricKey[] = ['cpc', 'cvr', 'mql_rate', 'sql_rate', 'win_rate']
/** A step that moved less than this explains nothing that anyone would act on, however sure it is. */
const WORTH_NAMING = 0.03

/** Compares two weeks of a channel; `history` gives a KPI's weekly values, oldest first, this week's last. */
export function moveOf(
  metrics: { cost: MetricKey; results: MetricKey },
  now: Sums,
  before: Sums,
  history: (key: MetricKey) => (number | null)[],
): Movement {
  const steps: Step[] = []
  for (const key of STEPS) {
    const [earlier, later] = [metricOf(key).of(before), metricOf(key).of(now)]
    const change = changeOf(earlier, later)
    if (earlier === null || later === null || change === null || Math.abs(change) < WORTH_NAMING) continue
    if (hasMoved(key, now, before, history)) steps.push({ metric: key, before: earlier, after: later, change })
  }
  const [cost, results] = [metricOf(metrics.cost), metricOf(metrics.results)]
  const [gotBefore, got] = [results.of(before), results.of(now)]
  return {
    spend: changeOf(before.spend, now.spend),
    cost: changeOf(cost.of(before), cost.of(now)),
    results:
      gotBefore === null || got === null
        ? null
        : { before: gotBefore, after: got, outsideNoise: hasMoved(metrics.results, now, before, history) },
    steps: steps.sort((a, b) => Math.abs(b.change) - Math.abs(a.change)),
  }
}

function hasMoved(key: MetricKey, now: Sums, before: Sums, history: (key: MetricKey) => (number | null)[]): boolean {
  const { call } = judge(key, now, before, null, history(key))
  return call === 'up' || call === 'down'
}
