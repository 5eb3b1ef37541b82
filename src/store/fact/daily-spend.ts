import type { SpendDay } from '../../domain/metric/pacing.ts'
import type { Team } from '../../domain/team.ts'
import type { Database } from '../database.ts'

/** What each channel spent on each day between two days; '' holds the campaigns that no rule gives to a channel. */
export async function readSpendDays(
  db: Database,
  team: Pick<Team, 'workspaceId' | 'id'>,
  from: string,
  to: string,
): Promise<SpendDay[]> {
  // MATERIALIZED for the reason that weekly-sums.ts gives.
  const { rows } = await db.pool.query<SpendDay>(
    `WITH own AS MATERIALIZED (
       SELECT channel_id, source, platform, account_id, campaign_id FROM campaign WHERE workspace_id = $1 AND team_id = $2)
     SELECT day::text AS day, channel_id AS "channelId", sum(spend)::float8 AS spend
     FROM fact JOIN own USING (source, platform, account_id, campaign_id)
     WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3::date AND $4::date
     GROUP BY 1, 2`,
    [team.workspaceId, team.id, from, to],
  )
  return rows
}
