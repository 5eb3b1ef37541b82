import { describe, expect, it } from 'vitest'
import type { ControlLine, ControlState } from '../../../src/domain/control/control.ts'
import { backtest, backtestInWords } from '../../../src/domain/guardrail/backtest.ts'
import type { Past } from '../../../src/domain/guardrail/past.ts'
import { rehearse } from '../../../src/domain/guardrail/rehearsal.ts'
import type { Series } from '../../../src/domain/guardrail/series.ts'
import type { Team } from '../../../src/domain/team.ts'
import { shiftDay } from '../../../src/domain/week.ts'
import { ceiling, series } from './guardrails.ts'

// What only looks at how things are can be played over days of which it is known how they were.

const DAY = '2026-11-29'
const team = { zone: 'Europe/Berlin', leadUserId: null, channels: [], absences: [] } as unknown as Team
const NO_PAST: Past = { arrivals: [], evidence: new Map(), budgetOn: () => null, budgetSince: null }
const none = { low: null, high: null }
const days = Array.from({ length: 120 }, () => ({ spend: 1_000, won: 10 }))
const known = (past: Partial<Past>, changes: Partial<Series> = {}) =>
  series(shiftDay(DAY, -119), days, { past: { ...NO_PAST, ...past }, ...changes })

describe('a control', () => {
  const tired = ceiling({ kind: 'creatives', metric: null, name: 'Tired creatives', breach: none })
  const line = (state: ControlState): ControlLine => {
    return { control: 'creatives', state, channelId: null, about: '', sentence: state }
  }
  /** States of the last weeks, the last one on the last day. */
  const weeks = (...states: ControlState[]) =>
    known({
      evidence: new Map(states.map((state, at) => [shiftDay(DAY, -7 * (states.length - 1 - at)), [line(state)]])),
    })

  it('is looked at on one day of each week, and one reading stands for its two days in a row', () => {
    const tested = backtest(tired, weeks('ok', 'ok', 'act', 'act', 'ok', 'watch', 'ok', 'act'), DAY)
    expect(tested).toMatchObject({ days: 8, judged: 8, fired: ['2026-10-25', '2026-11-29'], isFiring: true })
    expect(backtestInWords(tested)).toEqual([
      'In the last 8 weeks this would have fired 2 times: Sun 25 Oct, Sun 29 Nov.',
      'It would be firing now.',
      'Looked at on one day of each of the last 8 weeks, by the numbers as they are now.',
    ])
  })

  it('that waits for more than a week takes as many readings', () => {
    expect(backtest({ ...tired, fireAfter: 10 }, weeks('ok', 'act', 'ok', 'act', 'act'), DAY).fired).toEqual([DAY])
  })

  it('says that nothing is known where it could not be looked at', () => {
    expect(backtestInWords(backtest(tired, known({}), DAY))[0]).toContain('too little to judge it by, on any day')
  })

  it('is lived through as well, without a word about days that were not looked at', () => {
    const said = rehearse(
      [tired],
      { seriesOf: () => weeks('ok', 'act', 'ok'), channelOf: () => null, tracking: [], team, isWorkday: () => true },
      { from: shiftDay(DAY, -14), to: DAY },
    )
    expect(said.filter(({ what }) => what !== 'reminder').map(({ day, what }) => [day, what])).toEqual([
      ['2026-11-22', 'fired'],
      ['2026-11-29', 'resolved'],
    ])
  })
})

describe('whether numbers come in', () => {
  const fresh = ceiling({ kind: 'freshness', metric: null, fireAfter: 1, breach: { low: null, high: 3 } })
  const arrived = (on: string, lastDay = shiftDay(on, -1)) => ({ platform: 'Google Ads', on, lastDay })

  it('is played by the days on which files came in', () => {
    const every = Array.from({ length: 60 }, (_, ago) => shiftDay(DAY, 1 - ago))
    // Nothing came in from 11 to 17 November: on 14 November the numbers are four days old.
    const arrivals = every.filter((on) => on < '2026-11-11' || on > '2026-11-17').map((on) => arrived(on))
    const tested = backtest(fresh, known({ arrivals }), DAY)
    expect(tested).toMatchObject({ fired: ['2026-11-13'], isFiring: false, note: null })
  })

  it('is not known before the first file, and says since when', () => {
    const tested = backtest(fresh, known({ arrivals: [arrived('2026-11-27')] }), DAY)
    expect(tested).toMatchObject({ judged: 3, fired: [] })
    expect(backtestInWords(tested)).toContain(
      'Files have come in since Fri 27 Nov: of the days before nothing is known.',
    )
    expect(backtestInWords(backtest(fresh, known({}), DAY))).toEqual([
      'In the last 8 weeks there was too little to judge it by, on any day.',
      'No file has come in yet, so there is no past to play.',
    ])
  })

  it('takes a day that was read before it was over as not in', () => {
    const early = backtest(fresh, known({ arrivals: [arrived('2026-11-20', '2026-11-20')] }), DAY)
    expect(early.fired).toEqual(['2026-11-23'])
  })
})

describe('the pace of the month', () => {
  const pace = ceiling({ kind: 'pace', metric: null, breach: { low: 0.8, high: 1.2 } })

  it('is held against the budget of each day, and says so where it was another', () => {
    const same = backtest(pace, known({ budgetOn: () => 30_000 }), DAY)
    expect(same).toMatchObject({ fired: [], note: null })
    const raised = backtest(pace, known({ budgetOn: (day) => (day < '2026-11-01' ? 20_000 : 30_000) }), DAY)
    expect(raised).toMatchObject({
      fired: ['2026-10-06'],
      isFiring: false,
      note: 'Each day is held against the budget it had then.',
    })
    const made = backtest(pace, known({ budgetOn: () => 20_000, budgetSince: '2026-11-01' }), DAY)
    expect(made).toMatchObject({
      judged: 26,
      fired: ['2026-11-05'],
      note: 'The budget is known since Sun 1 Nov: of the days before nothing is known.',
    })
  })
})
