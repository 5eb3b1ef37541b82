import type { Fact } from '../domain/import/fact.ts'
import { shiftDay } from '../domain/week.ts'
import { lastSunday } from './calendar.ts'
import { crmExport } from './crm-file.ts'
import type { FunnelRow } from './funnel.ts'

/** A file a person can drop into the team's channel, and what it is good for. */
export type DemoFile = { name: string; text: string; what: string }

/** What Meta bills for what it reported. */
const BILLED = 1.15

/** Makes the exports from the demo's own numbers, in the layouts that platforms and CRMs write. */
export function makeFiles(
  facts: Fact[],
  funnel: FunnelRow[],
  lastDay: string,
): { files: DemoFile[]; duplicateFile: DemoFile } {
  const sunday = lastSunday(lastDay)
  const week = (weeksAgo: number, source: string) => {
    const to = shiftDay(sunday, -7 * weeksAgo)
    const from = shiftDay(to, -6)
    return facts.filter((fact) => fact.source === source && fact.day >= from && fact.day <= to)
  }
  return {
    files: [
      googleAds(week(0, 'google_ads'), shiftDay(sunday, -6), sunday),
      metaAds(week(0, 'meta_ads'), shiftDay(sunday, -6), sunday),
      ambiguousDates(sunday),
      twoCurrencies(sunday),
      crmExport(funnel, sunday),
      metaRestated(week(0, 'meta_ads'), shiftDay(sunday, -6), sunday),
    ],
    duplicateFile: agencyReport(week(1, 'meta_ads')),
  }
}

function googleAds(facts: Fact[], from: string, to: string): DemoFile {
  const header = 'Day,Campaign,Ad group,Ad name,Currency code,Clicks,Impr.,CTR,Avg. CPC,Cost,Conversions'
  const rows = facts.map((fact) => {
    const clicks = Number(fact.clicks)
    const each = clicks === 0 ? ' --' : grouped(Number(fact.spend) / clicks, 2)
    const rate = `${((clicks / Number(fact.impressions)) * 100).toFixed(2)}%`
    const amounts = [grouped(clicks), grouped(Number(fact.impressions)), rate, each, grouped(Number(fact.spend), 2)]
    // Conversions of the last two days keep arriving: the file restates what was imported before.
    const late = fact.day > shiftDay(to, -2) ? Number(fact.conversions) + 1 : Number(fact.conversions)
    return line([fact.day, fact.campaignName, fact.adGroupName, fact.adName, 'EUR', ...amounts, late.toFixed(2)])
  })
  const totals = [
    'Total: Account',
    ' --',
    ' --',
    ' --',
    'EUR',
    grouped(sum(facts, 'clicks')),
    grouped(sum(facts, 'impressions')),
  ]
  const text = ['Ad report', line([`${longDay(from)} - ${longDay(to)}`]), header, ...rows]
  const total = line([...totals, ' --', ' --', grouped(sum(facts, 'spend'), 2), ' --'])
  const what = 'Last week again as Google Ads exports it: replaces its own rows, two days with more conversions.'
  return { name: 'google-ads-last-week.csv', text: joined([...text, total]), what }
}

function metaAds(facts: Fact[], from: string, to: string): DemoFile {
  const names = [
    'Campaign name',
    'Ad set name',
    'Ad name',
    'Day',
    'Result indicator',
    'Results',
    'Reach',
    'Impressions',
  ]
  const header = line([...names, 'Link clicks', 'Amount spent (EUR)', 'Reporting starts', 'Reporting ends'])
  const indicator = 'actions:offsite_conversion.fb_pixel_lead'
  const rows = facts.map((fact) => {
    const { campaignName, adGroupName, adName, day, conversions, reach, impressions, clicks, spend } = fact
    const amounts = [conversions, reach, impressions, clicks, spend].map((amount) => amount ?? '')
    return line([campaignName, adGroupName, adName, day, indicator, ...amounts, from, to])
  })
  const sums = [String(sum(facts, 'conversions')), '', String(sum(facts, 'impressions')), String(sum(facts, 'clicks'))]
  const summary = line(['', '', '', '', indicator, ...sums, sum(facts, 'spend').toFixed(2), from, to])
  const what = 'Last week again as Meta Ads Manager exports it, with a summary row first: changes nothing.'
  return { name: 'meta-ads-last-week.csv', text: `\uFEFF${joined([header, summary, ...rows])}`, what }
}

/** An invoice may be higher than what was reported on Monday: enough for a reviewed week to be called restated. */
function metaRestated(facts: Fact[], from: string, to: string): DemoFile {
  const billed = facts.map((fact) => ({ ...fact, spend: (Number(fact.spend) * BILLED).toFixed(2) }))
  const what = 'Last week as Meta billed it, 15 % dearer: its review says that it was restated, and keeps its numbers.'
  return { ...metaAds(billed, from, to), name: 'meta-ads-last-week-as-billed.csv', what }
}

/** A week of days up to the twelfth: 2/11 may be November or February, and nothing in the file tells. */
function ambiguousDates(sunday: string): DemoFile {
  let last = sunday
  while (Number(last.slice(8)) < 7 || Number(last.slice(8)) > 12) last = shiftDay(last, -1)
  const rows = Array.from({ length: 6 }, (_, index) => {
    const [year, month, day] = shiftDay(last, index - 5)
      .split('-')
      .map(Number)
    return line([
      `${day}/${month}/${year}`,
      'Partners | Newsletters',
      `${4100 + index * 170}`,
      `${38 + index}`,
      `${(96 + index * 4.5).toFixed(2)}`,
    ])
  })
  const what = 'Dates that may be read in two ways: the import has to ask.'
  return {
    name: 'newsletters-ambiguous-dates.csv',
    text: joined(['Date,Campaign,Impressions,Clicks,Cost', ...rows]),
    what,
  }
}

function twoCurrencies(sunday: string): DemoFile {
  const rows = Array.from({ length: 12 }, (_, index) => {
    const currency = index === 7 ? 'USD' : 'EUR'
    return line([
      shiftDay(sunday, index - 11),
      'Podcasts | Sponsoring',
      currency,
      `${900 + index * 12}`,
      `${11 + index}`,
      `${60 + index}.00`,
    ])
  })
  const what = 'One row in dollars among euros: the import has to refuse.'
  return {
    name: 'podcasts-two-currencies.csv',
    text: joined(['Date,Campaign,Currency,Impressions,Clicks,Cost', ...rows]),
    what,
  }
}

function agencyReport(facts: Fact[]): DemoFile {
  const header = 'Date,Platform,Campaign,Ad group,Ad,Currency,Impressions,Clicks,Spend,Leads'
  const rows = facts.map((fact) => {
    const { day, platform, campaignName, adGroupName, adName, currency } = fact
    const amounts = [fact.impressions, fact.clicks, fact.spend, fact.conversions].map((amount) => amount ?? '')
    return line([day, platform, campaignName, adGroupName, adName, currency, ...amounts])
  })
  const what = "The agency's own report of a Meta week that is imported already: the same rows under another source."
  return { name: 'agency-report.csv', text: joined([header, ...rows]), what }
}

function sum(facts: Fact[], field: 'clicks' | 'impressions' | 'spend' | 'conversions'): number {
  return facts.reduce((total, fact) => total + Number(fact[field]), 0)
}

function grouped(value: number, digits = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

function longDay(day: string): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(`${day}T00:00:00Z`))
}

function line(cells: string[]): string {
  return cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')
}

function joined(lines: string[]): string {
  return `${lines.join('\n')}\n`
}
