import type { Economics } from '../metric/economics.ts'
import { paybackLacks } from '../metric/economics-words.ts'
import { type Band, metricOf, type Sums } from '../metric/metric.ts'
import { targetOf } from '../review/review.ts'
import type { Team } from '../team.ts'
import type { Bounds, Scope } from './guardrail.ts'
import { monthsOf } from './judge-payback.ts'
import { amountOfUnit, type Watched } from './watched.ts'

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

/** What the values of a scope are worked out by, beside its sums. */
export type Told = { scope: Scope; currency: string; economics: Economics }

/** Proposes bounds from the sums of the last weeks, oldest first; `target` is what the team has said it should be. */
export function propose(watched: Watched, weeks: readonly Sums[], target: Band | null, told: Told): Proposal {
  if (watched.kind === 'pace') return { bounds: PACE, why: '80 % to 120 % of where the month should be by now.' }
  if (watched.kind === 'freshness')
    return { bounds: { low: null, high: FRESH_DAYS }, why: 'Up to three days, so that a weekend is none.' }
  if (watched.metric === null)
    return { bounds: { low: null, high: null }, why: 'It needs no bound: it judges by its own rules.' }
  const lacks = watched.kind === 'payback' ? paybackLacks(told.economics) : null
  if (lacks !== null) return { bounds: target ?? { low: null, high: null }, why: lacks }
  const { better } = metricOf(watched.metric)
  const values = valuesOf(watched, weeks, told)
  const past = pastInWords(values, watched, told)
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

/** What a team has said that something should be, in a channel or as a whole; a payback has its target among the economics. */
export function targetOfWatched(
  team: Pick<Team, 'targets' | 'economics'>,
  channelId: string | null,
  { kind, metric }: Watched,
): Band | null {
  const months = kind === 'payback' ? (team.economics?.paybackTarget ?? null) : null
  if (kind === 'payback') return months === null ? null : { low: null, high: months }
  return metric === null ? null : targetOf(team, channelId, metric)
}

/** What a metric usually is: the mean of its weeks; null without any. */
export function usualOf(watched: Watched, weeks: readonly Sums[], told: Told): number | null {
  const values = valuesOf(watched, weeks, told)
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

function valuesOf(watched: Watched, weeks: readonly Sums[], told: Told): number[] {
  return weeks.map((sums) => weekValue(watched, sums, told)).filter((value) => value !== null)
}

/** What a KPI or a payback was in one week; null where it has no value. */
export function weekValue({ metric, kind }: Watched, week: Sums, { scope, economics }: Told): number | null {
  if (metric === null) return null
  return kind === 'payback' ? monthsOf({ scope }, economics, week, 7) : metricOf(metric).of(week)
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

function pastInWords(values: readonly number[], { kind, unit }: Watched, { currency }: Told): string {
  if (values.length === 0) return 'There are no numbers of it in the last 8 weeks.'
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => amountOfUnit(value, unit, currency))
  const weeks = values.length === 1 ? 'In 1 week' : `In the last ${values.length} weeks`
  const by = kind === 'payback' ? ' by the economics you tell now' : ''
  return least === most ? `${weeks} it was ${least}${by}.` : `${weeks} it was ${least} to ${most} a week${by}.`
}
