import { shiftDay } from '../../src/domain/week.ts'

/** One day of one campaign as an ad platform reports it. */
export type AdDay = {
  day: string
  campaign: string
  spend: number
  impressions: number
  clicks: number
  conversions: number
}

/** The same numbers of a campaign for every day from one to another. */
export function everyDay(from: string, to: string, each: Omit<AdDay, 'day'>): AdDay[] {
  const days: AdDay[] = []
  for (let day = from; day <= to; day = shiftDay(day, 1)) days.push({ day, ...each })
  return days
}

/** A plain table of ad days, as somebody's spreadsheet holds them. */
export function adDaysCsv(days: readonly AdDay[]): string {
  const rows = days.map(({ day, campaign, spend, impressions, clicks, conversions }) =>
    [day, 'Google Ads', campaign, 'EUR', spend, impressions, clicks, conversions].join(','),
  )
  return `${['Day,Platform,Campaign,Currency,Spend,Impressions,Clicks,Conversions', ...rows].join('\n')}\n`
}
