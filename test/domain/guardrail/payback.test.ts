import { describe, expect, it } from 'vitest'
import { backtest, backtestInWords } from '../../../src/domain/guardrail/backtest.ts'
import { ruleInWords } from '../../../src/domain/guardrail/guardrail-words.ts'
import { staysInWords, workedOut } from '../../../src/domain/guardrail/incident-words.ts'
import { judge } from '../../../src/domain/guardrail/judge.ts'
import { judgePayback } from '../../../src/domain/guardrail/judge-payback.ts'
import { propose, recoveryOf, targetOfWatched, usualOf } from '../../../src/domain/guardrail/proposal.ts'
import { opened } from '../../../src/domain/guardrail/story.ts'
import { watchedBy, watchedOf } from '../../../src/domain/guardrail/watched.ts'
import { type Economics, NO_ECONOMICS } from '../../../src/domain/metric/economics.ts'
import { NO_SUMS } from '../../../src/domain/metric/metric.ts'
import { makeTeam } from '../../slack/views/stage.ts'
import { ceiling, series } from './guardrails.ts'

const plain = (text: string) => text.replaceAll('\u202f', ' ')
/** €120 of margin a month. */
const TOLD: Economics = { ...NO_ECONOMICS, monthlyRevenue: 150, grossMargin: 0.8, paybackTarget: 15 }
const payback = ceiling({ kind: 'payback', name: 'Payback', breach: { low: null, high: 15 } })
const DAY = '2026-11-18'
/** One day with 200 customers at a CAC, by some economics. */
const at = (cac: number, economics: Economics = TOLD) => series(DAY, [{ spend: cac * 200, won: 200 }], { economics })
const PAYBACK = watchedOf('payback')
if (!PAYBACK) throw new Error('payback cannot be watched')

describe('a payback that is watched', () => {
  it.each([
    ['exactly at its bound it is within', 1_800, 'OK', 15, null],
    ['dearer customers take longer', 2_400, 'BREACH', 20, 0.99],
    ['a little too dear is not sure', 1_830, 'OK', 15.25, null],
    ['cheap ones pay soon', 600, 'OK', 5, null],
  ] as const)('%s', (_, cac, verdict, months, sure) => {
    const judged = judgePayback(payback, at(cac), DAY)
    expect(judged).toMatchObject({ verdict, bound: 15 })
    expect(judged.value).toBeCloseTo(months, 9)
    if (sure !== null) expect(judged.probability).toBeGreaterThan(sure)
  })

  it('is as sure as the CAC it follows from', () => {
    const asCac = judge(ceiling({ breach: { low: null, high: 1_800 } }), at(1_900), DAY)
    expect(judgePayback(payback, at(1_900), DAY).probability).toBe(asCac.probability)
  })

  it('moves with what the team tells of its economics, and not with the spend alone', () => {
    expect(judgePayback(payback, at(1_600), DAY).verdict).toBe('OK')
    const dearer = { ...TOLD, grossMargin: 0.6 }
    expect(judgePayback(payback, at(1_600, dearer), DAY)).toMatchObject({ verdict: 'BREACH' })
    const leaving = { ...TOLD, monthlyChurn: 0.05 }
    expect(judgePayback(payback, at(1_600, leaving), DAY).value).toBeCloseTo(21.419, 2)
  })

  it('never comes where those who leave take more than comes in, and says so', () => {
    const judged = judgePayback(payback, at(2_600, { ...TOLD, monthlyChurn: 0.05 }), DAY)
    expect(judged).toMatchObject({ verdict: 'BREACH', value: null, bound: 15 })
    expect(plain(judged.sentence)).toContain('no payback ever against ≤ 15 months')
  })

  it('counts all sales and marketing cost of the whole team, and media alone in a channel', () => {
    const told = { ...TOLD, otherCost: 365_250 / 12 }
    const whole = judgePayback(payback, at(1_600, told), DAY)
    // €1,000 a day more for 200 customers: €5 each.
    expect(whole.value).toBeCloseTo(1_605 / 120, 9)
    expect(plain(whole.sentence)).toBe(
      '13.4 months against ≤ 15 months (1 day through Wed 18 Nov), CAC €1,605: 200 customers on €321,000 of all sales and marketing cost',
    )
    const channel = { ...payback, scope: { level: 'channel' as const, channelId: 'cha_1' } }
    expect(judgePayback(channel, at(1_600, told), DAY).value).toBeCloseTo(1_600 / 120, 9)
    expect(judgePayback(channel, at(1_600, told), DAY).sentence).toContain('€320,000 of media')
  })

  it('says what to tell, and where, while the economics are not told', () => {
    const sentence =
      'Payback needs your gross margin and revenue per customer and month: tell me with `/beat economics`.'
    expect(judgePayback(payback, at(1_600, NO_ECONOMICS), DAY)).toMatchObject({ verdict: 'ERROR', sentence })
    const margin = { ...NO_ECONOMICS, monthlyRevenue: 150 }
    expect(judgePayback(payback, at(1_600, margin), DAY).sentence).toContain('Payback needs your gross margin: tell me')
    const told = { scope: payback.scope, currency: 'EUR', economics: NO_ECONOMICS }
    expect(propose(PAYBACK, [], null, told).why).toBe(sentence)
  })
})

