import { bothMedia, type MediaSums, plus } from '../../domain/metric/media-sums.ts'
import { NO_SUMS, type Sums } from '../../domain/metric/metric.ts'
import type { Team } from '../../domain/team.ts'
import { countDays } from '../../domain/week.ts'
import type { Database } from '../database.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id' | 'zone'>

/** The days of some scopes by their names, one entry a day; null where nothing was reported of the day. */
export type DaysOf = ReadonlyMap<string, readonly (Sums | null)[]>

/** The days of every channel, where '' holds what no rule gives to one, and of the campaigns of some names. */
export type GuardedDays = { channels: DaysOf; campaigns: DaysOf }

const STAGES = [
  { column: 'lead_at', name: 'leads', amount: null },
  { column: 'mql_at', name: 'mqls', amount: null },
  { column: 'sql_at', name: 'sqls', amount: null },
  { column: 'opportunity_at', name: 'opportunities', amount: 'pipelineAmount' },
  { column: 'won_at', name: 'won', amount: 'wonAmount' },
] as const

/**
 * The days of every channel and of the campaigns of some names, from one to another, in one pass over the facts. They are many:
 * the rows come bare, and a platform's amount is null where that day does not report it. A stage that no file of the team's CRM
 * ever dated is null.
 */
export async function readGuardedDays(
  db: Pick<Database, 'pool'>,
  team: TeamKey,
  { from, to }: { from: string; to: string },
  campaigns: readonly string[],
): Promise<GuardedDays> {
  const key = [team.workspaceId, team.id, from, to, campaigns]
  const [media, funnel, stages] = await Promise.all([
    rowsOf<MediaRow>(db, MEDIA_QUERY, key),
    rowsOf<FunnelRow>(db, FUNNEL_QUERY, [...key, team.zone]),
    rowsOf<boolean[]>(db, STAGES_KNOWN, key.slice(0, 2)),
  ])
  return assembled(media, funnel, stages[0] ?? [], countDays(from, to))
}

// A day is the number of days after the first one. The campaign is null where nobody asked for its name.
type MediaRow = [channel: string, campaign: string | null, day: number, platform: string, ...amounts: (number | null)[]]
type FunnelRow = [
  channel: string,
  campaign: string | null,
  day: number,
  stage: number,
  n: number,
  amount: number | null,
]

// OFFSET 0 has the days read as one range; joined freely, they are looked up campaign by campaign, at several times the cost.
const MEDIA_QUERY = `WITH own AS MATERIALIZED (
    SELECT channel_id, CASE WHEN campaign_name = ANY($5) THEN campaign_name END AS name,
      source, platform, account_id, campaign_id
    FROM campaign WHERE workspace_id = $1 AND team_id = $2)
  SELECT channel_id, name, day - $3::date, platform, sum(spend)::float8, sum(impressions)::float8, sum(clicks)::float8,
    sum(conversions)::float8, sum(conversions_value)::float8
  FROM (SELECT * FROM fact WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3::date AND $4::date OFFSET 0) AS whole
  JOIN own USING (source, platform, account_id, campaign_id) GROUP BY channel_id, name, day, platform`

const FUNNEL_QUERY = STAGES.map(
  ({ column }, stage) => `
    SELECT channel_id, CASE WHEN campaign = ANY($5) THEN campaign END, (${column} AT TIME ZONE $6)::date - $3::date, ${stage},
      count(*)::int, sum(amount)::float8
    FROM funnel_record WHERE workspace_id = $1 AND team_id = $2
      AND ${column} >= $3::date::timestamp AT TIME ZONE $6 AND ${column} < ($4::date + 1)::timestamp AT TIME ZONE $6
    GROUP BY 1, 2, 3`,
).join(' UNION ALL ')

const STAGES_KNOWN = `SELECT ${STAGES.map(
  ({ column }) =>
    `EXISTS (SELECT FROM funnel_record WHERE workspace_id = $1 AND team_id = $2 AND ${column} IS NOT NULL)`,
).join(', ')}`

async function rowsOf<R extends unknown[]>(db: Pick<Database, 'pool'>, text: string, values: unknown[]): Promise<R[]> {
  return (await db.pool.query<R>({ text, values, rowMode: 'array' })).rows
}

function assembled(
  mediaRows: readonly MediaRow[],
  funnel: readonly FunnelRow[],
  known: readonly boolean[],
  length: number,
): GuardedDays {
  const empty: Sums = { ...NO_SUMS }
  for (const [index, { name }] of STAGES.entries()) if (known[index]) empty[name] = 0
  const channels = new Map<string, (Sums | null)[]>()
  const campaigns = new Map<string, (Sums | null)[]>()
  function daysOf(scopes: Map<string, (Sums | null)[]>, key: string): (Sums | null)[] {
    const days = scopes.get(key) ?? Array.from({ length }, () => null)
    scopes.set(key, days)
    return days
  }
  function change([channel, campaign, index]: MediaRow | FunnelRow, changed: (day: Sums) => Sums): void {
    const scopes = [daysOf(channels, channel), ...(campaign === null ? [] : [daysOf(campaigns, campaign)])]
    for (const days of scopes) days[index] = changed(days[index] ?? empty)
  }
  for (const row of mediaRows) {
    const [, , , platform, spend = null, impressions = null, clicks = null, conversions = null, value = null] = row
    const media = { spend, impressions, clicks, conversions, conversionsValue: value }
    change(row, (day) => withMedia(day, platform, media))
  }
  for (const row of funnel) change(row, (day) => withStage(day, row))
  return { channels, campaigns }
}

// Made anew and written out: changing one object field by field takes ten times as long, and there are thousands of days.
function withMedia(day: Sums, platform: string, media: MediaSums): Sums {
  const known = day.platforms?.[platform]
  return {
    spend: plus(day.spend, media.spend),
    impressions: plus(day.impressions, media.impressions),
    clicks: plus(day.clicks, media.clicks),
    conversions: plus(day.conversions, media.conversions),
    conversionsValue: plus(day.conversionsValue, media.conversionsValue),
    leads: day.leads,
    mqls: day.mqls,
    sqls: day.sqls,
    opportunities: day.opportunities,
    won: day.won,
    pipelineAmount: day.pipelineAmount,
    wonAmount: day.wonAmount,
    platforms: { ...day.platforms, [platform]: known ? bothMedia(known, media) : media },
  }
}

function withStage(day: Sums, [, , , stage, n, amount]: FunnelRow): Sums {
  const of = STAGES[stage]
  if (!of) return day
  const counted = { platforms: {}, ...day, [of.name]: plus(day[of.name], n) }
  return of.amount === null ? counted : { ...counted, [of.amount]: plus(day[of.amount], amount) }
}
