import { z } from 'zod'
import type { Arm } from '../../domain/experiment/experiment.ts'
import { CRM_STAGES, type CrmStage } from '../../domain/metric/crm-reach.ts'
import { NO_SUMS, type Sums } from '../../domain/metric/metric.ts'
import type { Team } from '../../domain/team.ts'
import type { Database } from '../database.ts'
import { type ArmDays, armsNamed } from './arm-sums.ts'

/** What the CRM counts of each arm by the day its objects came in, which stages it reports, and campaigns that two arms claim. */
export type CrmArms = { arms: ArmDays[]; shared: string[]; reported: CrmStage[] }

const Count = z.object({ campaign: z.string(), day: z.string(), n: z.record(z.enum(CRM_STAGES), z.number()) })
const COLUMNS: Record<CrmStage, string> = {
  leads: 'lead_at',
  mqls: 'mql_at',
  sqls: 'sql_at',
  opportunities: 'opportunity_at',
  won: 'won_at',
}
const MOMENTS = CRM_STAGES.map((stage) => COLUMNS[stage])
const REACHED = CRM_STAGES.map(
  (stage) => `'${stage}', count(*) FILTER (WHERE (${COLUMNS[stage]} AT TIME ZONE $6)::date <= $5::date)`,
).join(', ')
const REPORTED = CRM_STAGES.map(
  (stage) =>
    `EXISTS (SELECT FROM funnel_record WHERE workspace_id = $1 AND team_id = $2 AND ${COLUMNS[stage]} IS NOT NULL) AS ${stage}`,
).join(', ')

/**
 * Counts the objects of the CRM that came in from one day to another and whose campaign has the letters of an arm: which stages they
 * had reached by a third day. Null where no object of those days belongs to any arm.
 */
export async function readCrmArms(
  db: Database,
  { workspaceId, id, zone }: Pick<Team, 'workspaceId' | 'id' | 'zone'>,
  arms: readonly Pick<Arm, 'key' | 'matches'>[],
  [from, to, through]: [from: string, to: string, through: string],
): Promise<CrmArms | null> {
  const since = MOMENTS.map((column) => `${column} >= $3::date::timestamp AT TIME ZONE $6`).join(' OR ')
  const { rows } = await db.pool.query(
    `WITH came AS (
       SELECT campaign, (coalesce(lead_at, least(${MOMENTS.join(', ')})) AT TIME ZONE $6)::date AS day, ${MOMENTS.join(', ')}
       FROM funnel_record WHERE workspace_id = $1 AND team_id = $2 AND campaign <> '' AND (${since}))
     SELECT campaign, day::text, json_build_object(${REACHED}) AS n
     FROM came WHERE day BETWEEN $3::date AND $4::date GROUP BY 1, 2 ORDER BY 2, 1`,
    [workspaceId, id, from, to, through, zone],
  )
  const claimed = z
    .array(Count)
    .parse(rows)
    .map((row) => ({ ...row, arms: armsNamed([row.campaign], arms) }))
    .filter((row) => row.arms.length > 0)
  if (claimed.length === 0) return null
  const reported = await readReported(db, workspaceId, id)
  const sumsOf = (counts: readonly z.infer<typeof Count>[]): Sums => {
    const sums = { ...NO_SUMS }
    for (const stage of reported) sums[stage] = counts.reduce((sum, { n }) => sum + (n[stage] ?? 0), 0)
    return sums
  }
  return {
    arms: arms.map(({ key }) => {
      const own = claimed.filter((row) => row.arms[0] === key)
      const days = [...new Set(own.map(({ day }) => day))]
      return { arm: key, days: days.map((day) => ({ day, sums: sumsOf(own.filter((row) => row.day === day)) })) }
    }),
    reported,
    shared: [...new Set(claimed.filter((row) => row.arms.length > 1).map(({ campaign }) => campaign))],
  }
}

async function readReported(db: Database, workspaceId: string, id: string): Promise<CrmStage[]> {
  const { rows } = await db.pool.query<Record<CrmStage, boolean>>(`SELECT ${REPORTED}`, [workspaceId, id])
  return CRM_STAGES.filter((stage) => rows[0]?.[stage])
}
