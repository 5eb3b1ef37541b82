import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contributions, type Factor, logarithmicMean } from '../../src/stats/lmdi.ts'

const cost = (before: number, after: number): Factor => ({ before, after, power: 1 })
const rate = (before: number, after: number): Factor => ({ before, after, power: -1 })

describe('the logarithmic mean', () => {
  it.each([
    ['of 2 and 1 is 1/ln 2', 2, 1, Math.LOG2E],
    ['of a number and itself is the number', 7, 7, 7],
    ['of two neighbours is between them', 1, 1 + 1e-12, 1 + 5e-13],
    ['of anything and nothing is nothing', 5, 0, 0],
    ['of nothing and nothing is nothing', 0, 0, 0],
  ])('%s', (_, a, b, mean) => {
    expect(logarithmicMean(a, b)).toBeCloseTo(mean, 14)
    expect(logarithmicMean(b, a)).toBeCloseTo(mean, 14)
  })
})

describe('a cost that rose from 1,250.00 to 1,517.24', () => {
  it('is explained by its six factors to the last digit', () => {
    const parts = contributions([
      cost(40_000 / 2_000_000, 44_000 / 2_000_000),
      rate(20_000 / 2_000_000, 17_600 / 2_000_000),
      rate(800 / 20_000, 739 / 17_600),
      rate(320 / 800, 281 / 739),
      rate(128 / 320, 112 / 281),
      rate(32 / 128, 29 / 112),
    ])

    expect(parts.map((part) => part.toFixed(4))).toEqual([
      '131.4621',
      '176.3217',
      '-66.9235',
      '69.8655',
      '4.9173',
      '-48.4018',
    ])
    expect(total(parts).toFixed(6)).toBe('267.241379')
  })
})

describe('a factor of 0', () => {
  const grows = { before: 0, after: 0.5, power: 1 } as const
  const dies = { before: 0.5, after: 0, power: 1 } as const

  it.each<[string, Factor[], number[]]>([
    ['that comes from nothing takes the whole end value', [grows, cost(8, 10)], [5, 0]],
    ['that falls to nothing takes the whole start value', [dies, cost(8, 10)], [-4, 0]],
    ['is shared where two come from nothing', [grows, grows, cost(8, 10)], [1.25, 1.25, 0]],
    ['that one loses and another gains adds up to nothing', [grows, dies, cost(8, 10)], [0, 0, 0]],
    ['in both periods explains nothing', [cost(0, 0), cost(8, 10)], [0, 0]],
  ])('%s', (_, factors, parts) => {
    expect(contributions(factors).map((part) => part + 0)).toEqual(parts)
  })

  it('cannot divide, and nothing can be negative', () => {
    expect(() => contributions([rate(0, 1)])).toThrow(RangeError)
    expect(() => contributions([cost(-1, 1)])).toThrow(RangeError)
  })
})

describe('contributions', () => {
  const size = fc.double({ min: 1e-4, max: 1e6, noNaN: true })
  const divisor = fc.record({ before: size, after: size, power: fc.constant(-1 as const) })
  const multiplier = fc.record({
    before: fc.oneof(size, fc.constant(0)),
    after: fc.oneof(size, fc.constant(0)),
    power: fc.constant(1 as const),
  })
  const factors = fc.array(fc.oneof(divisor, multiplier), { minLength: 1, maxLength: 6 })

  it('always sum to the change of the product', () => {
    fc.assert(
      fc.property(factors, (each) => {
        const [before, after] = [product(each, 'before'), product(each, 'after')]
        expect(Math.abs(total(contributions(each)) - (after - before))).toBeLessThanOrEqual(
          1e-9 * Math.max(before, after),
        )
      }),
    )
  })

  it('are the same in any order of the factors', () => {
    fc.assert(
      fc.property(factors, (each) => {
        const forward = contributions(each)
        const backward = contributions(each.toReversed()).reverse()
        const scale = Math.max(product(each, 'before'), product(each, 'after'))
        for (const [index, part] of forward.entries())
          expect(Math.abs(part - (backward[index] ?? Number.NaN))).toBeLessThanOrEqual(1e-9 * scale)
      }),
    )
  })

  it('change their sign when the periods are swapped', () => {
    fc.assert(
      fc.property(factors, (each) => {
        const back = contributions(each.map(({ before, after, power }) => ({ before: after, after: before, power })))
        const scale = Math.max(product(each, 'before'), product(each, 'after'))
        for (const [index, part] of contributions(each).entries())
          expect(Math.abs(part + (back[index] ?? Number.NaN))).toBeLessThanOrEqual(1e-9 * scale)
      }),
    )
  })
})

function total(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0)
}

function product(factors: readonly Factor[], period: 'before' | 'after'): number {
  return factors.reduce((value, each) => value * each[period] ** each.power, 1)
}
