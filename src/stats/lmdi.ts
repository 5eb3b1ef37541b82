/** One factor of a product, in two periods: it multiplies where `power` is 1 and divides where it is -1. */
export type Factor = { before: number; after: number; power: 1 | -1 }

/** The logarithmic mean L(a, b) = (a - b)/ln(a/b) of two numbers ≥ 0; L(a, a) is a, and 0 where either is 0. */
export function logarithmicMean(a: number, b: number): number {
  if (a === b) return a
  if (a === 0 || b === 0) return 0
  // Exact for neighbours, where a/b - 1 would have lost most of its digits.
  const apart = (a - b) / b
  return (a - b) / (Math.abs(apart) < 0.5 ? Math.log1p(apart) : Math.log(a / b))
}

/**
 * What each factor did to the change of their product, in the product's unit and the order given: LMDI-I (Ang 2005),
 * power · L(after, before) · ln(x1/x0), which leaves no remainder. A factor that comes from 0 takes the whole end value, one
 * that falls to 0 the whole start value with a minus, several of them in equal parts, and the others nothing. A divisor of 0 has
 * no product: RangeError.
 */
export function contributions(factors: readonly Factor[]): number[] {
  const before = product(factors, 'before')
  const after = product(factors, 'after')
  const fromNothing = factors.map((factor) => factor.before === 0 && factor.after > 0)
  const toNothing = factors.map((factor) => factor.before > 0 && factor.after === 0)
  if (before === 0 || after === 0) {
    const gain = after / Math.max(1, count(fromNothing))
    const loss = before / Math.max(1, count(toNothing))
    return factors.map((_, index) => (fromNothing[index] ? gain : 0) - (toNothing[index] ? loss : 0))
  }
  const weight = logarithmicMean(after, before)
  return factors.map((factor) => factor.power * weight * Math.log(factor.after / factor.before))
}

function product(factors: readonly Factor[], period: 'before' | 'after'): number {
  return factors.reduce((value, factor) => {
    const size = factor[period]
    if (!(size >= 0 && Number.isFinite(size))) throw new RangeError(`a factor must be finite and ≥ 0, got ${size}`)
    if (factor.power === 1) return value * size
    if (size === 0) throw new RangeError('a product cannot be divided by 0')
    return value / size
  }, 1)
}

function count(flags: readonly boolean[]): number {
  return flags.filter(Boolean).length
}
