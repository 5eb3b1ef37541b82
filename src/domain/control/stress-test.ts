import { type Band, changeOf, type MetricKey, metricOf, type Sums, standing } from '../metric/metric.ts'
import { bandFor } from '../metric/target.ts'
import type { Team } from '../team.ts'
import { type ChannelSums, largestDrop, largestFall, type Stress, stressed, sumsOfScope } from './stress.ts'

/** A bound that a plan is held against. */
export type PlanBound = { name: string; channelId: string | null; metric: MetricKey; band: Band }

/** A bound under stress: what its metric is now and would be; null where it has no value. */
export type StressedBound = PlanBound & {
  now: number | null
  under: number | null
  verdict: StressVerdict
  /** Of a payback, whose band and values are those of its CAC: the bound and what it would be, in months; null is never. */
  payback?: { bound: number; under: number | null }
}

/** How much a plan survives: the first bound that gives way, and the largest drop of results that still keeps it. */
export type Survival = { bound: PlanBound; drop: number }

/** What a stress would do to a plan. */
export type StressTest = {
  rows: { metric: MetricKey; now: number | null; under: number | null; change: number | null }[]
  bounds: StressedBound[]
  survives: Survival | null
}

/** How a bound stands: only what is beyond it, and surely so, breaks it. */
export type StressVerdict = 'breaks' | 'holds' | 'unsure' | 'broken already' | 'gone'

const OF_CRM: readonly MetricKey[] = ['spend', 'leads', 'customers', 'cpl', 'cac']
const OF_PLATFORMS: readonly MetricKey[] = ['spend', 'clicks', 'conversions', 'cost_per_conversion']

/** Puts a plan under a stress: the team's numbers before and after, and every bound with what becomes of it. */
export function stressPlan(
  channels: readonly ChannelSums[],
  stress: Stress,
  exponents: ReadonlyMap<string, number>,
  bounds: readonly PlanBound[],
  guardrails: readonly StressedBound[] = [],
): StressTest {
  const after = stressed(channels, stress, exponents)
  const hasCrm = measured(channels, null, 'leads') !== null
  const rows = (hasCrm ? OF_CRM : OF_PLATFORMS)
    .map((metric) => {
      const [now, under] = [measured(channels, null, metric), measured(after, null, metric)]
      return { metric, now, under, change: changeOf(now, under) }
    })
    .filter(({ now }) => now !== null)
  // A target that a guardrail keeps already is not said twice.
  const isKept = (bound: PlanBound) =>
    guardrails.some(
      ({ metric, channelId, payback }) => !payback && metric === bound.metric && channelId === bound.channelId,
    )
  const left = bounds.filter((bound) => !isKept(bound))
  const judged = [...guardrails, ...left.map((bound) => judgeBound(bound, channels, after, stress))]
  return { rows, bounds: judged, survives: firstToGive(judged) }
}

/** The targets of a team as bounds of its plan; amounts of a week become those of the days that are looked at. */
export function targetsAsBounds(team: Pick<Team, 'targets' | 'channels'>, days: number): PlanBound[] {
  return team.targets.map(({ channelId, metric, band }) => {
    const name = team.channels.find(({ id }) => id === channelId)?.name
    const scaled = bandFor(metric, band, days) ?? band
    return { name: name ? `Target, ${name}` : 'Target', channelId, metric, band: scaled }
  })
}

function judgeBound(
  bound: PlanBound,
  before: readonly ChannelSums[],
  after: readonly ChannelSums[],
  stress: Stress,
): StressedBound {
  const [now, under] = [measured(before, bound.channelId, bound.metric), measured(after, bound.channelId, bound.metric)]
  if (stress.kind === 'loss' && stress.channelId === bound.channelId)
    return { ...bound, now, under: null, verdict: 'gone' }
  const isOut = (value: number | null) =>
    standing(value, bound.band) !== null && standing(value, bound.band) !== 'on target'
  // No result at all is dearer than any cost may be.
  const isDry = under === null && now !== null
  if (isOut(now)) return { ...bound, now, under, verdict: 'broken already' }
  return { ...bound, now, under, verdict: isOut(under) || isDry ? 'breaks' : 'holds' }
}

/** Of all bounds that hold now and that fewer results would break, the one that gives way first. */
function firstToGive(bounds: readonly StressedBound[]): Survival | null {
  const drops = bounds.flatMap((bound) => {
    if (bound.verdict === 'broken already' || bound.now === null) return []
    const drop = dropOf(bound, bound.now)
    return drop === null || drop <= 0 ? [] : [{ bound, drop }]
  })
  return drops.toSorted((one, other) => one.drop - other.drop)[0] ?? null
}

function dropOf({ metric, band }: PlanBound, value: number): number | null {
  const { whole, part } = metricOf(metric)
  if (whole !== null && part === 'spend' && band.high !== null) return largestDrop(value, band.high)
  return whole === null && part !== 'spend' && band.low !== null ? largestFall(value, band.low) : null
}

function measured(channels: readonly ChannelSums[], channelId: string | null, metric: MetricKey): number | null {
  const sums: Sums = sumsOfScope(channels, channelId)
  return metricOf(metric).of(sums)
}
