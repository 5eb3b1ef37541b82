import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { power, sampleSize, smallestLift } from '../../src/stats/power.ts'
import { expectNear, reference } from './reference.ts'

const cases = reference<{
  sampleSize: {
    input: { baseline: number; relativeMde: number; power: number; alpha: number }
    output: { nPerArm_growthbookDelta: number }
  }[]
  mde: {
    input: { baseline: number; usersTotal: number; power: number; alpha: number }
    output: { mde: number; powerAt10pct: number }
  }[]
}>('experiments')

describe('the established engine agrees on', () => {
  it.each(cases.sampleSize)('the units per arm for $input.relativeMde on $input.baseline', ({ input, output }) => {
    const found = sampleSize({ ...input, metric: rate(input.baseline), lift: input.relativeMde })
    expect(found).toBe(output.nPerArm_growthbookDelta)
  })

  it.each(cases.mde)(
    'power and the smallest lift of $input.usersTotal units at $input.baseline',
    ({ input, output }) => {
      const arms = { ...rate(input.baseline), perArm: input.usersTotal / 2, alpha: input.alpha }
      expectNear(power({ ...arms, lift: 0.1 }), output.powerAt10pct, 1e-9)
      expectNear(smallestLift({ ...arms, power: input.power }) ?? undefined, output.mde, 1e-9)
    },
  )
})

describe('a plan', () => {
  const baseline = fc.double({ min: 0.001, max: 0.4, noNaN: true })
  const lift = fc.double({ min: 0.02, max: 1, noNaN: true })
  const target = fc.double({ min: 0.5, max: 0.99, noNaN: true })

  it('has the smallest sample that reaches its power', () => {
    fc.assert(
      fc.property(baseline, lift, target, (mean, rise, wanted) => {
        const metric = rate(mean)
        const perArm = sampleSize({ metric, lift: rise, power: wanted }) ?? Number.NaN
        expect(power({ ...metric, lift: rise, perArm })).toBeGreaterThanOrEqual(wanted)
        if (perArm > 2) expect(power({ ...metric, lift: rise, perArm: perArm - 1 })).toBeLessThan(wanted)
      }),
    )
  })

  it('finds its own lift as the smallest one for that sample', () => {
    fc.assert(
      fc.property(baseline, lift, target, (mean, rise, wanted) => {
        const metric = rate(mean)
        const perArm = sampleSize({ metric, lift: rise, power: wanted }) ?? Number.NaN
        fc.pre(perArm > 1000)
        expectNear(smallestLift({ ...metric, perArm, power: wanted }) ?? undefined, rise, 0.002)
      }),
    )
  })

  it('calls nothing more often than alpha where there is nothing to call', () => {
    expect(power({ mean: 0.02, variance: 0.0196, lift: 0, perArm: 10_000 })).toBeCloseTo(0.05, 14)
  })

  it('is as good for a fall as for a rise of a cost', () => {
    const cost = { kind: 'mean', mean: 90, variance: 900 } as const
    const fall = sampleSize({ metric: cost, lift: -0.1 }) ?? Number.NaN
    expect(power({ ...cost, lift: -0.1, perArm: fall })).toBeGreaterThanOrEqual(0.8)
    expect(fall).toBeLessThan(sampleSize({ metric: cost, lift: 0.1 }) ?? 0)
  })

  it('is told to be hopeless', () => {
    expect(sampleSize({ metric: rate(0.02), lift: 0 })).toBeNull()
    expect(sampleSize({ metric: rate(0.02), lift: 1e-6 })).toBeNull()
    expect(sampleSize({ metric: rate(0.6), lift: 0.7 })).toBeNull()
    expect(sampleSize({ metric: { kind: 'mean', mean: 0.6, variance: 0.24 }, lift: 0.7 })).toBeGreaterThan(1)
    expect(sampleSize({ metric: rate(0), lift: 0.1 })).toBeNull()
    expect(sampleSize({ metric: { kind: 'mean', mean: 5, variance: 0 }, lift: 0.1 })).toBeNull()
    expect(smallestLift({ ...rate(0.001), perArm: 5000 })).toBeNull()
    expect(smallestLift({ ...rate(0.02), perArm: 0 })).toBeNull()
  })
})

function rate(mean: number) {
  return { kind: 'proportion', mean, variance: mean * (1 - mean) } as const
}
