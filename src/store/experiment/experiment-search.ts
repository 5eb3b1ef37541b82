import type { Team } from '../../domain/team.ts'
import { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** Gathers all that was written about a test (brief, arms, decisions, learning) into what the search reads. */
export async function indexExperiment(tx: Tx, team: TeamKey, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE experiment AS e SET words = concat_ws(E'\n', e.title, 'T-' || e.number, replace(e.lever, '_', ' '),
      e.brief->>'change', e.brief->>'outcome', e.brief->>'because', e.brief->>'evidence',
      (SELECT string_agg(tag, ' ') FROM jsonb_array_elements_text(e.brief->'tags') AS tag),
      e.design->'metric'->>'name', ${names('arms')}, ${names('guardrails')},
      (SELECT name FROM channel AS c WHERE c.workspace_id = e.workspace_id AND c.team_id = e.team_id AND c.id = e.channel_id),
      (SELECT string_agg(verdict || ' ' || rationale, E'\n' ORDER BY d.made_at) FROM decision AS d
        WHERE d.workspace_id = e.workspace_id AND d.team_id = e.team_id AND d.experiment_id = e.id),
      (SELECT sentence FROM learning AS l
        WHERE l.workspace_id = e.workspace_id AND l.team_id = e.team_id AND l.experiment_id = e.id))
    WHERE e.workspace_id = ${team.workspaceId} AND e.team_id = ${team.id} AND e.id = ${id}`
}

function names(list: 'arms' | 'guardrails'): Prisma.Sql {
  const path = Prisma.raw(`e.design->'${list}'`)
  return Prisma.sql`(SELECT string_agg(each->>'name', ' ') FROM jsonb_array_elements(${path}) AS each)`
}
