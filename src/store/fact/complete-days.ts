import type { Team } from '../../domain/team.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import type { Database } from '../database.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id' | 'zone'>

/** The last day that a platform has reported of a channel in full. */
export type Reported = { channelId: string; platform: string; lastDay: string }

/**
 * The last whole day each platform has reported of each channel within some days: a day that was read before it was over in the
 * team's zone is not whole, whatever the calendar says now.
 */
export async function readReported(db: Database, team: TeamKey, from: string, to: string): Promise<Reported[]> {
  const { rows } = await db.pool.query<Reported>(
    `WITH own AS MATERIALIZED (
       SELECT channel_id, source, platform, account_id, campaign_id FROM campaign WHERE workspace_id = $1 AND team_id = $2),
     days AS (
       SELECT channel_id, platform, day, import_id
       FROM (SELECT * FROM fact WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3::date AND $4::date OFFSET 0) AS whole
       JOIN own USING (source, platform, account_id, campaign_id) GROUP BY 1, 2, 3, 4)
     SELECT channel_id AS "channelId", days.platform, max(day)::text AS "lastDay"
     FROM days LEFT JOIN import ON import.workspace_id = $1 AND import.team_id = $2 AND import.id = days.import_id
     WHERE import.created_at IS NULL OR import.created_at >= (day + 1)::timestamp AT TIME ZONE $5
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [team.workspaceId, team.id, from, to, team.zone],
  )
  return rows
}

/**
 * The last whole day of the CRM up to a day: the last on which any object reached any stage, and never one that was not over
 * when the CRM was read last. Null where there are no objects.
 */
export async function readCrmThrough(db: Database, team: TeamKey, to: string): Promise<string | null> {
  const last = (column: string) =>
    `(SELECT max(${column}) FROM funnel_record WHERE workspace_id = $1 AND team_id = $2
      AND ${column} < ($3::date + 1)::timestamp AT TIME ZONE $4)`
  const { rows } = await db.pool.query<{ event: Date | null; read: Date | null }>(
    `SELECT greatest(${['lead_at', 'mql_at', 'sql_at', 'opportunity_at', 'won_at'].map(last).join(', ')}) AS event,
       (SELECT max(created_at) FROM import WHERE workspace_id = $1 AND team_id = $2 AND state = 'imported'
         AND preview ? 'objects') AS read`,
    [team.workspaceId, team.id, to, team.zone],
  )
  const [{ event, read } = { event: null, read: null }] = rows
  if (event === null) return null
  const seen = localDay(event, team.zone)
  const whole = read === null ? seen : shiftDay(localDay(read, team.zone), -1)
  return [whole, seen].sort()[0] ?? seen
}

/** To which channel the campaigns of some names belong; a name that several channels share belongs to the first of them. */
export async function readChannelsOfCampaigns(
  db: Database,
  team: TeamKey,
  campaigns: readonly string[],
): Promise<Map<string, string>> {
  if (campaigns.length === 0) return new Map()
  const { rows } = await db.pool.query<{ campaign: string; channelId: string }>(
    `SELECT campaign_name AS campaign, min(channel_id) AS "channelId" FROM campaign
     WHERE workspace_id = $1 AND team_id = $2 AND campaign_name = ANY($3) GROUP BY 1`,
    [team.workspaceId, team.id, campaigns],
  )
  return new Map(rows.map(({ campaign, channelId }) => [campaign, channelId]))
}
