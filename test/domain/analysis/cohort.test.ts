import { describe, expect, it } from 'vitest'
import { type Cohorts, cohortReader, stageOf } from '../../../src/domain/analysis/cohort.ts'
import { cohortInWords } from '../../../src/domain/analysis/cohort-words.ts'
import { shiftDay } from '../../../src/domain/week.ts'

const ASOF = '2026-11-22'
/** Of a hundred leads five are won after 10 days and five after 40; the oldest lead is 100 days old. */
const WON = [
  { age: 10, events: 5, censored: 0 },
  { age: 40, events: 5, censored: 0 },
  { age: 100, events: 0, censored: 90 },
]
const NONE = [{ age: 100, events: 0, censored: 100 }]
const money = { spend: 20_000, currency: 'EUR' }

function leadsOf(...given: { age: number; leads: number; won: number; channelId?: string }[]): Cohorts {
  const days = given.map(({ channelId = 'search', ...each }) => {
    return { channelId, day: shiftDay(ASOF, -each.age), mqls: 0, sqls: 0, opportunities: 0, ...each }
  })
  return { asOf: ASOF, lags: { mqls: NONE, sqls: NONE, opportunities: NONE, won: WON }, days }
}

function all(cohorts: Cohorts, sureness?: { mature: number; wonDays: number }) {
  return cohortReader(cohorts, sureness)({ from: '2026-01-01', to: ASOF, channelId: null })
}

describe('a cohort of leads', () => {
  it.each([
    ['of five days has brought nothing yet', { age: 5, leads: 200, won: 0 }, 'provisional', 0, 20],
    ['of twelve days is half-way', { age: 12, leads: 200, won: 10 }, 'provisional', 0.5, 20],
    ['of forty-one days is mature', { age: 41, leads: 200, won: 18 }, 'mature', 1, 18],
  ])('%s', (_, leads, state, maturity, nowcast) => {
    expect(stageOf(all(leadsOf(leads)), 'won')).toEqual({
      stage: 'won',
      state,
      observed: leads.won,
      maturity: expect.closeTo(maturity),
      nowcast: expect.closeTo(nowcast),
    })
  })

  it('may be judged from 80 % on, or from what the team sets', () => {
    const mixed = (old: number) => leadsOf({ age: 41, leads: old, won: 0 }, { age: 12, leads: 100 - old, won: 0 })
    expect(stageOf(all(mixed(61)), 'won')?.state).toBe('mature')
    expect(stageOf(all(mixed(59)), 'won')?.state).toBe('provisional')
    expect(stageOf(all(mixed(59), { mature: 0.75, wonDays: 90 }), 'won')?.state).toBe('mature')
  })

  it('is read by channel and by day, and is none where nobody came', () => {
    const cohorts = leadsOf({ age: 41, leads: 100, won: 9 }, { age: 12, leads: 60, won: 3, channelId: 'social' })
    const read = cohortReader(cohorts)
    expect(read({ from: '2026-01-01', to: ASOF, channelId: 'social' })?.leads).toBe(60)
    expect(read({ from: shiftDay(ASOF, -12), to: ASOF, channelId: null })?.leads).toBe(60)
    expect(read({ from: ASOF, to: ASOF, channelId: null })).toBeNull()
  })

  it('says nothing of customers while no lead is as old as a customer may take', () => {
    expect(all(leadsOf({ age: 12, leads: 200, won: 10 }), { mature: 0.8, wonDays: 120 })).toBeNull()
  })
})

describe('in words a cohort', () => {
  it('that is young is provisional, with what its results will have cost', () => {
    expect(words(leadsOf({ age: 12, leads: 200, won: 10 }))).toEqual([
      'By the day the lead came in (cohort): 200 leads.',
      '10 customers so far, about 50 % of what will come (about 20 in the end): CAC about €1,000, provisional, no call yet.',
    ])
  })

  it('without a result has no cost', () => {
    expect(words(leadsOf({ age: 5, leads: 200, won: 0 }))[1]).toBe(
      '0 customers so far, about 0 % of what will come (about 20 in the end): provisional, no call yet.',
    )
  })

  it('that is mature says its range', () => {
    expect(words(leadsOf({ age: 41, leads: 200, won: 18 }))[1]).toBe(
      '18 customers so far, all that will come: CAC about €1,111, 95 % range €703-€1,875, mature.',
    )
  })

  function words(cohorts: Cohorts): string[] {
    const cohort = all(cohorts)
    return cohort ? cohortInWords(cohort, money).map((line) => line.replaceAll('\u202f', ' ')) : []
  }
})
