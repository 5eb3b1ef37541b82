import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeSplit } from '../../src/stats/split.ts'
import { expectNear, reference } from './reference.ts'

const cases = reference<{
  srm: { input: { users: number[]; weights: number[] }; output: { pValue: number; status: string } }[]
}>('experiments')

describe('a split', () => {
  it.each(cases.srm)('of $input.users is $output.status', ({ input, output }) => {
    const split = judgeSplit(input.users, input.weights)
    if (split.state === 'too few') return expect(output.status).toBe('not-enough-traffic')
    expect(split.state).toBe(output.status)
    expectNear(split.p, output.pValue, 1e-9)
  })

  it.each([
    ['eight a side can be judged', [8, 8], [1, 1], 'healthy'],
    ['seven a side cannot', [7, 7], [1, 1], 'too few'],
    ['an arm that got nothing is the mismatch to find', [5000, 0], [1, 1], 'unhealthy'],
    ['a small arm needs its own eight', [78, 1], [99, 1], 'too few'],
    ['an arm that was to get nothing is left out', [500, 510, 3], [1, 1, 0], 'healthy'],
    ['one arm is no split', [500], [1], 'too few'],
  ])('%s', (_, units, weights, state) => {
    expect(judgeSplit(units, weights).state).toBe(state)
  })

  it('is judged the same in any order of the arms and on any scale of the weights', () => {
    const arm = fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 20 }))
    fc.assert(
      fc.property(fc.array(arm, { minLength: 2, maxLength: 5 }), fc.integer({ min: 2, max: 100 }), (arms, scale) => {
        const units = arms.map(([count]) => count)
        const weights = arms.map(([, weight]) => weight)
        const one = judgeSplit(units, weights)
        const other = judgeSplit(units.toReversed(), weights.map((weight) => weight / scale).reverse())
        expect(other.state).toBe(one.state)
        if (one.state !== 'too few' && other.state !== 'too few') {
          expect(other.p).toBeCloseTo(one.p, 9)
          expect(one.p).toBeGreaterThanOrEqual(0)
          expect(one.p).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('needs a weight for every arm', () => {
    expect(() => judgeSplit([1, 2], [1])).toThrow(RangeError)
  })
})
