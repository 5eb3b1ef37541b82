import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pooledZ, wilson } from '../../src/stats/proportion.ts'
import { expectNear, reference } from './reference.ts'

const cases = reference<{
  wilson: { input: { x: number; n: number; alpha: number }; output: [low: number, high: number] }[]
}>('experiments')

describe("Wilson's interval", () => {
  it.each(cases.wilson)('of $input.x in $input.n', ({ input, output }) => {
    const { low, high } = wilson(input.x, input.n, input.alpha)
    expectNear(low, output[0], 1e-9)
    expectNear(high, output[1], 1e-9)
  })

  it('holds the share it is about, inside 0 to 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, part) => {
        const events = Math.round(trials * part)
        const { low, high } = wilson(events, trials)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(events / trials)
        expect(high).toBeGreaterThanOrEqual(events / trials)
      }),
    )
  })

  it('reaches 0 and 1 exactly where nobody or everybody did it', () => {
    for (let trials = 1; trials < 100; trials++) {
      expect(wilson(0, trials).low).toBe(0)
      expect(wilson(trials, trials).high).toBe(1)
    }
  })

  it('knows nothing without trials', () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 })
  })
})

describe('the two-proportion z test', () => {
  const nobody = { events: 122, trials: 21_306 }

  it('finds what the e-mails of the Hillstrom experiment did', () => {
    const mens = pooledZ(nobody, { events: 267, trials: 21_307 })
    const womens = pooledZ(nobody, { events: 189, trials: 21_387 })
    expect(mens.z).toBeCloseTo(7.3851, 4)
    expect(womens.z).toBeCloseTo(3.7796, 4)
    expectNear(mens.p, 1.52e-13, 0.005)
    expectNear(womens.p, 1.571e-4, 0.0005)
  })

  it('finds nothing where nothing happened', () => {
    expect(pooledZ({ events: 0, trials: 10 }, { events: 0, trials: 10 })).toEqual({ z: 0, p: 1 })
  })
})
