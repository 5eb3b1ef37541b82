import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ExplainedChange, explainCost } from '../../../src/domain/analysis/explained-cost.ts'
import { changeInWords } from '../../../src/domain/analysis/explained-cost-words.ts'
import type { ExplainedCost } from '../../../src/domain/analysis/funnel.ts'
import { partTable } from '../../../src/domain/analysis/part-table.ts'
import type { Periods } from '../../../src/domain/analysis/period.ts'
import { waterfallOf } from '../../../src/domain/analysis/waterfall.ts'
import { addSums, type Sums } from '../../../src/domain/metric/metric.ts'
import { calmWeeks, periods, sums } from './weeks.ts'

const lastWeek = { spend: 40_000, impressions: 2_000_000, clicks: 20_000, leads: 800, mqls: 320, sqls: 128, won: 32 }
const thisWeek = { spend: 44_000, impressions: 2_000_000, clicks: 17_600, leads: 739, mqls: 281, sqls: 112, won: 29 }
const naming = { currency: 'EUR', nameOf: (id: string) => id }

describe('a CAC that rose from 1,250.00 to 1,517.24', () => {
  const two = periods({ social: lastWeek }, { social: thisWeek })

  it.each([
    ['its five steps', false, ['307.7838', '-66.9235', '69.8655', '4.9173', '-48.4018']],
    [
      'its six where CPM and CTR are asked for',
      true,
      ['131.4621', '176.3217', '-66.9235', '69.8655', '4.9173', '-48.4018'],
    ],
  ])('is explained by %s', (_, expanded, parts) => {
    const change = explain('cac', two, { expanded })
    expect(change.parts.map(({ contribution }) => contribution.toFixed(4))).toEqual(parts)
    expect((change.after - change.before).toFixed(6)).toBe('267.241379')
  })

  it('is told in one plain sentence when there are numbers enough to be sure', () => {
    // Five times the same: enough leads for a rate to leave its noise, and prices that were calm for weeks.
    const weeks = [
      ...calmWeeks({ social: times(lastWeek, 5) }),
      { social: times(lastWeek, 5) },
      { social: times(thisWeek, 5) },
    ]
    const change = explain('cac', periods(...weeks))

    expect(changeInWords(change, naming)).toBe(
      'CAC rose 21\u202f% to €1,517: +€308 from dearer clicks, −€67 from more leads per click; the rest is within noise.',
    )
    expect(waterfallOf(change, naming).map(({ label, value }) => `${label} ${value.toFixed(0)}`)).toEqual([
      'Before 1250',
      'Dearer clicks 308',
      'More leads per click -67',
      'Fewer MQLs per lead 70',
      'More customers per SQL -48',
      'Everything else 5',
      'After 1517',
    ])
  })

  it('names nothing where a week is too small to be sure, and no price without the weeks to know its noise', () => {
    const change = explain('cac', two)
    expect(change.drivers).toEqual([])
    expect(change.noise).toBe('inside')
    expect(changeInWords(change, naming)).toBe(
      'CAC rose 21\u202f% to €1,517. Nothing can be named yet: too few weeks are here to tell prices from noise.',
    )
  })
})

describe('a CAC of four channels that rose from 392.16 to 468.09', () => {
  const change = explain(
    'cac',
    periods(
      { search: paid(50_000, 125), social: paid(30_000, 50), retargeting: paid(20_000, 80) },
      { search: paid(40_000, 98), social: paid(42_000, 63), retargeting: paid(18_000, 66), new: paid(10_000, 8) },
    ),
  )

  it('is mix and rate, of which the new channel is all mix', () => {
    expect(change.channels.map(({ channelId, mix, rate }) => [channelId, mix.toFixed(4), rate.toFixed(4)])).toEqual([
      ['search', '3.2996', '3.9633'],
      ['social', '11.4120', '10.4297'],
      ['retargeting', '9.9468', '11.1250'],
      ['new', '25.7519', '0.0000'],
    ])
    expect(change.before.toFixed(6)).toBe('392.156863')
    expect(change.after.toFixed(6)).toBe('468.085106')
  })

  it('names the new channel', () => {
    const words = changeInWords(change, naming)
    expect(words).toBe(
      'CAC rose 19\u202f% to €468: +€26 from the new channel new; the other +€50 is small or within noise.',
    )
  })
})

