import type { Origin } from '../../domain/import/crm-object.ts'
import { originFinder } from '../../domain/import/origin.ts'
import type { Team } from '../../domain/team.ts'
import type { Database } from '../database.ts'
import type { Tx } from '../transaction.ts'

/** One object of the CRM with the moments it reached each stage. */
export type FunnelRecord = {
  source: string
  objectId: string
  channelId: string
  campaign: string
  utmSource: string
  utmMedium: string
  leadAt: Date | null
  mqlAt: Date | null
  sqlAt: Date | null
  opportunityAt: Date | null
  wonAt: Date | null
  lostAt: Date | null
  amount: string | null
  currency: string | null
}

const BATCH = 10_000
const COLUMNS = [
  ['source', 'text', 'source'],
  ['object_id', 'text', 'objectId'],
  ['channel_id', 'text', 'channelId'],
  ['campaign', 'text', 'campaign'],
  ['utm_source', 'text', 'utmSource'],
  ['utm_medium', 'text', 'utmMedium'],
  ['lead_at', 'timestamptz', 'leadAt'],
  ['mql_at', 'timestamptz', 'mqlAt'],
  ['sql_at', 'timestamptz', 'sqlAt'],
  ['opportunity_at', 'timestamptz', 'opportunityAt'],
  ['won_at', 'timestamptz', 'wonAt'],
  ['lost_at', 'timestamptz', 'lostAt'],
  ['amount', 'numeric', 'amount'],
  ['currency', 'text', 'currency'],
] as const satisfies readonly (readonly [string, string, keyof FunnelRecord])[]

/** Writes CRM objects; one that is there already stays as it is. */
export async function insertFunnelRecords(
  db: Pick<Database, 'pool'>,
  team: Pick<Team, 'workspaceId' | 'id'>,
  records: readonly FunnelRecord[],
): Promise<void> {
  const names = COLUMNS.map(([column]) => column).join(', ')
  const arrays = COLUMNS.map(([, type], index) => `$${index + 3}::${type}[]`).join(', ')
  const sql = `INSERT INTO funnel_record (workspace_id, team_id, ${names})
    SELECT $1, $2, * FROM unnest(${arrays}) ON CONFLICT DO NOTHING`
  for (let start = 0; start < records.length; start += BATCH) {
    const batch = records.slice(start, start + BATCH)
    await db.pool.query(sql, [
      team.workspaceId,
      team.id,
      ...COLUMNS.map(([, , key]) => batch.map((record) => record[key])),
    ])
  }
}

/** Gives every CRM object of a team to the channel that its file and the rules say; '' where none does. */
export async function assignObjects(tx: Tx, team: Pick<Team, 'workspaceId' | 'id' | 'channels'>): Promise<void> {
  const find = originFinder(team.channels)
  const origins = await tx.$queryRawUnsafe<(Origin & { channelId: string })[]>(
    `SELECT DISTINCT channel_id AS "channelId", channel_name AS "channelName", campaign, utm_source AS "utmSource",
       utm_medium AS "utmMedium", lead_source AS "leadSource"
     FROM funnel_record WHERE workspace_id = $1 AND team_id = $2`,
    team.workspaceId,
    team.id,
  )
  // Judged here and not in SQL, as for campaigns: what is a letter there depends on the locale of the database.
  const moved = origins
    .map((origin) => ({ ...origin, to: find(origin) ?? '' }))
    .filter(({ channelId, to }) => channelId !== to)
  if (moved.length === 0) return
  await tx.$executeRawUnsafe(
    `UPDATE funnel_record AS f SET channel_id = moved.to_id
     FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
       AS moved (channel_id, channel_name, campaign, utm_source, utm_medium, lead_source, to_id)
     WHERE f.workspace_id = $1 AND f.team_id = $2 AND f.channel_id = moved.channel_id AND f.channel_name = moved.channel_name
       AND f.campaign = moved.campaign AND f.utm_source = moved.utm_source AND f.utm_medium = moved.utm_medium
       AND f.lead_source = moved.lead_source`,
    team.workspaceId,
    team.id,
    moved.map(({ channelId }) => channelId),
    moved.map(({ channelName }) => channelName),
    moved.map(({ campaign }) => campaign),
    moved.map(({ utmSource }) => utmSource),
    moved.map(({ utmMedium }) => utmMedium),
    moved.map(({ leadSource }) => leadSource),
    moved.map(({ to }) => to),
  )
}
