/** The level a row is reported at. Totals of one grain never add to totals of another. */
export type Grain = 'account' | 'campaign' | 'ad_group' | 'ad'

/** A grain as people say it. */
export function grainInWords(grain: string): string {
  return grain === 'ad_group' ? 'ad group' : grain
}

/** Which of a platform's several click counts a row carries. */
export type ClickKind = '' | 'link' | 'all' | 'interactions'

/**
 * One day of one account, campaign, ad group or ad.
 * Amounts are plain decimal strings (`-?\d+(\.\d+)?`); null means "not reported" and is never 0.
 * Ids are '' below the row's grain; where an export has names only, the trimmed name is the id.
 */
export type Fact = {
  /** The kind of export it came from, such as `google_ads`; part of the key by which a re-import replaces. */
  source: string
  grain: Grain
  /** ISO date, YYYY-MM-DD, in the account's own zone. */
  day: string
  platform: string
  accountId: string
  campaignId: string
  campaignName: string
  adGroupId: string
  adGroupName: string
  adId: string
  adName: string
  /** ISO 4217, or '' where the file does not say. */
  currency: string
  impressions: string | null
  clicks: string | null
  clickKind: ClickKind
  spend: string | null
  conversions: string | null
  conversionsValue: string | null
  reach: string | null
  /** Where the ad can be seen, as `readAdLink` gives it; not there where no source says. */
  adLink?: string | null
}
