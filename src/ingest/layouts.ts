import { type Field, named } from './headers.ts'
import type { DateOrder } from './numbers-shapes.ts'

/** The kinds of export that are recognised; `table` is any other table with a date and a metric. */
export type LayoutId =
  | 'google_ads'
  | 'meta_ads'
  | 'linkedin_ads'
  | 'microsoft_ads'
  | 'ga4'
  | 'tiktok_ads'
  | 'reddit_ads'
  | 'dbt_ad_reporting'
  | 'table'

/** A kind of export: how it is told from others, and what is peculiar to it. */
export type Layout<Id extends string = LayoutId> = {
  id: Id
  /** As people call it; the platform of its rows where they name none. */
  name: string
  /** Sets of header names (normalised); it is this layout when all names of one set are there. */
  signs: readonly (readonly string[])[]
  /** Words above the header that give it away. */
  preamble?: RegExp
  /** Words in the file name that decide when nothing inside does. */
  fileName?: RegExp
  /** Where a field goes by other names than everywhere else; an empty list means the field is not read. */
  fields?: Partial<Record<Field, readonly string[]>>
  /** The order this platform always writes its dates in. */
  dateOrder?: DateOrder
  /** How to get one row per day out of it. */
  daily: string
}

const ONE_PLATFORM = { platform: [] } as const

/** The advertising layouts in the order they are tried. */
export const LAYOUTS: readonly Layout[] = [
  {
    id: 'dbt_ad_reporting',
    name: 'dbt',
    signs: [
      ['date day', 'platform'],
      ['date day', 'source relation'],
    ],
    daily: 'Export the ad_reporting table with its date_day column',
  },
  {
    id: 'reddit_ads',
    name: 'Reddit Ads',
    signs: [
      ['amount spent', 'ad group name'],
      ['key conversion total count', 'spend'],
    ],
    fileName: /reddit/i,
    fields: ONE_PLATFORM,
    daily: 'In Reddit Ads break the report down by Date',
  },
  {
    id: 'meta_ads',
    name: 'Meta Ads',
    signs: [
      ['reporting starts'],
      ['début des rapports'],
      ['inicio del informe'],
      ['montant dépensé'],
      ['importe gastado'],
      ['ausgegebener betrag'],
      ['amount spent', 'campaign name'],
      ['amount spent', 'ad set name'],
      ['amount spent', 'ad name'],
    ],
    fileName: /\b(?:meta|facebook)[ _-]ads\b/i,
    fields: {
      ...ONE_PLATFORM,
      // `Reporting starts` is the first day of the whole report as soon as there is a day of the row itself.
      day: named('day | date | jour | día | tag | fecha | reporting starts | début des rapports', 'inicio del informe'),
    },
    daily: 'In Ads Manager choose Breakdown > By time > Day',
  },
  {
    id: 'linkedin_ads',
    name: 'LinkedIn Ads',
    signs: [['start date (in utc)'], ['campaign group name'], ['campaign group'], ['total spent', 'start date']],
    fileName: /linkedin/i,
    fields: {
      ...ONE_PLATFORM,
      campaignName: ['campaign group name', 'campaign group'],
      campaignId: ['campaign group id'],
      adGroupName: ['campaign name', 'campaign'],
      adGroupId: ['campaign id'],
    },
    dateOrder: 'mdy',
    daily: 'In Campaign Manager export with Time breakdown: Daily',
  },
  {
    id: 'microsoft_ads',
    name: 'Microsoft Ads',
    signs: [['gregorian date'], ['timeperiod'], ['delivered match type'], ['top vs other', 'currency code']],
    preamble: /^"?Report Name:/im,
    fileName: /\b(?:microsoft|bing)[ _-]ads\b/i,
    fields: ONE_PLATFORM,
    daily: 'In Microsoft Advertising set Unit of time to Day',
  },
  {
    id: 'ga4',
    name: 'GA4',
    signs: [
      ['session source / medium'],
      ['session campaign'],
      ['session primary channel group'],
      ['first user source / medium'],
      ['key events', 'sessions'],
    ],
    preamble: /^# (?:-{5,}|Start date)/im,
    fields: {
      ...ONE_PLATFORM,
      campaignName: named(
        'session campaign | session campaign name | campaign | first user campaign',
        'session source / medium | first user source / medium | session primary channel group',
      ),
      clicks: ['google ads clicks', 'ads clicks'],
      spend: ['google ads cost', 'ads cost'],
      impressions: ['google ads impressions', 'ads impressions'],
      conversions: ['key events', 'conversions'],
      conversionsValue: ['total revenue', 'purchase revenue', 'event value'],
    },
    daily: 'In GA4 add Date as a dimension of the report',
  },
  {
    id: 'tiktok_ads',
    name: 'TikTok Ads',
    signs: [['clicks (destination)'], ['stat time day'], ['by day', 'cost']],
    fileName: /tiktok/i,
    fields: ONE_PLATFORM,
    daily: 'In TikTok Ads Manager break the report down by Day',
  },
  {
    id: 'google_ads',
    name: 'Google Ads',
    signs: [
      ['cost micros'],
      ['impr', 'cost'],
      ['conv', 'cost'],
      ['cost / conv'],
      ['customer id', 'cost'],
      ['impr', 'kosten'],
      ['impr', 'coût'],
      ['impr', 'coste'],
      ['interactions', 'cost'],
    ],
    preamble: /^"?(?:campaign|ad group|ad|keyword|account)s? (?:performance )?report/im,
    fileName: /\bgoogle[ _-]ads\b/i,
    fields: ONE_PLATFORM,
    daily: 'In Google Ads choose Segment > Time > Day',
  },
]

/** What is left when no platform is recognised. */
export const TABLE: Layout = {
  id: 'table',
  name: 'file',
  signs: [],
  daily: 'Add a column named Date with one day per row',
}

/** The first of the layouts whose signs are among the header's names. */
export function recognise<T extends { signs: Layout['signs'] }>(
  layouts: readonly T[],
  names: ReadonlySet<string>,
): T | undefined {
  return layouts.find(({ signs }) => signs.some((sign) => sign.every((name) => names.has(name))))
}
