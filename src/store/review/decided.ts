import { z } from 'zod'
import { VERDICTS } from '../../domain/experiment/rule.ts'
import type { Decided } from '../../domain/review/decided.ts'
import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'

const Made = { number: z.number(), by: z.string() }
const Found: z.ZodType<Decided[]> = z.array(
  z.discriminatedUnion('kind', [
    z.object({ ...Made, kind: z.literal('test'), test: z.number(), title: z.string(), verdict: z.enum(VERDICTS) }),
    z.object({ ...Made, kind: z.literal('alert'), guardrail: z.number(), decision: z.string() }),
  ]),
)

/**
 * The decisions about tests and alerts that a review ends with, in their order: those since the last close before `until`, else
 * since `first`. What waits for a second person, was declined, or was a drill is none.
 */
export async function listDecided(
  db: Tx,
  team: Pick<Team, 'workspaceId' | 'id'>,
  { first, until }: { first: Date; until: Date },
): Promise<Decided[]> {
  const { workspaceId, id } = team
  const rows = await db.$queryRaw`
    WITH span AS (
      SELECT coalesce(max(closed_at), ${first}) AS since FROM review
      WHERE workspace_id = ${workspaceId} AND team_id = ${id} AND closed_at < ${until}),
    made AS (
      SELECT d.number, d.made_by AS by, coalesce(d.second_at, d.made_at) AS at, 'test' AS kind,
        e.number AS test, e.title, d.verdict, NULL::int AS guardrail, NULL AS decision
      FROM decision AS d
      JOIN experiment AS e ON e.workspace_id = d.workspace_id AND e.team_id = d.team_id AND e.id = d.experiment_id
      WHERE d.workspace_id = ${workspaceId} AND d.team_id = ${id} AND d.state = 'made'
      UNION ALL
      SELECT d.number, d.made_by, d.made_at, 'alert', NULL, NULL, NULL, g.number, d.decision
      FROM incident_decision AS d
      JOIN incident AS i ON i.workspace_id = d.workspace_id AND i.team_id = d.team_id AND i.id = d.incident_id
      JOIN guardrail AS g ON g.workspace_id = i.workspace_id AND g.team_id = i.team_id AND g.id = i.guardrail_id
      WHERE d.workspace_id = ${workspaceId} AND d.team_id = ${id} AND NOT i.is_drill)
    SELECT made.* FROM made, span WHERE at > since AND at <= ${until} ORDER BY at, number`
  return Found.parse(rows)
}
