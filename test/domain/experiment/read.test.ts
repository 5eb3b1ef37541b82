import { describe, expect, it } from 'vitest'
import type { Design } from '../../../src/domain/experiment/experiment.ts'
import { takeReading } from '../../../src/domain/experiment/read.ts'
import { arm, atTheEnd, plannedTest, SQL_RATE, share, underway } from './tests.ts'

/** 4.2 % against 4.7 %: p is about .004. */
const CONTROL = arm('A', share(32_000, 1_344))
const BETTER = arm('B', share(32_000, 1_503))
/** The same the other way round. */
const WORSE = arm('B', share(32_000, 1_230))
const SAME = arm('B', share(32_000, 1_350))
/** A lift beyond doubt. */
const FAR_BETTER = arm('B', share(32_000, 1_700))

const thirds = [
  { key: 'A', name: 'No e-mail', share: 1 / 3, matches: null },
  { key: 'B', name: 'Mens', share: 1 / 3, matches: null },
  { key: 'C', name: 'Womens', share: 1 / 3, matches: null },
]

const recommended = (input: Parameters<typeof takeReading>[0]) => takeReading(input).recommendation

describe('a test that is known to everybody', () => {
  it('gives the known z and p for both arms of the Hillstrom e-mail', () => {
    const numbers = [arm('A', share(21_306, 122)), arm('B', share(21_307, 267)), arm('C', share(21_387, 189))]
    const { split, arms, recommendation } = takeReading(atTheEnd(plannedTest({ arms: thirds }), numbers))
    expect(split.state).toBe('healthy')
    expect(arms[0]?.z?.z).toBeCloseTo(7.3851, 4)
    expect(arms[0]?.z?.p.toPrecision(3)).toBe('1.52e-13')
    expect(arms[1]?.z?.z).toBeCloseTo(3.7796, 4)
    expect(arms[1]?.z?.p.toPrecision(4)).toBe('0.0001571')
    expect(recommendation).toEqual({ kind: 'verdict', verdict: 'ship', arm: 'B', clause: 1 })
  })
})

describe('at the planned end', () => {
  it.each([
    ['ships what is better and breaks nothing', BETTER, { verdict: 'ship', arm: 'B', clause: 1 }],
    ['rolls back what is worse', WORSE, { verdict: 'roll_back', arm: null, clause: 2 }],
    ['does by default what the rule says where there is no difference', SAME, { verdict: 'extend', clause: null }],
    [
      'rolls back what breaks a guardrail, however good it is',
      arm('B', share(32_000, 1_700), [share(1_000_000, 300_000)]),
      { verdict: 'roll_back', arm: null, clause: 0 },
    ],
  ])('%s', (_, treatment, expected) => {
    expect(recommended(atTheEnd(plannedTest(), [CONTROL, treatment]))).toMatchObject({ kind: 'verdict', ...expected })
  })

  it('extends once: the second time nothing was found', () => {
    const again = plannedTest({}, {}, { extensions: 1 })
    expect(recommended(atTheEnd(again, [CONTROL, SAME]))).toMatchObject({ verdict: 'inconclusive', clause: null })
  })

  it('asks for more at the end of an extension, because that is a second look', () => {
    const rather = arm('B', share(32_000, 1_460))
    expect(takeReading(atTheEnd(plannedTest(), [CONTROL, rather])).arms[0]?.effect?.p).toBeLessThan(0.05)
    expect(recommended(atTheEnd(plannedTest(), [CONTROL, rather]))).toMatchObject({ verdict: 'ship' })
    const again = plannedTest({}, {}, { extensions: 1 })
    expect(recommended(atTheEnd(again, [CONTROL, rather]))).toMatchObject({ verdict: 'inconclusive' })
    expect(recommended(atTheEnd(again, [CONTROL, BETTER]))).toMatchObject({ verdict: 'ship' })
  })

  it('cannot speak while a guardrail has no data, and says which', () => {
    const unknown = atTheEnd(plannedTest(), [CONTROL, arm('B', share(32_000, 1_503), [null])])
    expect(recommended(unknown)).toEqual({ kind: 'unclear', missing: ['SQL rate'] })
  })

  it('cannot ship without any guardrail: an empty list holds nothing', () => {
    const none = plannedTest({ guardrails: [] })
    expect(recommended(atTheEnd(none, [CONTROL, BETTER]))).toEqual({ kind: 'unclear', missing: ['a guardrail'] })
    expect(recommended(atTheEnd(none, [CONTROL, WORSE]))).toMatchObject({ verdict: 'roll_back' })
  })

  it('waits where no arm has numbers, and where one has no variation names the metric', () => {
    expect(recommended(atTheEnd(plannedTest(), []))).toEqual({ kind: 'wait', why: 'no data' })
    expect(recommended(atTheEnd(plannedTest(), [CONTROL, arm('B', share(32_000, 0))]))).toEqual({
      kind: 'unclear',
      missing: ['Leads per click'],
    })
  })

  it('knows that a lower cost is the better one', () => {
    const spend = { kind: 'ratio' as const, units: 28, bottom: 280, bottomSquares: 2_828 }
    const dear = { ...spend, top: 28_000, topSquares: 28_010_000, products: 280_100 }
    const cheap = { ...spend, top: 22_400, topSquares: 17_930_000, products: 224_080 }
    const metric = { measure: 'cac', name: 'CAC', kind: 'ratio', better: 'lower', baseline: 100, spread: 20 } as const
    const test = plannedTest({ metric, unit: 'day' })
    expect(recommended(atTheEnd(test, [arm('A', dear), arm('B', cheap)]))).toMatchObject({ verdict: 'ship', arm: 'B' })
    expect(recommended(atTheEnd(test, [arm('A', cheap), arm('B', dear)]))).toMatchObject({ verdict: 'roll_back' })
  })

  it('reads a guardrail that must not rise the right way round', () => {
    const cost = { ...SQL_RATE, name: 'Unsubscribes', better: 'lower' as const }
    const test = plannedTest({ guardrails: [cost] })
    const rises = arm('B', share(32_000, 1_503), [share(1_000_000, 430_000)])
    expect(takeReading(atTheEnd(test, [CONTROL, rises])).arms[0]?.guardrails[0]?.state).toBe('broken')
    const falls = arm('B', share(32_000, 1_503), [share(1_000_000, 370_000)])
    expect(takeReading(atTheEnd(test, [CONTROL, falls])).arms[0]?.guardrails[0]?.state).toBe('holds')
  })
})

