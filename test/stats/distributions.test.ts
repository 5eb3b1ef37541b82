import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaCdf, betaQuantile } from '../../src/stats/beta.ts'
import { chiSquareSurvival } from '../../src/stats/chi-square.ts'
import { normalCdf, normalDensity, normalQuantile, normalSurvival } from '../../src/stats/normal.ts'
import { tCdf, tQuantile } from '../../src/stats/student.ts'
import { expectNear, reference } from './reference.ts'

type Truth<Input extends string> = Record<Input, number> & { truth: string }

const truths = reference<{
  normCdf: Truth<'x'>[]
  normQuantile: Truth<'p'>[]
  chi2Sf: Truth<'x' | 'df'>[]
  betaCdf: Truth<'x' | 'a' | 'b'>[]
  betaQuantile: Truth<'p' | 'a' | 'b'>[]
  tCdf: Truth<'t' | 'df'>[]
  tQuantile: Truth<'p' | 'df'>[]
}>('distributions')

const EXACT = 1e-12
const chance = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })
const freedom = fc.double({ min: 0.5, max: 1e7, noNaN: true })
const shape = fc.double({ min: 1, max: 1e5, noNaN: true })
/** Of these the rest to 1 is exact as well. */
const exactShare = fc.integer({ min: 1, max: 1023 }).map((part) => part / 1024)
const place = fc.double({ min: -30, max: 30, noNaN: true })

describe('against 50 digits', () => {
  it.each(truths.normCdf)('the normal chance below $x', ({ x, truth }) => {
    expectNear(normalCdf(x), Number(truth), EXACT)
    expectNear(normalSurvival(-x), Number(truth), EXACT)
  })

  it.each(truths.normQuantile)('the normal quantile of $p', ({ p, truth }) => {
    expectNear(normalQuantile(p), Number(truth), EXACT)
  })

  it.each(truths.chi2Sf)('the χ² chance above $x with $df degrees of freedom', ({ x, df, truth }) => {
    expectNear(chiSquareSurvival(x, df), Number(truth), EXACT)
  })

  it.each(truths.betaCdf)('the chance of Beta($a, $b) below $x', ({ x, a, b, truth }) => {
    expectNear(betaCdf(x, a, b), Number(truth), EXACT)
  })

  it.each(truths.betaQuantile)('the quantile of Beta($a, $b) at $p', ({ p, a, b, truth }) => {
    expectNear(betaQuantile(p, a, b), Number(truth), EXACT)
  })

  it.each(truths.tCdf)('the t chance below $t with $df degrees of freedom', ({ t, df, truth }) => {
    expectNear(tCdf(t, df), Number(truth), EXACT)
  })

  it.each(truths.tQuantile)('the t quantile of $p with $df degrees of freedom', ({ p, df, truth }) => {
    expectNear(tQuantile(p, df), Number(truth), EXACT)
  })
})

describe('a distribution', () => {
  it('puts its two sides around the same centre', () => {
    fc.assert(
      fc.property(place, freedom, (z, df) => {
        expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 14)
        expect(tCdf(z, df) + tCdf(-z, df)).toBeCloseTo(1, 14)
      }),
    )
  })

  it('counts the same from either end', () => {
    fc.assert(
      fc.property(exactShare, shape, shape, (x, a, b) => {
        expect(betaCdf(x, a, b) + betaCdf(1 - x, b, a)).toBeCloseTo(1, 12)
      }),
    )
  })

  it('is undone by its quantile', () => {
    fc.assert(
      fc.property(chance, freedom, shape, shape, (p, df, a, b) => {
        expectNear(normalCdf(normalQuantile(p)), p, 1e-11)
        expectNear(tCdf(tQuantile(p, df), df), p, 1e-11)
        expect(betaCdf(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 9)
      }),
    )
  })

  it('never leaves 0 to 1 nor falls', () => {
    const distance = fc.double({ min: 0, max: 60, noNaN: true })
    fc.assert(
      fc.property(place, distance, freedom, (z, more, df) => {
        for (const [low, high] of [
          [normalCdf(z), normalCdf(z + more)],
          [tCdf(z, df), tCdf(z + more, df)],
          [1 - chiSquareSurvival(Math.abs(z), df), 1 - chiSquareSurvival(Math.abs(z) + more, df)],
        ] as const) {
          expect(low).toBeGreaterThanOrEqual(0)
          expect(high).toBeLessThanOrEqual(1)
          expect(high).toBeGreaterThanOrEqual(low - 1e-12)
        }
      }),
    )
  })

  it('has a tail as far as a double can tell', () => {
    expect(normalCdf(-37)).toBeGreaterThan(1e-300)
    expect(normalSurvival(Number.POSITIVE_INFINITY)).toBe(0)
    expect(chiSquareSurvival(1300, 1)).toBeGreaterThan(1e-300)
    expect(tCdf(-1e200, 3)).toBe(0)
  })

  it('is refused where it has no value', () => {
    for (const p of [0, 1, -0.1, Number.NaN]) {
      expect(() => normalQuantile(p)).toThrow(RangeError)
      expect(() => tQuantile(p, 5)).toThrow(RangeError)
    }
    expect(() => tCdf(1, 0)).toThrow(RangeError)
    expect(() => betaCdf(0.5, 0, 1)).toThrow(RangeError)
    expect(() => betaQuantile(2, 1, 1)).toThrow(RangeError)
    expect(() => chiSquareSurvival(-1, 1)).toThrow(RangeError)
  })

  it('ends where it ends', () => {
    expect([betaCdf(-1, 2, 3), betaCdf(2, 2, 3), betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1, 0, 1])
    expect(normalDensity(0)).toBeCloseTo(0.3989422804014327, 15)
  })
})
