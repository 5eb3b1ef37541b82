import { upperGamma } from '../../stats/gamma.ts'

// What makes conversions doubtful, wherever they are looked at: by the week when a change is explained, by the day when tracking
// is watched. One set of thresholds, so that both say the same [defaults of the reference].

/** Conversions this far below what the past would have brought are doubted (0.4 is 40 %). */
export const DROP = 0.4
/** Against the CRM a smaller gap will do, and a larger one settles it. */
export const APART = 0.25
export const FAR_APART = 0.5
/** Bad luck this rare is not taken for luck. */
export const UNLIKELY = 0.01
/** Days without conversions count when as many were to be expected: P(0) is 1 % at 4.6. */
export const EXPECTED_OF_SILENCE = 4.6
/** About twice as many conversions as there were leads for is a tag that fires twice. */
const DOUBLE = 1.75
/** Clicks, or leads per click, that moved less than this were steady. */
const STEADY = 0.25

/** P(X ≤ count) of a Poisson variable: Q(count + 1, expected). */
export function chanceOfAtMost(count: number, expected: number): number {
  return upperGamma(count + 1, expected)
}

/** Whether conversions fell so far short of what was to be expected that chance does not do it. */
export function fellShort(conversions: number, expected: number, by: number): boolean {
  return conversions <= (1 - by) * expected && chanceOfAtMost(conversions, expected) < UNLIKELY
}

/** Whether conversions came about twice as often as was to be expected, and chance does not do it. */
export function isDoubled(conversions: number, expected: number): boolean {
  return conversions >= DOUBLE * expected && chanceOfAtMost(expected, conversions) < UNLIKELY
}

/** Whether something held between two periods. */
export function isSteady(before: number | null, after: number | null): boolean {
  return before !== null && after !== null && before > 0 && Math.abs(after / before - 1) <= STEADY
}

/** A part of a whole; null where either is unknown or the whole is nothing. */
export function ratio(part: number | null, whole: number | null): number | null {
  return part === null || !whole ? null : part / whole
}

/** The middle of some values; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0]
  return (low + high) / 2
}
