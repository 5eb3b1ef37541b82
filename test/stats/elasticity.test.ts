import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitElasticity, marginalCost } from '../../src/stats/elasticity.ts'

const spend = [10, 12, 15, 18, 22, 26, 30, 35].map((thousands) => thousands * 1000)
const results = [40, 45, 52, 58, 65, 71, 76, 82]
const weeks = spend.map((each, index) => ({ spend: each, results: results[index] ?? 0 }))

describe('eight weeks of growing spend', () => {
  it('bring customers as spend to the power of 0.574, so the next one costs 743.79 where the mean one costs 426.83', () => {
    const fit = fitElasticity(weeks)
    expect(fit?.exponent.toFixed(5)).toBe('0.57385')
    expect(fit?.se.toFixed(5)).toBe('0.01317')
    expect(fit?.spread).toBeCloseTo(3.5, 12)
    expect((35_000 / 82).toFixed(2)).toBe('426.83')
    expect(marginalCost(35_000 / 82, fit?.exponent ?? 0).toFixed(2)).toBe('743.79')
  })
})

describe('a fit', () => {
  it.each([
    ['has no curve from two weeks', weeks.slice(0, 2)],
    ['has no curve where the spend never moved', [1, 2, 3].map((each) => ({ spend: 100, results: each }))],
    [
      'leaves out weeks without spend or results',
      [...weeks.slice(0, 2), { spend: 0, results: 3 }, { spend: 5, results: 0 }],
    ],
  ])('%s', (_, points) => {
    expect(fitElasticity(points)).toBeNull()
  })

  it('finds the power it was made with', () => {
    const power = fc.double({ min: 0.1, max: 1.5, noNaN: true })
    fc.assert(
      fc.property(power, fc.double({ min: 0.01, max: 100, noNaN: true }), (exponent, factor) => {
        const fit = fitElasticity(spend.map((each) => ({ spend: each, results: factor * each ** exponent })))
        expect(fit?.exponent).toBeCloseTo(exponent, 8)
        expect(fit?.se).toBeCloseTo(0, 6)
      }),
    )
  })

  it('prices the next result endlessly high where more spend brings nothing more', () => {
    expect(marginalCost(100, 0)).toBe(Number.POSITIVE_INFINITY)
  })
})