describe('a real fortnight of four channels', () => {
  // Sums by day and channel of a public data set, 8 to 21 February 2021; an order is what counts there.
  const rows = readFileSync(new URL('../../fixtures/analysis/february-2021.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => {
      const [day = '', channel = '', ...amounts] = row.split(',')
      const [impressions = 0, spend = 0, clicks = 0, , orders = 0] = amounts.map(Number)
      return { day, channel, sums: sums({ impressions, spend, clicks, conversions: orders }) }
    })
  const week = (from: string, to: string) => {
    const names = [...new Set(rows.map(({ channel }) => channel))]
    const days = rows.filter(({ day }) => day >= from && day <= to)
    return new Map(
      names.map((name) => [name, addSums(days.filter(({ channel }) => channel === name).map((each) => each.sums))]),
    )
  }
  const fortnight = [week('2021-02-08', '2021-02-14'), week('2021-02-15', '2021-02-21')]

  it('splits the cost of an order into mix and rate to four decimals', () => {
    const change = explain('cost_per_conversion', fortnight)
    expect([change.before.toFixed(6), change.after.toFixed(6)]).toEqual(['3713.962549', '3862.925342'])
    const rows = partTable(change, { ...naming, currency: '' }).filter(([, part]) => !part?.startsWith('·'))
    expect(rows.map(([name, part, , , did]) => [name, part, did])).toEqual([
      ['Channel', 'Part', 'Did'],
      ['influencer', 'Mix: share of spend', '−41.4144'],
      ['influencer', 'Rate', '+129.7190'],
      ['social', 'Mix: share of spend', '−3.1488'],
      ['social', 'Rate', '+26.8337'],
      ['media', 'Mix: share of spend', '+3.5147'],
      ['media', 'Rate', '+18.3815'],
      ['search', 'Mix: share of spend', '−6.0279'],
      ['search', 'Rate', '+21.1051'],
      ['All', 'Mix', '−47.0764'],
      ['All', 'Rate', '+196.0392'],
      ['All', 'Change', '+148.9628'],
    ])
  })

  it('shows why CPC comes first: CPM and CTR of one channel cancel each other out', () => {
    const ofMedia = (expanded: boolean) =>
      explain('cost_per_conversion', fortnight, { expanded })
        .parts.filter((part) => part.channelId === 'media' && part.kind === 'step')
        .map(({ contribution }) => contribution.toFixed(0))

    expect(ofMedia(true).slice(0, 2)).toEqual(['-1180', '1102'])
    expect(ofMedia(false)[0]).toBe('-78')
  })
})

describe('what is missing', () => {
  it('explains the deepest stage with results in both weeks, and says which', () => {
    const change = explain('cac', periods({ a: lastWeek }, { a: { ...thisWeek, won: 0, sqls: 0 } }))
    expect([change.asked, change.cost]).toEqual(['cac', 'cpl'])
  })

  it('has no answer without spend', () => {
    expect(explainCost({ cost: 'cac', channelIds: ['a'], periods: periods({ a: lastWeek }, {}) })).toBeNull()
    expect(explainCost({ cost: 'cac', channelIds: ['a'], periods: [] })).toBeNull()
  })

  it('leaves a channel out that does not report its results, for they are not 0', () => {
    const silent = { spend: 10_000, clicks: 500 }
    const change = explain('cpl', periods({ a: lastWeek, b: silent }, { a: thisWeek, b: silent }))
    expect(change.leftOut).toEqual([{ channelId: 'b', lacks: 'results' }])
    expect(change.before).toBeCloseTo(40_000 / 800, 9)
  })

  it('leaves a channel out that shows ads and does not report what they cost', () => {
    const change = explain('cpl', periods({ a: lastWeek, b: lastWeek }, { a: thisWeek, b: { clicks: 5, leads: 1 } }))
    expect(change.leftOut).toEqual([{ channelId: 'b', lacks: 'spend' }])
  })

  it('steps over a stage that a team does not use', () => {
    const change = explain('cac', periods({ a: { ...lastWeek, mqls: 0 } }, { a: { ...thisWeek, mqls: null } }))
    expect(change.parts.map((part) => part.kind === 'step' && `${part.step.from} ${part.step.to}`)).toEqual([
      'spend clicks',
      'clicks leads',
      'leads sqls',
      'sqls won',
    ])
  })

  it('counts customers of channels that cost nothing', () => {
    const change = explain('cac', periods({ a: lastWeek, '': { won: 5 } }, { a: thisWeek, '': { won: 9 } }))
    expect(change.parts.find(({ kind }) => kind === 'unpaid')).toMatchObject({ channelId: '', before: 5, after: 9 })
    expect(change.after).toBeCloseTo(44_000 / 38, 9)
  })

  it('counts late customers of a stopped channel as those that came without spend', () => {
    const before = { a: lastWeek, b: { spend: 9000, won: 30 } }
    const change = explain('cac', periods(before, { a: thisWeek, b: { won: 12 } }))
    const own = change.parts.filter(({ channelId }) => channelId === 'b')

    expect(own.map(({ kind }) => kind)).toEqual(['mix', 'unpaid'])
    expect(own[1]).toMatchObject({ before: 0, after: 12, noise: 'outside' })
    expect(own[1]?.contribution).toBeLessThan(0)
    expect(changeInWords(change, naming)).toContain('from results without spend in b (0 → 12)')
    expect(changeInWords(change, naming)).toContain('from stopping b')
  })
})

