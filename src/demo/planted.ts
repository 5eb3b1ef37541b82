import { shiftDay } from '../domain/week.ts'
import { lastSunday } from './calendar.ts'
import { tiredAd } from './creatives.ts'
import { saturation, trackingBreak } from './plan.ts'

/** One event hidden in the numbers. */
export type Planted = {
  kind: 'tracking break' | 'tiring creative' | 'rising price' | 'saturating channel' | 'duplicated import'
  channel: string
  campaign?: string
  ad?: string
  /** First and last day of it, both included. */
  from: string
  to: string
  what: string
}

/** Every planted event with its exact days. */
export function plantedEvents(lastDay: string): Planted[] {
  const sunday = lastSunday(lastDay)
  const breakMonday = shiftDay(sunday, -6 - 7 * trackingBreak.weeksAgo)
  return [
    {
      kind: 'tracking break',
      channel: trackingBreak.channel,
      from: shiftDay(breakMonday, Math.min(...trackingBreak.weekdays) - 1),
      to: shiftDay(breakMonday, Math.max(...trackingBreak.weekdays) - 1),
      what: 'Google Ads reports no conversions on these days while clicks and CRM leads are normal.',
    },
    {
      kind: 'tiring creative',
      channel: 'paid-social',
      campaign: tiredAd.campaign,
      ad: tiredAd.ad,
      from: shiftDay(sunday, 1 - tiredAd.days),
      to: sunday,
      what: `CTR of the last 7 days is ${Math.round(tiredAd.drop * 100)} % below its first 14 days; its siblings hold.`,
    },
    {
      kind: 'rising price',
      channel: 'paid-social',
      from: shiftDay(sunday, -13),
      to: sunday,
      what: 'CPM rises by about 10 % in each of the two weeks, CPC with it.',
    },
    {
      kind: 'saturating channel',
      channel: 'retargeting',
      from: shiftDay(sunday, -7 * saturation.weeks - 6),
      to: sunday,
      what: `Spend grows by ${saturation.growth * 100} % over ${saturation.weeks} weeks, leads and customers as spend to the power ${saturation.exponent}.`,
    },
    {
      kind: 'duplicated import',
      channel: 'paid-social',
      from: shiftDay(sunday, -13),
      to: shiftDay(sunday, -7),
      what: 'duplicateFile holds the Meta rows of this week under another source; it is not in the facts.',
    },
  ]
}
