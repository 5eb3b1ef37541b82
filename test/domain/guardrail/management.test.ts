import { describe, expect, it } from 'vitest'
import type { ControlLine, ControlState } from '../../../src/domain/control/control.ts'
import { BACKTEST_DAYS, backtest, backtestInWords } from '../../../src/domain/guardrail/backtest.ts'
import { definitionFaults } from '../../../src/domain/guardrail/definition-faults.ts'
import { ruleInWords } from '../../../src/domain/guardrail/guardrail-words.ts'
import { judgeControl } from '../../../src/domain/guardrail/judge-control.ts'
import { judgeMonthPace } from '../../../src/domain/guardrail/judge-pace.ts'
import { propose, recoveryOf, roundBound } from '../../../src/domain/guardrail/proposal.ts'
import { starterSet } from '../../../src/domain/guardrail/starter.ts'
import { watchedOf } from '../../../src/domain/guardrail/watched.ts'
import { cacWithin, NO_ECONOMICS, plainPayback, retainedPayback } from '../../../src/domain/metric/economics.ts'
import { NO_SUMS, type Sums } from '../../../src/domain/metric/metric.ts'
import { shiftDay } from '../../../src/domain/week.ts'
import { makeTeam } from '../../slack/views/stage.ts'
import { ceiling, series } from './guardrails.ts'

const EUR = { scope: { level: 'team' as const }, currency: 'EUR', economics: NO_ECONOMICS }
const plain = (text: string) => text.replaceAll('\u202f', ' ')
const watched = (id: string) => {
  const found = watchedOf(id)
  if (!found) throw new Error(`nothing is called ${id}`)
  return found
}
const week = (sums: Partial<Sums>): Sums => ({ ...NO_SUMS, ...sums })
/** Eight weeks that pay 90 to 110 for a customer. */
const WEEKS = [90, 110, 95, 105, 100, 100, 92, 108].map((cac) => week({ spend: cac * 100, won: 100, leads: 1_000 }))

describe('bounds that are proposed', () => {
  it.each([
    [1_447, 'up', 1_450],
    [1_450, 'up', 1_450],
    [1_451, 'up', 1_500],
    [1_447, 'down', 1_400],
    [0.0423, 'up', 0.0425],
    [0.3, 'up', 0.3],
    [67.2, 'down', 67],
    [0, 'down', 0],
  ] as const)('%d is rounded %s to %d', (value, way, rounded) => {
    expect(roundBound(value, way)).toBe(rounded)
  })

  it('are two standard deviations beyond the mean week, on the side that is bad', () => {
    const { bounds, why } = propose(watched('kpi_cac'), WEEKS, null, EUR)
    // Mean 100, standard deviation 7.3: 114.7 is rounded to 115.
    expect(bounds).toEqual({ low: null, high: 115 })
    expect(why).toBe(
      'In the last 8 weeks it was €90.00 to €110 a week. Proposed is two standard deviations beyond their mean.',
    )
    expect(propose(watched('kpi_leads'), WEEKS, null, EUR).bounds).toEqual({ low: 900, high: null })
    expect(propose(watched('kpi_spend'), WEEKS, null, EUR).bounds).toEqual({ low: 8_500, high: 11_500 })
  })

  it('are the target where there is one, and none where four weeks are not there', () => {
    expect(propose(watched('kpi_cac'), WEEKS, { low: null, high: 104 }, EUR).bounds).toEqual({ low: null, high: 104 })
    const few = propose(watched('kpi_cac'), WEEKS.slice(0, 3), null, EUR)
    expect(few.bounds).toEqual({ low: null, high: null })
    expect(few.why).toContain('too little to propose')
  })

  it('are those of the kind for controls', () => {
    expect(propose(watched('pace'), [], null, EUR).bounds).toEqual({ low: 0.8, high: 1.2 })
    expect(propose(watched('freshness'), [], null, EUR).bounds).toEqual({ low: null, high: 3 })
    expect(propose(watched('overlap'), [], null, EUR).bounds).toEqual({ low: null, high: null })
  })

  it('are recovered from a quarter of the way back, where the usual value lies inside', () => {
    expect(recoveryOf({ low: null, high: 120 }, 100)).toEqual({ low: null, high: 115 })
    expect(recoveryOf({ low: 80, high: null }, 100)).toEqual({ low: 85, high: null })
    expect(recoveryOf({ low: null, high: 90 }, 100)).toEqual({ low: null, high: null })
    expect(recoveryOf({ low: null, high: 120 }, null)).toEqual({ low: null, high: null })
  })
})

