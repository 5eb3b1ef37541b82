import type { Team } from '../domain/team.ts'
import type { Database } from './database.ts'

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
