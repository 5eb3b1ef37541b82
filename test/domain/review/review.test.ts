import { describe, expect, it } from 'vitest'
import { NO_SUMS, type Sums } from '../../../src/domain/metric/metric.ts'
import { callInWords } from '../../../src/domain/review/channel-call-words.ts'
import { type Freshness, planBoard, type WeeklySums, weeksShown } from '../../../src/domain/review/review.ts'
import {
  changedInWords,
  freshnessInWords,
  headlineInWords,
  readingInWords,
  targetInWords,
} from '../../../src/domain/review/review-words.ts'
import { scoreboardRows, spendPaceInWords } from '../../../src/domain/review/scoreboard-words.ts'
import type { Channel, Team } from '../../../src/domain/team.ts'

const WEEK = '2026-W47'
const channel = (id: string, name: string): Channel => ({
  id,
  key: id,
  name,
  job: null,
  ownerUserId: null,
  delegateUserId: null,
  rules: [],
})
const TEAM: Team = {
  workspaceId: 'wsp_1',
  id: 'tea_1',
  key: 'growth',
  name: 'Growth',
  conversationId: 'C1',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  reviewWeekday: 1,
  reviewTime: '09:00',
  monthlyBudget: 1_850_000,
  broadcast: false,
  pausedAt: null,
  pausedBy: null,
  leadUserId: null,
  dataVersion: 0,
  version: 1,
  channels: [channel('search', 'Paid search'), channel('social', 'Paid social'), channel('new', 'Podcasts')],
  outcomes: [
    { id: 'o', name: 'customer', role: 'primary', counts: 'won', includes: null, excludes: null, validation: null },
  ],
  absences: [],
  targets: [
    { channelId: null, metric: 'cac', band: { low: null, high: 1400 } },
    { channelId: 'search', metric: 'cac', band: { low: null, high: 1150 } },
  ],
}

const sums = (given: Partial<Sums>): Sums => ({
  ...NO_SUMS,
  leads: 0,
  mqls: 0,
  sqls: 0,
  opportunities: 0,
  won: 0,
  ...given,
})

function weekly(): WeeklySums {
  const weeks = weeksShown(WEEK)
  return weeks.flatMap((week, index) => {
    const last = index === weeks.length - 1
    return [
      {
        week,
        channelId: 'search',
        sums: sums({ spend: 130_000, clicks: 50_000, impressions: 1_000_000, conversions: 2_000, won: 133 }),
      },
      {
        week,
        channelId: 'social',
        sums: sums({
          spend: last ? 168_000 : 150_000,
          clicks: 60_000,
          impressions: 7_000_000,
          conversions: 2_400,
          won: last ? 82 : 110,
        }),
      },
    ]
  })
}

const NO_CREATIVES = { to: '2026-11-22', readings: [], best: [] }
const FRESH = [{ platform: 'Google Ads', lastDay: '2026-11-22' }]

function boardOf(weekly: WeeklySums, freshness: Freshness = FRESH, team = TEAM) {
  return planBoard(team, WEEK, { weekly, freshness, days: new Map(), creatives: NO_CREATIVES })
}

describe('a board', () => {
  const board = boardOf(weekly())

  it('is the snapshot of twelve weeks, the reported one last', () => {
    expect(board.weeks).toHaveLength(12)
    expect(board).toMatchObject({ week: WEEK, from: '2026-11-16', to: '2026-11-22', currency: 'EUR' })
    expect(board.trend.at(-1)).toBeCloseTo(298_000 / 215)
  })

  it('takes the mean of four weeks as the ratio of their sums', () => {
    expect(board.headline.mean).toBeCloseTo((4 * 280_000) / (4 * 243))
  })

  it('survives being kept as JSON', () => {
    expect(JSON.parse(JSON.stringify(board))).toEqual(board)
  })

  it('calls a channel against its own target, else the team’s, with its streak', () => {
    const [search, social, podcasts] = board.channels
    expect(search?.call).toEqual({ kind: 'winning', against: 'target', bound: 1150, weeks: 12 })
    expect(social?.call).toEqual({ kind: 'leaking', against: 'target', bound: 1400, weeks: 1 })
    expect(podcasts?.call).toEqual({ kind: 'no data' })
  })

  it('counts spend that belongs to no channel', () => {
    const stray = [...weekly(), { week: WEEK, channelId: '', sums: sums({ spend: 500 }) }]
    expect(boardOf(stray).unassignedSpend).toBe(500)
  })

  it('judges a team without a CRM by its platform conversions', () => {
    const media = weekly().map((each) => ({ ...each, sums: { ...each.sums, leads: null, won: null } }))
    const plain = boardOf(media, FRESH, { ...TEAM, outcomes: [], targets: [] })
    expect(plain.headline.metric).toBe('cost_per_conversion')
    expect(headlineInWords(plain).number).toBe('Cost per conversion €67.73')
    expect(plain.rows.map(({ metric }) => metric)).toContain('conversions')
  })

  it('opens on nothing at all and says so', () => {
    const empty = boardOf([], [])
    expect(headlineInWords(empty).number).toBe('CAC n/a')
    expect(freshnessInWords(empty)).toBe('No numbers for these weeks yet: drop an export in the channel.')
    expect(empty.channels.map((each) => callInWords(empty, each))).toEqual([null, null, null])
  })
})

