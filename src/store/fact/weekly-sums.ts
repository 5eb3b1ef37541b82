import { z } from 'zod'
import type { Sums } from '../../domain/metric/metric.ts'
import type { Freshness, WeeklySums } from '../../domain/review/review.ts'
import type { Team } from '../../domain/team.ts'
import { weekOf } from '../../domain/week.ts'
import type { Database } from '../database.ts'
import type { Tx } from '../transaction.ts'

// The read model of the board and of `/beat numbers`: sums by channel, by week or over a whole period. It reads the days it
// shows and no others: the key of `fact` starts with tenant, team and day.

const Amount = z.number().nullable()
const Media = z.object({
  spend: Amount,
  impressions: Amount,
  clicks: Amount,
  conversions: Amount,
  conversionsValue: Amount,
})
const SumsRow = z.object({
  channelId: z.string(),
  /** The first day of a part. */
  part: z.string().nullable(),
  ...Media.shape,
  leads: Amount,
  mqls: Amount,
  sqls: Amount,
  opportunities: Amount,
  won: Amount,
  pipelineAmount: Amount,
  wonAmount: Amount,
  platforms: z.record(z.string(), Media),
})

const STAGES = [
  { column: 'lead_at', name: 'leads' },
  { column: 'mql_at', name: 'mqls' },
  { column: 'sql_at', name: 'sqls' },
  { column: 'opportunity_at', name: 'opportunities' },
  { column: 'won_at', name: 'won' },
] as const

const MEDIA = [
  { column: 'spend', name: 'spend' },
  { column: 'impressions', name: 'impressions' },
  { column: 'clicks', name: 'clicks' },
  { column: 'conversions', name: 'conversions' },
  { column: 'conversions_value', name: 'conversionsValue' },
] as const

type TeamKey = Pick<Team, 'workspaceId' | 'id' | 'zone'>

/** Sums of each week and channel from one day to another. A stage that no file of the team's CRM ever dated is null. */
export async function readWeeklySums(db: Database, team: TeamKey, from: string, to: string): Promise<WeeklySums> {
  const rows = await readSums(db, team, from, to, 'week')
  return rows.map(({ channelId, part, ...sums }) => ({ channelId, week: weekOf(part ?? from), sums }))
}

/** The same within a transaction, with what it has written so far. */
export async function readWeeklySumsWithin(tx: Tx, team: TeamKey, from: string, to: string): Promise<WeeklySums> {
  const asked = [team.workspaceId, team.id, from, to, team.zone]
  const rows = z.array(SumsRow).parse(await tx.$queryRawUnsafe(sumsQuery('week'), ...asked))
  return rows.map(({ channelId, part, ...sums }) => ({ channelId, week: weekOf(part ?? from), sums }))
}

/** Sums of each channel over spans of so many days from one day on, each by its first day. */
export async function readSpanSums(
  db: Database,
  team: TeamKey,
  spans: { from: string; to: string; length: number },
): Promise<{ from: string; channelId: string; sums: Sums }[]> {
  const rows = await readSums(db, team, spans.from, spans.to, spans.length)
  return rows.map(({ channelId, part, ...sums }) => ({ channelId, from: part ?? spans.from, sums }))
}

/** Sums of each channel over all days from one to another. */
export async function readChannelSums(
  db: Database,
  team: TeamKey,
  from: string,
  to: string,
): Promise<{ channelId: string; sums: Sums }[]> {
  const rows = await readSums(db, team, from, to, null)
  return rows.map(({ channelId, part: _part, ...sums }) => ({ channelId, sums }))
}

/** The last day each platform reported between two days; of each it looks no further back than that day. */
export async function readFreshness(db: Database, team: TeamKey, from: string, to: string): Promise<Freshness> {
  const { rows } = await db.pool.query<{ platform: string; lastDay: string }>(
    `SELECT platform, day::text AS "lastDay"
     FROM (SELECT DISTINCT platform FROM campaign WHERE workspace_id = $1 AND team_id = $2) AS known,
       LATERAL (SELECT day FROM fact WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3 AND $4
                AND fact.platform = known.platform ORDER BY day DESC LIMIT 1) AS latest
     ORDER BY platform`,
    [team.workspaceId, team.id, from, to],
  )
  return rows
}

/** The last day any platform of a team reported; null for a team without numbers. */
export async function readLastDay(db: Database, team: Pick<Team, 'workspaceId' | 'id'>): Promise<string | null> {
  const { rows } = await db.pool.query<{ day: string | null }>(
    'SELECT max(day)::text AS day FROM fact WHERE workspace_id = $1 AND team_id = $2',
    [team.workspaceId, team.id],
  )
  return rows[0]?.day ?? null
}

