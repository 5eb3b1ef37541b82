import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countsApart } from '../../src/stats/poisson.ts'
import { sharesApart } from '../../src/stats/proportion.ts'
import { lastChangeApart, ratesApart, yieldsApart } from '../../src/stats/rates.ts'

const share = fc
  .tuple(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([trials, part]) => ({ trials, events: Math.round(trials * part) }))

describe('rates of several groups', () => {
  it('are the two-proportion z where there is one group', () => {
    fc.assert(
      fc.property(share, share, (before, after) => {
        expect(ratesApart([{ before, after }])).toBeCloseTo(sharesApart(before, after), 8)
      }),
    )
  })

  it('that all fell a little have fallen together', () => {
    const group = { before: { trials: 1000, events: 100 }, after: { trials: 1000, events: 85 } }
    expect(Math.abs(ratesApart([group]))).toBeLessThan(1.96)
    expect(ratesApart([group, group, group, group])).toBeCloseTo(2 * ratesApart([group]), 9)
  })

  it('do not fall because the mix of the groups did', () => {
    const good = { before: { trials: 1000, events: 500 }, after: { trials: 100, events: 50 } }
    const poor = { before: { trials: 100, events: 5 }, after: { trials: 1000, events: 50 } }
    expect(ratesApart([good, poor])).toBeCloseTo(0, 12)
  })

  it('can be told where more reached a stage in a week than the one before it', () => {
    const z = ratesApart([{ before: { trials: 50, events: 60 }, after: { trials: 50, events: 120 } }])
    expect(z).toBeCloseTo(countsApart(60, 120), 12)
  })

  it('say nothing without trials', () => {
    expect(ratesApart([])).toBe(0)
    expect(ratesApart([{ before: { trials: 0, events: 0 }, after: { trials: 10, events: 5 } }])).toBe(0)
  })
})

describe('two counts with different spend behind them', () => {
  it('are plain counts where the spend is the same', () => {
    expect(yieldsApart({ spend: 7, results: 320 }, { spend: 7, results: 290 })).toBeCloseTo(countsApart(320, 290), 12)
  })

  it('lie 2.4 errors apart at 320 customers for 400,000 and 290 for 440,000', () => {
    expect(yieldsApart({ spend: 400_000, results: 320 }, { spend: 440_000, results: 290 })).toBeCloseTo(-2.39, 2)
    expect(yieldsApart({ spend: 1, results: 0 }, { spend: 1, results: 0 })).toBe(0)
  })
})

describe('the last change of a price', () => {
  it('is told by the eight changes before it', () => {
    expect(lastChangeApart([9, 0.01, -0.01, 0.01, -0.01, 0.01, -0.01, 0.01, -0.01, 0.025])).toBeCloseTo(2.5, 9)
  })

  it.each([
    ['is not told by three', [0.1, 0.1, 0.1, 0.5], null],
    ['is not told by none', [], null],
    ['leaves the noise of a price that never moved', [0, 0, 0, 0, -0.1], Number.NEGATIVE_INFINITY],
    ['is no change where there is none', [0, 0, 0, 0, 0], 0],
  ])('%s', (_, changes, apart) => {
    expect(lastChangeApart(changes)).toBe(apart)
  })
})
