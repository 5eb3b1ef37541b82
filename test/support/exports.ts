import { daysOf, shiftDay } from '../../src/domain/week.ts'

/** What one campaign does on each day of a week. */
export type Daily = { week: string; spend: number; impressions: number; clicks: number; conversions: number }

/** An export of Google Ads as its web interface writes it: report lines above, totals below, thousands with commas. */
export function googleExport(weeks: Daily[], campaign = 'Brand'): string {
  const rows = weeks.flatMap((daily) =>
    daysIn(daily.week).map((day) =>
      [day, campaign, 'EUR', count(daily.impressions), daily.clicks, money(daily.spend), daily.conversions].join(','),
    ),
  )
  const total = (of: (daily: Daily) => number) => 7 * weeks.reduce((sum, daily) => sum + of(daily), 0)
  const totals = [
    count(total(({ impressions }) => impressions)),
    count(total(({ clicks }) => clicks)),
    money(total(({ spend }) => spend)),
    count(total(({ conversions }) => conversions)),
  ]
  return [
    'Campaign report',
    `"${weeks[0]?.week} - ${weeks.at(-1)?.week}"`,
    'Day,Campaign,Currency code,Impr.,Clicks,Cost,Conversions',
    ...rows,
    `Total: Account, --,EUR,${totals.join(',')}`,
  ].join('\n')
}

/** An export of Meta Ads Manager, broken down by day, with its line of totals on top. */
export function metaExport(weeks: Daily[], campaign = 'Prospecting'): string {
  const header =
    'Campaign name,Day,Result indicator,Results,Impressions,Amount spent (EUR),Link clicks,Reporting starts,Reporting ends'
  const [from, to] = [daysOf(weeks[0]?.week ?? '').from, daysOf(weeks.at(-1)?.week ?? '').to]
  const rows = weeks.flatMap(({ week, spend, impressions, clicks, conversions }) =>
    daysIn(week).map((day) =>
      [campaign, day, 'actions:lead', conversions, impressions, spend.toFixed(2), clicks, from, to].join(','),
    ),
  )
  const spent = 7 * weeks.reduce((sum, { spend }) => sum + spend, 0)
  return ['\uFEFF', header, '\n', `,,,,,${spent.toFixed(2)},,${from},${to}`, '\n', rows.join('\n')].join('')
}

/** The same days in every week of these. */
export function everyWeek(weeks: string[], daily: Omit<Daily, 'week'>): Daily[] {
  return weeks.map((week) => ({ week, ...daily }))
}

function daysIn(week: string): string[] {
  return Array.from({ length: 7 }, (_, index) => shiftDay(daysOf(week).from, index))
}

function count(value: number): string {
  return quoted(value.toLocaleString('en-US'))
}

function money(value: number): string {
  return quoted(value.toLocaleString('en-US', { minimumFractionDigits: 2 }))
}

function quoted(text: string): string {
  return text.includes(',') ? `"${text}"` : text
}
