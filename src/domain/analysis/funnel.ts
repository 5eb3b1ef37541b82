import { type MetricKey, metricOf, type Sums } from '../metric/metric.ts'

// The way from money to a result. A cost is explained along it: what the first stage cost, then the share that reached each
// next one. Impressions stand before clicks only where somebody asks for CPM and CTR instead of CPC.

/** A stage of the way from money to a result. */
export type FunnelStage = 'impressions' | 'clicks' | 'conversions' | 'leads' | 'mqls' | 'sqls' | 'opportunities' | 'won'

/** One step of that way; from money to the first stage it is a price, from there on a rate. */
export type FunnelStep = { from: 'spend' | FunnelStage; to: FunnelStage }

/** The costs that can be explained, each with the stages that lead to its result. */
const WAYS = {
  cac: ['clicks', 'leads', 'mqls', 'sqls', 'opportunities', 'won'],
  cost_per_opportunity: ['clicks', 'leads', 'mqls', 'sqls', 'opportunities'],
  cost_per_sql: ['clicks', 'leads', 'mqls', 'sqls'],
  cpl: ['clicks', 'leads'],
  cost_per_conversion: ['clicks', 'conversions'],
  cpc: ['clicks'],
} as const satisfies Partial<Record<MetricKey, readonly FunnelStage[]>>

/** A cost that can be explained by the steps to its result. */
export type ExplainedCost = keyof typeof WAYS

/** All of them, as they are named to people. */
export const EXPLAINED = Object.keys(WAYS) as ExplainedCost[]

/** Whether a KPI is a cost that can be explained. */
export function isExplained(metric: MetricKey): metric is ExplainedCost {
  return metric in WAYS
}

/** The cost that explains a rate: that of what the rate brings; null where no cost has it as a step. */
export function costOfRate(metric: MetricKey): ExplainedCost | null {
  const { unit, part } = metricOf(metric)
  return unit === 'percent' ? (EXPLAINED.find((cost) => resultOf(cost) === part) ?? null) : null
}

/** What a cost is the cost of. */
export function resultOf(cost: ExplainedCost): FunnelStage {
  return WAYS[cost].at(-1) ?? 'clicks'
}

/** The cost itself and those of the stages before it, the deepest first: what remains to explain where there are no results. */
export function costsTowards(cost: ExplainedCost): ExplainedCost[] {
  const way: readonly FunnelStage[] = WAYS[cost]
  return way.toReversed().flatMap((stage) => EXPLAINED.filter((each) => resultOf(each) === stage))
}

/**
 * The steps to a result that can be told in both periods. A stage that was not reported, or reached by nobody, in one of them
 * is stepped over; the result itself stays, also at 0.
 */
export function stepsOf(cost: ExplainedCost, before: Sums, after: Sums, expanded: boolean): FunnelStep[] {
  const result = resultOf(cost)
  const way: FunnelStage[] = expanded ? ['impressions', ...WAYS[cost]] : [...WAYS[cost]]
  const kept = way.filter((stage) => stage === result || ((before[stage] ?? 0) > 0 && (after[stage] ?? 0) > 0))
  return kept.map((to, index) => ({ from: kept[index - 1] ?? 'spend', to }))
}

/** What a step comes to: a price, or a rate; null where it was not reported or has no denominator. */
export function stepValue({ from, to }: FunnelStep, sums: Sums): number | null {
  const [whole, part] = [sums[from], sums[to]]
  if (whole === null || part === null) return null
  if (from === 'spend') return part > 0 ? whole / part : null
  return whole > 0 ? part / whole : null
}

/** Whether two steps are the same one. */
export function isSameStep(one: FunnelStep, other: FunnelStep): boolean {
  return one.from === other.from && one.to === other.to
}
