import type { ArmStat } from './arm.ts'
import { normalCdf, normalDensity, normalQuantile } from './normal.ts'
import { tCdf, tQuantile } from './student.ts'

/** The treatment against the control, as fractions of the control (.1 = +10 %): point, standard error, interval, p. */
export type Effect = { lift: number; se: number; low: number; high: number; p: number }

/**
 * Lift of the treatment relative to the control, (mB - mA)/|mA|, with the standard error of the delta method,
 * se² = vB/(nB·mA²) + vA·mB²/(nA·mA⁴). Null where nothing can be told: no baseline, or an arm without variance.
 */
export function relativeLift(control: ArmStat, treatment: ArmStat): { lift: number; se: number } | null {
  const base = Math.abs(control.mean)
  const spreadOfControl = control.variance / control.n
  const spreadOfTreatment = treatment.variance / treatment.n
  if (!(base > 0 && spreadOfControl > 0 && spreadOfTreatment > 0)) return null
  const ratio = treatment.mean / base
  return {
    lift: (treatment.mean - control.mean) / base,
    se: Math.sqrt(spreadOfTreatment + spreadOfControl * ratio * ratio) / base,
  }
}

/**
 * Welch's t test of the relative lift, two-sided, for one look at a planned end. The degrees of freedom are those of the
 * absolute difference (Welch & Satterthwaite). Null where `relativeLift` is.
 */
export function welch(control: ArmStat, treatment: ArmStat, alpha = 0.05): Effect | null {
  const found = relativeLift(control, treatment)
  if (!found) return null
  const df = degreesOfFreedom(control, treatment)
  // Of a single unit nobody knows how much units differ.
  if (!(df > 0)) return null
  const half = tQuantile(1 - alpha / 2, df) * found.se
  const p = 2 * tCdf(-Math.abs(found.lift / found.se), df)
  return { ...found, low: found.lift - half, high: found.lift + half, p }
}

/**
 * Welch's t test of one side: `greater` asks whether the treatment lies above the control, `less` whether it lies below. The
 * interval is open on the side that is asked for, so its other end is the bound a guardrail's margin is held against.
 */
export function welchOneSided(
  control: ArmStat,
  treatment: ArmStat,
  side: 'greater' | 'less',
  alpha = 0.05,
): Effect | null {
  const found = relativeLift(control, treatment)
  if (!found) return null
  const df = degreesOfFreedom(control, treatment)
  if (!(df > 0)) return null
  const t = found.lift / found.se
  const reach = tQuantile(1 - alpha, df) * found.se
  return side === 'greater'
    ? { ...found, low: found.lift - reach, high: Number.POSITIVE_INFINITY, p: tCdf(-t, df) }
    : { ...found, low: Number.NEGATIVE_INFINITY, high: found.lift + reach, p: tCdf(t, df) }
}

/**
 * Interval and p that hold at every look, however often one looks: the asymptotic confidence sequence of Waudby-Smith et al.
 * (arXiv 2103.06476, two-sided, ρ by their eq. 161), narrowest around `plannedTotal` units over both arms.
 */
export function sequential(control: ArmStat, treatment: ArmStat, plannedTotal: number, alpha = 0.05): Effect | null {
  const found = relativeLift(control, treatment)
  if (!found) return null
  const { lift, se } = found
  const n = control.n + treatment.n
  const logAlpha = -2 * Math.log(alpha)
  const tuning = (n * (logAlpha + Math.log(logAlpha + 1))) / plannedTotal
  const k = tuning + 1
  const half = se * Math.sqrt((2 * k * (Math.log(k) / 2 - Math.log(alpha))) / tuning)
  const exponent = (tuning * (lift / se) ** 2) / (2 * k)
  return { lift, se, low: lift - half, high: lift + half, p: Math.min(1, Math.exp(Math.log(k) / 2 - exponent)) }
}

/** What is believed of the lift after the data; losses are expected ones, as fractions of the control. */
export type Posterior = {
  lift: number
  se: number
  low: number
  high: number
  /** The chance that the treatment is the better arm. */
  chanceToWin: number
  /** What choosing the treatment costs on average, where it is the worse one after all. */
  lossOfTreatment: number
  /** What keeping the control costs on average. */
  lossOfControl: number
}

/**
 * The normal posterior of the relative lift under a prior N(0, priorSd²); a `priorSd` of null is the flat prior. Higher is
 * better unless `lowerIsBetter`. Null where `relativeLift` is.
 */
export function posterior(
  control: ArmStat,
  treatment: ArmStat,
  options: { lowerIsBetter?: boolean; priorSd?: number | null; alpha?: number } = {},
): Posterior | null {
  const { lowerIsBetter = false, priorSd = 0.3, alpha = 0.05 } = options
  const found = relativeLift(control, treatment)
  if (!found) return null
  const precision = 1 / found.se ** 2 + (priorSd === null ? 0 : 1 / priorSd ** 2)
  const lift = found.lift / found.se ** 2 / precision
  const se = Math.sqrt(1 / precision)
  const half = normalQuantile(1 - alpha / 2) * se
  const gain = lowerIsBetter ? -lift : lift
  return {
    lift,
    se,
    low: lift - half,
    high: lift + half,
    chanceToWin: normalCdf(gain / se),
    lossOfTreatment: expectedLoss(gain, se),
    lossOfControl: expectedLoss(-gain, se),
  }
}

/** E[max(0, -X)] of X ~ N(gain, se²). */
function expectedLoss(gain: number, se: number): number {
  const z = gain / se
  return Math.max(0, se * (normalDensity(z) - z * normalCdf(-z)))
}

function degreesOfFreedom(control: ArmStat, treatment: ArmStat): number {
  const a = control.variance / control.n
  const b = treatment.variance / treatment.n
  return (a + b) ** 2 / (a ** 2 / (control.n - 1) + b ** 2 / (treatment.n - 1))
}
