import type { CountedOrigin, SpentCampaign } from '../../domain/import/rule-takes.ts'
import type { Team } from '../../domain/team.ts'
import type { Database } from '../database.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** All campaigns of a team, each with what it spent between two days. */
export async function readSpentCampaigns(
  db: Database,
  team: TeamKey,
  from: string,
  to: string,
): Promise<SpentCampaign[]> {
  const { rows } = await db.pool.query<SpentCampaign>(
    `WITH spent AS MATERIALIZED (
       SELECT source, platform, account_id, campaign_id, sum(spend)::float8 AS spend FROM fact
       WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3::date AND $4::date GROUP BY 1, 2, 3, 4)
     SELECT platform, campaign_name AS "campaignName", spend
     FROM campaign LEFT JOIN spent USING (source, platform, account_id, campaign_id)
     WHERE workspace_id = $1 AND team_id = $2`,
    [team.workspaceId, team.id, from, to],
  )
  return rows
}

/** Where the CRM objects of a team came from, with how many came from each place. */
export async function readOrigins(db: Database, team: TeamKey): Promise<CountedOrigin[]> {
  const { rows } = await db.pool.query<CountedOrigin>(
    `SELECT channel_name AS "channelName", campaign, utm_source AS "utmSource", utm_medium AS "utmMedium",
       lead_source AS "leadSource", count(*)::int AS objects
     FROM funnel_record WHERE workspace_id = $1 AND team_id = $2 GROUP BY 1, 2, 3, 4, 5`,
    [team.workspaceId, team.id],
  )
  return rows
}
