import type { Ad, AdDay } from '../../../src/domain/creative/ad.ts'
import type { AdReading } from '../../../src/domain/creative/fatigue.ts'
import { shiftDay } from '../../../src/domain/week.ts'

/** The Sunday on which the ads of these tests are read. */
export const SUNDAY = '2026-11-22'

/** An ad of four calm weeks, unless told otherwise. */
export function ad(given: Partial<Ad> = {}): Ad {
  const name = given.name ?? 'one'
  return {
    key: `${given.campaign ?? 'Prospecting'}/${given.adGroup ?? 'Founders'}/${name}`,
    grain: 'ad',
    name,
    platform: 'Meta Ads',
    campaign: 'Prospecting',
    adGroup: 'Founders',
    channelId: 'a',
    isStartKnown: true,
    days: weeks(0.01, 0.01, 0.01, 0.01),
    ...given,
  }
}

/** Weeks up to the Sunday with these click rates: 3,000 impressions and €60 a day, 5 % of the clicks a result. */
export function weeks(...ctrs: number[]): AdDay[] {
  return days(7 * ctrs.length, {}).map((each, index) => {
    const clicks = 3000 * (ctrs[Math.floor(index / 7)] ?? 0)
    return { ...each, clicks, conversions: clicks / 20 }
  })
}

/** So many days up to the Sunday, all alike. */
export function days(count: number, each: Partial<AdDay>): AdDay[] {
  return Array.from({ length: count }, (_, index) => ({
    day: shiftDay(SUNDAY, index - count + 1),
    spend: 60,
    impressions: 3000,
    clicks: 30,
    conversions: 1.5,
    reach: null,
    ...each,
  }))
}

/** The last seven of some days are different. */
export function lastWeek(all: readonly AdDay[], each: Partial<AdDay>): AdDay[] {
  return all.map((day, index) => (index < all.length - 7 ? day : { ...day, ...each }))
}

/** How a calm ad reads, unless told otherwise. */
export function reading(given: Partial<AdReading> = {}): AdReading {
  const { isStartKnown: _known, days: _days, ...name } = ad()
  return {
    ...name,
    baseline: 'first 14 days',
    daysLive: 27,
    isOlder: false,
    spend: 420,
    ctr: { before: 0.01, after: 0.01, change: 0 },
    cost: null,
    frequency: null,
    siblings: null,
    signals: [],
    level: 'fresh',
    blame: null,
    ...given,
  }
}
