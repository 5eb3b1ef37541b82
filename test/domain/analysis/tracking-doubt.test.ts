import { describe, expect, it } from 'vitest'
import { explainCost } from '../../../src/domain/analysis/explained-cost.ts'
import { doubtInWords } from '../../../src/domain/analysis/lever-words.ts'
import { checkTracking, doubtTracking } from '../../../src/domain/analysis/tracking-doubt.ts'
import type { Sums } from '../../../src/domain/metric/metric.ts'
import type { TrackedDay } from '../../../src/domain/tracking/tracked-day.ts'
import { periods } from './weeks.ts'

const usual = { spend: 10_000, clicks: 5000, conversions: 200, leads: 200 }
const noCrm = { spend: 10_000, clicks: 5000, conversions: 200 }

describe('tracking', () => {
  it.each<[string, Partial<Sums>, Partial<Sums>, string[]]>([
    ['is not doubted in a week like the others', usual, { ...usual, conversions: 196, leads: 205 }, []],
    [
      'is doubted when the platform falls and the CRM does not',
      usual,
      { ...usual, conversions: 110 },
      ['platform fell, CRM did not'],
    ],
    ['is not doubted when both fall', usual, { ...usual, conversions: 110, leads: 112 }, []],
    ['is not doubted when it is the CRM that jumped', usual, { ...usual, leads: 400 }, []],
    [
      'is not doubted for a gap that few conversions make by chance',
      { ...usual, conversions: 5, leads: 5 },
      { ...usual, conversions: 3, leads: 5 },
      [],
    ],
    [
      'is doubted when the platform counts two for each lead',
      usual,
      { ...usual, conversions: 400 },
      ['platform counts double'],
    ],
    [
      'is doubted without a CRM when conversions nearly halve and clicks do not',
      noCrm,
      { ...noCrm, conversions: 110 },
      ['conversions fell, clicks did not'],
    ],
    ['is not doubted without a CRM for a smaller fall', noCrm, { ...noCrm, conversions: 140 }, []],
    [
      'is not doubted when the clicks went with the conversions',
      noCrm,
      { ...noCrm, clicks: 2500, conversions: 100 },
      [],
    ],
    [
      'is not doubted where conversions are not reported, which is not none',
      usual,
      { ...usual, conversions: null },
      [],
    ],
  ])('%s', (_, before, after, kinds) => {
    const weeks = [...Array.from({ length: 8 }, () => ({ a: before })), { a: after }]
    expect(doubtTracking('a', periods(...weeks), []).map(({ kind }) => kind)).toEqual(kinds)
  })

  it('is held against the median of the weeks before, so that a broken week does not make the next one look double', () => {
    const broken = { a: { ...usual, conversions: 100 } }
    const weeks = periods(...Array.from({ length: 7 }, () => ({ a: usual })), broken, { a: usual })
    expect(doubtTracking('a', weeks, [])).toEqual([])
    expect(checkTracking('a', weeks)).toEqual({ before: 1, after: 1 })
  })

  it('is doubted when every step turns bad in one week', () => {
    const good = { spend: 10_000, clicks: 10_000, leads: 1000, mqls: 500, sqls: 250, won: 120 }
    const bad = { spend: 10_000, clicks: 10_000, leads: 600, mqls: 200, sqls: 60, won: 12 }
    const both = periods({ a: good }, { a: bad })
    const parts = explainCost({ cost: 'cac', channelIds: ['a'], periods: both })?.parts ?? []

    const [doubt] = doubtTracking('a', both, parts)

    expect(doubt?.kind).toBe('every step at once')
    expect(doubt && doubtInWords(doubt, () => 'Paid search')).toBe(
      'Tracking first: all 4 steps of Paid search fell in the same period, which audience, page and sales do not do together.',
    )
  })
})

describe('silent days', () => {
  const day = (number: number, conversions: number | null, spend = 1000): TrackedDay => ({
    day: `2026-11-1${number}`,
    spend,
    clicks: 500,
    conversions,
  })
  const doubts = (days: TrackedDay[]) => doubtTracking('a', [], [], days)

  it.each<[string, TrackedDay[], { from: string; to: string } | null]>([
    [
      'are doubted when five were to be expected',
      [day(1, 5), day(2, 0), day(3, 5)],
      { from: '2026-11-12', to: '2026-11-12' },
    ],
    ['are bad luck when four were', [day(1, 4), day(2, 0), day(3, 4)], null],
    ['add up', [day(1, 3), day(2, 0), day(3, 0), day(4, 3)], { from: '2026-11-12', to: '2026-11-13' }],
    [
      'are told in any order of the days',
      [day(4, 3), day(3, 0), day(1, 3), day(2, 0)],
      { from: '2026-11-12', to: '2026-11-13' },
    ],
    ['are none without spend', [day(1, 5), day(2, 0, 0), day(3, 5)], null],
    ['are none where conversions were not reported', [day(1, 5), day(2, null), day(3, 5)], null],
    ['cannot be told where no day ever had any', [day(1, 0), day(2, 0)], null],
  ])('%s', (_, days, run) => {
    expect(doubts(days)).toEqual(run ? [expect.objectContaining({ kind: 'silent days', ...run })] : [])
  })
})
