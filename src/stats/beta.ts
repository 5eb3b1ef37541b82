import { turningPoint } from './root.ts'

const EPSILON = 1e-16
const TINY = 1e-300
/** Where the asymptotic series of the Stirling error is exact in double precision. */
const STIRLING_FROM = 12

/** A point of (0, 1) by its distance from either end, as one of the two cannot be told from the other near 1. */
type Point = { x: number; rest: number }

/**
 * Regularised incomplete beta function I_x(a, b) for a > 0, b > 0: the chance that a Beta(a, b) variable is at most `x`.
 * Relative accuracy about 1e-13.
 */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  return incompleteBeta({ x, rest: 1 - x }, a, b)
}

/** The x at which I_x(a, b) is `p`, for 0 <= p <= 1; by bisection, to about 1e-13 relative. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`betaQuantile needs 0 <= p <= 1, got ${p}`)
  if (p === 0 || p === 1) return p
  return turningPoint(0, 1, (x) => betaCdf(x, a, b) < p)
}

/**
 * I_x(a, b) where the caller knows x and 1 - x each to full accuracy. The continued fraction of DiDonato & Morris (1992, eq. 9)
 * on the side of the mean where it converges; the factor before it is the saddle point of Loader (2000), which stays exact
 * where logarithms of the beta function would cancel.
 */
export function incompleteBeta(point: Point, a: number, b: number): number {
  if (!(a > 0) || !(b > 0)) throw new RangeError(`the incomplete beta needs a > 0 and b > 0, got ${a} and ${b}`)
  if (belowMean(point, a, b) < 0) return 1 - lowerPart({ x: point.rest, rest: point.x }, b, a)
  return lowerPart(point, a, b)
}

function lowerPart(point: Point, a: number, b: number): number {
  const factor = binomialTerm(point, a, b)
  return factor > 0 ? factor * fraction(point, a, b) : 0
}

/** a - (a + b)x: how far below the mean x lies. */
function belowMean({ x, rest }: Point, a: number, b: number): number {
  return a * rest - b * x
}

/** x^a (1 - x)^b / B(a, b). */
function binomialTerm({ x, rest }: Point, a: number, b: number): number {
  const n = a + b
  // The distance from the mean, from the smaller of the two numbers: the larger one has lost its last digits.
  const distance = x < rest ? x - a / n : b / n - rest
  const exponent = a * logRatio(x, a / n, distance) + b * logRatio(rest, b / n, -distance)
  return (
    Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(exponent + stirlingError(n) - stirlingError(a) - stirlingError(b))
  )
}

/** ln(value / around), where value - around is known to be `distance`. */
function logRatio(value: number, around: number, distance: number): number {
  return Math.abs(distance) < around / 2 ? Math.log1p(distance / around) : Math.log(value / around)
}

/** What Stirling's formula leaves of ln Γ(z): ln Γ(z) - (z - ½) ln z + z - ½ ln 2π (Abramowitz & Stegun, 6.1.40). */
function stirlingError(z: number): number {
  if (z < STIRLING_FROM) return stirlingError(z + 1) + (z + 0.5) * Math.log1p(1 / z) - 1
  const s = 1 / (z * z)
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360_360))))) / z
}

/** 1 / (β₁ + α₂ / (β₂ + α₃ / (β₃ + …))), by Lentz's method. */
function fraction(point: Point, a: number, b: number): number {
  const { x, rest } = point
  const below = belowMean(point, a, b)
  let c = 1 / TINY
  let d = (a + 1) / (a * (below + 1))
  let value = d
  for (let n = 1; n < 100_000; n++) {
    const shared = (n * (b - n) * x) / (a + 2 * n - 1)
    const numerator = (shared * x * (a + n - 1) * (a + b + n - 1)) / (a + 2 * n - 1)
    const denominator = n + shared + ((a + n) * (below + 1 + n * (1 + rest))) / (a + 2 * n + 1)
    d = 1 / awayFromZero(numerator * d + denominator)
    c = awayFromZero(denominator + numerator / c)
    value *= c * d
    if (Math.abs(c * d - 1) < EPSILON * 4) break
  }
  return value
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}
