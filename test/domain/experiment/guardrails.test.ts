import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { METHODS } from '../../../src/domain/experiment/experiment.ts'
import { takeReading } from '../../../src/domain/experiment/read.ts'
import type { MetricSums, ReadingInput } from '../../../src/domain/experiment/reading.ts'
import { arm, atTheEnd, HELD, plannedTest, SQL_RATE, share, underway } from './tests.ts'

// What may be missing of a guardrail: everything, its units, any variation, enough of it, or a count of the same kind.
const MISSING: (MetricSums | null)[] = [
  null,
  share(0, 0),
  share(1_000_000, 0),
  share(1_000_000, 1_000_000),
  share(400, 160),
  { kind: 'mean', units: 1_000, sum: 400, sumOfSquares: 400 },
]

/** Numbers of one to three guardrails, of which at least one is missing in an arm, or a list that is too short, or none. */
const incomplete = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.array(fc.constantFrom(HELD, ...MISSING), { maxLength: 3 }), fc.boolean())
  .filter(([planned, given]) => given.slice(0, planned).filter((sums) => sums === HELD).length < Math.max(1, planned))

const moments = { atTheEnd, underway }

function shipping(planned: number, given: (MetricSums | null)[], inControl: boolean, method: (typeof METHODS)[number]) {
  const guardrails = Array.from({ length: planned }, (_, index) => ({ ...SQL_RATE, name: `Guardrail ${index + 1}` }))
  const test = plannedTest({ guardrails }, { method, otherwise: 'inconclusive' })
  const whole = guardrails.map(() => HELD)
  const control = arm('A', share(100_000, 4_000), inControl ? given : whole)
  const treatment = arm('B', share(100_000, 6_000), inControl ? whole : given)
  return Object.values(moments).map((at) => takeReading(at(test, [control, treatment])))
}

describe('a test that is better beyond doubt', () => {
  it.each(METHODS)('is never shipped while anything of its guardrails is missing (%s)', (method) => {
    fc.assert(
      fc.property(incomplete, ([planned, given, inControl]) => {
        for (const { recommendation } of shipping(planned, given, inControl, method)) {
          expect(recommendation).not.toMatchObject({ verdict: 'ship' })
        }
      }),
      { numRuns: 400 },
    )
  })

  it('is shipped by every method once all of them hold, so that the above is due to them alone', () => {
    for (const method of METHODS) {
      for (const planned of [1, 2, 3]) {
        for (const { recommendation } of shipping(planned, [HELD, HELD, HELD], false, method)) {
          expect(recommendation).toMatchObject({ verdict: 'ship', arm: 'B' })
        }
      }
    }
  })

  it('is shipped only with every guardrail holding, whatever they count', () => {
    const counts = fc.option(
      fc
        .integer({ min: 0, max: 50_000 })
        .chain((units) => fc.integer({ min: 0, max: units }).map((n) => share(units, n))),
    )
    fc.assert(
      fc.property(
        fc.tuple(counts, counts),
        fc.tuple(counts, counts),
        fc.boolean(),
        (inControl, inTreatment, isOver) => {
          const guardrails = [SQL_RATE, { ...SQL_RATE, name: 'Unsubscribes', better: 'lower' as const, margin: 0.2 }]
          const arms = [arm('A', share(100_000, 4_000), inControl), arm('B', share(100_000, 6_000), inTreatment)]
          const input: ReadingInput = (isOver ? atTheEnd : underway)(plannedTest({ guardrails }), arms)
          const { recommendation, arms: read } = takeReading(input)
          if (recommendation.kind !== 'verdict' || recommendation.verdict !== 'ship') return
          expect(read[0]?.guardrails.map(({ state }) => state)).toEqual(['holds', 'holds'])
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

describe('a guardrail', () => {
  const read = (treatment: MetricSums | null, at = atTheEnd) =>
    takeReading(at(plannedTest(), [arm('A', share(100_000, 4_000)), arm('B', share(100_000, 6_000), [treatment])]))
      .arms[0]?.guardrails[0]

  it.each([
    ['holds where it did not move', share(1_000_000, 400_000), { state: 'holds', why: null }],
    ['holds where it fell by less than its margin', share(1_000_000, 390_000), { state: 'holds', why: null }],
    ['is broken where it fell by more', share(1_000_000, 370_000), { state: 'broken', why: null }],
    ['is not called while too few units say so', share(400, 152), { state: 'unknown', why: 'no call yet' }],
    ['is unknown without data', null, { state: 'unknown', why: 'no data' }],
    ['is unknown without units', share(0, 0), { state: 'unknown', why: 'no data' }],
  ])('%s', (_, sums, expected) => {
    expect(read(sums)).toMatchObject(expected)
  })

  it('tells the chance that it fell by more than its margin: an even one exactly at the margin', () => {
    expect(read(share(1_000_000, 380_000))?.chanceBeyond).toBeCloseTo(0.5, 6)
  })

  it('is not called broken on the way unless there is no doubt', () => {
    const fell = share(4_000, 1_480)
    expect(read(fell)).toMatchObject({ state: 'broken' })
    expect(read(fell, underway)).toMatchObject({ state: 'unknown', why: 'no call yet' })
  })
})
