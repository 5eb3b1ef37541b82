import { z } from 'zod'
import { CRM_STAGES, type CrmDay } from '../../domain/metric/crm-reach.ts'
import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'

// How many objects of each kind of CRM export reached each stage on each day: what tells a quiet weekend from a CRM that is behind.

const Row = z.object({ source: z.string(), stage: z.enum(CRM_STAGES), day: z.string(), count: z.number() })
const COLUMNS: Record<(typeof CRM_STAGES)[number], string> = {
  leads: 'lead_at',
  mqls: 'mql_at',
  sqls: 'sql_at',
  opportunities: 'opportunity_at',
  won: 'won_at',
}

// By the index of each stage: only the last months are read, however large the CRM is.
const DAYS = CRM_STAGES.map(
  (stage) => `
    SELECT source, '${stage}' AS stage, (${COLUMNS[stage]} AT TIME ZONE $3)::date::text AS day, count(*)::int AS count
    FROM funnel_record WHERE workspace_id = $1 AND team_id = $2 AND ${COLUMNS[stage]} >= $4::date::timestamp AT TIME ZONE $3
    GROUP BY 1, 3`,
).join(' UNION ALL ')
const LAST = CRM_STAGES.map(
  (stage) => `
    SELECT source, '${stage}' AS stage, (max(${COLUMNS[stage]}) AT TIME ZONE $3)::date::text AS day, count(*)::int AS count
    FROM funnel_record WHERE workspace_id = $1 AND team_id = $2 AND ${COLUMNS[stage]} IS NOT NULL GROUP BY 1`,
).join(' UNION ALL ')

/** What the CRM of a team brought by day from a day on; where that is nothing, the last day of each stage before it. */
export async function readCrmDays(
  tx: Pick<Tx, '$queryRawUnsafe'>,
  { workspaceId, id, zone }: Pick<Team, 'workspaceId' | 'id' | 'zone'>,
  since: string,
): Promise<CrmDay[]> {
  const days = z.array(Row).parse(await tx.$queryRawUnsafe<unknown[]>(DAYS, workspaceId, id, zone, since))
  return days.length > 0 ? days : z.array(Row).parse(await tx.$queryRawUnsafe<unknown[]>(LAST, workspaceId, id, zone))
}
