import { describe, expect, it } from 'vitest'
import { readDefined } from '../../../src/domain/metric/definition.ts'
import type { Band } from '../../../src/domain/metric/metric.ts'
import { bandFaults, bandFor, bandInWords, type Targeted } from '../../../src/domain/metric/target.ts'

const band = (low: number | null, high: number | null): Band => ({ low, high })

describe('a target in words', () => {
  it.each<[Targeted, Band, string]>([
    ['cac', band(null, 1400), '≤ €1,400'],
    ['cpl', band(60, 65.5), '€60 to €65.50'],
    ['sql_rate', band(0.385, null), '≥ 38.5\u202f%'],
    ['roas', band(3.5, null), '≥ 3.5×'],
    ['customers', band(300, null), '≥ 300 a week'],
    ['pipeline_value', band(4_000_000, null), '≥ €4,000,000 a week'],
    ['budget', band(null, 1_850_000), '≤ €1,850,000'],
  ])('%s %o is %s', (key, given, words) => {
    expect(bandInWords(key, given, 'EUR')).toBe(words)
  })
})

describe('a target', () => {
  it.each<[string, Targeted, Band, object]>([
    ['may have one side', 'cac', band(null, 1400), {}],
    ['may be cleared', 'cac', band(null, null), {}],
    ['is not below 0', 'cac', band(-1, null), { low: 'A bound is 0 or more.' }],
    ['has its bounds in order', 'cac', band(2, 1), { high: 'The upper bound lies below the lower one.' }],
    [
      'has no upper bound of 0',
      'cac',
      band(null, 0),
      { high: 'An upper bound is more than 0. Leave both empty to clear the target.' },
    ],
    [
      'of a budget is one amount',
      'budget',
      band(1, 2),
      { low: 'A budget is one amount: write it as the upper bound.' },
    ],
  ])('%s', (_, key, given, faults) => {
    expect(bandFaults(key, given)).toEqual(faults)
  })

  it('of an amount is one of a week, and stretched to the days that are asked for; that of a ratio is not', () => {
    expect(bandFor('customers', band(70, null), 28)).toEqual(band(280, null))
    expect(bandFor('customers', band(70, 84), 1)).toEqual(band(10, 12))
    expect(bandFor('cac', band(null, 1400), 28)).toEqual(band(null, 1400))
  })
})

it.each([
  ['CAC', 'cac'],
  ['cost per SQL', 'cost_per_sql'],
  ['Opportunity-Rate', 'opportunity_rate'],
  ['ltv:cac', 'ltv_cac'],
  ['Budget', 'pace'],
  ['cost per lead', 'cpl'],
  ['joy', null],
  ['', null],
])('people who say "%s" mean %s', (said, key) => {
  expect(readDefined(said)).toBe(key)
})
