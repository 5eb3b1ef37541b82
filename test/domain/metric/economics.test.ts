import { describe, expect, it } from 'vitest'
import {
  blendedCac,
  type Economics,
  lifetimeValue,
  NO_ECONOMICS,
  plainPayback,
  retainedPayback,
  unitEconomics,
} from '../../../src/domain/metric/economics.ts'
import { NO_SUMS } from '../../../src/domain/metric/metric.ts'

/** A customer pays 150 a month, 80 % of it is margin: 120 a month. */
const told: Economics = { ...NO_ECONOMICS, monthlyRevenue: 150, grossMargin: 0.8, monthlyChurn: 0.04 }

describe('what a customer is worth', () => {
  it.each([
    ['margin over churn', 0.04, 36, 120 / 0.04],
    ['no more than 36 months of margin', 0.01, 36, 120 * 36],
    ['no more than the months the team counts on', 0.01, 24, 120 * 24],
    ['all months of the horizon where nobody leaves', 0, 36, 120 * 36],
  ])('is %s', (_, monthlyChurn, horizonMonths, value) => {
    expect(lifetimeValue({ ...told, monthlyChurn, horizonMonths })).toBeCloseTo(value, 6)
  })

  it.each(['grossMargin', 'monthlyRevenue', 'monthlyChurn'] as const)('is n/a without %s', (key) => {
    expect(lifetimeValue({ ...told, [key]: null })).toBeNull()
  })
})

describe('payback', () => {
  it.each([
    // CAC, churn, CAC / m, ln(1 − CAC·churn/m) / ln(1 − churn)
    [1_200, 0.04, 10, 12.513],
    [1_800, 0.04, 15, 22.446],
    [2_999, 0.04, 24.992, 196.13],
    [3_000, 0.04, 25, 'never'],
    [4_000, 0.04, 33.333, 'never'],
    [1_200, 0, 10, 10],
  ] as const)(
    'of a CAC of %d with %d churn is %d months, and %s as customers leave',
    (cac, monthlyChurn, plain, retained) => {
      const economics = { ...told, monthlyChurn }
      expect(plainPayback(economics, cac)).toBeCloseTo(plain, 3)
      if (retained === 'never') expect(retainedPayback(economics, cac)).toBe('never')
      else expect(retainedPayback(economics, cac)).toBeCloseTo(retained, 2)
    },
  )

  it('is never without a margin, and n/a where it is not told', () => {
    expect(plainPayback({ ...told, grossMargin: 0 }, 100)).toBe('never')
    expect(retainedPayback({ ...told, grossMargin: 0 }, 100)).toBe('never')
    expect(plainPayback(NO_ECONOMICS, 100)).toBeNull()
    expect(retainedPayback({ ...told, monthlyChurn: null }, 100)).toBeNull()
  })
})

describe('the blended CAC', () => {
  const sums = { ...NO_SUMS, spend: 40_000, won: 32 }
  it('is all that sales and marketing cost over all new customers, other costs by the day', () => {
    const economics = { ...NO_ECONOMICS, otherCost: 36_525 / 12 }
    expect(blendedCac(economics, sums, 28)).toBeCloseTo((40_000 + 28 * 100) / 32, 6)
    expect(blendedCac(NO_ECONOMICS, sums, 28)).toBeNull()
    expect(blendedCac(economics, { ...sums, won: 0 }, 28)).toBeNull()
  })

  it('is what payback and LTV:CAC are judged by, and the media CAC where it is not known', () => {
    const media = unitEconomics({ ...told, paybackTarget: 15 }, sums, 28)
    expect(media).toMatchObject({ mediaCac: 1_250, blendedCac: null, basis: 'media', onTarget: true })
    expect(media.valueToCost).toBeCloseTo(2.4, 6)

    const blended = unitEconomics({ ...told, paybackTarget: 15, otherCost: 20_000 }, sums, 28)
    expect(blended).toMatchObject({ basis: 'blended', onTarget: false })
    expect(blended.blendedCac).toBeGreaterThan(1_800)
  })
})