describe('bounds of a payback', () => {
  const told = { scope: payback.scope, currency: 'EUR', economics: TOLD }
  const weeks = [1_080, 1_320, 1_140, 1_260, 1_200, 1_200, 1_104, 1_296].map((cac) => ({
    ...NO_SUMS,
    spend: cac * 100,
    won: 100,
  }))

  it('are the target of the economics, else two standard deviations beyond the weeks', () => {
    expect(targetOfWatched({ ...makeTeam(), economics: TOLD }, null, PAYBACK)).toEqual({ low: null, high: 15 })
    expect(targetOfWatched({ ...makeTeam(), economics: NO_ECONOMICS }, null, PAYBACK)).toBeNull()
    const { bounds, why } = propose(PAYBACK, weeks, null, told)
    expect(bounds).toEqual({ low: null, high: 11.5 })
    expect(why).toBe(
      'In the last 8 weeks it was 9 months to 11 months a week by the economics you tell now. Proposed is two standard deviations beyond their mean.',
    )
    expect(recoveryOf({ low: null, high: 12 }, usualOf(PAYBACK, weeks, told))).toEqual({ low: null, high: 11.5 })
  })

  it('are played over the last eight weeks', () => {
    const days = Array.from({ length: 120 }, (_, day) => ({ spend: day > 112 ? 48_000 : 24_000, won: 20 }))
    const tested = backtest({ ...payback, windowDays: 7 }, series('2026-07-22', days, { economics: TOLD }), DAY)
    expect(tested?.fired).toHaveLength(1)
    expect(backtestInWords(tested).join(' ')).toContain('It would be firing now.')
  })
})

describe('a payback in words', () => {
  it('is a rule in months, worked out from the CAC and the margin', () => {
    expect(watchedBy(payback).id).toBe('payback')
    expect(ruleInWords({ ...payback, windowDays: 28 }, 'EUR')).toBe('Payback ≤ 15 months over 28 days')
    const economics = { ...TOLD, monthlyChurn: 0.02 }
    const lines = workedOut(payback, judgePayback(payback, at(2_400, economics), DAY), { currency: 'EUR', economics })
    expect(lines.map(plain)).toEqual([
      'Payback = ln(1 − CAC × churn / margin) / ln(1 − churn) = 25.3 months',
      'CAC = spend / customers = €2,400',
      'margin: €120 a customer and month, churn 2 % a month (`/beat economics`)',
      '15 months allow a CAC of €1,569',
      'inputs: €480,000 and 200 customers',
      expect.stringMatching(/^95 % interval: \d+(\.\d)? months to \d+(\.\d)? months$/),
      expect.stringContaining('chance that it is above €1,569: P(200 + ½, 480,000 / 1,569) = over 99.9 %'),
      'breach: not ≤ 15 months, 90 % sure, 2 days in a row; over: 2 days in a row',
    ])
  })

  it('costs what its customers cost beyond what the months allow', () => {
    const judged = judgePayback(payback, at(2_400), DAY)
    const watch = { state: 'FIRING' as const, streak: 0, since: DAY, counted: DAY }
    const { incident } = opened(payback, { day: DAY, judged, watch }, { id: 'inc_1', now: new Date() })
    expect(staysInWords(payback, incident, { currency: 'EUR', economics: TOLD })).toBe(
      'about €840,000 a week more than these results may cost',
    )
  })
})
