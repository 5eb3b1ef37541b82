import type { Unit } from '../lib/format.ts'

// The KPIs: each a formula over sums of a period, never an average of ratios. A zero or missing denominator is null ("n/a").

/** What a period adds up to. null means "not reported"; funnel counts are dated by the day each stage was reached. */
export type Sums = {
  spend: number | null
  impressions: number | null
  clicks: number | null
  conversions: number | null
  conversionsValue: number | null
  leads: number | null
  mqls: number | null
  sqls: number | null
  opportunities: number | null
  won: number | null
  wonAmount: number | null
}

/** A target: a lower bound, an upper bound, or both. The bound itself still counts as on target. */
export type Band = { low: number | null; high: number | null }

/** Leading KPIs move first, efficiency says what a result costs, quality says what it is worth. */
export type Stage = 'leading' | 'efficiency' | 'quality'

export const METRIC_KEYS = [
  'spend',
  'impressions',
  'clicks',
  'ctr',
  'cpm',
  'cpc',
  'cvr',
  'conversions',
  'cost_per_conversion',
  'roas',
  'leads',
  'cpl',
  'mql_rate',
  'sql_rate',
  'sqls',
  'win_rate',
  'cost_per_sql',
  'customers',
  'cac',
] as const
export type MetricKey = (typeof METRIC_KEYS)[number]

/** A KPI: how it is named, computed and read. */
export type Metric = {
  key: MetricKey
  label: string
  unit: Unit
  stage: Stage
  /** The direction that is good news; `neither` where only the target says. */
  better: 'higher' | 'lower' | 'neither'
  formula: string
  of: (sums: Sums) => number | null
}

const METRICS: Record<MetricKey, Metric> = {
  spend: metric('spend', 'Spend', 'money', 'leading', 'neither', 'spend', (s) => s.spend),
  impressions: metric('impressions', 'Impressions', 'count', 'leading', 'neither', 'impressions', (s) => s.impressions),
  clicks: metric('clicks', 'Clicks', 'count', 'leading', 'higher', 'clicks', (s) => s.clicks),
  ctr: metric('ctr', 'CTR', 'percent', 'leading', 'higher', 'clicks / impressions', (s) =>
    over(s.clicks, s.impressions),
  ),
  cpm: metric('cpm', 'CPM', 'money', 'leading', 'lower', '1,000 × spend / impressions', (s) =>
    times(over(s.spend, s.impressions), 1000),
  ),
  cpc: metric('cpc', 'CPC', 'money', 'leading', 'lower', 'spend / clicks', (s) => over(s.spend, s.clicks)),
  cvr: metric('cvr', 'CVR', 'percent', 'leading', 'higher', 'conversions / clicks', (s) =>
    over(s.conversions, s.clicks),
  ),
  conversions: metric(
    'conversions',
    'Conversions',
    'count',
    'efficiency',
    'higher',
    'conversions',
    (s) => s.conversions,
  ),
  cost_per_conversion: metric(
    'cost_per_conversion',
    'Cost per conversion',
    'money',
    'efficiency',
    'lower',
    'spend / conversions',
    (s) => over(s.spend, s.conversions),
  ),
  roas: metric('roas', 'ROAS', 'ratio', 'efficiency', 'higher', 'conversion value / spend', (s) =>
    over(s.conversionsValue, s.spend),
  ),
  leads: metric('leads', 'Leads', 'count', 'efficiency', 'higher', 'leads', (s) => s.leads),
  cpl: metric('cpl', 'CPL', 'money', 'efficiency', 'lower', 'spend / leads', (s) => over(s.spend, s.leads)),
  mql_rate: metric('mql_rate', 'MQL rate', 'percent', 'quality', 'higher', 'MQL / leads', (s) => over(s.mqls, s.leads)),
  sql_rate: metric('sql_rate', 'SQL rate', 'percent', 'quality', 'higher', 'SQL / MQL', (s) => over(s.sqls, s.mqls)),
  win_rate: metric('win_rate', 'Win rate', 'percent', 'quality', 'higher', 'won / SQL', (s) => over(s.won, s.sqls)),
  sqls: metric('sqls', 'SQL', 'count', 'quality', 'higher', 'SQL', (s) => s.sqls),
  cost_per_sql: metric('cost_per_sql', 'Cost per SQL', 'money', 'quality', 'lower', 'spend / SQL', (s) =>
    over(s.spend, s.sqls),
  ),
  customers: metric('customers', 'Customers', 'count', 'quality', 'higher', 'won', (s) => s.won),
  cac: metric('cac', 'CAC', 'money', 'quality', 'lower', 'spend / customers', (s) => over(s.spend, s.won)),
}

/** The KPI of a key. */
export function metricOf(key: MetricKey): Metric {
  return METRICS[key]
}

/** One channel in an answer: what it spent and got, and what a result cost there, now and in the period before. */
export type ChannelNumbers = {
  name: string
  spend: number | null
  cost: number | null
  costBefore: number | null
  results: number | null
}

/** Sums of nothing: every amount "not reported". */
export const NO_SUMS: Sums = {
  spend: null,
  impressions: null,
  clicks: null,
  conversions: null,
  conversionsValue: null,
  leads: null,
  mqls: null,
  sqls: null,
  opportunities: null,
  won: null,
  wonAmount: null,
}

/** Adds sums up; a part that is not reported stays out of the total instead of counting as 0. */
export function addSums(parts: readonly Sums[]): Sums {
  const total: Sums = { ...NO_SUMS }
  for (const part of parts) {
    for (const key of Object.keys(total) as (keyof Sums)[]) {
      const value = part[key]
      if (value !== null) total[key] = (total[key] ?? 0) + value
    }
  }
  return total
}

/** Relative change from one value to another, or null where there is none (0.2 means +20 %). */
export function changeOf(before: number | null, after: number | null): number | null {
  return before === null || after === null || before === 0 ? null : after / before - 1
}

/** Where a value stands against a band; bounds are inclusive on the good side. */
export function standing(
  value: number | null,
  band: Band | null,
): 'on target' | 'above target' | 'below target' | null {
  if (value === null || band === null) return null
  if (band.high !== null && value > band.high) return 'above target'
  if (band.low !== null && value < band.low) return 'below target'
  return 'on target'
}

function metric(
  key: MetricKey,
  label: string,
  unit: Unit,
  stage: Stage,
  better: Metric['better'],
  formula: string,
  of: Metric['of'],
): Metric {
  return { key, label, unit, stage, better, formula, of }
}

function over(numerator: number | null, denominator: number | null): number | null {
  return numerator === null || denominator === null || denominator === 0 ? null : numerator / denominator
}

function times(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor
}
