import { z } from 'zod'
import type { Team } from '../../domain/team.ts'
import type { Database } from '../database.ts'

/** A decision about an incident as the log shows it: with the guardrail it was about. */
const Found = z.object({
  incidentId: z.string(),
  guardrailId: z.string(),
  number: z.number(),
  decision: z.string(),
  rationale: z.string(),
  madeBy: z.string(),
  madeAt: z.date(),
})
export type FoundDecision = z.infer<typeof Found>

/** The decisions about incidents that hold most of some words, the best first; without words the latest. Drills are none. */
export async function searchIncidentDecisions(
  db: Pick<Database, 'pool'>,
  team: Pick<Team, 'workspaceId' | 'id'>,
  words: readonly string[],
  limit: number,
): Promise<FoundDecision[]> {
  const { rows } = await db.pool.query(
    `WITH asked AS (
       SELECT string_agg(plainto_tsquery('english', word)::text, ' | ')::tsquery AS query
       FROM unnest($3::text[]) AS word WHERE numnode(plainto_tsquery('english', word)) > 0)
     SELECT i.id AS "incidentId", g.id AS "guardrailId", d.number, d.decision, d.rationale, d.made_by AS "madeBy", d.made_at AS "madeAt"
     FROM incident_decision AS d
     JOIN incident AS i ON i.workspace_id = d.workspace_id AND i.team_id = d.team_id AND i.id = d.incident_id
     JOIN guardrail AS g ON g.workspace_id = i.workspace_id AND g.team_id = i.team_id AND g.id = i.guardrail_id
     LEFT JOIN channel AS c ON c.workspace_id = g.workspace_id AND c.team_id = g.team_id AND c.id = g.channel_id
     CROSS JOIN asked
     CROSS JOIN LATERAL to_tsvector('english', concat_ws(' ', 'D-' || d.number, 'G-' || g.number, g.name, g.metric, c.name,
       g.campaign, d.decision, d.rationale)) AS words
     WHERE d.workspace_id = $1 AND d.team_id = $2 AND NOT i.is_drill AND (cardinality($3::text[]) = 0 OR words @@ asked.query)
     ORDER BY ts_rank_cd(words, asked.query) DESC NULLS LAST, d.number DESC LIMIT $4`,
    [team.workspaceId, team.id, words, limit],
  )
  return z.array(Found).parse(rows)
}
