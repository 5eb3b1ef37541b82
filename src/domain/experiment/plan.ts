import { proportionArm } from '../../stats/arm.ts'
import { sequential } from '../../stats/effect.ts'
import { normalSurvival } from '../../stats/normal.ts'
import { power, sampleSize } from '../../stats/power.ts'
import { turningPoint } from '../../stats/root.ts'
import type { Design, Method, PrimaryMetric } from './experiment.ts'

// How many units a test needs, how many weeks that takes, and whether it is hopeless: said while the form is filled, not after.

/** What a sample is planned from; `smallest` is good news, as a fraction. `smallestShare` is that of the smallest arm. */
export type SampleSpec = {
  metric: Pick<PrimaryMetric, 'kind' | 'better' | 'baseline' | 'spread'>
  smallest: number
  arms: number
  smallestShare?: number
  weeks: number
  traffic: number | null
  method: Method
}

/** What another effect would take. */
export type Alternative = { lift: number; perArm: number; weeks: number | null }

/** What would help a test that takes too long. */
export const HELPS = ['bigger effect', 'earlier metric', 'more traffic', 'fewer arms'] as const
export type Help = (typeof HELPS)[number]

/**
 * The sample of a test: units per arm and weeks (null where it cannot be told), whether the weeks chosen are enough, the
 * smallest effect that they could show, and what other effects would take.
 */
export type SamplePlan = {
  perArm: number | null
  weeksNeeded: number | null
  state: 'fits' | 'longer' | 'hopeless' | 'unknown'
  smallestInWindow: number | null
  alternatives: Alternative[]
  help: Help[]
}

/** The longest a test may take before it is called hopeless: a season changes more than the test would. */
export const LONGEST_WEEKS = 12

const ALPHA = 0.05
const POWER = 0.8

/**
 * Plans the sample that finds `smallest` with a power of 80 % at a risk of 5 %, by the method that will judge it. Several
 * treatments share the risk, as they will be read with Holm's correction.
 */
export function planSample(spec: SampleSpec): SamplePlan {
  const perArm = perArmFor(spec, spec.smallest)
  const weeksNeeded = weeksFor(spec, perArm)
  const state = stateOf(spec, perArm, weeksNeeded)
  return {
    perArm,
    weeksNeeded,
    state,
    smallestInWindow: smallestIn(spec),
    alternatives: state === 'unknown' && perArm === null ? [] : alternativesTo(spec, state),
    help: helpFor(spec, state),
  }
}

/** The sample that a design needs. */
export function sampleOf(design: Omit<Design, 'perArm'>): SamplePlan {
  const { metric, smallest, arms, weeks, traffic, method } = design
  const smallestShare = Math.min(...arms.map(({ share }) => share))
  return planSample({ metric, smallest, arms: arms.length, smallestShare, weeks, traffic, method })
}

function stateOf(spec: SampleSpec, perArm: number | null, weeks: number | null): SamplePlan['state'] {
  if (!isKnown(spec)) return 'unknown'
  if (perArm === null) return 'hopeless'
  if (weeks === null) return 'unknown'
  if (weeks > LONGEST_WEEKS) return 'hopeless'
  return weeks > spec.weeks ? 'longer' : 'fits'
}

/** Where the plan fits, the finer effect that could be asked for; where it does not, the coarser ones that would. */
function alternativesTo(spec: SampleSpec, state: SamplePlan['state']): Alternative[] {
  const factors = state === 'fits' ? [0.5] : state === 'unknown' ? [0.5, 2] : [2, 3]
  return factors.flatMap((factor) => {
    const lift = spec.smallest * factor
    const perArm = perArmFor(spec, lift)
    return perArm === null ? [] : [{ lift, perArm, weeks: weeksFor(spec, perArm) }]
  })
}

function helpFor(spec: SampleSpec, state: SamplePlan['state']): Help[] {
  if (state === 'fits' || state === 'unknown') return []
  return ['bigger effect', 'earlier metric', 'more traffic', ...(spec.arms > 2 ? (['fewer arms'] as const) : [])]
}

function perArmFor(spec: SampleSpec, smallest: number): number | null {
  const { kind, baseline } = spec.metric
  const variance = varianceOf(spec)
  if (variance === null || !(smallest > 0)) return null
  const lift = signed(spec, smallest)
  // Nothing gets cheaper than free.
  if (baseline * (1 + lift) <= 0) return null
  return sampleSize({ metric: { kind, mean: baseline, variance }, lift, power: POWER, alpha: riskOf(spec) })
}

function weeksFor(spec: SampleSpec, perArm: number | null): number | null {
  const weekly = weeklyPerArm(spec)
  return perArm === null || weekly === null ? null : Math.max(1, Math.ceil(perArm / weekly))
}

/** The smallest effect that the weeks chosen could show at this traffic; null where even a huge one would stay hidden. */
function smallestIn(spec: SampleSpec): number | null {
  const { kind, baseline: mean, better } = spec.metric
  const variance = varianceOf(spec)
  const weekly = weeklyPerArm(spec)
  if (variance === null || weekly === null) return null
  const perArm = weekly * spec.weeks
  const shows = (size: number) =>
    power({ mean, variance, lift: signed(spec, size), perArm, alpha: riskOf(spec) }) >= POWER
  const largest = better === 'lower' ? 0.99 : kind === 'proportion' ? (1 - mean) / mean : 10
  return largest > 0 && shows(largest) ? turningPoint(0, largest, (size) => !shows(size)) : null
}

/** The units a week of the smallest arm. */
function weeklyPerArm({ traffic, arms, smallestShare = 1 / arms }: SampleSpec): number | null {
  return traffic !== null && traffic > 0 ? traffic * smallestShare : null
}

function varianceOf({ metric }: SampleSpec): number | null {
  const { kind, baseline, spread } = metric
  const variance = kind === 'proportion' ? baseline * (1 - baseline) : spread === null ? 0 : spread * spread
  return variance > 0 && baseline > 0 ? variance : null
}

function isKnown(spec: SampleSpec): boolean {
  return varianceOf(spec) !== null
}

function signed({ metric }: SampleSpec, smallest: number): number {
  return metric.better === 'lower' ? -smallest : smallest
}

/**
 * The two-sided risk of one classic test that calls as rarely as the method does at its planned total. A sequence of looks is
 * stricter than one look; a chance to win of 95 % is one side of 10 %.
 */
function riskOf({ method, arms }: SampleSpec): number {
  const alpha = ALPHA / Math.max(1, arms - 1)
  if (method === 'fixed') return alpha
  if (method === 'bayes') return 2 * ALPHA
  const unit = proportionArm(1_000, 500)
  const look = sequential(unit, unit, 2_000, alpha)
  return look ? 2 * normalSurvival((look.high - look.lift) / look.se) : alpha
}
