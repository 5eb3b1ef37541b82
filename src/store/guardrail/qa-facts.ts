import type { Team } from '../../domain/team.ts'
import type { QaDay } from '../../domain/tracking/tracked-day.ts'
import type { Database } from '../database.ts'

// What conversion QA looks at: the days of each channel with the CRM's leads beside them, the days each campaign reported, and
// what the CRM says of where its leads came from.

type TeamKey = Pick<Team, 'workspaceId' | 'id' | 'zone'>

/** The days one campaign reported spend on. */
export type CampaignDays = {
  channelId: string
  platform: string
  campaign: string
  days: string[]
  spend: number
  conversions: number
}

/** Values that came with leads, and how many leads came with them. */
export type LeadOrigins = { source: string; medium: string; leads: number }

/** How many leads there are, how many of them say nothing of where they came from, and how many stand in two exports. */
export type LeadQuality = {
  leads: number
  untagged: number
  twice: { stage: 'leads' | 'customers'; objects: number; objectId: string }[]
  origins: LeadOrigins[]
}

/** The days of every channel from one to another, each with the leads of the CRM; null from the day after its last one on. */
export async function readQaDays(db: Database, team: TeamKey, from: string, to: string): Promise<Map<string, QaDay[]>> {
  const { rows } = await db.pool.query<QaDay & { channelId: string }>(
    `WITH own AS MATERIALIZED (
       SELECT source, platform, account_id, campaign_id, channel_id FROM campaign
       WHERE workspace_id = $1 AND team_id = $2),
     media AS (
       SELECT channel_id, day, sum(spend)::float8 AS spend, sum(clicks)::float8 AS clicks, sum(conversions)::float8 AS conversions
       FROM fact JOIN own USING (source, platform, account_id, campaign_id)
       WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3::date AND $4::date GROUP BY channel_id, day),
     crm AS (
       SELECT channel_id, (lead_at AT TIME ZONE $5)::date AS day, count(*)::float8 AS leads FROM funnel_record
       WHERE workspace_id = $1 AND team_id = $2 AND lead_at >= $3::date::timestamp AT TIME ZONE $5
         AND lead_at < ($4::date + 1)::timestamp AT TIME ZONE $5
       GROUP BY 1, 2)
     SELECT channel_id AS "channelId", day::text AS day, spend, clicks, conversions,
       CASE WHEN day <= (SELECT max(day) FROM crm) THEN coalesce(leads, 0) END AS leads
     FROM media FULL JOIN crm USING (channel_id, day) ORDER BY channel_id, day`,
    [team.workspaceId, team.id, from, to, team.zone],
  )
  const days = new Map<string, QaDay[]>()
  for (const { channelId, ...day } of rows) {
    const own = days.get(channelId)
    if (own) own.push(day)
    else days.set(channelId, [day])
  }
  return days
}

/** The days on which each campaign reported anything, with what it spent from `from` to `to`. */
export async function readCampaignDays(
  db: Database,
  team: Pick<Team, 'workspaceId' | 'id'>,
  from: string,
  to: string,
): Promise<CampaignDays[]> {
  const { rows } = await db.pool.query<CampaignDays>(
    `WITH summed AS (
       SELECT source, platform, account_id, campaign_id, day, sum(spend) AS spend, sum(conversions) AS conversions FROM fact
       WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3::date AND $4::date GROUP BY 1, 2, 3, 4, 5)
     SELECT channel_id AS "channelId", platform, campaign_name AS campaign, array_agg(DISTINCT day::text) AS days,
       coalesce(sum(spend), 0)::float8 AS spend, coalesce(sum(conversions), 0)::float8 AS conversions
     FROM summed JOIN campaign USING (source, platform, account_id, campaign_id)
     WHERE workspace_id = $1 AND team_id = $2
     GROUP BY channel_id, platform, campaign_name ORDER BY sum(spend) DESC NULLS LAST, campaign_name`,
    [team.workspaceId, team.id, from, to],
  )
  return rows
}

