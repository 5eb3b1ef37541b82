import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgePace } from '../../../src/domain/analysis/pacing.ts'
import { largestDrop, type Stress, stressedCost } from '../../../src/domain/analysis/stress.ts'
import { lifetimeValue, paybackMonths, valueToCost } from '../../../src/domain/analysis/unit-economics.ts'

describe('a customer', () => {
  const economics = { monthlyRevenue: 100, grossMargin: 0.8, monthlyChurn: 0.05 }

  it('who stays 20 months is worth 20 monthly margins, and three times what one costs', () => {
    expect(lifetimeValue(economics)).toBeCloseTo(1600, 9)
    expect(valueToCost(economics, 533.33)).toBeCloseTo(3, 3)
    expect(valueToCost(economics, 0)).toBeNull()
  })

  it('is never counted on for more than 36 months', () => {
    expect(lifetimeValue({ ...economics, monthlyChurn: 0.01 })).toBeCloseTo(80 * 36, 9)
    expect(lifetimeValue({ ...economics, monthlyChurn: 0 })).toBeCloseTo(80 * 36, 9)
  })

  it('pays for itself later when some leave, and never when too many do', () => {
    expect(paybackMonths({ ...economics, monthlyChurn: 0 }, 800)).toBeCloseTo(10, 12)
    expect(paybackMonths(economics, 800)).toBeCloseTo(Math.log(1 - (800 * 0.05) / 80) / Math.log(0.95), 12)
    expect(paybackMonths(economics, 1600)).toBe(Number.POSITIVE_INFINITY)
    expect(paybackMonths({ ...economics, grossMargin: 0 }, 800)).toBe(Number.POSITIVE_INFINITY)
  })

  it('has paid exactly its cost when its payback is over', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.001, max: 0.3, noNaN: true }),
        (months, churn) => {
          let paid = 0
          for (let month = 0; month < months; month++) paid += 80 * (1 - churn) ** month
          expect(paybackMonths({ ...economics, monthlyChurn: churn }, paid)).toBeCloseTo(months, 4)
        },
      ),
    )
  })
})

describe('a budget of November', () => {
  const even = [1, 1, 1, 1, 1, 1, 1]
  const november = { from: '2026-11-01', to: '2026-11-30', budget: 30_000, weekdayWeights: even }

  it.each([
    ['is on pace', '2026-11-15', 15_000, { state: 'on pace', pace: 1, projection: 30_000 }],
    ['is a tenth over', '2026-11-15', 16_500, { state: 'warn', pace: 1.1, projection: 33_000 }],
    ['is a fifth under', '2026-11-15', 12_000, { state: 'alert', pace: 0.8, projection: 24_000 }],
    ['is not begun', '2026-10-31', 0, null],
    ['is judged as a whole after its end', '2026-12-05', 30_600, { state: 'on pace', pace: 1.02, projection: 30_600 }],
  ])('%s', (_, through, spent, pace) => {
    const judged = judgePace({ ...november, through, spent })
    expect(judged && { ...judged, pace: round(judged.pace), projection: round(judged.projection) }).toEqual(pace)
  })

  it('knows that nobody spends on Sundays', () => {
    const weekdays = { ...november, weekdayWeights: [1, 1, 1, 1, 1, 1, 0] }
    // 1 November is a Sunday: by the 7th six of 25 spending days are over.
    expect(judgePace({ ...weekdays, through: '2026-11-07', spent: 7200 })?.pace).toBeCloseTo(1, 12)
    expect(judgePace({ ...weekdays, through: '2026-11-01', spent: 0 })).toBeNull()
  })
})

describe('a plan of two channels at a CAC of 400', () => {
  const channels = [
    { channelId: 'search', spend: 50_000, results: 150 },
    { channelId: 'social', spend: 30_000, results: 50 },
  ]

  it.each<[string, Stress, string]>([
    ['costs 17.647 % more when CVR drops 15 %', { kind: 'rate drops', drop: 0.15 }, '470.588'],
    ['costs a little more when spend grows a fifth', { kind: 'spend grows', growth: 0.2, exponent: 0.6 }, '430.262'],
    [
      'costs a fifth more when it grows against a hard cap',
      { kind: 'spend grows', growth: 0.2, exponent: 0 },
      '480.000',
    ],
    ['costs less without the dear channel', { kind: 'channel is lost', channelId: 'social' }, '333.333'],
    ['has no customers left when nobody converts', { kind: 'rate drops', drop: 1 }, 'Infinity'],
  ])('%s', (_, stress, cost) => {
    expect(stressedCost(channels, stress).toFixed(3)).toBe(cost)
  })

  it('survives a drop of a fifth when a customer may cost 500, and none when it may cost 390', () => {
    expect(largestDrop(channels, 500)).toBeCloseTo(0.2, 12)
    expect(largestDrop(channels, 390)).toBe(0)
  })
})

function round(value: number): number {
  return Number(value.toFixed(6))
}
