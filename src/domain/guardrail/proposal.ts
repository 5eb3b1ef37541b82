import { formatMetric } from '../../lib/format.ts'
import { type Band, type MetricKey, metricOf, type Sums } from '../metric/metric.ts'
import type { Bounds } from './guardrail.ts'
import type { BoundUnit, Watched } from './watched.ts'

// Bounds that a team could keep to, taken from its own last weeks: a little beyond what they usually do, and a target where there
// is one. They are rounded, because nobody remembers €1,447.32.

/** Bounds to begin with, and where they come from. */
export type Proposal = { bounds: Bounds; why: string }

const DEVIATIONS = 2
/** A metric that hardly moves is given this much room. */
const LEAST_ROOM = 0.1
const LEAST_WEEKS = 4
const PACE: Bounds = { low: 0.8, high: 1.2 }
const FRESH_DAYS = 3

/** Proposes bounds from the sums of the last weeks, oldest first; `target` is what the team has said it should be. */
export function propose(watched: Watched, weeks: readonly Sums[], target: Band | null, currency: string): Proposal {
  if (watched.kind === 'pace') return { bounds: PACE, why: '80 % to 120 % of where the month should be by now.' }
  if (watched.kind === 'freshness')
    return { bounds: { low: null, high: FRESH_DAYS }, why: 'Up to three days, so that a weekend is none.' }
  if (watched.metric === null)
    return { bounds: { low: null, high: null }, why: 'It needs no bound: it judges by its own rules.' }
  const { of, better, unit } = metricOf(watched.metric)
  const values = weeks.map(of).filter((value) => value !== null)
  const past = pastInWords(values, unit, currency)
  if (target) return { bounds: target, why: `${past} Proposed is your target.` }
  if (values.length < LEAST_WEEKS)
    return { bounds: { low: null, high: null }, why: `${past} That is too little to propose a bound from.` }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
  const room = Math.max(DEVIATIONS * deviation, LEAST_ROOM * mean)
  const high = roundBound(mean + room, 'up')
  const low = roundBound(Math.max(0, mean - room), 'down')
  const bounds = {
    low: better === 'lower' ? null : low,
    high: better === 'higher' ? null : high,
  }
  return { bounds, why: `${past} Proposed is two standard deviations beyond their mean.` }
}

/** What a metric usually is: the mean of its weeks; null without any. */
export function usualOf(metric: MetricKey | null, weeks: readonly Sums[]): number | null {
  const values = metric === null ? [] : weeks.map(metricOf(metric).of).filter((value) => value !== null)
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** A quarter of the way back from a bound to the usual value: a metric that sways about its bound must not come and go. */
export function recoveryOf({ low, high }: Bounds, usual: number | null): Bounds {
  const back = (bound: number | null) => (bound === null || usual === null ? null : bound + (usual - bound) / 4)
  const isInside = (bound: number | null, side: 1 | -1) =>
    bound !== null && usual !== null && (bound - usual) * side > 0
  return { low: isInside(low, -1) ? back(low) : null, high: isInside(high, 1) ? back(high) : null }
}

/** Rounds to two figures and a half: 1,447 becomes 1,450, and .04231 becomes .0425. */
export function roundBound(value: number, way: 'up' | 'down'): number {
  if (!(value > 0)) return 0
  const step = 10 ** (Math.floor(Math.log10(value)) - 1) / 2
  const steps = value / step
  // A whole number of steps that binary cannot hold must not become one step more.
  const near = Math.round(steps)
  const whole = Math.abs(steps - near) < 1e-9 ? near : way === 'up' ? Math.ceil(steps) : Math.floor(steps)
  return Number((whole * step).toPrecision(12))
}

function pastInWords(values: readonly number[], unit: Exclude<BoundUnit, 'days'>, currency: string): string {
  if (values.length === 0) return 'There are no numbers of it in the last 8 weeks.'
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => formatMetric(value, unit, currency))
  const weeks = values.length === 1 ? 'In 1 week' : `In the last ${values.length} weeks`
  return least === most ? `${weeks} it was ${least}.` : `${weeks} it was ${least} to ${most} a week.`
}
