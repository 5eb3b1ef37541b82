// The names by which sources speak of their columns: those of dbt_ad_reporting for days of campaigns, and those of the funnel
// map for CRM objects. The pushed JSON and the column maps of queries use the same.

/** Names for days of campaigns. */
export const FACT_COLUMNS = [
  'date_day',
  'platform',
  'account_id',
  'account_name',
  'campaign_id',
  'campaign_name',
  'ad_group_id',
  'ad_group_name',
  'ad_id',
  'ad_name',
  'ad_link',
  'currency',
  'impressions',
  'clicks',
  'spend',
  'conversions',
  'conversions_value',
  'reach',
] as const

/** Names for CRM objects. */
export const OBJECT_COLUMNS = [
  'object_id',
  'lead_at',
  'mql_at',
  'sql_at',
  'opportunity_at',
  'won_at',
  'lost_at',
  'amount',
  'currency',
  'channel',
  'campaign',
  'utm_source',
  'utm_medium',
  'source',
] as const

/** The amounts of a day, one of which every row of facts needs. */
export const AMOUNT_COLUMNS = ['impressions', 'clicks', 'spend', 'conversions'] as const
/** The moments of an object, one of which every row of objects needs. */
export const MOMENT_COLUMNS = ['lead_at', 'mql_at', 'sql_at', 'opportunity_at', 'won_at', 'lost_at'] as const
