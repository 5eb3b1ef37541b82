import { describe, expect, it } from 'vitest'
import { type Economics, NO_ECONOMICS, unitEconomics } from '../../../src/domain/metric/economics.ts'
import { NO_SUMS } from '../../../src/domain/metric/metric.ts'
import type { MonthPace } from '../../../src/domain/metric/pacing.ts'
import type { CostReading } from '../../../src/domain/review/board-row.ts'
import { numbersChart, reviewChart } from '../../../src/slack/draw/chart-specs.ts'
import { type NumbersState, numbersAnswer } from '../../../src/slack/views/metric/numbers-answer.ts'
import { expectMessage, expectSound, HOSTILE, hostileTeam, makeBoard, makeTeam } from './stage.ts'

const TOLD: Economics = {
  ...NO_ECONOMICS,
  grossMargin: 0.8,
  monthlyRevenue: 180,
  monthlyChurn: 0.02,
  otherCost: 260_000,
  paybackTarget: 15,
}

const UNREAD: CostReading = { target: null, judgement: { call: 'no data' }, range: null, moved: null }
const numbers: NumbersState = {
  team: makeTeam(),
  picture: true,
  channel: null,
  period: { from: '2026-11-16', to: '2026-11-22', name: 'week 47 (16-22 Nov)' },
  before: { from: '2026-11-09', to: '2026-11-15', name: 'the period before' },
  currency: 'EUR',
  rows: [
    {
      metric: 'spend',
      value: 440_000,
      before: 400_000,
      target: null,
      judgement: { call: 'within noise' },
      range: null,
    },
    {
      metric: 'ctr',
      value: 0.0088,
      before: 0.01,
      target: null,
      judgement: { call: 'down' },
      range: { low: 0.0086, high: 0.009 },
    },
    {
      metric: 'cac',
      value: 1517,
      before: 1250,
      target: { low: null, high: 1400 },
      judgement: { call: 'above target', sure: 0.92 },
      range: { low: 1352, high: 1708 },
    },
    { metric: 'roas', value: null, before: null, target: null, judgement: { call: 'no data' }, range: null },
  ],
  channels: [
    { name: 'Partners', spend: null, cost: null, costBefore: null, results: null, reading: UNREAD },
    {
      name: 'Paid search',
      spend: 131_320,
      cost: 980,
      costBefore: 1010,
      results: 134,
      reading: {
        target: { low: null, high: 1_100 },
        judgement: { call: 'no call yet', sure: 0.89 },
        range: { low: 827, high: 1_170 },
        moved: false,
      },
    },
    {
      name: 'Paid social',
      spend: 166_800,
      cost: 1702,
      costBefore: 1380,
      results: 98,
      reading: { target: null, judgement: { call: 'not judged' }, range: { low: 1_397, high: 2_097 }, moved: true },
    },
  ],
  cost: 'cac',
  results: 'customers',
  crmBehind: [],
  lastDay: '2026-11-22',
  cohort: {
    leads: 7_390,
    stages: [
      { stage: 'sqls', state: 'provisional', observed: 812, maturity: 0.71, nowcast: 1_144 },
      { stage: 'won', state: 'provisional', observed: 48, maturity: 0.17, nowcast: 282 },
    ],
  },
  spend: 440_000,
  leftOut: ['CTR without LinkedIn Ads, which reports no clicks.'],
  month: [
    month({ channelId: null, name: 'Growth', budget: 1_850_000, spent: 1_310_000 }, 0.974, 'on pace'),
    month({ channelId: 'cha_2', name: 'Paid social', budget: 640_000, spent: 560_000 }, 1.25, 'alert'),
  ],
  worth: {
    economics: TOLD,
    unit: unitEconomics(TOLD, { ...NO_SUMS, spend: 440_000, won: 290 }, 7),
  },
}

function month(
  given: Pick<MonthPace, 'channelId' | 'name' | 'budget' | 'spent'>,
  pace: number,
  state: MonthPace['state'],
): MonthPace {
  const rest = { from: '2026-11-01', through: '2026-11-22', leftADay: (given.budget - given.spent) / 8 }
  return { ...given, ...rest, pace, state, projection: pace * given.budget }
}