describe('a board in words', () => {
  const board = boardOf(weekly())
  const [search, social] = board.channels

  it('leads with the number, the change, the target and how sure it is', () => {
    expect(headlineInWords(board)).toEqual({
      number: 'CAC €1,386',
      rest: '▲ 20\u202f% on last week (€1,152) · target ≤ €1,400 · no call yet · 95 % range €1,213-€1,592 · customers by the day they were won',
    })
  })

  it('says where we win and where we leak', () => {
    expect(search && callInWords(board, search)).toBe(
      'Paid search: 133 customers at €977 (target €1,150, 12th week on target).',
    )
    expect(social && callInWords(board, social)).toBe(
      'Paid social: 82 customers at €2,049 (target €1,400): 56\u202f% of spend, 38\u202f% of customers.',
    )
  })

  it('says what changed, why, and where to look first', () => {
    const { sentence, drivers, parts, bars } = changedInWords(board)

    expect(sentence).toBe(
      'CAC rose 20\u202f% to €1,386: +€155 from fewer customers per click in Paid social, +€60 from dearer clicks in Paid social; the rest is small or within noise.',
    )
    expect(drivers.map(({ lookAt }) => lookAt)).toEqual([
      'Look first at: message match or targeting.',
      'Look first at: auction or targeting.',
    ])
    expect(bars?.map(({ words }) => words).at(-1)).toBe('€1,386')
    expect(parts?.at(-1)?.slice(0, 2)).toEqual(['All', 'Change'])
  })

  it('tells the headline alone of a board that was kept before reasons were looked for', () => {
    const { changed: _changed, ...old } = board
    expect(changedInWords(old)).toEqual({
      first: [],
      sentence:
        'CAC €1,386 · ▲ 20\u202f% on last week (€1,152) · target ≤ €1,400 · no call yet · 95 % range €1,213-€1,592 · customers by the day they were won',
      caveats: ['The reasons were not worked out when this review was opened.'],
      drivers: [],
    })
  })

  it('says how the week stands against the budget', () => {
    expect(spendPaceInWords(board)).toBe('30\u202f% under pace')
    expect(spendPaceInWords({ pace: 1.002 })).toBe('on pace')
  })

  it('says what money that brought nothing says', () => {
    const none = weekly().map((each) =>
      each.week === WEEK
        ? { ...each, sums: { ...each.sums, won: 0, spend: each.sums.spend && each.sums.spend / 100 } }
        : each,
    )
    const bare = boardOf(none)
    expect(headlineInWords(bare)).toEqual({
      number: 'CAC n/a',
      rest: 'this week · target ≤ €1,400 · no call yet · €2,980 spent, 0 customers (11.9\u202f% likely at €1,400 each) · at least €808 · customers by the day they were won',
    })
    expect(bare.channels.map(({ call }) => call.kind)).toEqual(['no call yet', 'no call yet', 'no data'])

    const much = boardOf(
      none.map((each) => (each.week === WEEK ? { ...each, sums: { ...each.sums, spend: 20_000 } } : each)),
    )
    const [first] = much.channels
    expect(first && callInWords(much, first)).toBe(
      'Paid search: €20,000 spent, 0 customers (less than 0.1\u202f% likely at €1,150 each).',
    )
    expect(readingInWords(much, first?.cost ?? much.headline)).toBe(
      'above target, more than 99 % sure · €20,000 spent, 0 customers (less than 0.1\u202f% likely at €1,150 each) · at least €5,422',
    )
  })

  it('says which platforms lag behind', () => {
    const late = boardOf(weekly(), [...FRESH, { platform: 'Meta', lastDay: '2026-11-20' }])
    expect(freshnessInWords(late)).toBe(
      'Provisional: numbers are missing from Meta (through Fri 20 Nov). The week ends Sun 22 Nov.',
    )
  })

  it('writes a bound as it was set', () => {
    const row = board.headline
    expect(targetInWords(board, { ...row, target: { low: 60, high: 65 } })).toBe('€60 to €65')
    expect(targetInWords(board, { ...row, metric: 'sql_rate', target: { low: 0.38, high: null } })).toBe('≥ 38\u202f%')
  })

  it('shows the spend against its share of the budget', () => {
    expect(scoreboardRows(board)[1]).toEqual([
      'Spend',
      '€298,000',
      '€280,000',
      '€280,000',
      '€425,462',
      '30\u202f% under pace',
    ])
  })
})
