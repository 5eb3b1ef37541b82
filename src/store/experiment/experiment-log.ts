import type { PastTest } from '../../domain/experiment/past-test.ts'
import type { Team } from '../../domain/team.ts'
import type { Database } from '../database.ts'
import { PAST_TEST_COLUMNS, PAST_TEST_JOINS, readPastTests } from './past-tests.ts'

// The search over everything ever tested. Each word is looked up in the index by itself and weighs the more the rarer it is in
// this team's log, so that a test with most of the words is found where none has them all. Only the best of these are read
// closely: to make a text vector of a row costs a thousand times what finding it in the index does.

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** What is looked for, and what else makes a test alike. */
export type LogQuery = {
  /** Letters and digits only (hyphens inside); the last one may be unfinished, where `unfinished` says so. */
  words: readonly string[]
  unfinished?: boolean
  /** As typed into a web search, with its quotes and minus signs: a test must fit it. */
  strict?: string | null
  lever?: string | null
  channelId?: string | null
  excluding?: string | null
}

/** So many tests of an answer can be paged through; whoever looks further down should add a word. */
const MOST_FOUND = 60

/** So many of the latest tests lend their words to guess what a mistyped one means. */
const VOCABULARY = 250
/** The same for an idea, which is looked up while somebody types. */
const FEWER = 120

/** The tests of a team that fit best, the best first (at most `MOST_FOUND`). */
export async function searchLog(db: Database, team: TeamKey, query: LogQuery): Promise<PastTest[]> {
  const { words, unfinished = false, strict = null, lever = null, channelId = null, excluding = null } = query
  if (words.length === 0) return []
  const given = [team.workspaceId, team.id, words, strict, unfinished, lever, channelId, excluding]
  const { rows } = await db.pool.query({ name: 'search-log', text: SEARCH, values: given })
  return readPastTests(rows)
}

/** The words among these that no test of a team, but one that is left out, has in any form; words too common to be looked for count as known. */
export async function unknownWords(
  db: Database,
  team: TeamKey,
  words: readonly string[],
  excluding: string | null = null,
): Promise<string[]> {
  const { rows } = await db.pool.query<{ word: string }>(
    `SELECT word FROM unnest($3::text[]) AS word
     WHERE numnode(plainto_tsquery('english', word)) > 0 AND NOT EXISTS (
       SELECT 1 FROM experiment WHERE workspace_id = $1 AND team_id = $2 AND id IS DISTINCT FROM $4::text
         AND to_tsvector('english', words) @@ (plainto_tsquery('english', word) || to_tsquery('english', '''' || word || ''':*')))`,
    [team.workspaceId, team.id, words, excluding],
  )
  return rows.map(({ word }) => word)
}

/**
 * The word of a team's log that an unknown one may stand for: one that contains it, else the one whose letters are most like it
 * among the words of the latest tests. Null where there is none.
 */
export async function nearestWord(db: Database, team: TeamKey, word: string): Promise<string | null> {
  const key = [team.workspaceId, team.id, word]
  const { rows: containing } = await db.pool.query<{ near: string }>(
    `SELECT near FROM (
       SELECT words FROM experiment WHERE workspace_id = $1 AND team_id = $2
         AND words ILIKE '%' || replace($3, '_', '\\_') || '%' LIMIT 20) AS held, ${SPLIT}
     WHERE strpos(near, $3) > 0 GROUP BY near ORDER BY count(*) DESC, near LIMIT 1`,
    key,
  )
  if (containing[0]) return containing[0].near
  const { rows: alike } = await db.pool.query<{ near: string }>(
    `SELECT near FROM (
       SELECT DISTINCT near FROM (
         SELECT words FROM experiment WHERE workspace_id = $1 AND team_id = $2 ORDER BY number DESC LIMIT ${VOCABULARY}) AS latest,
         ${SPLIT}) AS vocabulary
     WHERE abs(length(near) - length($3)) <= 2 AND similarity(near, $3) >= 0.3 ORDER BY similarity(near, $3) DESC, near LIMIT 1`,
    key,
  )
  return alike[0]?.near ?? null
}

