import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Landed, maturedWeeks } from '../../../src/domain/control/matured.ts'
import {
  alikeTargeting,
  judgeClaims,
  judgeOverlap,
  measureFault,
  type OverlapMeasure,
  overlapOf,
  repeatedReach,
} from '../../../src/domain/control/overlap.ts'
import { judgeSaturation, saturationInWords } from '../../../src/domain/control/saturation.ts'
import { judgeCost, judgeExpansion, judgeScaling, type ScalingFacts } from '../../../src/domain/control/scaling.ts'
import { largestDrop, largestFall, type Stress, stressed, sumsOfScope } from '../../../src/domain/control/stress.ts'
import { metricOf, NO_SUMS } from '../../../src/domain/metric/metric.ts'
import { daysOf } from '../../../src/domain/week.ts'

describe('a channel of eight weeks of growing spend', () => {
  const spend = [10, 12, 15, 18, 22, 26, 30, 35].map((thousands) => thousands * 1000)
  const results = [40, 45, 52, 58, 65, 71, 76, 82]
  const weeks = spend.map((each, at) => ({ spend: each, results: results[at] ?? 0 }))
  /** Weeks whose results follow spend to a power. */
  const curve = (power: number) => spend.map((each) => ({ spend: each, results: each ** power }))
  const noisy = weeks.map((week, at) => ({ ...week, results: week.results * (at % 2 === 0 ? 2.5 : 0.4) }))

  it('has diminishing returns, and is saturated where the next customer may not cost as much', () => {
    const saturation = judgeSaturation(weeks, null)
    expect(saturationInWords(saturation, 'customer', 'EUR')).toBe(
      'Diminishing returns: the next customer costs about €744 where the mean one costs €427 (8 weeks, exponent 0.57 ± 0.01; observational, not causal).',
    )
    expect(judgeSaturation(weeks, 743).state).toBe('saturated')
    expect(judgeSaturation(weeks, 744).state).toBe('diminishing')
  })

  it.each([
    ['has room at an exponent of 0.8', curve(0.8001), 'room'],
    ['diminishes below', curve(0.79), 'diminishing'],
    ['still does at 0.5', curve(0.5001), 'diminishing'],
    ['saturates below that', curve(0.49), 'saturating'],
    ['is not known in seven weeks', weeks.slice(1), 'unknown'],
    [
      'is not known where spend moved less than half',
      weeks.map((week) => ({ ...week, spend: 1_000 + week.spend / 100 })),
      'unknown',
    ],
    ['is not known in too much noise', noisy, 'unknown'],
  ])('%s', (_, given, state) => {
    expect(judgeSaturation(given, null).state).toBe(state)
  })

  it('says why it is not known', () => {
    expect(saturationInWords(judgeSaturation(noisy, null), 'customer', 'EUR')).toContain('too much noise')
  })
})

