import { describe, expect, it } from 'vitest'
import { HORIZON_DAYS, judgeMaturity, maturityInWords } from '../../../src/domain/analysis/maturity.ts'
import { judgeSaturation, saturationInWords } from '../../../src/domain/analysis/saturation.ts'
import { lagCurve } from '../../../src/stats/survival.ts'

// Of a hundred leads ten become customers: five in ten days, five more in forty.
const curve = lagCurve([
  { age: 10, events: 5, censored: 0 },
  { age: 40, events: 5, censored: 0 },
  { age: 90, events: 0, censored: 90 },
])

describe('a cohort', () => {
  it.each([
    [
      'of twelve days is provisional',
      12,
      'provisional',
      'Provisional, no call yet: 50\u202f% of the customers these 200 leads will bring have come (10, about 20 in the end).',
    ],
    [
      'of forty-one days is mature',
      41,
      'mature',
      'Mature: 100\u202f% of the customers these 200 leads will bring have come (10, about 10 in the end).',
    ],
  ])('%s', (_, age, state, words) => {
    const judged = judgeMaturity(curve, [{ age, leads: 200, events: 10 }], HORIZON_DAYS.won)
    expect(judged?.state).toBe(state)
    expect(judged && maturityInWords(judged, 'customers')).toBe(words)
  })

  it('may be judged from 80 % on', () => {
    const mixed = (old: number) => [
      { age: 41, leads: old, events: 0 },
      { age: 12, leads: 100 - old, events: 0 },
    ]
    expect(judgeMaturity(curve, mixed(61), HORIZON_DAYS.won)?.state).toBe('mature')
    expect(judgeMaturity(curve, mixed(59), HORIZON_DAYS.won)?.state).toBe('provisional')
  })

  it('cannot be judged where no customer ever came, or nobody is in it', () => {
    expect(judgeMaturity(lagCurve([]), [{ age: 1, leads: 5, events: 0 }], HORIZON_DAYS.won)).toBeNull()
    expect(judgeMaturity(curve, [], HORIZON_DAYS.won)).toBeNull()
  })
})

describe('more money', () => {
  const spend = [10, 12, 15, 18, 22, 26, 30, 35].map((thousands) => thousands * 1000)
  const results = [40, 45, 52, 58, 65, 71, 76, 82]
  const weeks = spend.map((each, index) => ({ spend: each, results: results[index] ?? 0 }))

  it('brings the next customer for 743.79 where the mean one costs 426.83', () => {
    const judged = judgeSaturation(weeks, null)
    expect(judged).toMatchObject({ state: 'diminishing' })
    expect(saturationInWords(judged, 'customer', 'EUR')).toBe(
      'Diminishing returns: the next customer costs about €744 where the mean one costs €427 (observational, not causal).',
    )
  })

  it.each([
    ['is too dear when the next customer may cost 700', weeks, 700, 'saturated'],
    ['is not when it may cost 750', weeks, 750, 'diminishing'],
    ['brings nearly as much as before', weeks.map((week) => ({ ...week, results: week.spend ** 0.9 })), null, 'room'],
    ['brings little', weeks.map((week) => ({ ...week, results: week.spend ** 0.4 })), null, 'saturating'],
    ['is not known from seven weeks', weeks.slice(1), null, 'unknown'],
    [
      'is not known where the spend hardly moved',
      weeks.map((week, index) => ({ ...week, spend: 1000 + index })),
      null,
      'unknown',
    ],
    [
      'is not known where the weeks do not agree',
      weeks.map((week, index) => ({ ...week, results: index % 2 ? 20 : 90 })),
      null,
      'unknown',
    ],
  ])('%s', (_, points, allowable, state) => {
    expect(judgeSaturation(points, allowable).state).toBe(state)
  })
})
