import type { ClickKind } from '../../domain/import/fact.ts'
import type { PlatformClicks } from '../../domain/metric/click-kind.ts'
import type { Team } from '../../domain/team.ts'
import type { Database } from '../database.ts'

/** What one kind of CRM export holds: how many objects, and the last day anything happened to one. */
export type CrmFeed = { source: string; objects: number; lastDay: string | null }

/** The last file of a team that was imported. */
export type LastImport = { fileName: string; at: Date }

/** The kinds of CRM export that feed a team's numbers, the largest first. */
export async function readCrmFeeds(db: Database, team: Pick<Team, 'workspaceId' | 'id' | 'zone'>): Promise<CrmFeed[]> {
  const { rows } = await db.pool.query<CrmFeed>(
    `SELECT source, count(*)::int AS objects,
       (max(greatest(lead_at, mql_at, sql_at, opportunity_at, won_at, lost_at)) AT TIME ZONE $3)::date::text AS "lastDay"
     FROM funnel_record WHERE workspace_id = $1 AND team_id = $2 GROUP BY 1 ORDER BY 2 DESC, 1`,
    [team.workspaceId, team.id, team.zone],
  )
  return rows
}

/** The last file that was imported; null where none was. */
export async function readLastImport(db: Database, team: Pick<Team, 'workspaceId' | 'id'>): Promise<LastImport | null> {
  const row = await db.prisma.import.findFirst({
    where: { workspaceId: team.workspaceId, teamId: team.id, state: 'imported', settledAt: { not: null } },
    orderBy: { settledAt: 'desc' },
    select: { fileName: true, settledAt: true },
  })
  return row?.settledAt ? { fileName: row.fileName, at: row.settledAt } : null
}

/** Which kinds of clicks each platform of a team has reported since a day, the one of the most rows first. */
export async function readClickKinds(
  db: Database,
  team: Pick<Team, 'workspaceId' | 'id'>,
  since: string,
): Promise<PlatformClicks[]> {
  const { rows } = await db.pool.query<{ platform: string; kinds: ClickKind[] }>(
    `SELECT platform, array_agg(kind ORDER BY n DESC, kind) AS kinds FROM (
       SELECT platform, click_kind AS kind, count(*) AS n FROM fact
       WHERE workspace_id = $1 AND team_id = $2 AND day >= $3::date AND clicks IS NOT NULL GROUP BY 1, 2) AS counted
     GROUP BY 1 ORDER BY 1`,
    [team.workspaceId, team.id, since],
  )
  return rows
}
