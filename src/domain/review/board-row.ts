import { type CrmBehind, reachOf } from '../metric/crm-reach.ts'
import { addSums, type Band, type MetricKey, metricOf, NO_SUMS, type Sums } from '../metric/metric.ts'
import { costMoved, type Judgement, judge, rangeOf } from '../metric/noise.ts'

const BASELINE_WEEKS = 4

/** One KPI of the board. `mean` is the ratio of the sums of the four weeks before. */
export type BoardRow = {
  metric: MetricKey
  value: number | null
  last: number | null
  mean: number | null
  target: Band | null
  judgement: Judgement
  /** The 95 % interval; null where there is none, and not there in the reviews of earlier versions. */
  range?: Range | null
}

/** An interval as it is kept; `high` is null where it has no end. */
export type Range = { low: number; high: number | null }

/** Makes a KPI of the board from its weeks, the last one last; of that one the CRM may be behind. */
export function boardRow(
  key: MetricKey,
  sums: Sums[],
  target: Band | null,
  behind: readonly CrmBehind[] = [],
): BoardRow {
  const metric = metricOf(key)
  const now = sums.at(-1) ?? NO_SUMS
  const before = sums.at(-2) ?? NO_SUMS
  const baseline = sums.slice(-1 - BASELINE_WEEKS, -1)
  const history = sums.map((each) => metric.of(each))
  const row = { metric: key, last: metric.of(before), mean: meanOf(key, baseline), target }
  const reach = reachOf(key, behind)
  if (reach !== 'whole') {
    const value = reach === 'so far' ? metric.of(now) : null
    return { ...row, value, judgement: { call: 'provisional' }, range: null }
  }
  return {
    ...row,
    value: metric.of(now),
    judgement: judge(key, now, before, target, history),
    range: rangeKept(key, now),
  }
}

/** The 95 % interval of a KPI as it is kept; null where it has none. */
export function rangeKept(key: MetricKey, sums: Sums): Range | null {
  const range = rangeOf(key, sums)
  return range && { low: range.low, high: Number.isFinite(range.high) ? range.high : null }
}

/** How sure what a result costs is: against its target, by its 95 % interval, and whether its change is more than noise. */
export type CostReading = { target: Band | null; judgement: Judgement; range: Range | null; moved: boolean | null }

/** Reads what a result costs in one period, against its target and the period before. */
export function readCost(key: MetricKey, now: Sums, before: Sums, target: Band | null): CostReading {
  const [judgement, range] = [judge(key, now, null, target, []), rangeKept(key, now)]
  return { target, judgement, range, moved: costMoved(key, now, before) }
}

/** A ratio's mean is the ratio of the sums; an amount's is the mean of the weeks that reported one. */
function meanOf(key: MetricKey, weeks: Sums[]): number | null {
  const metric = metricOf(key)
  const total = metric.of(addSums(weeks))
  if (metric.unit === 'percent' || metric.unit === 'ratio' || metric.formula.includes('/')) return total
  const reported = weeks.filter((sums) => metric.of(sums) !== null).length
  return total === null || reported === 0 ? null : total / reported
}
