import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ArmStat, meanArm, proportionArm, ratioArm } from '../../src/stats/arm.ts'
import { type Effect, type Posterior, posterior, sequential, welch, welchOneSided } from '../../src/stats/effect.ts'
import { expectNear, reference } from './reference.ts'

type Interval = { expected: number; se: number; ci: [number, number] }
type Tested = Interval & { pValue: number }
type Believed = Interval & { chanceToWin: number; risk: [keeping: number, choosing: number] }
type Case<Input> = {
  id: string
  input: Input & { alpha: number; inverse?: boolean; sequentialTuning: number }
  output: { welch: Tested; sequential: Tested; flat: Believed; prior: Believed } | null
}
type Unit = [top: number, bottom: number]

const cases = reference<{
  proportions: Case<Record<'nA' | 'xA' | 'nB' | 'xB', number>>[]
  means: Case<Record<'nA' | 'sumA' | 'sumSqA' | 'nB' | 'sumB' | 'sumSqB', number>>[]
  ratios: Case<{ unitsA: Unit[]; unitsB: Unit[] }>[]
  oneSided: {
    input: Record<'nA' | 'xA' | 'nB' | 'xB' | 'alpha', number>
    output: { treatmentGreater: Tested; treatmentLesser: Tested }
  }[]
}>('experiments')

const arms = [
  ...cases.proportions.map(({ input, ...rest }) => ({
    ...rest,
    input,
    control: proportionArm(input.nA, input.xA),
    treatment: proportionArm(input.nB, input.xB),
  })),
  ...cases.means.map(({ input, ...rest }) => ({
    ...rest,
    input,
    control: meanArm(input.nA, input.sumA, input.sumSqA),
    treatment: meanArm(input.nB, input.sumB, input.sumSqB),
  })),
  ...cases.ratios.map(({ input, ...rest }) => ({
    ...rest,
    input,
    control: armOfUnits(input.unitsA),
    treatment: armOfUnits(input.unitsB),
  })),
]
const told = arms.flatMap(({ output, ...rest }) => (output ? [{ ...rest, output }] : []))

describe('the established engine agrees on', () => {
  it.each(told)("$id: Welch's t test", ({ control, treatment, input, output }) => {
    expectTested(welch(control, treatment, input.alpha), output.welch, 1e-7)
  })

  it.each(told)('$id: the sequential test', ({ control, treatment, input, output }) => {
    expectTested(sequential(control, treatment, input.sequentialTuning, input.alpha), output.sequential, 1e-9)
  })

  it.each(told)('$id: what to believe, with and without a prior', ({ control, treatment, input, output }) => {
    const options = { lowerIsBetter: input.inverse === true, alpha: input.alpha }
    expectBelieved(posterior(control, treatment, { ...options, priorSd: null }), output.flat)
    expectBelieved(posterior(control, treatment, options), output.prior)
  })

  it.each(cases.oneSided)('the test of one side', ({ input, output }) => {
    const control = proportionArm(input.nA, input.xA)
    const treatment = proportionArm(input.nB, input.xB)
    expectTested(welchOneSided(control, treatment, 'greater', input.alpha), output.treatmentGreater, 1e-7)
    expectTested(welchOneSided(control, treatment, 'less', input.alpha), output.treatmentLesser, 1e-7)
  })
})

