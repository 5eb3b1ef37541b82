import { describe, expect, it } from 'vitest'
import type { Guardrail } from '../../../src/domain/guardrail/guardrail.ts'
import { judge } from '../../../src/domain/guardrail/judge.ts'
import { judgeFreshness, judgeZeroRun } from '../../../src/domain/guardrail/judge-tracking.ts'
import type { Sums } from '../../../src/domain/metric/metric.ts'
import { lowerGamma } from '../../../src/stats/gamma.ts'
import { chanceCostAbove, costInterval, overdispersion } from '../../../src/stats/poisson.ts'
import { ceiling, series } from './guardrails.ts'

const DAY = '2026-11-10'

function judged(sums: Partial<Sums>, changes: Partial<Guardrail> = {}) {
  return judge(ceiling(changes), series(DAY, [sums]), DAY)
}

describe('a ceiling on what a customer costs', () => {
  it.each([
    { spend: 1_000, won: 9, value: 111.11, sure: 0.61, verdict: 'OK' },
    { spend: 10_000, won: 85, value: 117.65, sure: 0.94, verdict: 'BREACH' },
    { spend: 50_000, won: 455, value: 109.89, sure: 0.98, verdict: 'BREACH' },
    { spend: 500, won: 0, value: null, sure: 0.998, verdict: 'BREACH' },
  ])('is broken as surely as $won customers on €$spend say', ({ spend, won, value, sure, verdict }) => {
    const { probability, ...found } = judged({ spend, won })

    expect(found.verdict).toBe(verdict)
    if (value === null) expect(found.value).toBeNull()
    else expect(found.value).toBeCloseTo(value, 2)
    expect(probability).toBeCloseTo(sure, sure > 0.99 ? 3 : 2)
    expect(Math.abs((probability ?? 0) - lowerGamma(won + 0.5, spend / 100))).toBeLessThan(1e-9)
  })

  it.each<[Partial<Sums>, true | undefined]>([
    [{ spend: 0, won: 0 }, true],
    [{ spend: 0, won: 3 }, true],
    [{ spend: 500, won: null }, undefined],
    [{ spend: null, won: null }, undefined],
  ])('tells that nothing was spent from what cannot be said for another reason: %o', (sums, isUnspent) => {
    expect(judged(sums).isUnspent).toBe(isUnspent)
  })

  it('is not broken by a value exactly at the limit, however low the certainty that is asked for', () => {
    expect(judged({ spend: 8_500, won: 85 }, { sure: 0 }).verdict).toBe('OK')
    expect(judged({ spend: 8_501, won: 85 }, { sure: 0 }).verdict).toBe('BREACH')
    expect(judged({ spend: 8_500, won: 85 }).recovers).toBe(true)
  })

  it('warns before it breaks', () => {
    const warn = { low: null, high: 80 }

    expect(judged({ spend: 9_500, won: 100 }, { warn }).verdict).toBe('WARN')
    expect(judged({ spend: 8_100, won: 100 }, { warn }).verdict).toBe('OK')
  })

  it('has recovered only within its own bound for that', () => {
    const recover = { low: null, high: 90 }

    expect(judged({ spend: 9_500, won: 100 }, { recover })).toMatchObject({ verdict: 'OK', recovers: false })
    expect(judged({ spend: 9_000, won: 100 }, { recover })).toMatchObject({ verdict: 'OK', recovers: true })
  })

  it('weighs less by as much as customers vary more than chance', () => {
    const counts = [10, 30, 12, 28].map((count) => ({ count, exposure: 1_000 }))
    // Four weeks of 20 expected each: (100 + 100 + 64 + 64) / 20 over 3 degrees of freedom.
    expect(overdispersion(counts)).toBeCloseTo(328 / 20 / 3, 12)
    expect(overdispersion([{ count: 5, exposure: 1_000 }])).toBe(1)
    expect(overdispersion([20, 20, 20].map((count) => ({ count, exposure: 1_000 })))).toBe(1)
    expect(chanceCostAbove(10_000, 85, 100, { dispersion: 4 })).toBeCloseTo(lowerGamma(85.5 / 4, 25), 12)
    expect(chanceCostAbove(10_000, 85, 100, { maturity: 0.8 })).toBeCloseTo(lowerGamma(85.5, 80), 12)

    const calm = [...Array.from({ length: 56 }, () => ({ spend: 1_000, won: 10 })), { spend: 10_000, won: 85 }]
    const wild = calm.map((day, index) => (index < 56 ? { ...day, won: index % 14 < 7 ? 2 : 18 } : day))
    const last = '2026-11-10'
    const from = '2026-09-15'
    expect(judge(ceiling(), series(from, calm), last)).toMatchObject({ verdict: 'BREACH', dispersion: 1 })
    expect(judge(ceiling(), series(from, wild), last)).toMatchObject({ verdict: 'OK' })
  })

  it('keeps the interval of the cost', () => {
    const { low, high } = costInterval(10_000, 85)
    expect(judged({ spend: 10_000, won: 85 })).toMatchObject({ low, high })
    expect(judged({ spend: 500, won: 0 })).toMatchObject({ high: null })
  })

  it('says how sure, on what, and through which day', () => {
    expect(judged({ spend: 10_000, won: 85 }).sentence).toBe(
      '€118 against ≤ €100 (1 day through Tue 10 Nov), 94\u202f% sure, 85 customers on €10,000',
    )
    expect(judged({ spend: 1_000, won: 9 }).sentence).toContain('only 61\u202f% sure, so no call yet')
    expect(judged({ spend: 500, won: 0 }).sentence).toMatch(/^no customers against ≤ €100/)
  })
})

