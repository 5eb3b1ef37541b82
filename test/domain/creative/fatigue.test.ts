import { describe, expect, it } from 'vitest'
import type { Ad, Audience } from '../../../src/domain/creative/ad.ts'
import { audienceOf } from '../../../src/domain/creative/ad.ts'
import { bestAds } from '../../../src/domain/creative/best-ad.ts'
import { type AdReading, readAds } from '../../../src/domain/creative/fatigue.ts'
import { ad, days, lastWeek, SUNDAY, weeks } from './ads.ts'

const calm = (count: number) => weeks(...Array<number>(count).fill(0.01))

function read(given: Partial<Ad>, others: readonly Ad[] = [], audience: Audience = 'cold'): AdReading | undefined {
  return readAds([ad(given), ...others], SUNDAY, () => audience)[0]
}

describe('an ad', () => {
  it.each<[string, Partial<Ad>, AdReading['level'] | null]>([
    ['of four calm weeks is fresh', {}, 'fresh'],
    ['that lost a quarter of its click rate is one to watch', { days: weeks(0.01, 0.01, 0.01, 0.0075) }, 'watch'],
    ['that lost less than a fifth is fresh', { days: weeks(0.01, 0.01, 0.01, 0.0081) }, 'fresh'],
    [
      'that fell by a quarter in two weeks, and is old in both, is tired',
      { days: weeks(0.01, 0.01, 0.01, 0.01, 0.01, 0.0075, 0.0074) },
      'fatigued',
    ],
    [
      'that fell by a quarter in one week is not tired yet',
      { days: weeks(0.01, 0.01, 0.01, 0.01, 0.01, 0.0098, 0.0074) },
      'watch',
    ],
    [
      'that fell by a quarter twice, and shows nothing else, is not tired',
      { days: weeks(0.01, 0.01, 0.0075, 0.0074) },
      'watch',
    ],
    ['that fell by three tenths is worn out', { days: weeks(0.01, 0.01, 0.01, 0.007) }, 'critical'],
    ['that is 28 days old is not old', { days: calm(4) }, 'fresh'],
    ['that is 29 days old is one to watch', { days: days(29, {}) }, 'watch'],
    ['that is a video may be 35 days old', { name: 'founder-video', days: days(35, {}) }, 'fresh'],
    ['that is a video of 36 days is one to watch', { name: 'founder-video', days: days(36, {}) }, 'watch'],
    ['of six days is not read', { days: days(6, { impressions: 30_000, clicks: 300 }) }, null],
    ['of seven days has no beginning to be held against', { days: days(7, {}) }, null],
    ['of eight days is held against its first', { days: days(8, { impressions: 9_000, clicks: 90 }) }, 'fresh'],
    ['with a baseline of 1,999 impressions is not read', { days: lastWeek(days(8, { impressions: 1999 }), {}) }, null],
    ['with a baseline of 29 clicks is not read', { days: lastWeek(days(8, { clicks: 29 }), {}) }, null],
    ['with 999 impressions this week is not read', { days: lastWeek(calm(4), { impressions: 142 }) }, null],
    ['whose impressions cost almost a third more is one to watch', { days: lastWeek(calm(4), { spend: 79 }) }, 'watch'],
    ['whose impressions cost a quarter more is fresh', { days: lastWeek(calm(4), { spend: 75 }) }, 'fresh'],
    [
      'whose results cost double is worn out',
      { days: lastWeek(days(28, { conversions: 6 }), { conversions: 3 }) },
      'critical',
    ],
    [
      'whose results cost a third more is one to watch',
      { days: lastWeek(days(28, { conversions: 18 }), { conversions: 13 }) },
      'watch',
    ],
    [
      'whose few results cost double by chance is fresh',
      { days: lastWeek(days(28, { conversions: 0.6 }), { conversions: 0.3 }) },
      'fresh',
    ],
    [
      'of a platform without conversions is read by its clicks',
      { days: weeks(0.01, 0.01, 0.01, 0.0066).map((day) => ({ ...day, conversions: null })) },
      'critical',
    ],
    [
      'without a single result this week is left to the tracking checks',
      { days: lastWeek(calm(4), { conversions: 0 }) },
      'fresh',
    ],
    ['whose clicks nobody reports is not read', { days: days(28, { clicks: null }) }, null],
    ['whose spend nobody reports is read by its clicks', { days: days(28, { spend: null }) }, 'fresh'],
  ])('%s', (_, given, level) => {
    expect(read(given)?.level ?? null).toBe(level)
  })

  it('is read by the days that report clicks, and a day that does not is none without clicks', () => {
    const silent = calm(4).map((day, index) => (index > 23 ? { ...day, clicks: null } : day))
    expect(read({ days: silent })?.ctr.change).toBeCloseTo(0, 12)
  })

  it('is held against its first 14 days, in numbers one can check', () => {
    const reading = read({ days: weeks(0.012, 0.01, 0.009, 0.0088, 0.008) })

    expect(reading).toMatchObject({ baseline: 'first 14 days', daysLive: 35, isOlder: false, spend: 420 })
    expect(reading?.ctr.before).toBeCloseTo(0.011, 12)
    expect(reading?.ctr.change).toBeCloseTo(0.008 / 0.011 - 1, 12)
  })

  it('of which only the start is unknown is held against the 28 days before, without the last 7', () => {
    const reading = read({ isStartKnown: false, days: weeks(0.02, 0.02, 0.012, 0.01, 0.008, 0.0099) })

    expect(reading).toMatchObject({ baseline: '28 days before', daysLive: 42, isOlder: true })
    expect(reading?.ctr.before).toBeCloseTo(0.01, 12)
  })
})

