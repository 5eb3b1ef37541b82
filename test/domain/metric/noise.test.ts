import { describe, expect, it } from 'vitest'
import { addSums, metricOf, NO_SUMS, type Sums, standing } from '../../../src/domain/metric/metric.ts'
import { costRange, judge, rangeOf } from '../../../src/domain/metric/noise.ts'
import { callChannel } from '../../../src/domain/review/channel-call.ts'

const sums = (given: Partial<Sums>): Sums => ({ ...NO_SUMS, ...given })

describe('a KPI', () => {
  it('is made of sums, so that a ratio is never an average of ratios', () => {
    const total = addSums([sums({ spend: 100, clicks: 10 }), sums({ spend: 300, clicks: 60 })])
    expect(metricOf('cpc').of(total)).toBeCloseTo(400 / 70)
  })

  it('is n/a where a part of it was not reported or the denominator is 0', () => {
    expect(metricOf('cpc').of(sums({ spend: 100 }))).toBeNull()
    expect(metricOf('cac').of(sums({ spend: 100, won: 0 }))).toBeNull()
    expect(addSums([sums({ spend: 5 }), NO_SUMS]).conversions).toBeNull()
  })

  it.each([
    [1400, 'on target'],
    [1400.01, 'above target'],
    [899, 'below target'],
    [null, null],
  ])('%s against 900 to 1,400 is %s: the bound itself is still good', (value, stands) => {
    expect(standing(value, { low: 900, high: 1400 })).toBe(stands)
  })
})

describe('a call', () => {
  const target = { low: null, high: 1400 }
  it.each([
    ['290 customers at €1,517 are above a target of €1,400', { spend: 440_000, won: 290 }, 'above target'],
    ['nine customers at the same price allow no call yet', { spend: 13_653, won: 9 }, 'no call yet'],
    ['320 customers at €1,250 are on target', { spend: 400_000, won: 320 }, 'on target'],
    [
      'spend without a single customer beyond three times the target is above it',
      { spend: 4_300, won: 0 },
      'above target',
    ],
    ['spend of half a target without a customer is no surprise', { spend: 700, won: 0 }, 'no call yet'],
  ])('%s', (_, given, call) => {
    expect(judge('cac', sums(given), null, target, []).call).toBe(call)
  })

  it('on money that brought nothing says how likely that is at the target', () => {
    expect(judge('cpl', sums({ spend: 180, leads: 0 }), null, { low: null, high: 60 }, [])).toMatchObject({
      call: 'above target',
      none: { spend: 180, chance: expect.closeTo(0.0498, 4), target: 60 },
    })
    expect(judge('cpl', sums({ spend: 180, leads: 0 }), null, null, [])).toEqual({
      call: 'not judged',
      none: { spend: 180, chance: null, target: null },
    })
    expect(judge('cpl', sums({ spend: 180 }), null, { low: null, high: 60 }, [])).toEqual({ call: 'no data' })
    expect(judge('cpl', sums({ spend: 0, leads: 0 }), null, null, [])).toEqual({ call: 'no data' })
  })

  it.each([
    ['290 customers of at least 300', 'customers', { won: 290 }, { low: 300, high: null }, 'no call yet'],
    ['250 customers of at least 300', 'customers', { won: 250 }, { low: 300, high: null }, 'below target'],
    [
      'an SQL rate of 41 % of 300, at least 38 %',
      'sql_rate',
      { sqls: 123, mqls: 300 },
      { low: 0.38, high: null },
      'no call yet',
    ],
    ['the same of 30,000', 'sql_rate', { sqls: 12_300, mqls: 30_000 }, { low: 0.38, high: null }, 'on target'],
    ['spend, which nobody estimates', 'spend', { spend: 90 }, { low: 100, high: null }, 'below target'],
  ] as const)('on %s is made only where the whole interval allows it', (_, key, given, band, call) => {
    expect(judge(key, sums(given), null, band, []).call).toBe(call)
  })

  it('on a channel without a target is none while its interval holds what the team pays', () => {
    const facts = { judgement: { call: 'not judged' }, teamCost: 100, target: null, costs: [], spend: 1000 } as const
    const call = (cost: number, low: number, high: number | null) =>
      callChannel({ ...facts, cost, results: 1000 / cost, range: { low, high } }).kind
    expect(call(150, 90, 260)).toBe('no call yet')
    expect(call(150, 110, 210)).toBe('leaking')
    expect(call(70, 50, 120)).toBe('no call yet')
    expect(call(70, 60, 80)).toBe('winning')
    expect(call(105, 60, null)).toBe('steady')
  })

  it('says how sure it is', () => {
    const judgement = judge('cac', sums({ spend: 440_000, won: 290 }), null, target, [])
    expect(judgement).toMatchObject({ call: 'above target', sure: expect.closeTo(0.914, 2) })
  })

  it('tells a moved rate from noise', () => {
    const before = sums({ clicks: 20_000, impressions: 2_000_000 })
    expect(judge('ctr', sums({ clicks: 17_600, impressions: 2_000_000 }), before, null, []).call).toBe('down')
    expect(judge('ctr', sums({ clicks: 19_950, impressions: 2_000_000 }), before, null, []).call).toBe('within noise')
  })

  it('tells a moved count from noise', () => {
    expect(judge('customers', sums({ won: 290 }), sums({ won: 320 }), null, []).call).toBe('within noise')
    expect(judge('customers', sums({ won: 230 }), sums({ won: 320 }), null, []).call).toBe('down')
  })

  it('tells a moved price by its own weeks, and says nothing without enough of them', () => {
    const now = sums({ spend: 125, clicks: 100 })
    const before = sums({ spend: 100, clicks: 100 })
    expect(judge('cpc', now, before, null, [1, 1.02, 0.99, 1.01, 1, 1.02, 1, 1.25]).call).toBe('up')
    expect(judge('cpc', now, before, null, [1, 1.4, 0.8, 1.3, 0.9, 1.2, 1, 1.25]).call).toBe('within noise')
    expect(judge('cpc', now, before, null, [1, 1.25]).call).toBe('not judged')
  })

  it('never calls a decision noise', () => {
    expect(judge('spend', sums({ spend: 110 }), sums({ spend: 100 }), null, []).call).toBe('not judged')
  })

  it('has no range where there is no spend', () => {
    expect(costRange('cac', sums({ won: 3 }))).toBeNull()
    expect(costRange('ctr', sums({ spend: 3, clicks: 1 }))).toBeNull()
  })
})

describe('the 95 % interval', () => {
  it.each([
    ["is Wilson's for a rate", 'sql_rate', { sqls: 40, mqls: 100 }, ['0.3094', '0.4980']],
    ["is Garwood's for a count", 'customers', { won: 29 }, ['19.4218', '41.6488']],
    ["of a cost is its spend over Garwood's", 'cac', { spend: 44_000, won: 29 }, ['1056.4521', '2265.5007']],
  ] as const)('%s', (_, key, given, ends) => {
    const range = rangeOf(key, sums(given))
    expect([range?.low.toFixed(4), range?.high.toFixed(4)]).toEqual(ends)
  })

  it.each([
    ['a price', 'cpc', { spend: 10, clicks: 5 }],
    ['spend', 'spend', { spend: 10 }],
    ['a rate above one', 'sql_rate', { sqls: 12, mqls: 10 }],
    ['what was not reported', 'customers', {}],
  ] as const)('is none for %s', (_, key, given) => {
    expect(rangeOf(key, sums(given))).toBeNull()
  })
})