describe('what is not judged', () => {
  it('says nothing on less money or fewer results than were asked for', () => {
    expect(judged({ spend: 10_000, won: 85 }, { minSpend: 20_000 }).verdict).toBe('INSUFFICIENT')
    expect(judged({ spend: 1_500, won: 2 }, { minResults: 20 }).verdict).toBe('INSUFFICIENT')
  })

  it('takes few results on much money for evidence', () => {
    expect(judged({ spend: 3_000, won: 2 }, { minResults: 20 }).verdict).toBe('BREACH')
  })

  it('takes what nobody reports for unknown and never for nothing', () => {
    expect(judged({ spend: 10_000 }).verdict).toBe('NO_DATA')
    expect(judged({ spend: 0, won: 0 }).verdict).toBe('INSUFFICIENT')
    expect(judged({ spend: 10_000 }, { noData: 'breach' }).verdict).toBe('NO_DATA')
  })

  it('judges the last day that is complete with every platform and the CRM', () => {
    const days = [
      { spend: 10_000, won: 85 },
      { spend: 10_000, won: 200 },
    ]

    expect(judge(ceiling(), series('2026-11-09', days, { crm: '2026-11-09' }), DAY)).toMatchObject({
      verdict: 'BREACH',
      dataThrough: '2026-11-09',
    })
    expect(judge(ceiling(), series('2026-11-09', days), DAY).verdict).toBe('OK')
    expect(judge(ceiling({ maturityDays: 1 }), series('2026-11-09', days), DAY)).toMatchObject({
      verdict: 'BREACH',
      dataThrough: '2026-11-09',
    })
  })

  it('has no data when the numbers end days ago, unless that is a breach by itself', () => {
    const old = series('2026-11-01', [{ spend: 10_000, won: 85 }])

    expect(judge(ceiling(), old, '2026-11-04').verdict).toBe('BREACH')
    expect(judge(ceiling(), old, '2026-11-05').verdict).toBe('NO_DATA')
    expect(judge(ceiling({ noData: 'breach' }), old, '2026-11-05').verdict).toBe('BREACH')
  })
})

