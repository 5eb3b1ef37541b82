import { incompleteBeta } from './beta.ts'
import { turningPointAbove } from './root.ts'

/**
 * The chance that a Student t variable with `df` > 0 degrees of freedom is at most `t`. The lower tail is computed directly, so
 * that 2·tCdf(-|t|, df) is a two-sided p with full relative accuracy, however small (Abramowitz & Stegun, 26.7.1).
 */
export function tCdf(t: number, df: number): number {
  return t < 0 ? tail(-t, df) : 1 - tail(t, df)
}

/** The t at which tCdf is `p`, for 0 < p < 1; solved in the smaller tail, to about 1e-14 relative. */
export function tQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`tQuantile needs 0 < p < 1, got ${p}`)
  if (p === 0.5) return 0
  const share = Math.min(p, 1 - p)
  const distance = turningPointAbove(1, (t) => tail(t, df) > share)
  return p < 0.5 ? -distance : distance
}

/** The chance to lie above `t` >= 0: half of I_x(df/2, ½) at x = df / (df + t²). */
function tail(t: number, df: number): number {
  const square = t * t
  return incompleteBeta({ x: 1 / (1 + square / df), rest: 1 / (1 + df / square) }, df / 2, 0.5) / 2
}
