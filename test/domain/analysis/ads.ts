import type { AdLife, AdWeek } from '../../../src/domain/analysis/creative.ts'

/** An ad that has run for seven calm weeks, unless told otherwise. */
export function ad(given: Partial<AdLife> = {}): AdLife {
  return {
    adId: 'one',
    name: 'one',
    channelId: 'a',
    campaign: 'Prospecting',
    adGroup: 'Founders',
    daysLive: 27,
    isVideo: false,
    audience: 'cold',
    weeks: weeksOf(0.01, 0.01, 0.01, 0.01),
    ...given,
  }
}

/** Weeks of 20,000 impressions with these click rates, 5 % of the clicks a result. */
export function weeksOf(...ctrs: number[]): AdWeek[] {
  return ctrs.map((ctr, index) =>
    adWeek({ week: `2026-W${40 + index}`, clicks: 20_000 * ctr, conversions: 1000 * ctr }),
  )
}

/** A week of an ad. */
export function adWeek(given: Partial<AdWeek> = {}): AdWeek {
  return { week: '2026-W40', spend: 400, impressions: 20_000, clicks: 200, conversions: 10, frequency: null, ...given }
}
