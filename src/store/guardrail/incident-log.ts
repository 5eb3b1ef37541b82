import { z } from 'zod'
import type { Team } from '../../domain/team.ts'
import type { Database } from '../database.ts'

/** A breach as the log shows it: its guardrail, what was last said of it, and one decision about it; null where none was made. */
const Found = z.object({
  incidentId: z.string(),
  guardrailId: z.string(),
  sentence: z.string(),
  decided: z
    .object({
      number: z.number(),
      decision: z.string(),
      rationale: z.string(),
      madeBy: z.string(),
      madeAt: z.coerce.date(),
    })
    .nullable(),
})
export type FoundIncident = z.infer<typeof Found>

const Rows = z.array(Found.extend({ of: z.number() }))

/**
 * The breaches that hold most of some words, in what was said, decided or named, the best first, and how many there are: one with
 * several decisions comes with each. Without words those that were decided last. Drills are none.
 */
export async function searchIncidents(
  db: Pick<Database, 'pool'>,
  team: Pick<Team, 'workspaceId' | 'id'>,
  words: readonly string[],
  { from, limit }: { from: number; limit: number },
): Promise<{ found: FoundIncident[]; of: number }> {
  const { rows } = await db.pool.query(
    `WITH asked AS (
       SELECT string_agg(plainto_tsquery('english', word)::text, ' | ')::tsquery AS query
       FROM unnest($3::text[]) AS word WHERE numnode(plainto_tsquery('english', word)) > 0)
     SELECT i.id AS "incidentId", g.id AS "guardrailId", i.judged ->> 'sentence' AS sentence, count(*) OVER ()::int AS of,
       CASE WHEN d.id IS NULL THEN NULL ELSE jsonb_build_object('number', d.number, 'decision', d.decision,
         'rationale', d.rationale, 'madeBy', d.made_by, 'madeAt', d.made_at) END AS decided
     FROM incident AS i
     JOIN guardrail AS g ON g.workspace_id = i.workspace_id AND g.team_id = i.team_id AND g.id = i.guardrail_id
     LEFT JOIN incident_decision AS d ON d.workspace_id = i.workspace_id AND d.team_id = i.team_id AND d.incident_id = i.id
     LEFT JOIN channel AS c ON c.workspace_id = g.workspace_id AND c.team_id = g.team_id AND c.id = g.channel_id
     CROSS JOIN asked
     CROSS JOIN LATERAL to_tsvector('english', concat_ws(' ', 'D-' || d.number, 'G-' || g.number, g.name, g.metric, c.name,
       g.campaign, d.decision, d.rationale, i.judged ->> 'sentence')) AS words
     WHERE i.workspace_id = $1 AND i.team_id = $2 AND NOT i.is_drill
       AND (CASE WHEN cardinality($3::text[]) = 0 THEN d.id IS NOT NULL ELSE words @@ asked.query END)
     ORDER BY ts_rank_cd(words, asked.query) DESC NULLS LAST, coalesce(d.made_at, i.opened_at) DESC, i.id, d.number
     OFFSET $4 LIMIT $5`,
    [team.workspaceId, team.id, words, from, limit],
  )
  const parsed = Rows.parse(rows)
  return { found: parsed, of: parsed[0]?.of ?? 0 }
}