describe('all parts of a change', () => {
  const amount = (max: number) => fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max }) }, fc.constant(0))
  const channel = fc.option(
    fc.record({
      spend: amount(1e6),
      impressions: amount(1e6),
      clicks: amount(1e5),
      leads: amount(1e4),
      mqls: amount(5000),
      sqls: amount(2000),
      won: amount(500),
    }),
    { nil: {} },
  )
  const week = fc.record({ a: channel, b: channel, c: channel, d: channel })

  it('always sum to it, with new, stopped, empty and unpaid channels', () => {
    fc.assert(
      fc.property(week, week, fc.boolean(), (before, after, expanded) => {
        const change = explainCost({ cost: 'cac', channelIds: CHANNELS, periods: periods(before, after), expanded })
        if (!change) return
        const { parts, drivers, rest } = change
        const size = change.before + change.after + parts.reduce((sum, part) => sum + Math.abs(part.contribution), 0)
        const total = (of: readonly { contribution: number }[]) => of.reduce((sum, each) => sum + each.contribution, 0)
        expect(Math.abs(total(parts) - (change.after - change.before))).toBeLessThanOrEqual(1e-9 * size)
        expect(Math.abs(total(drivers) + rest - (change.after - change.before))).toBeLessThanOrEqual(1e-9 * size)
      }),
    )
  })

  it('are the same in any order of the channels', () => {
    fc.assert(
      fc.property(week, week, (before, after) => {
        const both = periods(before, after)
        const forward = explainCost({ cost: 'cac', channelIds: CHANNELS, periods: both })
        const backward = explainCost({ cost: 'cac', channelIds: CHANNELS.toReversed(), periods: both })
        expect(rounded(backward)).toEqual(rounded(forward))
      }),
    )
  })

  function rounded(change: ExplainedChange | null) {
    const parts = change?.parts.map((part) => {
      const step = part.kind === 'step' ? part.step.to : part.kind
      return `${part.channelId} ${step} ${part.contribution.toPrecision(6)} ${part.noise}`
    })
    return parts?.sort()
  }
})

const CHANNELS = ['a', 'b', 'c', 'd']

function explain(
  cost: ExplainedCost,
  of: Periods,
  options: { expanded?: boolean; channelIds?: string[] } = {},
): ExplainedChange {
  const ids = [...new Set(of.slice(-2).flatMap((period) => [...period.keys()]))]
  const change = explainCost({ cost, periods: of, channelIds: ids, ...options })
  if (!change) throw new Error('nothing to explain')
  return change
}

function paid(spend: number, won: number): Partial<Sums> {
  return { spend, won }
}

function times(week: Record<string, number>, factor: number): Partial<Sums> {
  return Object.fromEntries(Object.entries(week).map(([key, value]) => [key, value * factor]))
}
