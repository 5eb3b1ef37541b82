import type { Unit } from '../../lib/format.ts'
import { addPlatforms, addUp, isMedia, type PlatformSums } from './media-sums.ts'

// The KPIs: each a formula over sums of a period, never an average of ratios. A zero or missing denominator is null ("n/a").

/** What a period adds up to. null means "not reported"; funnel counts are dated by the day each stage was reached. */
export type Sums = PlatformSums & {
  leads: number | null
  mqls: number | null
  sqls: number | null
  opportunities: number | null
  won: number | null
  /** What the opportunities that were reached are worth, and what was won. */
  pipelineAmount: number | null
  wonAmount: number | null
}

/** Something a period adds up to. */
export type Amount = Exclude<keyof Sums, 'platforms'>

/** A target: a lower bound, an upper bound, or both. The bound itself still counts as on target. */
export type Band = { low: number | null; high: number | null }

/** Leading KPIs move first, efficiency says what a result costs, quality says what it is worth. */
export const STAGES = ['leading', 'efficiency', 'quality'] as const
export type Stage = (typeof STAGES)[number]

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
  'mqls',
  'sql_rate',
  'sqls',
  'win_rate',
  'cost_per_sql',
  'opportunity_rate',
  'opportunities',
  'cost_per_opportunity',
  'opportunity_win_rate',
  'pipeline_value',
  'customers',
  'cac',
  'won_amount',
  'mer',
] as const
export type MetricKey = (typeof METRIC_KEYS)[number]

/** The direction that is good news; `neither` where only the target says. */
type Better = 'higher' | 'lower' | 'neither'

/** A KPI: how it is named, computed and read. A ratio has two sides, an amount one. */
export type Metric = {
  key: MetricKey
  label: string
  unit: Unit
  stage: Stage
  better: Better
  formula: string
  part: Amount
  whole: Amount | null
  of: (sums: Sums) => number | null
}

type Made = Omit<Metric, 'key' | 'formula' | 'of'> & { times?: number; formula?: string }

const MADE: Record<MetricKey, Made> = {
  spend: made('Spend', 'money', 'leading', 'neither', 'spend'),
  impressions: made('Impressions', 'count', 'leading', 'neither', 'impressions'),
  clicks: made('Clicks', 'count', 'leading', 'higher', 'clicks'),
  ctr: made('CTR', 'percent', 'leading', 'higher', 'clicks', 'impressions'),
  cpm: { ...made('CPM', 'money', 'leading', 'lower', 'spend', 'impressions'), times: 1000 },
  cpc: made('CPC', 'money', 'leading', 'lower', 'spend', 'clicks'),
  cvr: made('CVR', 'percent', 'leading', 'higher', 'conversions', 'clicks'),
  conversions: made('Conversions', 'count', 'efficiency', 'higher', 'conversions'),
  cost_per_conversion: made('Cost per conversion', 'money', 'efficiency', 'lower', 'spend', 'conversions'),
  roas: made('ROAS', 'ratio', 'efficiency', 'higher', 'conversionsValue', 'spend'),
  leads: made('Leads', 'count', 'efficiency', 'higher', 'leads'),
  cpl: made('CPL', 'money', 'efficiency', 'lower', 'spend', 'leads'),
  mql_rate: made('MQL rate', 'percent', 'quality', 'higher', 'mqls', 'leads'),
  mqls: made('MQL', 'count', 'quality', 'higher', 'mqls'),
  sql_rate: made('SQL rate', 'percent', 'quality', 'higher', 'sqls', 'mqls'),
  sqls: made('SQL', 'count', 'quality', 'higher', 'sqls'),
  win_rate: made('Win rate', 'percent', 'quality', 'higher', 'won', 'sqls'),
  cost_per_sql: made('Cost per SQL', 'money', 'quality', 'lower', 'spend', 'sqls'),
  opportunity_rate: made('Opportunity rate', 'percent', 'quality', 'higher', 'opportunities', 'sqls'),
  opportunities: made('Opportunities', 'count', 'quality', 'higher', 'opportunities'),
  cost_per_opportunity: made('Cost per opportunity', 'money', 'quality', 'lower', 'spend', 'opportunities'),
  opportunity_win_rate: made('Won per opportunity', 'percent', 'quality', 'higher', 'won', 'opportunities'),
  pipeline_value: made('Pipeline value', 'money', 'quality', 'higher', 'pipelineAmount'),
  customers: made('Customers', 'count', 'quality', 'higher', 'won'),
  cac: { ...made('CAC', 'money', 'quality', 'lower', 'spend', 'won'), formula: 'spend / customers' },
  won_amount: made('Won amount', 'money', 'quality', 'higher', 'wonAmount'),
  mer: made('MER', 'ratio', 'quality', 'higher', 'wonAmount', 'spend'),
}