/** Whether a team has any numbers, of campaigns or of its CRM. */
export async function hasFacts(tx: Tx, team: Pick<Team, 'workspaceId' | 'id'>): Promise<boolean> {
  const where = { workspaceId: team.workspaceId, teamId: team.id }
  const fact = await tx.fact.findFirst({ where, select: { day: true } })
  return fact !== null || (await tx.funnelRecord.findFirst({ where, select: { objectId: true } })) !== null
}

/** What the days are parted into: weeks, spans of so many days from the first on, or nothing. */
type Parting = 'week' | number | null

async function readSums(db: Database, team: TeamKey, from: string, to: string, parting: Parting) {
  const asked = [team.workspaceId, team.id, from, to, team.zone]
  const { rows } = await db.pool.query(sumsQuery(parting), typeof parting === 'number' ? [...asked, parting] : asked)
  return z.array(SumsRow).parse(rows)
}

// The campaigns are MATERIALIZED because PostgreSQL takes a join over six columns for a single row: left to itself it looks
// through the days shown once for every campaign, which is ten times slower, above all in the minutes after a large import.
function sumsQuery(parting: Parting): string {
  const part = (day: string) => {
    if (parting === null) return 'NULL::date'
    return parting === 'week'
      ? `date_trunc('week', ${day})::date`
      : `$3::date + (${day}::date - $3::date) / $6::int * $6::int`
  }
  const stages = STAGES.map(
    ({ column, name }) => `
      SELECT channel_id, ${part(`(${column} AT TIME ZONE $5)`)} AS part, '${name}' AS stage, count(*) AS n, sum(amount) AS amount
      FROM funnel_record WHERE workspace_id = $1 AND team_id = $2
        AND ${column} >= $3::date::timestamp AT TIME ZONE $5 AND ${column} < ($4::date + 1)::timestamp AT TIME ZONE $5
      GROUP BY 1, 2`,
  ).join(' UNION ALL ')
  const reported = STAGES.map(
    ({ column, name }) =>
      `EXISTS (SELECT FROM funnel_record WHERE workspace_id = $1 AND team_id = $2 AND ${column} IS NOT NULL) AS ${name}`,
  ).join(', ')
  const counts = STAGES.map(({ name }) => `(sum(n) FILTER (WHERE stage = '${name}'))::float8 AS ${name}`).join(', ')
  return `
    WITH crm AS (SELECT ${reported}),
    own AS MATERIALIZED (
      SELECT channel_id, source, platform, account_id, campaign_id FROM campaign WHERE workspace_id = $1 AND team_id = $2),
    media AS (
      SELECT channel_id, platform, ${part('day')} AS part, ${MEDIA.map(({ column }) => `sum(${column})::float8 AS ${column}`).join(', ')}
      FROM fact JOIN own USING (source, platform, account_id, campaign_id)
      WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3::date AND $4::date GROUP BY 1, 2, 3),
    reported AS (
      SELECT platform, ${MEDIA.map(({ column }) => `count(${column}) > 0 AS ${column}`).join(', ')} FROM media GROUP BY 1),
    funnel AS (
      SELECT channel_id, part, ${counts}, (sum(amount) FILTER (WHERE stage = 'opportunities'))::float8 AS pipeline_amount,
             (sum(amount) FILTER (WHERE stage = 'won'))::float8 AS won_amount
      FROM (${stages}) AS staged GROUP BY 1, 2),
    spent AS (
      SELECT channel_id, part, ${MEDIA.map(({ column }) => `sum(media.${column}) AS ${column}`).join(', ')},
             jsonb_object_agg(platform, jsonb_build_object(${MEDIA.map(byPlatform).join(', ')})) AS platforms
      FROM media JOIN reported USING (platform) GROUP BY 1, 2)
    SELECT coalesce(spent.channel_id, funnel.channel_id) AS "channelId", coalesce(spent.part, funnel.part)::text AS part,
           ${MEDIA.map(({ column, name }) => `spent.${column} AS "${name}"`).join(', ')},
           ${STAGES.map(({ name }) => `CASE WHEN crm.${name} THEN coalesce(funnel.${name}, 0) END AS ${name}`).join(', ')},
           pipeline_amount AS "pipelineAmount", won_amount AS "wonAmount", coalesce(platforms, '{}') AS platforms
    FROM spent FULL JOIN funnel
      ON spent.channel_id = funnel.channel_id AND spent.part IS NOT DISTINCT FROM funnel.part CROSS JOIN crm
    ORDER BY 2, 1`
}

/** What a platform reports at all counts as 0 where it says nothing; what it never reports stays NULL, and no ratio uses it. */
function byPlatform({ column, name }: (typeof MEDIA)[number]): string {
  return `'${name}', CASE WHEN reported.${column} THEN coalesce(media.${column}, 0) END`
}