describe('a backtest', () => {
  const DAY = '2026-11-18'
  const from = shiftDay(DAY, 1 - 120)
  /** Days at 90 a customer; on those that are named, counted back from the last, at 200. */
  const dear = (...back: number[]) =>
    series(
      from,
      Array.from({ length: 120 }, (_, at) => ({ spend: back.includes(119 - at) ? 20_000 : 9_000, won: 100 })),
    )
  const two = ceiling({ fireAfter: 2, resolveAfter: 2 })

  it('names the days it would have fired on, each after its second day in a row', () => {
    const tested = backtest(two, dear(40, 39, 20, 19, 18, 5), DAY)
    expect(tested).toEqual({
      days: BACKTEST_DAYS,
      judged: 56,
      fired: ['2026-10-10', '2026-10-30'],
      isFiring: false,
      note: null,
    })
    expect(backtestInWords(tested)).toEqual([
      'In the last 8 weeks this would have fired 2 times: Sat 10 Oct, Fri 30 Oct.',
    ])
  })

  it.each<[string, ReturnType<typeof backtest>, string[]]>([
    ['never', backtest(two, dear(), DAY), ['In the last 8 weeks this would not have fired.']],
    ['now', backtest(two, dear(1, 0), DAY), ['this would have fired once: Wed 18 Nov.', 'It would be firing now.']],
    ['too often', backtest(two, dear(50, 49, 40, 39, 30, 29, 20, 19), DAY), ['fired 4 times', 'That is noise']],
    [
      'on too few numbers',
      backtest(ceiling({ minResults: 1_000 }), dear(), DAY),
      ['too little to judge it by, on any day'],
    ],
  ])('says so of a rule that fires %s', (_, tested, words) => {
    for (const [at, word] of words.entries()) expect(backtestInWords(tested)[at]).toContain(word)
  })
})

describe('a definition', () => {
  it.each<[string, Parameters<typeof ceiling>[0], string[]]>([
    ['is fine', {}, []],
    ['needs a name', { name: ' ' }, ['name']],
    ['needs a bound', { breach: { low: null, high: null } }, ['high']],
    ['needs none as a control', { kind: 'overlap', metric: null, breach: { low: null, high: null } }, []],
    ['has its bounds in order', { breach: { low: 100, high: 90 } }, ['high']],
    ['has no bound of nothing', { breach: { low: null, high: 0 } }, ['high']],
    ['looks at whole days', { windowDays: 0 }, ['windowDays']],
    ['was typed in words', { windowDays: Number.NaN, remindHours: 1.5 }, ['windowDays', 'remindHours']],
  ])('%s', (_, changes, faults) => {
    expect(Object.keys(definitionFaults(ceiling(changes)))).toEqual(faults)
  })

  it('is said in a few words', () => {
    expect(plain(ruleInWords(ceiling({ windowDays: 7 }), 'EUR'))).toBe('CAC ≤ €100 over 7 days')
    expect(plain(ruleInWords(ceiling({ kind: 'pace', metric: null, breach: { low: 0.8, high: 1.2 } }), 'EUR'))).toBe(
      'Budget pace of the month 80 % to 120 %',
    )
    expect(ruleInWords(ceiling({ kind: 'freshness', metric: null, breach: { low: null, high: 3 } }), 'EUR')).toBe(
      'Numbers come in ≤ 3 days',
    )
  })
})

describe('the pace of a month', () => {
  const pace = ceiling({ kind: 'pace', metric: null, breach: { low: 0.8, high: 1.2 }, warn: { low: 0.9, high: 1.1 } })
  const spent = (perDay: number) =>
    series(
      '2026-09-01',
      Array.from({ length: 76 }, () => ({ spend: perDay })),
      { budget: 30_000 },
    )

  it.each([
    [1_000, 'OK'],
    [1_101, 'WARN'],
    [1_201, 'BREACH'],
    [799, 'BREACH'],
  ])('of €30,000 at €%d a day is %s', (perDay, verdict) => {
    expect(judgeMonthPace(pace, spent(perDay), '2026-11-15').verdict).toBe(verdict)
  })

  it('is judged by its projection, and says what is left for each day', () => {
    const judged = judgeMonthPace(pace, spent(1_300), '2026-11-15')
    expect(plain(judged.sentence)).toBe(
      '130 % of pace: €19,500 spent through Sun 15 Nov, which comes to €39,000 of €30,000 this month; €700 a day are left.',
    )
  })

  it('is no matter of the first three days, and of no budget', () => {
    expect(judgeMonthPace(pace, spent(9_000), '2026-11-03').verdict).toBe('INSUFFICIENT')
    expect(judgeMonthPace(pace, { ...spent(1_000), budget: null }, '2026-11-15').verdict).toBe('ERROR')
  })
})

