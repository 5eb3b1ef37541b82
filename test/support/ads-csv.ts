import { shiftDay } from '../../src/domain/week.ts'

/** An ad in a plain export: where it runs, from which day to which, and what it does each day; null is left blank. */
export type AdLine = {
  campaign?: string
  adGroup?: string
  ad: string
  adId?: string
  platform?: string
  from: string
  to: string
  spend?: number | null
  impressions?: number | null
  clicks?: number | null
  conversions?: number | null
  reach?: number | null
}

/** A plain export by ad, with ids where they are given: where not, names are the ids. */
export function adsCsv(lines: readonly AdLine[]): string {
  const hasIds = lines.some(({ adId }) => adId !== undefined)
  const rows = lines.flatMap((line) => {
    const { platform = 'Meta Ads', campaign = 'Prospecting', adGroup = 'Founders', ad, adId = ad, from, to } = line
    const { spend = 60, impressions = 3000, clicks = 30, conversions = 3, reach = null } = line
    const amounts = [spend, impressions, clicks, conversions, reach].map((amount) => amount ?? '')
    const names = [platform, campaign, adGroup, ad, ...(hasIds ? [adId] : [])]
    return daysOf(from, to).map((day) => [day, ...names, 'EUR', ...amounts].join(','))
  })
  const id = hasIds ? ',Ad ID' : ''
  return `Day,Platform,Campaign,Ad group,Ad${id},Currency,Spend,Impressions,Clicks,Conversions,Reach\n${rows.join('\n')}\n`
}

function daysOf(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = shiftDay(day, 1)) days.push(day)
  return days
}
