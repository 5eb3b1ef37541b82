import { describe, expect, it } from 'vitest'
import {
  decidedOn,
  isRestated,
  restatedInWords,
  type WeekNumbers,
  weekNumbers,
} from '../../../src/domain/review/restatement.ts'
import type { Board } from '../../../src/domain/review/review.ts'
import { sums } from '../analysis/weeks.ts'

const of = (spend: number | null, results: number | null, cost: number | null): WeekNumbers => ({
  spend,
  results,
  cost,
})
const usual = of(1000, 50, 20)

const BOARD = {
  outcome: 'Signup',
  currency: 'EUR',
  results: 'conversions',
  headline: { metric: 'cost_per_conversion', value: 20 },
  rows: [
    { metric: 'spend', value: 1000 },
    { metric: 'conversions', value: 50 },
  ],
} as unknown as Board

describe('a reviewed week', () => {
  it.each<[string, WeekNumbers, WeekNumbers, WeekNumbers, boolean]>([
    ['whose spend rose by six percent is restated', usual, usual, of(1060, 50, 20), true],
    ['whose spend fell by six percent is restated', usual, usual, of(940, 50, 20), true],
    ['whose spend rose by five percent is not', usual, usual, of(1050, 50, 20), false],
    ['whose results changed by six percent is restated', usual, usual, of(1000, 53, 20), true],
    ['whose cost alone changed by six percent is restated', usual, usual, of(1000, 50, 21.2), true],
    ['to which the same file was imported again is not', usual, usual, usual, false],
    ['that crept past five percent in two imports is, at the second', usual, of(1040, 50, 20), of(1080, 50, 20), true],
    ['that moved before, and not by this import, is not', usual, of(1200, 50, 20), of(1200, 50, 20), false],
    ['without numbers, to which they came, is', of(null, null, null), of(null, null, null), usual, true],
    [
      'whose results were not reported, and are none, is',
      of(1000, null, null),
      of(1000, null, null),
      of(1000, 0, null),
      true,
    ],
    ['that had no results, and has some, is', of(1000, 0, null), of(1000, 0, null), of(1000, 1, 1000), true],
  ])('%s', (_, said, before, now, isSaid) => {
    expect(isRestated(said, before, now, 0.05)).toBe(isSaid)
  })

  it('is told in what was and what is, the cost first, and what did not change is left out', () => {
    expect(restatedInWords(BOARD, usual, of(1000, 40, 25))).toBe(
      'Cost per Signup €20.00 → €25.00 (+25\u202f%), Conversions 50 → 40 (−20\u202f%)',
    )
    expect(restatedInWords(BOARD, of(null, null, null), of(1000, null, null))).toBe('Spend n/a → €1,000')
  })

  it('is held to the numbers of its board, by the KPIs it was opened with', () => {
    const before = of(1, 2, 3)
    expect(decidedOn(BOARD, before)).toEqual(usual)
    expect(decidedOn({ ...BOARD, rows: [] }, before)).toEqual(of(1, 2, 20))
    expect(weekNumbers(BOARD, sums({ spend: 900, conversions: 30 }))).toEqual(of(900, 30, 30))
  })
})