describe('the numbers', () => {
  it('of a team come as a table, with the channels below, the largest first', async () => {
    await expectMessage('numbers-team', numbersAnswer(numbers))
  })

  it('of one channel are the table alone', async () => {
    const one = { ...numbers, channel: { id: 'cha_2', name: 'Paid social' }, channels: [], picture: false }
    await expectMessage('numbers-channel', numbersAnswer(one))
  })

  it('say that they are provisional, or that there are none', async () => {
    await expectMessage('numbers-provisional', numbersAnswer({ ...numbers, lastDay: '2026-11-20' }))
    await expectMessage('numbers-none', numbersAnswer({ ...numbers, lastDay: null, picture: false }))
  })

  it('say what to tell for the economics that are n/a', () => {
    const unit = unitEconomics(NO_ECONOMICS, { ...NO_SUMS, spend: 1_000, won: 1 }, 7)
    const { blocks } = numbersAnswer({ ...numbers, month: [], worth: { economics: NO_ECONOMICS, unit } })
    const said = JSON.stringify(blocks)
    expect(said).toContain(
      'blended CAC n/a: Tell me what sales and marketing cost beside media with `/beat economics`.',
    )
    expect(said).toContain('Payback: n/a. Tell me your gross margin and revenue per customer and month with')
    expect(said).toContain(
      'LTV and LTV:CAC are n/a. Tell me your gross margin and revenue per customer and month and monthly churn',
    )
  })

  it('survive forty channels with hostile names', () => {
    const bad = hostileTeam()
    const channels = bad.channels.map(({ name }) => ({
      name,
      spend: 1,
      cost: 1,
      costBefore: 2,
      results: 1,
      reading: UNREAD,
    }))
    expectSound(
      numbersAnswer({
        ...numbers,
        team: bad,
        channels,
        channel: { id: 'cha_1', name: HOSTILE.text },
        cost: 'cost_per_conversion',
      }),
    )
  })
})

describe('the picture of the numbers', () => {
  it('compares what a result costs in each channel with the period before', () => {
    expect(numbersChart(numbers)).toMatchObject({
      kind: 'bars',
      title: 'CAC by channel',
      rows: [
        { name: 'Paid social', value: 1702, previous: 1380, note: '98 customers' },
        { name: 'Paid search', value: 980, previous: 1010, note: '134 customers' },
      ],
    })
  })

  it('shows twelve weeks of a channel that was asked for', () => {
    const weeks = ['2026-W46', '2026-W47']
    const trend = { weeks, values: [1380, 1702], target: { low: null, high: 1400 } }
    expect(numbersChart({ ...numbers, channel: { name: 'Paid social' }, channels: [], trend })).toMatchObject({
      kind: 'weekly-trend',
      title: 'CAC · Paid social',
      weeks: ['9 Nov', '16 Nov'],
      values: [1380, 1702],
    })
  })

  it('is none where nothing has a cost', () => {
    expect(numbersChart({ ...numbers, channels: [] })).toBeNull()
    expect(numbersChart({ ...numbers, channels: numbers.channels.slice(0, 1) })).toBeNull()
  })
})

describe('the picture of a review', () => {
  it('shows twelve weeks against the target, and says that a platform is behind', () => {
    const spec = reviewChart(makeBoard(makeTeam(), { behind: true }))

    expect(spec).toMatchObject({
      kind: 'weekly-trend',
      metric: 'CAC',
      band: { high: 1400 },
      target: 'target ≤ €1,400',
      isProvisional: true,
    })
    expect(spec.title).toMatch(/^CAC €1,[0-9]{3}, above target$/)
    expect(spec.weeks).toHaveLength(12)
    expect(spec.values).toHaveLength(12)
    expect(spec.channels.map(({ name, high, note }) => [name, high, note])).toEqual([
      ['Paid social', 1400, 'leaking'],
      ['Partners', 1400, 'leaking'],
      ['Paid search', 1150, expect.any(String)],
    ])
  })

  it('is certain when every platform has reported the week', () => {
    expect(reviewChart(makeBoard(makeTeam())).isProvisional).toBe(false)
  })

  it('shows the six largest channels of many', () => {
    expect(reviewChart(makeBoard(hostileTeam())).channels).toHaveLength(6)
  })

  it('can be made without any number', () => {
    expect(reviewChart(makeBoard(makeTeam(), { numbers: false }))).toMatchObject({ title: 'CAC n/a' })
  })
})
