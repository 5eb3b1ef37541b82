import { upperGamma } from './gamma.ts'

/** The chance that a χ² variable with `df` degrees of freedom is above `x`: Q(df/2, x/2), accurate far out in the tail. */
export function chiSquareSurvival(x: number, df: number): number {
  return upperGamma(df / 2, x / 2)
}