describe('rates and counts', () => {
  it('holds a rate to its floor by its own trials', () => {
    const floor = { kind: 'min', metric: 'sql_rate', breach: { low: 0.4, high: null } } as const

    expect(judged({ sqls: 36, mqls: 100 }, floor)).toMatchObject({ verdict: 'OK', recovers: false })
    expect(judged({ sqls: 360, mqls: 1_000 }, floor)).toMatchObject({ verdict: 'BREACH', bound: 0.4 })
    expect(judged({ sqls: 400, mqls: 1_000 }, floor)).toMatchObject({ verdict: 'OK', recovers: true })
    expect(judged({ sqls: 0, mqls: 0 }, floor).verdict).toBe('INSUFFICIENT')
  })

  it('holds a count to its floor as chance allows', () => {
    const floor = { kind: 'min', metric: 'leads', breach: { low: 100, high: null } } as const

    expect(judged({ leads: 95 }, floor).verdict).toBe('OK')
    expect(judged({ leads: 80 }, floor).verdict).toBe('BREACH')
  })

  it('breaks a range on either side', () => {
    const range = { kind: 'range', breach: { low: 50, high: 100 } } as const

    expect(judged({ spend: 10_000, won: 300 }, range)).toMatchObject({ verdict: 'BREACH', bound: 50 })
    expect(judged({ spend: 10_000, won: 140 }, range).verdict).toBe('OK')
    expect(judged({ spend: 10_000, won: 80 }, range)).toMatchObject({ verdict: 'BREACH', bound: 100 })
  })

  it('takes what people decide as it is', () => {
    const cap = { metric: 'spend', breach: { low: null, high: 1_000 } } as const

    expect(judged({ spend: 1_000 }, cap)).toMatchObject({ verdict: 'OK', probability: null })
    expect(judged({ spend: 1_001 }, cap).verdict).toBe('BREACH')
  })
})

describe('the tracking', () => {
  const fresh = ceiling({ kind: 'freshness', metric: null, name: 'Freshness', breach: { low: null, high: 3 } })
  const run = ceiling({ kind: 'zero_run', metric: null, name: 'Conversions counted', sure: 0.99 })

  it('names the platform that stopped reporting', () => {
    const platforms = [
      { platform: 'Google Ads', lastDay: '2026-11-10' },
      { platform: 'Meta Ads', lastDay: '2026-11-06' },
    ]
    const found = judgeFreshness(fresh, series(DAY, [{ spend: 1 }], { platforms }), DAY)

    expect(found).toMatchObject({ verdict: 'BREACH', value: 4, bound: 3 })
    expect(found.sentence).toBe('Meta Ads has reported nothing since Fri 6 Nov, 4 days ago.')
    expect(judgeFreshness(fresh, series(DAY, [{ spend: 1 }], { platforms }), '2026-11-09').verdict).toBe('OK')
  })

  it('takes days without conversions for bad luck until that would be too much of it', () => {
    const usual = Array.from({ length: 28 }, () => ({ spend: 1_000, conversions: 3 }))
    const silent = { spend: 1_000, conversions: 0 }
    const at = (days: number) =>
      judgeZeroRun(run, series('2026-10-01', [...usual, ...Array(days).fill(silent)]), '2026-12-01')

    expect(at(0)).toMatchObject({ verdict: 'OK', recovers: true })
    expect(at(1)).toMatchObject({ verdict: 'OK', recovers: false })
    expect(at(2)).toMatchObject({ verdict: 'BREACH' })
    expect(at(2).sentence).toBe(
      'No conversions since Thu 29 Oct while €2,000 was spent (expected 6, chance of that: 1 in 403).',
    )
  })

  it.each([
    ['came as before', 200, ' Clicks are normal, so look at the tag, not at the ads.'],
    ['fell as well', 40, ''],
    ['are not reported', null, ''],
  ])('says where to look by the clicks that %s', (_, clicks, said) => {
    const usual = Array.from({ length: 28 }, () => ({ spend: 1_000, clicks: 200, conversions: 3 }))
    const silent = Array.from({ length: 2 }, () => ({ spend: 1_000, clicks, conversions: 0 }))
    const { sentence } = judgeZeroRun(run, series('2026-10-01', [...usual, ...silent]), '2026-12-01')

    expect(sentence).toBe(
      `No conversions since Thu 29 Oct while €2,000 was spent (expected 6, chance of that: 1 in 403).${said}`,
    )
  })

  it('misses nothing where nothing was ever counted', () => {
    expect(judgeZeroRun(run, series(DAY, [{ spend: 100, conversions: 0 }]), DAY).verdict).toBe('INSUFFICIENT')
  })
})
