import { formatCount, formatMetric, formatPercent, type Unit } from '../../lib/format.ts'
import { ratioArm } from '../../stats/arm.ts'
import { CRM_STAGES, type CrmStage } from '../metric/crm-reach.ts'
import { type Amount, type MetricKey, metricOf, type Sums, sidesOf } from '../metric/metric.ts'
import type { MetricKind, TestMetric } from './experiment.ts'

// What a test can be judged by. The formulas are those of the KPIs: a test and the weekly board never call two things the same.

const KEYS = [
  'ctr',
  'cvr',
  'lead_rate',
  'mql_rate',
  'sql_rate',
  'win_rate',
  'cost_per_conversion',
  'cpl',
  'cost_per_sql',
  'cac',
  'roas',
] as const
export type MeasureKey = (typeof KEYS)[number]

/** The measure of a metric that only its test knows. */
export const OWN = 'own'

/** A measure of the catalogue: the sum over an arm that is counted, and the sum it is divided by. */
export type Measure = {
  key: MeasureKey
  name: string
  kind: MetricKind
  better: 'higher' | 'lower'
  unit: Unit
  top: Amount
  bottom: Amount
  /** Whether the ad platforms report both sums. Else one of them is counted in the CRM, which knows campaigns and no ads. */
  fromNumbers: boolean
}

/** Every measure, from the top of the funnel to the bottom, rates before costs. */
export const MEASURES: readonly Measure[] = [
  rate('ctr', 'clicks', 'impressions'),
  rate('cvr', 'conversions', 'clicks'),
  // No KPI of the board: the step it is made of lies between two systems, and only a test needs it as one number.
  { ...rate('cvr', 'leads', 'clicks'), key: 'lead_rate', name: 'Leads per click', fromNumbers: false },
  rate('mql_rate', 'mqls', 'leads'),
  rate('sql_rate', 'sqls', 'mqls'),
  rate('win_rate', 'won', 'sqls'),
  cost('cost_per_conversion', 'conversions'),
  cost('cpl', 'leads'),
  cost('cost_per_sql', 'sqls'),
  cost('cac', 'won'),
  { ...cost('roas', 'spend'), top: 'conversionsValue', better: 'higher' },
]

const BY_KEY = new Map<string, Measure>(MEASURES.map((measure) => [measure.key, measure]))

/** The measure of a key; null for a test's own metric and for what the catalogue does not know. */
export function measureOf(key: string): Measure | null {
  return BY_KEY.get(key) ?? null
}

/** The stages of the CRM that a measure counts; none for what the platforms report. */
export function stagesOf({ top, bottom }: Measure): CrmStage[] {
  return CRM_STAGES.filter((stage) => stage === top || stage === bottom)
}

/** What a measure is at now, by the sums of a period; null where it cannot be told. */
export function baselineOf(measure: Measure, sums: Sums): number | null {
  const { part: top, whole: bottom } = sidesOf(sums, measure.top, measure.bottom)
  return top === null || bottom === null || bottom === 0 ? null : top / bottom
}

/**
 * The standard deviation of one unit of a ratio, where each of `units` adds up a day, a region or a campaign; null where fewer
 * than eight of them report both sums, as a spread of so few says nothing. Shares need none.
 */
export function spreadOf(measure: Measure, units: readonly Sums[]): number | null {
  const sums = { n: 0, top: 0, bottom: 0, topSquares: 0, bottomSquares: 0, products: 0 }
  for (const unit of units) {
    const { part: top, whole: bottom } = sidesOf(unit, measure.top, measure.bottom)
    if (top === null || bottom === null) continue
    sums.n += 1
    sums.top += top
    sums.bottom += bottom
    sums.topSquares += top * top
    sums.bottomSquares += bottom * bottom
    sums.products += top * bottom
  }
  if (measure.kind !== 'ratio' || sums.n < 8) return null
  const { variance } = ratioArm(sums)
  return variance > 0 ? Math.sqrt(variance) : null
}

/** What a test measures when it is judged by a measure of the catalogue. */
export function metricFrom({ key, name, kind, better }: Measure): TestMetric {
  return { measure: key, name, kind, better }
}

/** A value of a metric as people read it: 4.20 %, €59.54, 3.2×; a test's own mean or ratio is a bare number. */
export function metricValue(metric: Pick<TestMetric, 'measure' | 'kind'>, value: number, currency: string): string {
  const measure = measureOf(metric.measure)
  if (measure) return formatMetric(value, measure.unit, currency)
  if (metric.kind === 'proportion') return formatPercent(value)
  return formatCount(value, Math.abs(value) < 100 ? { digits: 2 } : {})
}

type Rate = Extract<MetricKey, MeasureKey>

function rate(key: Rate, top: Amount, bottom: Amount): Measure {
  const fromNumbers = key === 'ctr' || key === 'cvr'
  return { ...called(key), kind: 'proportion', better: 'higher', top, bottom, fromNumbers }
}

function cost(key: Rate, bottom: Amount): Measure {
  const fromNumbers = key === 'cost_per_conversion' || key === 'roas'
  return { ...called(key), kind: 'ratio', better: 'lower', top: 'spend', bottom, fromNumbers }
}

function called(key: Rate) {
  const { label, unit } = metricOf(key)
  return { key, name: label, unit }
}
