import { describe, expect, it } from 'vitest'
import {
  judgePace,
  type MonthPace,
  monthPaces,
  type SpendDay,
  weekdayWeights,
} from '../../../src/domain/metric/pacing.ts'
import { monthOf, shiftDay, weekdayOf } from '../../../src/domain/week.ts'

const EVEN = [1, 1, 1, 1, 1, 1, 1]
/** November 2026: 30 days, from a Sunday to a Monday. */
const november = { from: '2026-11-01', to: '2026-11-30', budget: 30_000, weekdayWeights: EVEN }

describe('the pace of a budget', () => {
  it.each([
    ['on pace at half of it in half of the month', 15_000, '2026-11-15', 'on pace', 1, 30_000],
    ['still on pace just below a tenth over', 16_499, '2026-11-15', 'on pace', 1.0999, 32_998],
    ['a warning at a tenth over', 16_500, '2026-11-15', 'warn', 1.1, 33_000],
    ['a warning at a tenth under', 13_500, '2026-11-15', 'warn', 0.9, 27_000],
    ['an alert at a fifth over', 18_000, '2026-11-15', 'alert', 1.2, 36_000],
    ['an alert where nothing is spent', 0, '2026-11-15', 'alert', 0, 0],
    ['judged by the end of the month afterwards', 30_000, '2026-12-09', 'on pace', 1, 30_000],
  ])('is %s', (_, spent, through, state, pace, projection) => {
    const judged = judgePace({ ...november, through, spent })
    expect(judged?.state).toBe(state)
    expect(judged?.pace).toBeCloseTo(pace, 4)
    expect(judged?.projection).toBeCloseTo(projection, 0)
  })

  it('weighs weekdays: a weekend on which little is spent does not look like underspending', () => {
    // Monday to Friday take 18 % each, Saturday and Sunday 5 %. 1 November is a Sunday: 5 of 21 × .18 + 9 × .05 = 4.23 by then.
    const weekdays = { ...november, weekdayWeights: [0.18, 0.18, 0.18, 0.18, 0.18, 0.05, 0.05] }
    const spent = (30_000 * 0.05) / (21 * 0.18 + 9 * 0.05)
    expect(judgePace({ ...weekdays, through: '2026-11-01', spent })?.pace).toBeCloseTo(1, 10)
    expect(judgePace({ ...november, through: '2026-11-01', spent })?.state).toBe('alert')
  })

  it('says what is left for each day to come, and nothing of it on the last', () => {
    expect(judgePace({ ...november, through: '2026-11-20', spent: 22_000 })?.leftADay).toBe(800)
    expect(judgePace({ ...november, through: '2026-11-20', spent: 31_000 })?.leftADay).toBe(0)
    expect(judgePace({ ...november, through: '2026-11-30', spent: 22_000 })?.leftADay).toBeNull()
  })

  it.each([
    ['before its first day', { through: '2026-10-31' }],
    ['of nothing', { budget: 0, through: '2026-11-15' }],
  ])('is none %s', (_, given) => {
    expect(judgePace({ ...november, spent: 1, ...given })).toBeNull()
  })

  it('is judged by the limits of the team', () => {
    const tight = { warn: 0.02, alert: 0.05 }
    expect(judgePace({ ...november, through: '2026-11-15', spent: 15_450 }, tight)?.state).toBe('warn')
    expect(judgePace({ ...november, through: '2026-11-15', spent: 15_900 }, tight)?.state).toBe('alert')
  })
})

/** Eight weeks of 100 a weekday and 20 a day at the weekend in search, half of it in social, up to Sunday 22 November. */
const days: SpendDay[] = Array.from({ length: 56 }, (_, index) => shiftDay('2026-09-28', index)).flatMap((day) => {
  const spend = weekdayOf(day) > 5 ? 20 : 100
  return [
    { day, channelId: 'search', spend },
    { day, channelId: 'social', spend: spend / 2 },
    { day, channelId: 'content', spend: null },
  ]
})

describe('the paces of a month', () => {
  const budgets = [
    { channelId: null, name: 'Growth', budget: 3_420 },
    { channelId: 'search', name: 'Paid search', budget: 1_900 },
    { channelId: 'content', name: 'Content', budget: 500 },
  ]
  const of = (paces: MonthPace[]) =>
    paces.map(({ name, spent, pace, state }) => [name, spent, Number(pace.toFixed(4)), state])

  it('are of the team and of each channel with a budget, by the weekdays of eight weeks', () => {
    // November has 21 weekdays and 9 weekend days: 2,280 in search at this pace, half as much in social.
    expect(of(monthPaces(budgets, days, '2026-11-22'))).toEqual([
      ['Growth', 2_460, 1, 'on pace'],
      ['Paid search', 1_640, 1.2, 'alert'],
    ])
  })

  it('begin anew on the first of a month', () => {
    expect(of(monthPaces(budgets, days, '2026-11-01'))).toMatchObject([
      ['Growth', 30, 1, 'on pace'],
      ['Paid search', 20, 1.2, 'alert'],
    ])
  })

  it('take weekdays as alike while there are less than four weeks of spend', () => {
    expect(
      weekdayWeights(days.slice(0, 60).flatMap(({ spend, ...day }) => (spend === null ? [] : [{ ...day, spend }]))),
    ).toBeNull()
    const few = days.filter(({ day }) => day >= '2026-11-16')
    // 810 of 3,420 in 22 of 30 days.
    expect(monthPaces(budgets, few, '2026-11-22')[0]?.pace).toBeCloseTo(810 / (3_420 * (22 / 30)), 6)
  })
})

it.each([
  ['2026-11-22', '2026-11-01', '2026-11-30'],
  ['2028-02-29', '2028-02-01', '2028-02-29'],
  ['2026-12-31', '2026-12-01', '2026-12-31'],
])('the month of %s is %s to %s', (day, from, to) => {
  expect(monthOf(day)).toEqual({ from, to })
})
