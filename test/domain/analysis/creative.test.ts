import { describe, expect, it } from 'vitest'
import { bestAds } from '../../../src/domain/analysis/best-creative.ts'
import { type AdLife, readAds } from '../../../src/domain/analysis/creative.ts'
import { bestAdInWords, tiredAdInWords } from '../../../src/domain/analysis/creative-words.ts'
import { ad, adWeek, weeksOf } from './ads.ts'

describe('an ad', () => {
  it.each<[string, Partial<AdLife>, string | null]>([
    ['that holds is fresh', {}, 'fresh'],
    ['whose click rate fell by a quarter is one to watch', { weeks: weeksOf(0.01, 0.01, 0.01, 0.0075) }, 'watch'],
    [
      'that fell by a quarter twice, and is old, is tired',
      { daysLive: 41, weeks: weeksOf(0.01, 0.01, 0.01, 0.01, 0.0075, 0.0074) },
      'fatigued',
    ],
    [
      'that fell by a quarter once, and is old, is one to watch',
      { daysLive: 41, weeks: weeksOf(0.01, 0.01, 0.01, 0.01, 0.0098, 0.0074) },
      'watch',
    ],
    ['that fell by a third is worn out', { weeks: weeksOf(0.01, 0.01, 0.01, 0.0066) }, 'critical'],
    ['that is only old is one to watch', { daysLive: 29, weeks: weeksOf(0.01, 0.01, 0.01, 0.01, 0.01) }, 'watch'],
    [
      'that is a video may be older',
      { daysLive: 29, isVideo: true, weeks: weeksOf(0.01, 0.01, 0.01, 0.01, 0.01) },
      'fresh',
    ],
    ['of three days is not read', { daysLive: 3, weeks: weeksOf(0.01, 0.005) }, null],
    [
      'with a baseline of few impressions is not read',
      { weeks: [adWeek({ impressions: 1500, clicks: 40 }), adWeek()] },
      null,
    ],
    [
      'with few impressions this week is not read',
      { weeks: [adWeek(), adWeek(), adWeek({ impressions: 900, clicks: 1 })] },
      null,
    ],
    ['that people see too often is one to watch', { weeks: [adWeek(), adWeek(), adWeek({ frequency: 2.6 })] }, 'watch'],
    [
      'that warm people see as often is fresh',
      { audience: 'retargeting', weeks: [adWeek(), adWeek(), adWeek({ frequency: 2.6 })] },
      'fresh',
    ],
    [
      'whose impressions cost a third more is one to watch',
      { weeks: [adWeek(), adWeek(), adWeek({ spend: 540 })] },
      'watch',
    ],
    [
      'whose results cost double is worn out',
      { weeks: [adWeek({ conversions: 40 }), adWeek({ conversions: 40 }), adWeek({ conversions: 15 })] },
      'critical',
    ],
    [
      'whose few results cost more by chance is fresh',
      { weeks: [adWeek({ conversions: 4 }), adWeek({ conversions: 4 }), adWeek({ conversions: 2 })] },
      'fresh',
    ],
    [
      'that does not report results is read by its clicks',
      { weeks: weeksOf(0.01, 0.01, 0.0066).map((week) => ({ ...week, conversions: null })) },
      'critical',
    ],
  ])('%s', (_, given, level) => {
    expect(readAds([ad(given)])[0]?.level ?? null).toBe(level)
  })

  it('whose beginning is not in the numbers is held against the three weeks before', () => {
    const [reading] = readAds([ad({ daysLive: null, weeks: weeksOf(0.02, 0.02, 0.01, 0.01, 0.01, 0.0099) })])
    expect(reading?.ctr.before).toBeCloseTo(0.01, 12)
  })
})

describe('siblings', () => {
  const worn = ad({ weeks: weeksOf(0.01, 0.01, 0.01, 0.0065) })
  const sibling = (last: number) => ad({ adId: 'two', name: 'two', weeks: weeksOf(0.01, 0.01, 0.01, last) })

  it.each([
    ['that held leave it to the creative', 0.0099, 'creative'],
    ['that fell alike make it the audience', 0.007, 'audience'],
    ['that fell a little leave it to the creative', 0.0085, 'creative'],
  ])('%s', (_, last, blame) => {
    expect(readAds([worn, sibling(last)])[0]?.blame).toBe(blame)
  })

  it('are those of the ad group, and no others', () => {
    const elsewhere = { ...sibling(0.0066), adGroup: 'Somebody else' }
    const [reading] = readAds([worn, elsewhere])
    expect(reading).toMatchObject({ siblings: null, blame: 'creative' })
    expect(reading && tiredAdInWords(reading)).toBe(
      'one (Prospecting) is worn out: CTR 1.00\u202f% → 0.65\u202f% (−35\u202f%). Look at the creative.',
    )
  })
})

describe('the best ads', () => {
  const others = ['two', 'three', 'four'].map((adId) => ad({ adId, weeks: [adWeek({ conversions: 20 })] }))

  it('are those that beat their own campaign outside noise', () => {
    const best = bestAds([ad({ name: 'before-after', weeks: [adWeek({ conversions: 45 })] }), ...others])
    expect(best.map((each) => bestAdInWords(each, 'EUR'))).toEqual([
      'before-after (Prospecting): 45 results at €8.89, the others of its campaign pay €20.00.',
    ])
  })

  it('are none where the best of four is luck', () => {
    expect(bestAds([ad({ weeks: [adWeek({ conversions: 27 })] }), ...others])).toEqual([])
  })

  it('are none where nobody reports results', () => {
    expect(bestAds([ad({ weeks: [adWeek({ conversions: null })] }), ...others])).toEqual([])
  })
})