const AMOUNT_WORDS: Readonly<Record<Amount, string>> = {
  spend: 'spend',
  impressions: 'impressions',
  clicks: 'clicks',
  conversions: 'conversions',
  conversionsValue: 'conversion value',
  leads: 'leads',
  mqls: 'MQL',
  sqls: 'SQL',
  opportunities: 'opportunities',
  won: 'won',
  pipelineAmount: 'amount of opportunities',
  wonAmount: 'won amount',
}

/** The KPI of a key. */
export function metricOf(key: MetricKey): Metric {
  const metric = METRICS.get(key) ?? makeMetric(key)
  METRICS.set(key, metric)
  return metric
}

const METRICS = new Map<MetricKey, Metric>()

function makeMetric(key: MetricKey): Metric {
  const { times = 1, formula, ...rest } = MADE[key]
  return {
    key,
    ...rest,
    formula: formula ?? formulaOf(MADE[key]),
    of: (sums) => {
      if (rest.whole === null) return sums[rest.part]
      const { part, whole } = sidesOf(sums, rest.part, rest.whole)
      return part === null || whole === null || whole === 0 ? null : (times * part) / whole
    },
  }
}

/** An amount as people call it. */
export function amountInWords(amount: Amount): string {
  return AMOUNT_WORDS[amount]
}

/** What an amount counts, as people call it: of what is won, customers. */
export function resultsOf(amount: Amount): string {
  return amount === 'won' ? 'customers' : amountInWords(amount)
}

/**
 * The two sides of a ratio over the same platforms: those that report both. A side that comes from the CRM has no platforms;
 * then both are whole, as they are where platforms are not known.
 */
export function sidesOf(sums: Sums, part: Amount, whole: Amount): { part: number | null; whole: number | null } {
  if (!sums.platforms || !isMedia(part) || !isMedia(whole)) return { part: sums[part], whole: sums[whole] }
  const both = Object.values(sums.platforms).filter((each) => each[part] !== null && each[whole] !== null)
  return { part: addUp(both.map((each) => each[part])), whole: addUp(both.map((each) => each[whole])) }
}

/** The platforms a ratio leaves out because they report only one of its sides, each with what it does not report. */
export function leftOutOf(sums: Sums, { part, whole }: Metric): { platform: string; missing: Amount }[] {
  if (whole === null || !isMedia(part) || !isMedia(whole)) return []
  return Object.entries(sums.platforms ?? {}).flatMap(([platform, each]) => {
    if ((each[part] === null) === (each[whole] === null)) return []
    return [{ platform, missing: each[part] === null ? part : whole }]
  })
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
  pipelineAmount: null,
  wonAmount: null,
}

/** Adds sums up; a part that is not reported stays out of the total instead of counting as 0. */
export function addSums(parts: readonly Sums[]): Sums {
  const total: Sums = { ...NO_SUMS }
  for (const key of AMOUNTS) total[key] = addUp(parts.map((part) => part[key]))
  const platforms = addPlatforms(parts)
  return platforms ? { ...total, platforms } : total
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

const AMOUNTS = Object.keys(NO_SUMS) as Amount[]

function made(
  label: string,
  unit: Unit,
  stage: Stage,
  better: Better,
  part: Amount,
  whole: Amount | null = null,
): Made {
  return { label, unit, stage, better, part, whole }
}

function formulaOf({ part, whole, times }: Made): string {
  const ratio = [part, ...(whole === null ? [] : [whole])].map(amountInWords).join(' / ')
  return times === undefined ? ratio : `${times.toLocaleString('en-GB')} × ${ratio}`
}
