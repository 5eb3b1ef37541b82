import { z } from 'zod'
import { AD_WEEKS, type Ad, CURRENT_DAYS } from '../../domain/creative/ad.ts'
import { CURRENT_IMPRESSIONS } from '../../domain/creative/fatigue.ts'
import type { Team } from '../../domain/team.ts'
import { shiftDay } from '../../domain/week.ts'
import type { Database } from '../database.ts'

// The read model of creatives: the days of those ads that were shown enough in the last week to be judged, over the last ten
// weeks and no further. An ad that ran under several names keeps the last one.

const Amount = z.number().nullable()
const Day = z.tuple([z.string(), Amount, Amount, Amount, Amount, Amount])
const Row = z.object({
  key: z.string(),
  grain: z.enum(['ad', 'ad_group', 'campaign']),
  name: z.string(),
  platform: z.string(),
  campaign: z.string(),
  adGroup: z.string(),
  channelId: z.string(),
  isStartKnown: z.boolean(),
  link: z.string().nullable(),
  days: z.array(Day),
})

/** Of a very large account the ads with the most spend are read: nobody acts on the others one by one. */
const MOST_ADS = 500
/** A platform that had no numbers for so many days before an ad's first does not tell when the ad began. */
const GAP_DAYS = 3

/** The ads of a team, or of one channel, that were shown enough in the seven days up to one; the most spend first. */
export async function readAdDays(
  db: Database,
  team: Pick<Team, 'workspaceId' | 'id'>,
  channelId: string | null,
  to: string,
): Promise<Ad[]> {
  const { rows } = await db.pool.query(QUERY, [
    team.workspaceId,
    team.id,
    channelId,
    shiftDay(to, 1 - 7 * AD_WEEKS),
    shiftDay(to, 1 - CURRENT_DAYS),
    to,
    CURRENT_IMPRESSIONS,
    MOST_ADS,
    GAP_DAYS,
  ])
  return z
    .array(Row)
    .parse(rows)
    .map(({ days, ...ad }) => ({
      ...ad,
      days: days.map(([day, spend, impressions, clicks, conversions, reach]) => {
        return { day, spend, impressions, clicks, conversions, reach }
      }),
    }))
}

const ID = 'source, grain, platform, account_id, campaign_id, ad_group_id, ad_id'
const QUERY = `
  WITH own AS MATERIALIZED (
    SELECT source, platform, account_id, campaign_id, campaign_name, channel_id FROM campaign
    WHERE workspace_id = $1 AND team_id = $2 AND ($3::text IS NULL OR channel_id = $3)),
  shown AS MATERIALIZED (
    SELECT ${ID}, sum(spend) AS spent FROM fact JOIN own USING (source, platform, account_id, campaign_id)
    WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $5::date AND $6::date AND grain <> 'account'
    GROUP BY ${ID} HAVING sum(impressions) >= $7 ORDER BY sum(spend) DESC NULLS LAST, ${ID} LIMIT $8),
  lived AS MATERIALIZED (
    SELECT ${ID}, min(day) AS first_day,
      (array_agg(ad_name ORDER BY day DESC))[1] AS ad_name, (array_agg(ad_group_name ORDER BY day DESC))[1] AS ad_group_name,
      json_agg(json_build_array(day::text, spend::float8, impressions::float8, clicks::float8, conversions::float8,
        reach::float8) ORDER BY day) AS days
    FROM fact JOIN shown USING (${ID})
    WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $4::date AND $6::date GROUP BY ${ID}),
  told AS MATERIALIZED (
    SELECT DISTINCT source, platform, day FROM fact
    WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $4::date AND $6::date)
  SELECT concat_ws(' / ', ${ID}) AS key, grain, platform, campaign_name AS campaign, channel_id AS "channelId", days,
    coalesce(nullif(ad_group_name, ''), ad_group_id) AS "adGroup",
    CASE grain WHEN 'ad' THEN coalesce(nullif(ad_name, ''), ad_id)
      WHEN 'ad_group' THEN coalesce(nullif(ad_group_name, ''), ad_group_id) ELSE campaign_name END AS name,
    EXISTS (SELECT FROM told WHERE told.source = lived.source AND told.platform = lived.platform
      AND told.day BETWEEN first_day - $9::int AND first_day - 1) AS "isStartKnown",
    (SELECT url FROM ad_link WHERE workspace_id = $1 AND team_id = $2 AND ad_link.source = lived.source
      AND ad_link.platform = lived.platform AND ad_link.account_id = lived.account_id
      AND ad_link.campaign_id = lived.campaign_id AND ad_link.ad_group_id = lived.ad_group_id
      AND ad_link.ad_id = lived.ad_id) AS link
  FROM lived JOIN shown USING (${ID}) JOIN own USING (source, platform, account_id, campaign_id)
  ORDER BY spent DESC NULLS LAST, key`
