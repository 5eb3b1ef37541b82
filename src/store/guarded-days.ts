import type { MediaSums } from '../domain/media-sums.ts'
import { type Amount, NO_SUMS, type Sums } from '../domain/metric.ts'
import type { Team } from '../domain/team.ts'
import type { Database } from './database.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id' | 'zone'>

/** What one day of a channel, or of the campaigns of one name, adds up to; '' holds what no rule gives to a channel. */
export type GuardedDay = { key: string; day: string; sums: Sums }

const STAGES = [
  { column: 'lead_at', name: 'leads' },
  { column: 'mql_at', name: 'mqls' },
  { column: 'sql_at', name: 'sqls' },
  { column: 'opportunity_at', name: 'opportunities' },
  { column: 'won_at', name: 'won' },
] as const

/**
 * The days of every channel, or of the campaigns of some names, from one to another. They are many: the rows come bare, and a
 * platform's amount is null where that day does not report it. A stage that no file of the team's CRM ever dated is null.
 */
export async function readGuardedDays(
  db: Pick<Database, 'pool'>,
  team: TeamKey,
  { from, to }: { from: string; to: string },
  campaigns: readonly string[] | null,
): Promise<GuardedDay[]> {
  if (campaigns?.length === 0) return []
  const key = [team.workspaceId, team.id, from, to]
  const names = campaigns === null ? [] : [campaigns]
  const [media, funnel, stages] = await Promise.all([
    rowsOf<MediaRow>(db, mediaQuery(campaigns !== null), [...key, ...names]),
    rowsOf<FunnelRow>(db, funnelQuery(campaigns !== null), [...key, team.zone, ...names]),
    rowsOf<boolean[]>(db, STAGES_KNOWN, key.slice(0, 2)),
  ])
  return assembled(media, funnel, stages[0] ?? [])
}

type MediaRow = [key: string, platform: string, day: string, ...amounts: (number | null)[]]
type FunnelRow = [key: string, day: string, stage: string, n: number, amount: number | null]

const MEDIA = ['spend', 'impressions', 'clicks', 'conversions', 'conversionsValue'] as const

function mediaQuery(byCampaign: boolean): string {
  const [key, chosen] = byCampaign ? ['campaign_name', 'AND campaign_name = ANY($5)'] : ['channel_id', '']
  return `WITH own AS MATERIALIZED (
      SELECT ${key} AS key, source, platform, account_id, campaign_id FROM campaign
      WHERE workspace_id = $1 AND team_id = $2 ${chosen})
    SELECT key, platform, day::text, sum(spend)::float8, sum(impressions)::float8, sum(clicks)::float8,
      sum(conversions)::float8, sum(conversions_value)::float8
    FROM fact JOIN own USING (source, platform, account_id, campaign_id)
    WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3::date AND $4::date GROUP BY 1, 2, fact.day`
}

function funnelQuery(byCampaign: boolean): string {
  const [key, chosen] = byCampaign ? ['campaign', 'AND campaign = ANY($6)'] : ['channel_id', '']
  return STAGES.map(
    ({ column, name }) => `
      SELECT ${key}, (${column} AT TIME ZONE $5)::date::text, '${name}', count(*)::int, sum(amount)::float8
      FROM funnel_record WHERE workspace_id = $1 AND team_id = $2 ${chosen}
        AND ${column} >= $3::date::timestamp AT TIME ZONE $5 AND ${column} < ($4::date + 1)::timestamp AT TIME ZONE $5
      GROUP BY 1, 2`,
  ).join(' UNION ALL ')
}

const STAGES_KNOWN = `SELECT ${STAGES.map(
  ({ column }) =>
    `EXISTS (SELECT FROM funnel_record WHERE workspace_id = $1 AND team_id = $2 AND ${column} IS NOT NULL)`,
).join(', ')}`

async function rowsOf<R extends unknown[]>(db: Pick<Database, 'pool'>, text: string, values: unknown[]): Promise<R[]> {
  return (await db.pool.query<R>({ text, values, rowMode: 'array' })).rows
}

function assembled(media: readonly MediaRow[], funnel: readonly FunnelRow[], known: readonly boolean[]): GuardedDay[] {
  const empty: Sums = { ...NO_SUMS }
  for (const [index, { name }] of STAGES.entries()) if (known[index]) empty[name] = 0
  const days = new Map<string, GuardedDay & { platforms: Record<string, MediaSums> }>()
  const dayOf = (key: string, day: string) => {
    const id = `${day} ${key}`
    const found = days.get(id) ?? { key, day, sums: { ...empty }, platforms: {} }
    days.set(id, found)
    return found
  }
  for (const [
    key,
    platform,
    day,
    spend = null,
    impressions = null,
    clicks = null,
    conversions = null,
    value = null,
  ] of media) {
    const own: MediaSums = { spend, impressions, clicks, conversions, conversionsValue: value }
    const { sums, platforms } = dayOf(key, day)
    platforms[platform] = own
    for (const amount of MEDIA) add(sums, amount, own[amount])
  }
  for (const [key, day, stage, n, amount] of funnel) {
    const { sums } = dayOf(key, day)
    const name = STAGES.find((each) => each.name === stage)?.name
    if (name) add(sums, name, n)
    if (name === 'opportunities') add(sums, 'pipelineAmount', amount)
    if (name === 'won') add(sums, 'wonAmount', amount)
  }
  return [...days.values()].map(({ key, day, sums, platforms }) => ({ key, day, sums: { ...sums, platforms } }))
}

function add(sums: Sums, amount: Amount, value: number | null): void {
  if (value !== null) sums[amount] = (sums[amount] ?? 0) + value
}
