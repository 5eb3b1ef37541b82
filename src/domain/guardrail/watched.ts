import { formatMetric, type Unit } from '../../lib/format.ts'
import { METRIC_KEYS, type MetricKey, metricOf } from '../metric/metric.ts'
import { DEFAULTS, type Definition, type Kind } from './guardrail.ts'

// What a guardrail can watch, as people choose it: a KPI, or a control.

/** The unit of a bound: that of its KPI, days of age, months of payback, or the share of a budget. */
export type BoundUnit = Unit | 'days' | 'months'

/** One thing to watch; `sides` are the bounds it takes, and none where a control judges by itself. */
export type Watched = {
  id: string
  label: string
  metric: MetricKey | null
  /** The kind of a control or of a payback; null for a KPI, whose kind follows from its bounds. */
  kind: Kind | null
  unit: BoundUnit
  sides: readonly ('low' | 'high')[]
}

const CONTROLS: readonly Watched[] = [
  control('pace', 'Budget pace of the month', 'percent', ['low', 'high']),
  control('freshness', 'Numbers come in', 'days', ['high']),
  control('zero_run', 'Conversions are counted'),
  control('tracking', 'Tracking, all checks'),
  control('links', 'Links and leads'),
  control('saturation', 'Room to grow'),
  control('overlap', 'Audience overlap'),
  control('creatives', 'Tired creatives'),
]

/** Judged as the CAC it follows from. */
const PAYBACK: Watched = {
  id: 'payback',
  label: 'Payback',
  metric: 'cac',
  kind: 'payback',
  unit: 'months',
  sides: ['high'],
}

const COSTS: readonly MetricKey[] = ['cac', 'cpl', 'cost_per_sql', 'cost_per_conversion']
const VOLUMES: readonly MetricKey[] = ['customers', 'leads', 'conversions']

/** Everything that can be watched: the KPIs that are asked for most first, then the controls, then the other KPIs. */
export const WATCHED: readonly Watched[] = [
  ...COSTS.map(ofMetric),
  PAYBACK,
  ...VOLUMES.map(ofMetric),
  ...CONTROLS,
  ...METRIC_KEYS.filter((key) => !COSTS.includes(key) && !VOLUMES.includes(key)).map(ofMetric),
]

/** What an id stands for; the first there is where none does. */
export function watchedOf(id: string): Watched | undefined {
  return WATCHED.find((each) => each.id === id)
}

/** What an existing guardrail watches. */
export function watchedBy({ kind, metric }: Pick<Definition, 'kind' | 'metric'>): Watched {
  const id = metric === null || kind === 'payback' ? kind : `kpi_${metric}`
  const [first] = WATCHED
  const found = watchedOf(id) ?? first
  if (!found) throw new Error('nothing can be watched')
  return found
}

/** The kind of a KPI's guardrail, by the sides that are bound. */
export function kindOf({ kind }: Watched, { low, high }: { low: number | null; high: number | null }): Kind {
  if (kind !== null) return kind
  if (low !== null && high !== null) return 'range'
  return high !== null ? 'max' : 'min'
}

/**
 * How surely, how soon and over how many days a guardrail fires unless somebody says otherwise: what watches the tracking needs
 * no second day, and customers are too few for the payback of a single week.
 */
export function usualRule({ kind }: Pick<Watched, 'kind'>): Pick<Definition, 'sure' | 'fireAfter' | 'windowDays'> {
  const isAlarm = kind === 'zero_run' || kind === 'freshness'
  return {
    // A run without conversions counts as broken from a chance of 1 % on, as it does for the launch of a test.
    sure: kind === 'zero_run' ? 0.99 : DEFAULTS.sure,
    fireAfter: isAlarm ? 1 : DEFAULTS.fireAfter,
    windowDays: kind === 'payback' ? 28 : DEFAULTS.windowDays,
  }
}

/** A value of what is watched in words: `€1,400`, `3.1 %`, `3 days`, `15.9 months`. */
export function amountOfUnit(value: number | null, unit: BoundUnit, currency: string): string {
  if (unit !== 'days' && unit !== 'months') return formatMetric(value, unit, currency)
  if (value === null) return 'n/a'
  const number = Number(value.toFixed(1))
  return `${number} ${number === 1 ? unit.slice(0, -1) : unit}`
}

/** Settings that only some can have: those of a KPI, whether chance has a part in it, and how it recovers. */
export function settingsOf({ metric, kind, sides }: Watched): { ofNumbers: boolean; sure: boolean; recover: boolean } {
  const ofNumbers = metric !== null
  return {
    ofNumbers,
    sure: ofNumbers || kind === 'zero_run',
    recover: sides.length > 0 && (ofNumbers || kind === 'pace'),
  }
}

function ofMetric(key: MetricKey): Watched {
  const { label, unit } = metricOf(key)
  return { id: `kpi_${key}`, label, metric: key, kind: null, unit, sides: ['low', 'high'] }
}

function control(kind: Kind, label: string, unit: BoundUnit = 'count', sides: Watched['sides'] = []): Watched {
  return { id: kind, label, metric: null, kind, unit, sides }
}