/** Words of the latest tests of a team that some typed ones look like, letter by letter, themselves among them. */
export async function likeWords(
  db: Database,
  team: TeamKey,
  words: readonly string[],
  excluding: string | null,
): Promise<{ word: string; near: string }[]> {
  if (words.length === 0) return []
  const lengths = words.map((word) => word.length)
  const { rows } = await db.pool.query<{ word: string; near: string }>(
    `WITH vocabulary AS MATERIALIZED (
       SELECT DISTINCT near FROM (
         SELECT words FROM experiment WHERE workspace_id = $1 AND team_id = $2 AND id IS DISTINCT FROM $4::text
         ORDER BY number DESC LIMIT ${FEWER}) AS latest, ${SPLIT}
       WHERE length(near) BETWEEN $5::int AND $6::int)
     SELECT word, near FROM unnest($3::text[]) AS word
       JOIN vocabulary ON abs(length(near) - length(word)) <= 2 AND similarity(near, word) >= 0.3
     ORDER BY word, similarity(near, word) DESC, near`,
    [team.workspaceId, team.id, words, excluding, Math.min(...lengths) - 2, Math.max(...lengths) + 2],
  )
  return rows
}

// Cut by spaces and signs; a regular expression would take ten times as long.
const SPLIT = `string_to_table(translate(lower(words), E'.,:;()!?"\\n', '          '), ' ') AS near`

// asked: each word with the query that finds it. hit: where the index finds it. weight: the rarer, the more. near: the share of
// what was asked that a test holds, what its title holds counted twice. best: these read closely, and what became of them.
const SEARCH = `
  WITH asked AS MATERIALIZED (
    SELECT at, (tsvector_to_array(to_tsvector('english', word)))[1] AS stem,
      CASE WHEN $4::text IS NULL THEN query ELSE query && websearch_to_tsquery('english', $4) END AS query
    FROM (
      SELECT at, word, plainto_tsquery('english', word) || CASE WHEN $5::boolean AND at = cardinality($3::text[])
        THEN to_tsquery('english', '''' || word || ''':*') ELSE '' END AS query
      FROM unnest($3::text[]) WITH ORDINALITY AS typed(word, at)) AS typed
    WHERE numnode(query) > 0),
  hit AS MATERIALIZED (
    SELECT at, number, in_title FROM asked CROSS JOIN LATERAL (
      SELECT number, strpos(lower(title), stem) > 0 AS in_title FROM experiment
      WHERE workspace_id = $1 AND team_id = $2 AND to_tsvector('english', words) @@ query
        AND id IS DISTINCT FROM $8::text) AS found),
  often AS (SELECT at, count(*) AS n FROM hit GROUP BY at),
  log AS (SELECT count(*) AS n FROM experiment WHERE workspace_id = $1 AND team_id = $2),
  weight AS (
    SELECT at, ln(1 + log.n / greatest(1, coalesce(often.n, 0))::float8) AS weight
    FROM asked LEFT JOIN often USING (at) CROSS JOIN log),
  near AS (
    SELECT number, (sum(weight) + coalesce(sum(weight) FILTER (WHERE in_title), 0)) / 2 / (SELECT sum(weight) FROM weight)
      AS fit
    FROM hit JOIN weight USING (at) GROUP BY number),
  best AS (
    SELECT number, fit FROM near WHERE fit >= (SELECT max(fit) / 2 FROM near) ORDER BY fit DESC, number DESC LIMIT ${MOST_FOUND}),
  alike AS (SELECT string_agg(query::text, ' | ')::tsquery AS query FROM asked)
  SELECT ${PAST_TEST_COLUMNS},
    best.fit + 0.2 * ts_rank_cd(setweight(to_tsvector('english', e.title), 'A') || to_tsvector('english', e.words), alike.query, 32)
      + CASE WHEN l.sentence IS NULL THEN 0 ELSE 0.08 END + CASE WHEN d.verdict IS NULL THEN 0 ELSE 0.04 END
      + CASE WHEN e.lever = $6::text THEN 0.1 ELSE 0 END + CASE WHEN e.channel_id = $7::text THEN 0.05 ELSE 0 END
      + 0.05 * e.number / (SELECT n FROM log)
      AS rank
  FROM best JOIN experiment AS e ON e.workspace_id = $1 AND e.team_id = $2 AND e.number = best.number CROSS JOIN alike
  ${PAST_TEST_JOINS}
  ORDER BY rank DESC, e.number DESC`
