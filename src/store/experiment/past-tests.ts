import { z } from 'zod'
import type { LogEntry } from '../../domain/experiment/backlog.ts'
import { LEVERS, STATES, type State } from '../../domain/experiment/experiment.ts'
import type { ListedTest, PastTest } from '../../domain/experiment/past-test.ts'
import { VERDICTS, type Verdict } from '../../domain/experiment/rule.ts'
import type { Team } from '../../domain/team.ts'
import type { Database } from '../database.ts'

// What became of tests, read in one go: the decision that stands, the effect it rests on, what was learnt.

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

const COLUMNS = {
  id: z.string(),
  number: z.number(),
  title: z.string(),
  state: z.enum(STATES),
  lever: z.enum(LEVERS),
  channelId: z.string(),
  verdict: z.enum(VERDICTS).nullable(),
  lift: z.object({ lift: z.number(), low: z.number(), high: z.number() }).nullable(),
  metric: z.string().nullable(),
  learning: z.string().nullable(),
  rationale: z.string().nullable(),
}
const Ranked = z.array(z.object({ ...COLUMNS, rank: z.number() }))
const Listed = z.array(
  z.object({
    ...COLUMNS,
    ownerUserId: z.string(),
    startsOn: z.string().nullable(),
    endsOn: z.string().nullable(),
    found: z.number(),
  }),
)

/** The columns of a past test, where `e` is the experiment and `PAST_TEST_JOINS` are joined. An invalid one has no effect. */
export const PAST_TEST_COLUMNS = `e.id, e.number, e.title, e.state, e.lever, e.channel_id AS "channelId", d.verdict, d.rationale,
  l.sentence AS learning, e.design->'metric'->>'name' AS metric, CASE WHEN r.effect->>'lift' IS NOT NULL AND d.verdict <> 'invalid' THEN r.effect END AS lift`

/** Joins to an experiment `e` its learning `l`, its decision `d` and the reading `r` it was decided on; $1 and $2 are the team. */
export const PAST_TEST_JOINS = `
  LEFT JOIN learning AS l ON l.workspace_id = $1 AND l.team_id = $2 AND l.experiment_id = e.id
  LEFT JOIN LATERAL (
    SELECT verdict, rationale, reading_id, arm FROM decision
    WHERE workspace_id = $1 AND team_id = $2 AND experiment_id = e.id AND state = 'made' AND verdict <> 'extend'
    ORDER BY made_at DESC LIMIT 1) AS d ON true
  LEFT JOIN LATERAL (
    SELECT coalesce(jsonb_path_query_first(result, '$.arms[*] ? (@.arm == $arm)', jsonb_build_object('arm', d.arm)),
      result->'arms'->0)->'effect' AS effect
    FROM reading WHERE workspace_id = $1 AND team_id = $2 AND experiment_id = e.id
    ORDER BY id = d.reading_id DESC NULLS LAST, as_of DESC LIMIT 1) AS r ON d.verdict IS NOT NULL`

/** Reads rows of a search as past tests. */
export function readPastTests(rows: unknown): PastTest[] {
  return Ranked.parse(rows).map((row) => ({ ...row, channelId: row.channelId || null }))
}

/** Which tests are listed; what is not named is not asked for. */
export type ListFilter = {
  states: readonly State[]
  verdicts?: readonly Verdict[]
  channelId?: string | null
  lever?: string | null
  ownerUserId?: string | null
}

/** A page of a team's tests in the order of `states`, of these the newest first, and how many there are in all. */
export async function listPastTests(
  db: Database,
  team: TeamKey,
  filter: ListFilter,
  page: { from: number; limit: number },
): Promise<{ tests: ListedTest[]; found: number }> {
  const { states, verdicts = [], channelId = null, lever = null, ownerUserId = null } = filter
  const { rows } = await db.pool.query(
    `SELECT ${PAST_TEST_COLUMNS}, e.owner_user_id AS "ownerUserId", e.starts_on::text AS "startsOn",
       e.ends_on::text AS "endsOn", (count(*) OVER ())::int AS found
     FROM experiment AS e ${PAST_TEST_JOINS}
     WHERE e.workspace_id = $1 AND e.team_id = $2 AND e.state = ANY($3) AND (cardinality($4::text[]) = 0 OR d.verdict = ANY($4))
       AND ($5::text IS NULL OR e.channel_id = $5) AND ($6::text IS NULL OR e.lever = $6)
       AND ($7::text IS NULL OR e.owner_user_id = $7)
     ORDER BY array_position($3::text[], e.state), e.number DESC OFFSET $8 LIMIT $9`,
    [team.workspaceId, team.id, states, verdicts, channelId, lever, ownerUserId, page.from, page.limit],
  )
  const listed = Listed.parse(rows)
  const tests = listed.map(({ found: _found, ...row }) => ({ ...row, channelId: row.channelId || null, rank: 0 }))
  return { tests, found: listed[0]?.found ?? 0 }
}

/** Every test of a team as far as it matters to where a learning has been tried. */
export async function listLogEntries(db: Database, team: TeamKey): Promise<LogEntry[]> {
  const { rows } = await db.pool.query<LogEntry>(
    `SELECT e.id, e.number, e.title, e.state, nullif(e.channel_id, '') AS "channelId", (e.brief->>'parent')::int AS parent, d.verdict
     FROM experiment AS e ${PAST_TEST_JOINS} WHERE e.workspace_id = $1 AND e.team_id = $2`,
    [team.workspaceId, team.id],
  )
  return rows
}
