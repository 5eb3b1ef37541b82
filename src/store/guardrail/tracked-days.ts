import type { Team } from '../../domain/team.ts'
import type { TrackedDay } from '../../domain/tracking/tracked-day.ts'
import type { Database } from '../database.ts'

/** What the platforms reported of each channel on each day; '' holds what no rule gives to a channel. */
export async function readChannelDays(
  db: Database,
  team: Pick<Team, 'workspaceId' | 'id'>,
  from: string,
  to: string,
): Promise<Map<string, TrackedDay[]>> {
  const { rows } = await db.pool.query<TrackedDay & { channelId: string }>(
    `WITH own AS MATERIALIZED (
       SELECT source, platform, account_id, campaign_id, channel_id FROM campaign
       WHERE workspace_id = $1 AND team_id = $2)
     SELECT channel_id AS "channelId", day::text AS day, sum(spend)::float8 AS spend, sum(clicks)::float8 AS clicks,
            sum(conversions)::float8 AS conversions
     FROM fact JOIN own USING (source, platform, account_id, campaign_id)
     WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3::date AND $4::date
     GROUP BY channel_id, day ORDER BY channel_id, day`,
    [team.workspaceId, team.id, from, to],
  )
  const days = new Map<string, TrackedDay[]>()
  for (const { channelId, ...day } of rows) days.set(channelId, [...(days.get(channelId) ?? []), day])
  return days
}
