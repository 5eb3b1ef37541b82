import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lagCurve, maturity, nowcast } from '../../src/stats/survival.ts'

// Counts of a public data set (the marketing funnel of Olist), leads of January to May 2018 as they stood on 30 June: how many
// had won, or still waited, at which age in days. One win that precedes its first contact is left out.
const rows = readFileSync(new URL('../fixtures/analysis/lead-lags.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => {
    const [cohort = '', age, won, waiting] = row.split(',')
    return { cohort, age: Number(age), events: Number(won), censored: Number(waiting) }
  })
const horizon = 150

describe('the lag curve of 5,997 leads', () => {
  const curve = lagCurve(rows)

  it.each([
    [7, '0.04702'],
    [14, '0.07087'],
    [30, '0.09188'],
    [60, '0.10697'],
    [90, '0.11422'],
    [120, '0.11850'],
    [150, '0.12345'],
  ])('stands after %d days at %s', (age, share) => {
    expect(curve(age).toFixed(5)).toBe(share)
  })

  it('expects 128.6 customers of the 1,303 leads of May, where 98 are seen and 124 came true', () => {
    const may = rows.filter(({ cohort }) => cohort === 'May')
    const won = may.reduce((sum, { events }) => sum + events, 0)
    const waiting = may.map(({ age, censored }) => ({ age, count: censored }))

    expect(won + waiting.reduce((sum, { count }) => sum + count, 0)).toBe(1303)
    expect(won).toBe(98)
    expect(nowcast(curve, won, waiting, horizon).toFixed(1)).toBe('128.6')
  })

  it('calls a cohort of 30 days three quarters mature', () => {
    expect(maturity(curve, [{ age: 30, count: 1303 }], horizon)).toBeCloseTo(0.09188 / 0.12345, 4)
  })
})

describe('a lag curve', () => {
  it('counts who is censored at an age as still at risk at it', () => {
    const curve = lagCurve([
      { age: 1, events: 1, censored: 1 },
      { age: 2, events: 1, censored: 1 },
    ])
    expect(curve(0)).toBe(0)
    expect(curve(1)).toBeCloseTo(1 / 4)
    expect(curve(2)).toBeCloseTo(1 - (3 / 4) * (1 / 2))
    expect(curve(99)).toBe(curve(2))
  })

  it('is the plain share where nobody is censored before the end', () => {
    const curve = lagCurve([
      { age: 3, events: 20, censored: 0 },
      { age: 90, events: 0, censored: 80 },
    ])
    expect(curve(30)).toBeCloseTo(0.2)
  })

  it('refuses an event before its beginning', () => {
    expect(() => lagCurve([{ age: -2, events: 1, censored: 0 }])).toThrow(RangeError)
  })

  it('knows no maturity without an event or without a lead', () => {
    expect(maturity(lagCurve([]), [{ age: 3, count: 5 }], 30)).toBeNull()
    expect(maturity(lagCurve([{ age: 1, events: 1, censored: 0 }]), [], 30)).toBeNull()
  })

  it('expects nothing more of a cohort that is older than the horizon', () => {
    const curve = lagCurve(rows)
    expect(nowcast(curve, 40, [{ age: 200, count: 300 }], horizon)).toBe(40)
    expect(maturity(curve, [{ age: 200, count: 300 }], horizon)).toBe(1)
  })

  it('only ever rises, and a nowcast is never below what was observed nor above the cohort', () => {
    const count = fc.record({
      age: fc.integer({ min: 0, max: 60 }),
      events: fc.integer({ min: 0, max: 50 }),
      censored: fc.integer({ min: 0, max: 50 }),
    })
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 30 }), (counts) => {
        const curve = lagCurve(counts)
        for (let age = 1; age <= 60; age++) expect(curve(age)).toBeGreaterThanOrEqual(curve(age - 1))
        const waiting = counts.map(({ age, censored }) => ({ age, count: censored }))
        const observed = counts.reduce((sum, { events }) => sum + events, 0)
        const size = observed + waiting.reduce((sum, each) => sum + each.count, 0)
        const expected = nowcast(curve, observed, waiting, 60)
        expect(expected).toBeGreaterThanOrEqual(observed)
        expect(expected).toBeLessThanOrEqual(size + 1e-9)
      }),
    )
  })
})
