import { describe, expect, it } from 'vitest'
import { calibrate, type DecidedTest } from '../../../src/domain/experiment/calibration.ts'
import { calibrationInWords } from '../../../src/domain/experiment/calibration-words.ts'

function decided(number: number, change: Partial<DecidedTest>): DecidedTest {
  return { number, lever: 'offer', verdict: 'ship', expected: 0.1, actual: 0.05, days: 14, scores: [], ...change }
}

const score = (userId: string, impact: number, confidence: number) => ({ userId, impact, confidence })

const FIVE = [
  decided(1, { actual: 0.08, scores: [score('U1', 9, 8), score('U2', 3, 2)], days: 10 }),
  decided(2, { actual: 0.02, scores: [score('U1', 4, 8), score('U2', 8, 4)], days: 20 }),
  decided(3, { lever: 'creative', verdict: 'roll_back', actual: -0.06, scores: [score('U1', 2, 8)], days: 30 }),
  decided(4, { lever: 'creative', verdict: 'inconclusive', expected: null, actual: 0.01, days: 40 }),
  decided(5, { lever: 'creative', verdict: 'iterate', actual: null, days: 22 }),
]

describe('looking back on decided tests', () => {
  it('says nothing before there are five that count: invalid ones measured nothing', () => {
    const four = [...FIVE.slice(0, 4), decided(6, { verdict: 'invalid' }), decided(7, { verdict: 'extend' })]
    expect(calibrate(four)).toEqual({ kind: 'too few', have: 4, need: 5 })
    expect(calibrationInWords(calibrate(four), 'U1').all).toContain('4 of the 5 decided tests')
  })

  it('holds what was expected against what came, where both are known', () => {
    const result = calibrate(FIVE)
    if (result.kind === 'too few') throw new Error('too few')
    expect(result.all).toMatchObject({ tests: 5, shipped: 2, gap: { tests: 3 } })
    expect(result.all.gap?.expected).toBeCloseTo(0.1, 12)
    expect(result.all.gap?.actual).toBeCloseTo(0.04 / 3, 12)
    expect(result.medianDays).toBe(22)
  })

  it('tells levers apart, the most tested first', () => {
    const result = calibrate(FIVE)
    if (result.kind === 'too few') throw new Error('too few')
    expect(result.byLever.map(({ lever, tests, shipped }) => [lever, tests, shipped])).toEqual([
      ['creative', 3, 0],
      ['offer', 2, 2],
    ])
  })

  it('tells who puts the better of two tests first', () => {
    const result = calibrate(FIVE)
    if (result.kind === 'too few') throw new Error('too few')
    const [one, other] = result.byScorer
    expect(one).toMatchObject({ userId: 'U1', tests: 3, shipped: 2, confidence: 8, order: { right: 3, pairs: 3 } })
    expect(other).toMatchObject({ userId: 'U2', tests: 2, shipped: 2, confidence: 3, order: { right: 0, pairs: 1 } })
  })

  it('reads in plain words', () => {
    const words = calibrationInWords(calibrate(FIVE), 'U2')
    const plain = (text = '') => text.replaceAll('\u202f', ' ')
    expect(plain(words.all)).toBe(
      '2 of 5 shipped (40 %) · expected +10.0 %, got +1.3 %, decided after 22 days (median)',
    )
    expect(plain(words.levers[0])).toBe('creative: 0 of 3 shipped (0 %) · expected +10.0 %, got −6.0 %')
    expect(words.scorers).toHaveLength(1)
    expect(plain(words.scorers[0])).toBe(
      'You: 2 of 2 shipped (100 %) · expected +10.0 %, got +5.0 % · confidence 3.0 of 10 · put the better of two tests first in 0 of 1 pairs',
    )
  })

  it("shows nobody what another person gave, and the team's together from three scorers on", () => {
    const third = FIVE.map((test) => ({
      ...test,
      scores: [...test.scores, { userId: 'U3', impact: 5, confidence: 7 }],
    }))

    expect(calibrationInWords(calibrate(FIVE), 'U9').scorers).toEqual([])
    expect(calibrationInWords(calibrate(third), 'U9').scorers).toEqual([
      'The 3 who scored, together: confidence 6.0 of 10 · put the better of two tests first in 3 of 4 pairs',
    ])
  })
})