describe('an effect', () => {
  it('is not told where an arm has no variance or the control has no baseline', () => {
    const some = proportionArm(400, 9)
    const untold: [ArmStat, ArmStat][] = [
      [some, proportionArm(400, 0)],
      [proportionArm(400, 0), some],
      [proportionArm(0, 0), some],
      [some, proportionArm(0, 0)],
      [some, proportionArm(400, 400)],
      [meanArm(1, 5, 25), some],
      [meanArm(4, 0, 10), meanArm(4, 2, 10)],
      [ratioArm({ n: 5, top: 10, bottom: 0, topSquares: 30, bottomSquares: 0, products: 0 }), some],
    ]
    for (const [control, treatment] of untold) {
      expect(welch(control, treatment)).toBeNull()
      expect(welchOneSided(control, treatment, 'less')).toBeNull()
      expect(sequential(control, treatment, 1000)).toBeNull()
      expect(posterior(control, treatment)).toBeNull()
    }
  })

  it('stays measurable when it is overwhelming: ten million a side, one per cent against two', () => {
    const found = welch(proportionArm(1e6, 10_000), proportionArm(1e6, 12_000))
    expect(found?.p).toBeGreaterThan(1e-300)
    expect(found?.p).toBeLessThan(1e-30)
  })

  it('is a rise when a loss gets smaller', () => {
    const found = welch({ n: 100, mean: -50, variance: 25 }, { n: 100, mean: -40, variance: 25 })
    expect(found?.lift).toBeCloseTo(0.2, 14)
    expect(found?.low).toBeGreaterThan(0)
  })

  it('lies inside its intervals, with p between 0 and 1', () => {
    eachPair((control, treatment) => {
      for (const found of [welch(control, treatment), sequential(control, treatment, control.n * 2)]) {
        if (!found) return
        expect(found.low).toBeLessThan(found.lift)
        expect(found.high).toBeGreaterThan(found.lift)
        expect(found.p).toBeGreaterThanOrEqual(0)
        expect(found.p).toBeLessThanOrEqual(1)
      }
    })
  })

  it('is below its p threshold exactly when the interval leaves zero out', () => {
    eachPair((control, treatment) => {
      for (const found of [welch(control, treatment), sequential(control, treatment, control.n * 2)]) {
        if (!found || Math.abs(found.p - 0.05) < 1e-6) return
        expect(found.p < 0.05).toBe(found.low > 0 || found.high < 0)
      }
    })
  })

  it('changes sign when the arms change places', () => {
    eachPair((control, treatment) => {
      const there = welch(control, treatment)
      const back = welch(treatment, control)
      if (there && back) expect(Math.sign(back.lift)).toBe(-Math.sign(there.lift))
    })
  })

  it('asks more of every look when it may be looked at every week', () => {
    eachPair((control, treatment) => {
      const once = welch(control, treatment)
      const always = sequential(control, treatment, control.n + treatment.n)
      if (once && always && control.n > 50 && treatment.n > 50) expect(always.p).toBeGreaterThanOrEqual(once.p)
    })
  })

  it('splits its two-sided p into the smaller of the two one-sided ones', () => {
    eachPair((control, treatment) => {
      const both = welch(control, treatment)
      const greater = welchOneSided(control, treatment, 'greater')
      const less = welchOneSided(control, treatment, 'less')
      if (!both || !greater || !less) return
      expect(greater.p + less.p).toBeCloseTo(1, 12)
      expectNear(2 * Math.min(greater.p, less.p), both.p, 1e-9)
    })
  })
})

describe('what is believed', () => {
  it('turns over when lower is better', () => {
    eachPair((control, treatment) => {
      const higher = posterior(control, treatment)
      const lower = posterior(control, treatment, { lowerIsBetter: true })
      if (!higher || !lower) return
      expect(higher.chanceToWin + lower.chanceToWin).toBeCloseTo(1, 12)
      expect([lower.lossOfControl, lower.lossOfTreatment]).toEqual([higher.lossOfTreatment, higher.lossOfControl])
      expect([lower.lift, lower.low, lower.high]).toEqual([higher.lift, higher.low, higher.high])
    })
  })

  it('is pulled towards no effect by the prior, and never past it', () => {
    eachPair((control, treatment) => {
      const found = welch(control, treatment)
      const believed = posterior(control, treatment)
      if (!found || !believed) return
      expect(Math.abs(believed.lift)).toBeLessThanOrEqual(Math.abs(found.lift))
      expect(believed.lift * found.lift).toBeGreaterThanOrEqual(0)
      expect(believed.se).toBeLessThan(found.se)
    })
  })

  it('costs the treatment and the control as much more or less as the lift says', () => {
    eachPair((control, treatment) => {
      const believed = posterior(control, treatment)
      if (!believed) return
      expect(believed.lossOfTreatment).toBeGreaterThanOrEqual(0)
      expect(believed.lossOfControl - believed.lossOfTreatment).toBeCloseTo(believed.lift, 9)
    })
  })
})

function eachPair(property: (control: ArmStat, treatment: ArmStat) => void) {
  const arm = fc
    .tuple(fc.integer({ min: 2, max: 200_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([n, share]) => proportionArm(n, Math.round(n * share)))
  fc.assert(fc.property(arm, arm, property))
}

function armOfUnits(units: Unit[]): ArmStat {
  const sum = (of: (unit: Unit) => number) => units.reduce((total, unit) => total + of(unit), 0)
  return ratioArm({
    n: units.length,
    top: sum(([top]) => top),
    bottom: sum(([, bottom]) => bottom),
    topSquares: sum(([top]) => top * top),
    bottomSquares: sum(([, bottom]) => bottom * bottom),
    products: sum(([top, bottom]) => top * bottom),
  })
}

function expectTested(found: Effect | null, { expected, se, ci, pValue }: Tested, interval: number) {
  expectNear(found?.lift, expected, 1e-9)
  expectNear(found?.se, se, 1e-9)
  expectNear(found?.p, pValue, 1e-9)
  expectNear(found?.low, Number(ci[0]), interval)
  expectNear(found?.high, Number(ci[1]), interval)
}

function expectBelieved(found: Posterior | null, { expected, se, ci, chanceToWin, risk }: Believed) {
  expectNear(found?.lift, expected, 1e-9)
  expectNear(found?.se, se, 1e-9)
  expectNear(found?.low, ci[0], 1e-9)
  expectNear(found?.high, ci[1], 1e-9)
  expectNear(found?.chanceToWin, chanceToWin, 1e-9)
  expectNear(found?.lossOfControl, risk[0], 1e-9)
  expectNear(found?.lossOfTreatment, risk[1], 1e-9)
}