describe('how often it is seen', () => {
  const seen = (frequency: number) => ({ days: lastWeek(calm(4), { reach: 3000 / frequency }) })

  it.each<[string, number, Audience, object[]]>([
    ['2.4 times a day is fine for people who do not know us', 2.4, 'cold', []],
    ['2.5 times a day is much for them', 2.5, 'cold', [{ kind: 'frequency', isCritical: false }]],
    ['4 times a day is far too much for them', 4, 'cold', [{ kind: 'frequency', isCritical: true }]],
    ['3.9 times is fine for people who came back', 3.9, 'retargeting', []],
    ['6 times is far too much for them', 6, 'retargeting', [{ kind: 'frequency', isCritical: true }]],
    ['5 times is much for named accounts', 5, 'abm', [{ kind: 'frequency', isCritical: false }]],
  ])('%s', (_, frequency, audience, signals) => {
    expect(read(seen(frequency), [], audience)?.signals).toMatchObject(signals)
  })

  it('is unknown where nobody reports reach, and then it is no signal', () => {
    expect(read({})).toMatchObject({ frequency: null, signals: [] })
  })

  it('depends on who sees it, by the job of the channel or the name of the campaign', () => {
    const name = ad()
    expect(audienceOf(name, null)).toBe('cold')
    expect(audienceOf(name, 'Convert warm intent')).toBe('retargeting')
    expect(audienceOf({ ...name, campaign: 'Remarketing | DE' }, null)).toBe('retargeting')
    expect(audienceOf({ ...name, campaign: 'ABM | Tier 1' }, 'Convert warm intent')).toBe('abm')
    expect(audienceOf({ ...name, campaign: 'Label' }, null)).toBe('cold')
  })
})

describe('siblings', () => {
  const worn = { days: weeks(0.01, 0.01, 0.01, 0.0065) }
  const other = (last: number, more: Partial<Ad> = {}) =>
    ad({ name: 'two', days: weeks(0.01, 0.01, 0.01, last), ...more })

  it.each<[string, Ad[], AdReading['blame']]>([
    ['that held leave it to the creative', [other(0.0099)], 'creative'],
    ['that fell within ten points make it the audience', [other(0.0074)], 'audience'],
    ['that fell less than that leave it to the creative', [other(0.0076)], 'creative'],
    [
      'of another ad group are not asked while there are some in its own',
      [other(0.0099), other(0.0066, { adGroup: 'B', name: 'three' })],
      'creative',
    ],
    ['of the campaign are asked where the ad group has no other', [other(0.0066, { adGroup: 'B' })], 'audience'],
    ['of another campaign are never asked', [other(0.0066, { campaign: 'Brand' })], 'creative'],
    ['that cannot be read are not asked', [other(0.0066, { days: days(3, {}) })], 'creative'],
  ])('%s', (_, others, blame) => {
    expect(read(worn, others)?.blame).toBe(blame)
  })

  it('weigh as much as they are shown', () => {
    const big = ad({ name: 'big', days: lastWeek(calm(4), { impressions: 9000, clicks: 90 }) })
    const small = ad({ name: 'small', days: lastWeek(calm(4), { impressions: 1000, clicks: 6 }) })
    const { siblings } = read(worn, [big, small]) ?? {}
    expect(siblings).toMatchObject({ count: 2, of: 'ad group' })
    expect(siblings?.change).toBeCloseTo(-0.4 * 0.1, 12)
  })

  it('nobody blames anybody for an ad that is not tired', () => {
    expect(read({}, [other(0.0066)])?.blame).toBeNull()
  })
})

