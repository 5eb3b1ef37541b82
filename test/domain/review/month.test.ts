import { describe, expect, it } from 'vitest'
import { NO_SUMS } from '../../../src/domain/metric/metric.ts'
import { monthBehind, monthsThrough, planMonth } from '../../../src/domain/review/month.ts'
import { channelLines, envelopeInWords, learntLines, monthTable } from '../../../src/domain/review/month-words.ts'
import { monthOf } from '../../../src/domain/week.ts'
import { makeTeam } from '../../slack/views/stage.ts'

const team = makeTeam()

describe('the month before', () => {
  it.each([
    ['2026-W44', '2026-10', [], 'opens on Monday 2 November'],
    ['2026-W45', '2026-10', ['2026-W44'], 'opens on Monday 9 November'],
    ['2026-W48', '2026-10', ['2026-W44', '2026-W45', '2026-W46', '2026-W47'], 'opens on Monday 30 November'],
    ['2026-W49', '2026-11', [], 'opens on Monday 7 December'],
    ['2026-W53', '2026-12', [], 'opens on Monday 4 January'],
  ])('lies behind the review of %s: %s, unless one of %j told of it, because it %s', (week, month, earlier, _why) => {
    expect(monthBehind(team, week)).toEqual({ month, earlier })
  })

  it('lies behind the first Wednesday, where reviews open on Wednesdays', () => {
    const wednesdays = { ...team, reviewWeekday: 3 }
    expect(monthBehind(wednesdays, '2026-W47')).toMatchObject({ month: '2026-10' })
    expect(monthBehind(wednesdays, '2026-W48')).toEqual({ month: '2026-11', earlier: [] })
  })

  it('is the last of six, each with its own days', () => {
    expect(monthsThrough('2026-02')).toEqual(['2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02'])
    expect(['2026-02', '2028-02', '2026-12'].map((month) => monthOf(month).to)).toEqual([
      '2026-02-28',
      '2028-02-29',
      '2026-12-31',
    ])
  })
})

describe('the report of a month', () => {
  const sums = (channelId: string, spend: number, won: number) => ({ channelId, sums: { ...NO_SUMS, spend, won } })
  const months = [
    { month: '2026-09', channels: [sums('cha_1', 700_000, 500), sums('cha_2', 800_000, 500)] },
    { month: '2026-10', channels: [sums('cha_1', 600_000, 600), sums('cha_2', 900_000, 400), sums('', 350_000, 0)] },
  ]
  const known = {
    decided: [{ number: 31, title: 'Shorter form', verdict: 'ship' as const }],
    learnings: [
      { number: 31, lever: 'landing_page' as const, sentence: 'Fewer fields win.', status: 'supported' as const },
    ],
    foresight: '3 of 5 shipped (60 %)',
    notes: [],
  }
  const report = planMonth(team, months, { weeks: ['2026-W43', '2026-W44'], weekly: [] }, known)

  it('holds the month against its envelope and its target, and says how sure that is', () => {
    expect(envelopeInWords(report)).toBe(
      'CAC €1,850 (+23\u202f% on the month before · target ≤ €1,400: above target, more than 99 % sure · 95 % range €1,739 to €1,970) · €1,850,000 spent of €1,850,000 (100\u202f%) · 1,000 customers',
    )
  })

  it('shows each month and each channel by the ratio of their sums', () => {
    expect(monthTable(report).rows).toEqual([
      ['Sep', '€1,500,000', '1,000', '€1,500', '€1,410 to €1,597'],
      ['Oct', '€1,850,000', '1,000', '€1,850', '€1,739 to €1,970'],
    ])
    expect(channelLines(report)[0]).toBe(
      'Paid social: 400 customers at €2,250, €900,000 spent (+41\u202f% · target ≤ €1,400: above target, more than 99 % sure · 95 % range €2,040 to €2,488)',
    )
    expect(channelLines(report)[1]).toBe(
      'Paid search: 600 customers at €1,000, €600,000 spent (−29\u202f% · target ≤ €1,150: on target, more than 99 % sure · 95 % range €923 to €1,085)',
    )
  })

  it('calls nothing from a single customer, and a change in so few is noise', () => {
    const few = planMonth(
      team,
      [
        { month: '2026-09', channels: [sums('cha_1', 1_000, 2)] },
        { month: '2026-10', channels: [sums('cha_1', 2_000, 1)] },
      ],
      { weeks: [], weekly: [] },
      known,
    )
    expect(envelopeInWords(few)).toContain(', within noise · target ≤ €1,400: no call yet · ')
    expect(channelLines(few)[0]).toMatch(
      /within noise · target ≤ €1,150: no call yet · 95 % range €[\d.,]+ to €[\d.,]+\)$/,
    )
    expect([envelopeInWords(few), ...channelLines(few)].join()).not.toContain('above target')
  })

  it('tells of a month that an earlier version kept no more than it holds', () => {
    const kept = {
      ...report,
      months: report.months.map(({ month, spend, results, cost }) => ({ month, spend, results, cost })),
    }
    expect(envelopeInWords(kept)).toContain('CAC €1,850 (+23\u202f% on the month before · target ≤ €1,400) ·')
    expect(monthTable(kept).rows[1]?.at(-1)).toBe('–')
  })

  it('says what was decided and learnt, by lever', () => {
    expect(learntLines(report)).toEqual([
      'T-31 Shorter form: ship',
      'landing page · Fewer fields win. (supported, T-31)',
      'Foresight: 3 of 5 shipped (60 %)',
    ])
  })

  it('says that there are no numbers where there are none', () => {
    const empty = planMonth(team, [{ month: '2026-10', channels: [] }], { weeks: [], weekly: [] }, known)
    expect(envelopeInWords(empty)).toBe('There are no numbers of this month.')
    expect(channelLines(empty)).toEqual([])
  })
})
