import { describe, expect, it } from 'vitest'
import {
  formatChange,
  formatCompact,
  formatCount,
  formatMetric,
  formatMoney,
  formatPercent,
  formatRatio,
  relativeChange,
} from '../../src/lib/format.ts'

describe('money', () => {
  it.each([
    [1517.24, 'EUR', '€1,517'],
    [67.29, 'EUR', '€67.29'],
    [99.994, 'EUR', '€99.99'],
    [99.996, 'EUR', '€100'],
    [0, 'EUR', '€0'],
    [-0, 'EUR', '€0'],
    [0.5, 'GBP', '£0.50'],
    [0.004, 'EUR', '<€0.01'],
    [-0.004, 'EUR', '>−€0.01'],
    [-67, 'USD', '−$67.00'],
    [-1517, 'USD', '−$1,517'],
    [67.29, 'JPY', '¥67'],
    [440_000, 'CHF', 'CHF\u00a0440,000'],
    [12.5, '', '12.50'],
    [12.5, 'EURO', 'EURO\u00a012.50'],
    [Number.NaN, 'EUR', 'n/a'],
  ])('writes %d %s as %s', (value, currency, words) => {
    expect(formatMoney(value, currency)).toBe(words)
  })

  it('takes as many decimals as it is told', () => {
    expect(formatMoney(1517.244, 'EUR', { digits: 2 })).toBe('€1,517.24')
    expect(formatMoney(12.5, 'EUR', { digits: 0 })).toBe('€13')
  })
})

describe('percentages, with a narrow space before the sign', () => {
  it.each([
    [0.0088, '0.88\u202f%'],
    [0.042, '4.20\u202f%'],
    [0.399, '39.9\u202f%'],
    [0.09999, '10.0\u202f%'],
    [1, '100\u202f%'],
    [1.184, '118\u202f%'],
    [0, '0\u202f%'],
    [0.00004, '<0.01\u202f%'],
    [-0.12, '−12.0\u202f%'],
  ])('writes %d as %s', (fraction, words) => {
    expect(formatPercent(fraction)).toBe(words)
  })
})

describe('counts and multiples', () => {
  it.each([
    [1544, '1,544'],
    [12.5, '12.5'],
    [12.02, '12'],
    [999.96, '1,000'],
    [0.02, '<0.1'],
    [0, '0'],
    [-3, '−3'],
    [5_000_000_000, '5,000,000,000'],
  ])('counts %d as %s', (value, words) => {
    expect(formatCount(value)).toBe(words)
  })

  it.each([
    [3.24, '3.2×'],
    [0.849, '0.85×'],
    [0.999, '1.0×'],
    [120, '120×'],
    [0, '0×'],
  ])('multiplies %d as %s', (value, words) => {
    expect(formatRatio(value)).toBe(words)
  })
})

describe('changes', () => {
  it.each([
    [1517, 1250, '+21\u202f%'],
    [0.88, 1, '−12\u202f%'],
    [100.4, 100, '+0.4\u202f%'],
    [100.98, 100, '+1\u202f%'],
    [100.01, 100, '±0\u202f%'],
    [100, 100, '±0\u202f%'],
    [2500, 100, '+2,400\u202f%'],
    [-50, -100, '+50\u202f%'],
    [5, 0, 'n/a'],
    [5, null, 'n/a'],
    [null, 5, 'n/a'],
  ])('calls %d after %d %s', (now, before, words) => {
    expect(formatChange(relativeChange(now, before))).toBe(words)
  })
})

describe('the compact form', () => {
  it.each([
    [4_123_000, 'EUR', '€4.1m'],
    [166_800, 'EUR', '€167k'],
    [999_499, '', '999k'],
    [999_500, '', '1m'],
    [999.4, '', '999'],
    [1250, '', '1.3k'],
    [1_500_000_000, '', '1.5bn'],
    [-5000, 'USD', '−$5k'],
    [0.25, '', '0.25'],
    [0.00123, '', '0.0012'],
    [0, 'EUR', '€0'],
    [20, '', '20'],
    [100, '', '100'],
  ])('shortens %d %s to %s', (value, currency, words) => {
    expect(formatCompact(value, currency)).toBe(words)
  })

  it('keeps more decimals for neighbours that would otherwise read alike', () => {
    expect([1240, 1260].map((value) => formatCompact(value, '', { digits: 2 }))).toEqual(['1.24k', '1.26k'])
  })
})

describe('any metric', () => {
  it.each([
    [1517, 'money', '€1,517'],
    [0.0088, 'percent', '0.88\u202f%'],
    [3.2, 'ratio', '3.2×'],
    [290, 'count', '290'],
    [null, 'money', 'n/a'],
    [Number.POSITIVE_INFINITY, 'ratio', 'n/a'],
  ] as const)('writes %d in %s as %s', (value, unit, words) => {
    expect(formatMetric(value, unit, 'EUR')).toBe(words)
  })
})
