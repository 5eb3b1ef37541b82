import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inverseLowerGamma, logGamma, lowerGamma, upperGamma } from '../../src/stats/gamma.ts'

describe('the logarithm of the gamma function', () => {
  it.each([
    [1, 0],
    [2, 0],
    [5, Math.log(24)],
    [0.5, Math.log(Math.PI) / 2],
    [171, 706.57306224579],
  ])('of %d is %d', (x, value) => {
    expect(logGamma(x)).toBeCloseTo(value, 11)
  })

  it('is refused where it has no value', () => {
    expect(() => logGamma(0)).toThrow(RangeError)
  })
})

describe('the lower incomplete gamma function', () => {
  it('is 1 - e^-x for a = 1, on both sides of the switch between its two methods', () => {
    for (const x of [0.001, 0.5, 1.9, 2, 2.1, 10, 50]) expect(lowerGamma(1, x)).toBeCloseTo(1 - Math.exp(-x), 14)
  })

  it('grows with x and stays between 0 and 1', () => {
    const positive = fc.double({ min: 0.05, max: 500, noNaN: true })
    fc.assert(
      fc.property(positive, positive, positive, (a, x, more) => {
        const [low, high] = [lowerGamma(a, x), lowerGamma(a, x + more)]
        return low >= 0 && high <= 1 && high >= low - 1e-12
      }),
    )
  })

  it('is what the upper one leaves', () => {
    const positive = fc.double({ min: 0.05, max: 500, noNaN: true })
    fc.assert(
      fc.property(positive, positive, (a, x) => {
        expect(lowerGamma(a, x) + upperGamma(a, x)).toBeCloseTo(1, 14)
      }),
    )
  })

  it('is undone by its inverse', () => {
    const inside = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true })
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 400, noNaN: true }), inside, (a, p) => {
        expect(lowerGamma(a, inverseLowerGamma(a, p))).toBeCloseTo(p, 9)
      }),
    )
  })
})