describe('before the planned end', () => {
  it('waits with what would be enough at the end, and with no difference', () => {
    for (const treatment of [BETTER, WORSE, SAME]) {
      const reading = takeReading(underway(plannedTest(), [CONTROL, treatment]))
      expect(reading.recommendation).toEqual({ kind: 'wait', why: 'too early' })
      expect(reading.progress).toMatchObject({
        day: 14,
        days: 21,
        phase: 'early',
        verdictOn: '2026-11-26',
        sample: 0.8,
      })
    }
  })

  it('ships what is better beyond doubt', () => {
    expect(recommended(underway(plannedTest(), [CONTROL, FAR_BETTER]))).toMatchObject({ verdict: 'ship', arm: 'B' })
  })

  it('stops for a guardrail only where there is no doubt that it is broken', () => {
    const likely = arm('B', share(32_000, 1_350), [share(4_000, 1_480)])
    expect(recommended(underway(plannedTest(), [CONTROL, likely]))).toEqual({ kind: 'wait', why: 'too early' })
    expect(recommended(atTheEnd(plannedTest(), [CONTROL, likely]))).toMatchObject({ verdict: 'roll_back', clause: 0 })
    const surely = arm('B', share(32_000, 1_350), [share(1_000_000, 300_000)])
    expect(recommended(underway(plannedTest(), [CONTROL, surely]))).toMatchObject({ verdict: 'roll_back', clause: 0 })
  })

  it('still waits after the window while conversions may land, and while the numbers do not cover it', () => {
    const end = atTheEnd(plannedTest(), [CONTROL, BETTER])
    expect(recommended({ ...end, today: '2026-11-25' })).toEqual({ kind: 'wait', why: 'too early' })
    expect(recommended({ ...end, dataThrough: '2026-11-21' })).toEqual({ kind: 'wait', why: 'too early' })
    expect(recommended(end)).toMatchObject({ verdict: 'ship' })
  })

  it('does not come to its end by resting: a test that is paused past its window is still early', () => {
    const paused = plannedTest({}, {}, { state: 'paused', pausedAt: new Date('2026-11-10T09:00:00Z') })
    expect(recommended(atTheEnd(paused, [CONTROL, BETTER]))).toEqual({ kind: 'wait', why: 'too early' })
    expect(recommended(atTheEnd(paused, [CONTROL, FAR_BETTER]))).toMatchObject({ verdict: 'ship' })
  })

  it('holds a test that was stopped early to what is beyond doubt: stopping when it looks good is peeking', () => {
    const stopped = plannedTest({}, {}, { stoppedOn: '2026-11-12', state: 'decision_due' })
    const then = { dataThrough: '2026-11-12', today: '2026-11-16' }
    expect(recommended({ ...atTheEnd(stopped, [CONTROL, BETTER]), ...then })).toMatchObject({ verdict: 'extend' })
    expect(recommended({ ...atTheEnd(stopped, [CONTROL, FAR_BETTER]), ...then })).toMatchObject({ verdict: 'ship' })
    expect(takeReading({ ...atTheEnd(stopped, [CONTROL, BETTER]), ...then }).progress).toMatchObject({
      day: 11,
      phase: 'end',
      stopped: true,
    })
  })
})

