import { z } from 'zod'
import { type Cohorts, LATE_STAGES, type LateStage } from '../../domain/analysis/cohort.ts'
import type { Team } from '../../domain/team.ts'
import { localDay } from '../../domain/week.ts'
import type { Database } from '../database.ts'

// The read model of how late results come: one pass over the leads of half a year, added up by the day they came in and by the
// days that each stage took. What contradicts itself (a stage before its lead) says nothing of a lag, and is left out.

const REMEMBERED_DAYS = 180
const COLUMNS: Record<LateStage, string> = {
  mqls: 'mql_at',
  sqls: 'sql_at',
  opportunities: 'opportunity_at',
  won: 'won_at',
}
const STAGE_COLUMNS = ['lead_at', ...Object.values(COLUMNS)]

const Row = z.object({
  kind: z.enum(['day', ...LATE_STAGES]),
  channelId: z.string().nullable(),
  day: z.string().nullable(),
  age: z.number().nullable(),
  recent: z.boolean().nullable(),
  leads: z.number(),
  mqls: z.number(),
  sqls: z.number(),
  opportunities: z.number(),
  won: z.number(),
})

/** Leads from a day on, and the lags of the last half year, as the CRM stands; null for a team without leads. */
export async function readCohorts(
  db: Database,
  team: Pick<Team, 'workspaceId' | 'id' | 'zone'>,
  { from, now }: { from: string; now: Date },
): Promise<Cohorts | null> {
  const asOf = await readAsOf(db, team, localDay(now, team.zone))
  if (asOf === null) return null
  const { rows } = await db.pool.query(SQL, [team.workspaceId, team.id, team.zone, from, asOf, REMEMBERED_DAYS])
  const read = z.array(Row).parse(rows)
  const days = read.flatMap(({ kind, channelId, day, age, recent, leads, ...reached }) =>
    kind === 'day' && day !== null && age !== null
      ? [{ channelId: channelId ?? '', day, age, leads, recent: recent === true, ...reached }]
      : [],
  )
  const lagsOf = (stage: LateStage): Cohorts['lags'][LateStage] => [
    ...read
      .filter(({ kind, recent, age }) => kind === stage && recent === true && age !== null)
      .map(({ age, leads }) => ({ age: age ?? 0, events: leads, censored: 0 })),
    ...days
      .filter(({ recent }) => recent)
      .map((each) => ({ age: each.age, events: 0, censored: each.leads - each[stage] })),
  ]
  return {
    asOf,
    lags: { mqls: lagsOf('mqls'), sqls: lagsOf('sqls'), opportunities: lagsOf('opportunities'), won: lagsOf('won') },
    days: days.filter(({ day }) => day >= from),
  }
}

/** The last day any object reached a stage, and today at the latest; null where the team has no leads. */
async function readAsOf(
  db: Database,
  { workspaceId, id, zone }: Pick<Team, 'workspaceId' | 'id' | 'zone'>,
  today: string,
): Promise<string | null> {
  const last = (column: string) =>
    `(SELECT max(${column}) FROM funnel_record WHERE workspace_id = $1 AND team_id = $2) AS ${column}`
  const { rows } = await db.pool.query<{ day: string | null }>(
    `SELECT CASE WHEN lead_at IS NOT NULL
       THEN least($4::date, (greatest(${STAGE_COLUMNS.join(', ')}) AT TIME ZONE $3)::date)::text END AS day
     FROM (SELECT ${STAGE_COLUMNS.map(last).join(', ')}) AS latest`,
    [workspaceId, id, zone, today],
  )
  return rows[0]?.day ?? null
}

// To change a moment into a local day is what takes the time, so each moment is changed once: OFFSET 0 keeps the day of the lead
// from being worked out again wherever it is used.
const LAGS = LATE_STAGES.map(
  (stage) =>
    `CASE WHEN ${COLUMNS[stage]} < ($5::date + 1)::timestamp AT TIME ZONE $3 THEN (${COLUMNS[stage]} AT TIME ZONE $3)::date - day END AS ${stage}`,
)
const SQL = `
  WITH lead AS (
    SELECT channel_id, day, day >= $5::date - $6::int AS recent, ${LAGS.join(', ')}
    FROM (
      SELECT channel_id, (lead_at AT TIME ZONE $3)::date AS day, ${Object.values(COLUMNS).join(', ')}
      FROM funnel_record
      WHERE workspace_id = $1 AND team_id = $2
        AND lead_at >= least($4::date, $5::date - $6::int)::timestamp AT TIME ZONE $3
        AND lead_at < ($5::date + 1)::timestamp AT TIME ZONE $3
      OFFSET 0) AS dated
    OFFSET 0)
  SELECT CASE WHEN GROUPING(day) = 0 THEN 'day' ${LATE_STAGES.map((stage) => `WHEN GROUPING(${stage}) = 0 THEN '${stage}'`).join(' ')} END AS kind,
    channel_id AS "channelId", day::text AS day, recent,
    CASE WHEN GROUPING(day) = 0 THEN $5::date - day ELSE coalesce(${LATE_STAGES.join(', ')}) END AS age,
    count(*)::int AS leads, ${LATE_STAGES.map((stage) => `count(${stage})::int AS ${stage}`).join(', ')}
  FROM lead WHERE coalesce(least(${LATE_STAGES.join(', ')}), 0) >= 0
  GROUP BY GROUPING SETS ((channel_id, day, recent), ${LATE_STAGES.map((stage) => `(recent, ${stage})`).join(', ')})`