describe('a control as a guardrail', () => {
  const line = (state: ControlState, channelId: string | null): ControlLine => ({
    control: 'saturation',
    state,
    channelId,
    about: channelId ?? '',
    sentence: `It is ${state}.`,
  })
  const judged = (lines: ControlLine[] | null, channelId?: string) =>
    judgeControl('saturation')(
      ceiling({
        kind: 'saturation',
        metric: null,
        scope: channelId ? { level: 'channel', channelId } : { level: 'team' },
      }),
      series('2026-11-01', [], { evidence: lines }),
      '2026-11-15',
    )

  it.each<[ControlState, string]>([
    ['act', 'BREACH'],
    ['watch', 'WARN'],
    ['ok', 'OK'],
    ['unknown', 'INSUFFICIENT'],
  ])('%s is %s', (state, verdict) => {
    expect(judged([line(state, 'search')]).verdict).toBe(verdict)
  })

  it('takes what is to be done first, and of a channel only its own', () => {
    const lines = [line('ok', 'search'), line('act', 'social')]
    expect(judged(lines).sentence).toBe('social: It is act.')
    expect(judged(lines, 'search').verdict).toBe('OK')
    expect(judged([], 'search').verdict).toBe('NO_DATA')
    expect(judged(null).verdict).toBe('ERROR')
  })
})

describe('the starter set', () => {
  const team = makeTeam()

  it('proposes six, with a bound each', () => {
    const told = { ...NO_ECONOMICS, monthlyRevenue: 180, grossMargin: 0.6, paybackTarget: 15 }
    const set = starterSet({ ...team, economics: told }, WEEKS)
    expect(set.map(({ key, definitions }) => [key, definitions.length])).toEqual([
      ['cost', 1],
      ['payback', 1],
      ['volume', 1],
      ['pace', 1],
      ['freshness', 1],
      ['zero_run', 3],
    ])
    for (const { definitions } of set) for (const each of definitions) expect(definitionFaults(each)).toEqual({})
    expect(set[0]?.definitions[0]?.breach).toEqual({ low: null, high: 1_400 })
    expect(set[1]?.definitions[0]).toMatchObject({ kind: 'payback', windowDays: 28, breach: { low: null, high: 15 } })
    expect(set[5]?.definitions[0]).toMatchObject({ sure: 0.99, fireAfter: 1, scope: { level: 'channel' } })
  })

  it('says what has to be told before one can be enabled', () => {
    const set = starterSet({ ...team, monthlyBudget: null, targets: [] }, [])
    const lacking = set.filter(({ definitions }) => definitions.length === 0).map(({ key, why }) => [key, plain(why)])
    expect(lacking).toEqual([
      ['cost', 'There are no numbers of it in the last 8 weeks. That is too little to propose a bound from.'],
      [
        'payback',
        'Payback needs your gross margin and revenue per customer and month: tell me with `/beat economics`.',
      ],
      ['volume', 'There are no numbers of it in the last 8 weeks. That is too little to propose a bound from.'],
      ['pace', 'There is no budget of the month yet: `/beat setup` takes one.'],
    ])
  })

  it('bounds CAC where its payback meets the target, with churn and without', () => {
    const told = { ...NO_ECONOMICS, monthlyRevenue: 180, grossMargin: 0.6, paybackTarget: 15 }
    expect(cacWithin(told, 15)).toBeCloseTo(1_620, 9)
    expect(plainPayback(told, 1_620)).toBeCloseTo(15, 9)
    const churning = { ...told, monthlyChurn: 0.02 }
    expect(retainedPayback(churning, cacWithin(churning, 15) ?? 0)).toBeCloseTo(15, 9)
    expect(cacWithin({ ...told, grossMargin: null }, 15)).toBeNull()
  })
})