describe('the same creative', () => {
  it('in two ad groups is two ads: it can be worn out in front of one audience and fresh in front of the other', () => {
    const tired = ad({ adGroup: 'A', days: weeks(0.01, 0.01, 0.01, 0.0065) })
    const fresh = ad({ adGroup: 'B' })
    const readings = readAds([tired, fresh], SUNDAY, () => 'cold')
    expect(readings.map(({ adGroup, level }) => [adGroup, level])).toEqual([
      ['A', 'critical'],
      ['B', 'fresh'],
    ])
  })
})

describe('where a platform tells of ad groups or campaigns only', () => {
  it('those are read in the place of ads, an ad group against the others of its campaign', () => {
    const group = (name: string, last: number) =>
      ad({ grain: 'ad_group', name, adGroup: name, days: weeks(0.01, 0.01, 0.01, last) })
    const [reading] = readAds([group('A', 0.0065), group('B', 0.01)], SUNDAY, () => 'cold')
    expect(reading).toMatchObject({ level: 'critical', blame: 'creative', siblings: { of: 'campaign', count: 1 } })
  })

  it('a campaign has no siblings', () => {
    const campaign = (name: string) => ad({ grain: 'campaign', name, adGroup: '', days: weeks(0.01, 0.01, 0.0065) })
    expect(readAds([campaign('A'), campaign('B')], SUNDAY, () => 'cold')[0]?.siblings).toBeNull()
  })

  it('and of ads elsewhere, the two are never siblings', () => {
    const group = ad({ grain: 'ad_group', name: 'Founders', days: weeks(0.01, 0.01, 0.01, 0.0065) })
    expect(read({ days: weeks(0.01, 0.01, 0.01, 0.0065) }, [group])?.siblings).toBeNull()
  })
})

describe('the best ads', () => {
  const others = ['two', 'three', 'four'].map((name) => ad({ name, days: days(28, { conversions: 3 }) }))
  const best = (given: Partial<Ad>, rest: readonly Ad[] = others) => {
    const ads = [ad({ name: 'before-after', ...given }), ...rest]
    return bestAds(
      ads,
      SUNDAY,
      readAds(ads, SUNDAY, () => 'cold'),
    )
  }

  it('are those whose results cost less than those of the others of their campaign, outside noise', () => {
    expect(best({ days: days(28, { conversions: 6 }) })).toMatchObject([
      { name: 'before-after', by: 'cost per result', own: 10, others: 20, count: 42 },
    ])
  })

  it('are none where the best of four is luck', () => {
    expect(best({ days: days(28, { conversions: 4 }) })).toEqual([])
  })

  it('go by clicks where the platform reports no results, and no result is none of them', () => {
    const silent = others.map((each) => ({ ...each, days: days(28, { conversions: null }) }))
    expect(best({ days: days(28, { conversions: null, clicks: 45 }) }, silent)).toMatchObject([
      { by: 'ctr', own: 0.015, others: 0.01 },
    ])
    expect(best({ days: days(28, { conversions: 0, clicks: 45 }) })).toEqual([])
  })

  it('are none that are worn out, however cheap they still are', () => {
    const worn = weeks(0.01, 0.01, 0.01, 0.0065).map((day) => ({ ...day, conversions: 6 }))
    expect(best({ days: worn })).toEqual([])
  })

  it('are none that stand alone in their campaign', () => {
    expect(best({ campaign: 'Alone', days: days(28, { conversions: 9 }) })).toEqual([])
  })
})