describe('two audiences', () => {
  it('of 62,388 and 41,978 people that share 22,990 overlap by 36.85 %, 54.77 % and 28.25 %', () => {
    const { ofA, ofB, jaccard, ofSmaller } = overlapOf(62_388, 41_978, 22_990)
    expect([ofA, ofB, jaccard].map((share) => (100 * share).toFixed(2))).toEqual(['36.85', '54.77', '28.25'])
    expect(ofSmaller).toBe(ofB)
  })

  const matrix = new URL('../../../../shared/data/pymc_audience_overlap_matrix.csv', import.meta.url)
  it.skipIf(!existsSync(matrix))('stand so in the published matrix (skipped: no ../shared)', () => {
    const [brand = [], spring = []] = readFileSync(matrix, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').slice(1).map(Number))
    expect([brand[0], spring[1], brand[1]]).toEqual([62_388, 41_978, 22_990])
  })

  it('that reach 9,000 together and 6,000 and 5,000 each share a fifth of their reach, two fifths of the smaller one', () => {
    expect(repeatedReach(9_000, [6_000, 5_000])).toBeCloseTo(2 / 11, 12)
    const judged = judgeOverlap({ kind: 'reach', names: ['A', 'B'], sizes: [6_000, 5_000], whole: 9_000 })
    expect(judged).toMatchObject({ state: 'act', share: 0.4 })
    expect(judged.sentence.replaceAll('\u202f', ' ')).toBe(
      '18 % of the reach of A and B is the same people again (9,000 reached in all). Exclude one from the other, or make them one.',
    )
  })

  it.each([
    [19, 'ok'],
    [20, 'watch'],
    [29, 'watch'],
    [30, 'act'],
  ])('of 100 and 1,000 that share %i: %s', (both, state) => {
    expect(judgeOverlap({ kind: 'counts', names: ['A', 'B'], sizes: [1_000, 100], both }).state).toBe(state)
  })

  it.each<[OverlapMeasure, string]>([
    [{ kind: 'counts', names: ['A', 'B'], sizes: [100, 50], both: 51 }, 'More people'],
    [{ kind: 'counts', names: ['A', 'B'], sizes: [0, 50], both: 0 }, 'Every audience'],
    [{ kind: 'reach', names: ['A'], sizes: [50], whole: 40 }, 'at least two'],
    [{ kind: 'reach', names: ['A', 'B'], sizes: [50, 60], whole: 111 }, 'The whole'],
    [{ kind: 'reach', names: ['A', 'B'], sizes: [50, 60], whole: 59 }, 'The whole'],
  ])('that cannot be are refused: %j', (measure, why) => {
    expect(measureFault(measure)).toContain(why)
  })
})

describe('platforms that claim', () => {
  const platforms = [
    { platform: 'Google Ads', conversions: 700 },
    { platform: 'Meta Ads', conversions: 500 },
  ]
  it('1,200 leads of 1,000 claim a fifth twice', () => {
    expect(judgeClaims({ platforms, leads: 1_000 })).toEqual({
      state: 'watch',
      share: 0.2,
      sentence:
        'Google Ads and Meta Ads claim 1,200 leads where the CRM got 1,000: at least 20\u202f% are claimed twice, or are no leads.',
    })
  })

  it('no more than there are claim nothing twice, as far as anybody can see', () => {
    expect(judgeClaims({ platforms, leads: 1_200 })).toBeNull()
    expect(judgeClaims({ platforms: platforms.slice(1), leads: 100 })).toBeNull()
  })
})

describe('ad groups', () => {
  const group = (campaign: string, name: string, platform = 'Meta Ads', spend = 10) => ({
    campaign,
    name,
    platform,
    spend,
  })
  it.each([
    [group('A', 'LAL 2 % DE'), group('B', 'lal_2_de'), true],
    [group('A', 'Founders 1-10 DE'), group('B', 'Founders 1-10 AT'), true],
    [group('A', 'Founders 1-10'), group('B', 'Founders 11-50'), false],
    [group('A', 'Visitors'), group('A', 'Visitors'), false],
    [group('A', 'Visitors'), group('B', 'Visitors', 'Google Ads'), false],
    [group('A', 'Visitors'), group('B', 'Visitors', 'Meta Ads', 0), false],
  ])('%j and %j are alike: %s', (one, other, are) => {
    expect(alikeTargeting([one, other])).toHaveLength(are ? 1 : 0)
  })
})

describe('a plan of two channels at a CAC of 400', () => {
  const channel = (channelId: string, spend: number, won: number) => ({
    channelId,
    sums: { ...NO_SUMS, spend, clicks: won * 100, leads: won * 10, won },
  })
  const channels = [channel('search', 50_000, 150), channel('social', 30_000, 50)]
  const exponents = new Map([
    ['search', 0.6],
    ['social', 0.6],
  ])
  const cac = (stress: Stress, known = exponents) =>
    metricOf('cac')
      .of(sumsOfScope(stressed(channels, stress, known), null))
      ?.toFixed(3)

  it.each<[string, Stress, string]>([
    [
      'costs 17.647 % more when CVR drops 15 %',
      { kind: 'rate', rate: 'cvr', change: -0.15, channelId: null },
      '470.588',
    ],
    [
      'so it does when the win rate does',
      { kind: 'rate', rate: 'win_rate', change: -0.15, channelId: null },
      '470.588',
    ],
    ['costs a fifth more when clicks do', { kind: 'price', change: 0.2, channelId: null }, '480.000'],
    [
      'costs a little more when spend grows a fifth',
      { kind: 'spend', change: 0.2, channelId: null, cap: false },
      '430.262',
    ],
    [
      'costs a fifth more when it grows against a hard cap',
      { kind: 'spend', change: 0.2, channelId: null, cap: true },
      '480.000',
    ],
    ['costs less without the dear channel', { kind: 'loss', channelId: 'social' }, '333.333'],
    [
      'costs more where one channel converts less',
      { kind: 'rate', rate: 'cvr', change: -0.5, channelId: 'social' },
      '457.143',
    ],
  ])('%s', (_, stress, cost) => {
    expect(cac(stress)).toBe(cost)
  })

  it('is held against the worst where nobody knows what more money brings', () => {
    expect(cac({ kind: 'spend', change: 0.2, channelId: null, cap: false }, new Map())).toBe('480.000')
  })

  it('keeps its leads when only the win rate drops, and has no CAC when nobody converts', () => {
    const drop = (change: number) =>
      sumsOfScope(stressed(channels, { kind: 'rate', rate: 'win_rate', change, channelId: null }), null)
    expect(drop(-0.5)).toMatchObject({ leads: 2_000, won: 100, spend: 80_000 })
    expect(metricOf('cac').of(drop(-1))).toBeNull()
  })

  it('survives a drop of a fifth when a customer may cost 500, and none when it may cost 390', () => {
    expect(largestDrop(400, 500)).toBeCloseTo(0.2, 12)
    expect(largestDrop(400, 390)).toBe(0)
    expect(largestFall(200, 150)).toBeCloseTo(0.25, 12)
    expect(largestFall(0, 150)).toBe(0)
  })
})

describe('the next raise of a channel', () => {
  const facts: ScalingFacts = {
    spend: 5_000,
    spendBefore: 5_000,
    cost: 50,
    week: '2026-W44',
    target: 60,
    judgement: { call: 'on target', sure: 0.95 },
    tooDear: { call: 'on target', sure: 0.999 },
    tracking: 'green',
    saturation: 'diminishing',
  }
  it.each<[string, Partial<ScalingFacts>, string]>([
    ['is 20 % in five days', {}, 'May grow 20 % in the next five days, to €1,200 a day.'],
    ['is none in doubt', { tracking: 'red' }, 'Hold: its tracking'],
    [
      'is a step back where it is surely above 1.5 times the target',
      { cost: 120, tooDear: { call: 'above target', sure: 0.934 } },
      'Roll back: a result costs 2.0× the target of €60.00 (week 44, 93 % sure that it is above 1.5×).',
    ],
    [
      'is a step back where money brought nothing',
      { cost: null, tooDear: { call: 'above target', sure: 0.98 } },
      'Roll back: it brought no result at a target of €60.00 (week 44, 98 % sure that it is above 1.5×).',
    ],
    [
      'is none where one dear customer may be chance',
      { cost: 120, tooDear: { call: 'no call yet', sure: 0.7 }, judgement: { call: 'no call yet', sure: 0.8 } },
      'Hold: whether it keeps its target is no call yet.',
    ],
    [
      'is none at 1.5 times, but too dear',
      { cost: 90, tooDear: { call: 'no call yet', sure: 0.5 }, judgement: { call: 'above target', sure: 0.99 } },
      'Hold: it costs more',
    ],
    ['is none after 30 % at once', { spend: 6_500 }, 'Hold for five days: spend grew +30'],
    ['is none after 20 %', { spend: 6_000 }, 'Hold: it grew +20'],
    ['is none while it is no call yet', { judgement: { call: 'no call yet', sure: 0.6 } }, 'no call yet'],
    ['is none where the next result costs too much', { saturation: 'saturated' }, 'Hold: the next result'],
    ['is none without a target', { target: null, judgement: { call: 'within noise' } }, 'no target'],
    ['is none without spend', { spend: 0 }, 'nothing was spent'],
  ])('%s', (_, changed, sentence) => {
    expect(judgeScaling({ ...facts, ...changed }, 'EUR').sentence.replaceAll('\u202f', ' ')).toContain(sentence)
  })
})

describe('what a customer costs a channel', () => {
  const target = { low: null, high: 60 }
  const week = (spend: number, results: number, maturity = 1) => ({
    week: '2026-W44',
    spend,
    results,
    maturity,
    expected: results / maturity,
  })
  it.each([
    ['one customer at twice the target is no reason for a step back', week(120, 1), 'no call yet'],
    ['a hundred at twice the target are', week(12_000, 100), 'above target'],
    ['a hundred at 1.45 times are not', week(8_700, 100), 'no call yet'],
    [
      'a hundred of which a fifth is still to come are judged by four fifths of the money',
      week(10_500, 100, 0.8),
      'no call yet',
    ],
    ['none for ten times the target are', week(600, 0), 'above target'],
    ['no week that can be judged says nothing', undefined, 'no data'],
  ])('%s', (_, last, call) => {
    expect(judgeCost('cac', 'won', last, target).tooDear.call).toBe(call)
  })
})

describe('weeks that can be judged', () => {
  const weekly = ['2026-W43', '2026-W44', '2026-W45'].map((week) => ({
    week,
    channelId: 'cha_1',
    sums: { ...NO_SUMS, spend: 1_000, leads: 50, won: week === '2026-W45' ? 1 : 10 },
  }))
  const lagging = [{ source: 'hubspot_deals', through: '2026-11-04', stages: ['won' as const] }]
  /** A reader of leads of which so much has come by week, the latest last. */
  const read = (parts: readonly number[]) => (scope: { from: string }) => {
    const maturity = parts[weekly.findIndex(({ week }) => daysOf(week).from === scope.from)] ?? 0
    const state = maturity >= 0.8 ? ('mature' as const) : ('provisional' as const)
    return { leads: 50, stages: [{ stage: 'won' as const, state, observed: 10, maturity, nowcast: 10 / maturity }] }
  }
  const seen = (landed: Partial<Landed>, amount: 'won' | 'leads' = 'won') =>
    maturedWeeks(weekly, amount, 'cha_1', { behind: [], read: null, ...landed }).map(
      ({ week, results, expected }) => `${week} ${results} of ${expected}`,
    )

  it('leave out those that the CRM has not brought, and those whose leads are still landing', () => {
    expect(seen({ behind: lagging })).toEqual(['2026-W43 10 of 10', '2026-W44 10 of 10'])
    expect(seen({ read: read([1, 0.8, 0.3]) })).toEqual(['2026-W43 10 of 10', '2026-W44 10 of 12.5'])
    expect(seen({ read: read([0.5, 0.4, 0.3]) })).toEqual([])
  })

  it('are all of them where nothing comes later than the lead itself', () => {
    expect(seen({ behind: lagging, read: read([0, 0, 0]) }, 'leads')).toHaveLength(3)
  })
})

describe('a new channel', () => {
  it('may begin when tracking, cost and payback hold, a core channel saturates and tests leave room', () => {
    const { conditions, killRule } = judgeExpansion(
      {
        trackingGreenWeeks: 3,
        costHolds: true,
        paybackHolds: null,
        coreSaturating: true,
        testShare: 0.2,
        targetCpl: 60,
      },
      'EUR',
    )
    expect(conditions.map(({ met }) => met)).toEqual([false, true, null, true, true])
    expect(killRule).toBe('Give it an owner, a hypothesis, and a rule to stop: €180 a lead (3 × target).')
  })
})