/** The ad groups that ran on these days with what they spent; a campaign stands for its own where nothing finer is reported. */
export async function readAdGroups(
  db: Database,
  team: Pick<Team, 'workspaceId' | 'id'>,
  from: string,
  to: string,
): Promise<{ platform: string; campaign: string; name: string; spend: number }[]> {
  const { rows } = await db.pool.query<{ platform: string; campaign: string; name: string; spend: number }>(
    `WITH summed AS (
       SELECT source, platform, account_id, campaign_id, ad_group_name, sum(spend) AS spend FROM fact
       WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3::date AND $4::date GROUP BY 1, 2, 3, 4, 5)
     SELECT platform, campaign_name AS campaign, coalesce(nullif(ad_group_name, ''), campaign_name) AS name,
       coalesce(sum(spend), 0)::float8 AS spend
     FROM summed JOIN campaign USING (source, platform, account_id, campaign_id)
     WHERE workspace_id = $1 AND team_id = $2 GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT 300`,
    [team.workspaceId, team.id, from, to],
  )
  return rows
}

const TWICE = [
  ['leads', 'lead_at'],
  ['customers', 'won_at'],
] as const

/** What the CRM says of the leads that came from one day to another. */
export async function readLeadQuality(db: Database, team: TeamKey, from: string, to: string): Promise<LeadQuality> {
  const asked = [team.workspaceId, team.id, from, to, team.zone]
  const within = (column: string) => `workspace_id = $1 AND team_id = $2
    AND ${column} >= $3::date::timestamp AT TIME ZONE $5 AND ${column} < ($4::date + 1)::timestamp AT TIME ZONE $5`
  const [counted, origins, ...twice] = await Promise.all([
    db.pool.query<{ leads: number; untagged: number }>(
      `SELECT count(*)::int AS leads, (count(*) FILTER (
         WHERE utm_source = '' AND utm_medium = '' AND lead_source = '' AND channel_name = '' AND campaign = ''))::int AS untagged
       FROM funnel_record WHERE ${within('lead_at')}`,
      asked,
    ),
    db.pool.query<LeadOrigins>(
      `SELECT utm_source AS source, utm_medium AS medium, count(*)::int AS leads FROM funnel_record
       WHERE ${within('lead_at')} AND (utm_source <> '' OR utm_medium <> '') GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 200`,
      asked,
    ),
    ...TWICE.map(async ([stage, column]) => {
      const { rows } = await db.pool.query<{ objects: number; objectId: string | null }>(
        `SELECT count(*)::int AS objects, min(object_id) AS "objectId" FROM (
           SELECT object_id FROM funnel_record WHERE ${within(column)} GROUP BY object_id HAVING count(DISTINCT source) > 1) AS twice`,
        asked,
      )
      return { stage, objects: rows[0]?.objects ?? 0, objectId: rows[0]?.objectId ?? '' }
    }),
  ])
  return {
    leads: counted.rows[0]?.leads ?? 0,
    untagged: counted.rows[0]?.untagged ?? 0,
    twice: twice.filter(({ objects }) => objects > 0),
    origins: origins.rows,
  }
}

/** Every source, medium and campaign that leads or campaigns of a team carry, the most used first. */
export async function readKnownUtm(
  db: Database,
  team: Pick<Team, 'workspaceId' | 'id'>,
): Promise<{ sources: string[]; mediums: string[]; campaigns: string[] }> {
  const used = async (column: string) => {
    const { rows } = await db.pool.query<{ value: string }>(
      `SELECT ${column} AS value FROM funnel_record WHERE workspace_id = $1 AND team_id = $2 AND ${column} <> ''
       GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 200`,
      [team.workspaceId, team.id],
    )
    return rows.map(({ value }) => value)
  }
  const [sources, mediums, campaigns] = await Promise.all([used('utm_source'), used('utm_medium'), used('campaign')])
  return { sources, mediums, campaigns }
}
