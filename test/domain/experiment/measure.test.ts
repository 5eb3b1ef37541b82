import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  baselineOf,
  MEASURES,
  measureOf,
  metricFrom,
  metricValue,
  spreadOf,
} from '../../../src/domain/experiment/measure.ts'
import { type Amount, METRIC_KEYS, metricOf, NO_SUMS } from '../../../src/domain/metric/metric.ts'

const reported = fc.option(fc.integer({ min: 0, max: 100_000 }))
const sums = fc.record<Record<Amount, number | null>>({
  spend: reported,
  impressions: reported,
  clicks: reported,
  conversions: reported,
  conversionsValue: reported,
  leads: reported,
  mqls: reported,
  sqls: reported,
  opportunities: reported,
  won: reported,
  pipelineAmount: reported,
  wonAmount: reported,
})

describe('the measures a test is judged by', () => {
  it('are those of the board: same name, same formula, same good direction, whatever the numbers are', () => {
    fc.assert(
      fc.property(sums, (period) => {
        for (const measure of MEASURES) {
          const key = METRIC_KEYS.find((each) => each === measure.key)
          if (key === undefined) continue
          const metric = metricOf(key)
          expect(baselineOf(measure, period)).toBe(metric.of(period))
          expect([measure.name, measure.unit, measure.better]).toEqual([metric.label, metric.unit, metric.better])
        }
      }),
    )
  })

  it('include the step the board does not show, leads per click', () => {
    const leadRate = measureOf('lead_rate')
    expect(leadRate && baselineOf(leadRate, { ...NO_SUMS, leads: 42, clicks: 1_000 })).toBe(0.042)
    expect(leadRate && baselineOf(leadRate, { ...NO_SUMS, leads: 42 })).toBeNull()
  })

  it('can be read per arm only where the ad platforms report both sums', () => {
    const platform: Amount[] = ['spend', 'impressions', 'clicks', 'conversions', 'conversionsValue']
    for (const { key, top, bottom, fromNumbers } of MEASURES) {
      expect(fromNumbers, key).toBe(platform.includes(top) && platform.includes(bottom))
    }
  })

  it('read in the unit of their KPI, and a test of its own reads as a share or a bare number', () => {
    const cpl = measureOf('cpl')
    expect(cpl && metricValue(metricFrom(cpl), 59.54, 'EUR')).toBe('€59.54')
    expect(metricValue({ measure: 'own', kind: 'proportion' }, 0.042, 'EUR')).toBe('4.20\u202f%')
    expect(metricValue({ measure: 'own', kind: 'mean' }, 3.456, 'EUR')).toBe('3.46')
    expect(measureOf('own')).toBeNull()
  })
})

describe('the spread of a ratio', () => {
  const cac = measureOf('cac')
  const days = (count: number) =>
    Array.from({ length: count }, (_, day) => ({ ...NO_SUMS, spend: 1_000 + 10 * (day % 3), won: 9 + (day % 4) }))

  it('comes from its days, and eight of them are the least', () => {
    if (!cac) throw new Error('no CAC')
    expect(spreadOf(cac, days(7))).toBeNull()
    expect(spreadOf(cac, days(28))).toBeGreaterThan(0)
  })

  it('is not told for a share, nor from days that report nothing', () => {
    const cvr = measureOf('cvr')
    if (!cac || !cvr) throw new Error('no CAC or CVR')
    expect(spreadOf(cvr, days(28))).toBeNull()
    expect(
      spreadOf(
        cac,
        Array.from({ length: 28 }, () => NO_SUMS),
      ),
    ).toBeNull()
  })
})