describe('the other methods', () => {
  it('lets a sequential rule ship at any time, by a p that allows for looking', () => {
    const test = plannedTest({}, { method: 'sequential' })
    const reading = takeReading(underway(test, [CONTROL, FAR_BETTER]))
    expect(reading.progress.phase).toBe('open')
    expect(reading.recommendation).toMatchObject({ verdict: 'ship' })
    expect(recommended(underway(test, [CONTROL, BETTER]))).toEqual({ kind: 'wait', why: 'too early' })
    expect(recommended(atTheEnd(test, [CONTROL, SAME]))).toMatchObject({ verdict: 'extend' })
  })

  it('judges by the chance to win under Bayes: 95 % at the end, beyond doubt before', () => {
    const test = plannedTest({}, { method: 'bayes' })
    const slightly = arm('B', share(32_000, 1_440))
    expect(takeReading(atTheEnd(test, [CONTROL, slightly])).arms[0]?.chanceToWin).toBeGreaterThan(0.95)
    expect(recommended(atTheEnd(test, [CONTROL, slightly]))).toMatchObject({ verdict: 'ship' })
    expect(recommended(atTheEnd(plannedTest(), [CONTROL, slightly]))).toMatchObject({ verdict: 'extend' })
    expect(recommended(underway(test, [CONTROL, BETTER]))).toEqual({ kind: 'wait', why: 'too early' })
    expect(recommended(underway(test, [CONTROL, FAR_BETTER]))).toMatchObject({ verdict: 'ship' })
  })
})

describe('several treatments', () => {
  const test = plannedTest({ arms: thirds })
  const inThree = (b: number, c: number) =>
    atTheEnd(test, [arm('A', share(32_000, 1_344)), arm('B', share(32_000, b)), arm('C', share(32_000, c))])

  it('ships the best that may be shipped', () => {
    expect(recommended(inThree(1_520, 1_600))).toMatchObject({ verdict: 'ship', arm: 'C' })
  })

  it('corrects for having asked twice: what would do alone does not do as one of two', () => {
    const [first] = takeReading(inThree(1_460, 1_350)).arms
    expect(first?.effect?.p).toBeLessThan(0.05)
    expect(first?.effect?.adjustedP).toBeCloseTo(2 * (first?.effect?.p ?? 0), 10)
    expect(first?.ruling.verdict).toBe('extend')
  })

  it('does not ship the best where its guardrail is unknown, but another that may be', () => {
    const input = inThree(1_520, 1_600)
    const blind = { ...input, arms: input.arms.map((each) => (each.arm === 'C' ? { ...each, guardrails: [] } : each)) }
    expect(recommended(blind)).toMatchObject({ verdict: 'ship', arm: 'B' })
  })

  it('waits while one arm may still win, although another has lost', () => {
    const early = { ...inThree(1_050, 1_350), dataThrough: '2026-11-15', today: '2026-11-16' }
    const { arms, recommendation } = takeReading(early)
    expect(arms[0]?.ruling.verdict).toBe('roll_back')
    expect(recommendation).toEqual({ kind: 'wait', why: 'too early' })
  })
})

describe('the split', () => {
  const off = [arm('A', share(32_000, 1_344)), arm('B', share(30_000, 1_600))]
  const splitOf = (design: Partial<Design>, rest: object = {}) =>
    takeReading({ ...atTheEnd(plannedTest(design), off), ...rest })

  it('blocks every verdict where it is not as planned, also before the end', () => {
    expect(splitOf({}).recommendation).toEqual({ kind: 'blocked', why: 'split' })
    expect(recommended(underway(plannedTest(), off))).toEqual({ kind: 'blocked', why: 'split' })
  })

  it('is held against the planned shares', () => {
    const shares = [
      { key: 'A', name: 'A', share: 32, matches: null },
      { key: 'B', name: 'B', share: 30, matches: null },
    ]
    expect(splitOf({ arms: shares }).split).toMatchObject({ state: 'healthy', units: [32_000, 30_000] })
  })

  it.each([
    ['campaigns', { unit: 'campaign' }, {}],
    ['a comparison over time', { split: 'before_after' }, {}],
    ['numbers of a platform', {}, { source: 'numbers' }],
  ] as const)('is not judged for %s', (_, design, rest) => {
    expect(splitOf(design, rest).split).toEqual({ state: 'not judged', why: 'not assigned by us' })
  })

  it('is not judged for a handful of units nor without any', () => {
    const few = [arm('A', share(7, 1)), arm('B', share(6, 2))]
    expect(takeReading(atTheEnd(plannedTest(), few)).split).toEqual({ state: 'not judged', why: 'too few' })
    expect(takeReading(atTheEnd(plannedTest(), [])).split).toEqual({ state: 'not judged', why: 'no units' })
  })
})

describe('a comparison over time', () => {
  it('has an effect and an interval, and no z', () => {
    const reading = takeReading(atTheEnd(plannedTest({ split: 'before_after', unit: 'day' }), [CONTROL, BETTER]))
    expect(reading.directional).toBe(true)
    expect(reading.arms[0]?.z).toBeNull()
    expect(reading.arms[0]?.effect?.lift).toBeCloseTo(0.118, 3)
  })
})

it('keeps with a reading which rule was locked and how often the plan was amended', () => {
  const amended = {
    id: 'amd_1',
    field: 'weeks',
    before: '3',
    after: '4',
    why: 'holidays',
    madeBy: 'U1',
    madeAt: new Date(0),
  }
  const input = { ...atTheEnd(plannedTest(), [CONTROL, BETTER]), amendments: [amended] }
  expect(takeReading(input).rule).toEqual({ hash: 'c0ffee', amendments: 1 })
})
