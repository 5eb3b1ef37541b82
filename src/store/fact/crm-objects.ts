import { type CrmObject, type Origin, STAGES, type Stage } from '../../domain/import/crm-object.ts'
import { originFinder } from '../../domain/import/origin.ts'
import type { Team } from '../../domain/team.ts'
import { createSeenFilter } from '../../lib/seen-filter.ts'
import type { Database } from '../database.ts'
import type { Tx } from '../transaction.ts'
import { copyIn, copyText, type Staged, stagingTable } from './staging.ts'

// Objects of the CRM on their way in. A file that lacks a date, or leaves it empty, says nothing of it: what is there stays. How
// an object stands today is said by its row, so a deal that was reopened is no longer won.

const ORIGIN = ['channel_name', 'campaign', 'utm_source', 'utm_medium', 'lead_source'] as const
const ORIGIN_KEYS = [
  'channelName',
  'campaign',
  'utmSource',
  'utmMedium',
  'leadSource',
] as const satisfies (keyof Origin)[]
const MOMENTS = STAGES.map((stage) => `${stage}_at`)
const REPORTED = [...ORIGIN, ...MOMENTS, 'standing', 'amount']
const NAMES = ['line', 'source', 'object_id', ...REPORTED]
const KEPT = [...ORIGIN, ...MOMENTS, 'amount', 'currency']

type TeamKey = Pick<Team, 'workspaceId' | 'id' | 'zone' | 'currency'>

/** Makes the staging table of an import and copies CRM objects into it; moments without an offset are the team's local time. */
export async function stageObjectRows(
  db: Database,
  importId: string,
  zone: string,
  batches: AsyncIterable<CrmObject[]>,
): Promise<Staged> {
  const { mayHave } = createSeenFilter()
  let mayShareKeys = false
  const columns = `line int NOT NULL, source text NOT NULL, object_id text NOT NULL,
    ${ORIGIN.map((column) => `${column} text`).join(', ')}, ${MOMENTS.map((column) => `${column} timestamptz`).join(', ')},
    standing text, amount numeric(18,2)`
  await copyIn(db, importId, { columns, names: NAMES, zone }, batches, (object) => {
    mayShareKeys ||= mayHave([object.source, object.objectId])
    return copyLine(object)
  })
  return { mayShareKeys }
}

function copyLine({ line, source, objectId, standing, amount, at, ...origin }: CrmObject): string {
  const reported = [
    ...ORIGIN_KEYS.map((key) => (origin[key] === '' ? null : copyText(origin[key]))),
    ...STAGES.map((stage) => at[stage]),
    standing,
    amount,
  ]
  return `${line}\t${copyText(source)}\t${copyText(objectId)}\t${reported.map((cell) => cell ?? '\\N').join('\t')}\n`
}

/** What stands in a staging table of CRM objects, and what merging it would do. */
export type StagedObjects = {
  objects: number
  stages: { stage: Stage; objects: number; firstDay: string; lastDay: string }[]
  wonAmount: string | null
  there: number
  changed: number
  /** Objects won on an earlier day than they became a lead, with one of them. */
  wonBeforeLead: { objects: number; objectId: string | null }
  /** Objects with a date after now. */
  future: number
}

/** The staging table of an import, and whether some of its rows may stand for the same object. */
export type StagedTable = { importId: string; shared: boolean }

/** Sums a staging table of CRM objects up and holds it against what is there. */
export async function summariseObjects(
  db: Database,
  team: TeamKey,
  staged: StagedTable,
  now: Date,
): Promise<StagedObjects> {
  const day = (column: string) => `(${column} AT TIME ZONE $4)::date`
  const counts = MOMENTS.map(
    (column) =>
      `count(s_${column})::int AS ${column}_n, min(${day(`s_${column}`)})::text AS ${column}_first, max(${day(`s_${column}`)})::text AS ${column}_last`,
  )
  const { rows } = await db.pool.query<Record<string, string | number | null>>(
    `WITH merged AS (${mergedSql(staged)})
     SELECT count(*)::int AS objects, ${counts.join(', ')}, trim_scale(sum(s_amount) FILTER (WHERE s_won_at IS NOT NULL))::text AS won,
       (count(*) FILTER (WHERE there))::int AS there, (count(*) FILTER (WHERE changed))::int AS changed,
       (count(*) FILTER (WHERE ${day('won_at')} < ${day('lead_at')}))::int AS early,
       min(object_id) FILTER (WHERE ${day('won_at')} < ${day('lead_at')}) AS early_id,
       (count(*) FILTER (WHERE greatest(${MOMENTS.map((column) => `s_${column}`).join(', ')}) > $5))::int AS future
     FROM merged`,
    [team.workspaceId, team.id, team.currency, team.zone, now],
  )
  const row = rows[0] ?? {}
  const text = (name: string) => (typeof row[name] === 'string' ? row[name] : null)
  return {
    objects: Number(row.objects),
    stages: STAGES.map((stage) => ({
      stage,
      objects: Number(row[`${stage}_at_n`]),
      firstDay: text(`${stage}_at_first`) ?? '',
      lastDay: text(`${stage}_at_last`) ?? '',
    })).filter(({ objects }) => objects > 0),
    wonAmount: text('won'),
    there: Number(row.there),
    changed: Number(row.changed),
    wonBeforeLead: { objects: Number(row.early), objectId: text('early_id') },
    future: Number(row.future),
  }
}

/** Where the staged objects came from, with how many of each; what an earlier file said counts where this one is silent. */
export async function listStagedOrigins(
  db: Tx,
  team: TeamKey,
  staged: StagedTable,
): Promise<(Origin & { objects: number })[]> {
  const columns = ORIGIN.map((column, at) => `${column} AS "${ORIGIN_KEYS[at]}"`).join(', ')
  return await db.$queryRawUnsafe<(Origin & { objects: number })[]>(
    `SELECT ${columns}, count(*)::int AS objects FROM (${mergedSql(staged)}) AS merged GROUP BY ${ORIGIN.join(', ')}`,
    team.workspaceId,
    team.id,
    team.currency,
  )
}

/** Objects of another source that reached a stage within a month of the staged ones: together they may count twice. */
export async function findCountedElsewhere(
  db: Database,
  team: TeamKey,
  importId: string,
  stages: readonly Stage[],
): Promise<{ stage: Stage; source: string; objects: number }[]> {
  if (stages.length === 0) return []
  const each = stages.map(
    (stage) => `
      SELECT '${stage}' AS stage, source, count(*)::int AS objects
      FROM funnel_record, (SELECT min(${stage}_at) - interval '30 days' AS first,
        max(${stage}_at) + interval '30 days' AS last FROM ${stagingTable(importId)}) AS days
      WHERE workspace_id = $1 AND team_id = $2 AND ${stage}_at BETWEEN first AND last
        AND source <> ALL (SELECT DISTINCT source FROM ${stagingTable(importId)}) GROUP BY source`,
  )
  const { rows } = await db.pool.query<{ stage: Stage; source: string; objects: number }>(each.join(' UNION ALL '), [
    team.workspaceId,
    team.id,
  ])
  return rows
}

/**
 * Merges a staging table of CRM objects into the funnel, under `lockFacts`, each in the channel that the team's rules say;
 * returns how many objects the table holds. Those that would not change are not written.
 */
export async function mergeObjects(
  tx: Tx,
  team: TeamKey & Pick<Team, 'channels'>,
  staged: StagedTable,
): Promise<number> {
  const find = originFinder(team.channels)
  const origins = await listStagedOrigins(tx, team, staged)
  const written = [...KEPT, 'channel_id']
  const rows = await tx.$queryRawUnsafe<{ objects: number }[]>(
    `WITH merged AS (${mergedSql(staged)}),
     own AS (
       SELECT * FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
         AS own (${ORIGIN.join(', ')}, channel_id)),
     written AS (
       INSERT INTO funnel_record (workspace_id, team_id, source, object_id, ${written.join(', ')})
       SELECT $1, $2, source, object_id, ${written.join(', ')} FROM merged JOIN own USING (${ORIGIN.join(', ')})
       WHERE changed OR NOT there
       ON CONFLICT (workspace_id, team_id, source, object_id)
         DO UPDATE SET ${written.map((column) => `${column} = EXCLUDED.${column}`).join(', ')})
     SELECT count(*)::int AS objects FROM merged`,
    team.workspaceId,
    team.id,
    team.currency,
    ...ORIGIN_KEYS.map((key) => origins.map((origin) => origin[key])),
    origins.map((origin) => find(origin) ?? ''),
  )
  return rows[0]?.objects ?? 0
}

/** Each staged object as it would stand after the merge, with what the file itself says under `s_`. $1, $2 the team, $3 the currency. */
function mergedSql({ importId, shared }: StagedTable): string {
  const table = stagingTable(importId)
  const last = (column: string) =>
    `(array_agg(${column} ORDER BY line DESC) FILTER (WHERE ${column} IS NOT NULL))[1] AS ${column}`
  const rows = shared
    ? `(SELECT source, object_id, ${REPORTED.map(last).join(', ')} FROM ${table} GROUP BY 1, 2)`
    : table
  const both = (column: string) => `coalesce(s.${column}, f.${column})`
  const closed = (column: string, others: string) =>
    `CASE WHEN s.standing IN (${others}) THEN NULL ELSE ${both(column)} END`
  const after: Record<string, string> = {
    ...Object.fromEntries(ORIGIN.map((column) => [column, `coalesce(s.${column}, f.${column}, '')`])),
    ...Object.fromEntries(MOMENTS.map((column) => [column, both(column)])),
    won_at: closed('won_at', "'lost', 'open'"),
    lost_at: closed('lost_at', "'won', 'open'"),
    amount: both('amount'),
    currency: `CASE WHEN ${both('amount')} IS NULL THEN f.currency ELSE $3 END`,
  }
  const told = [...MOMENTS, 'amount'].map((column) => `s.${column} AS s_${column}`)
  return `
    SELECT s.source, s.object_id, ${KEPT.map((column) => `${after[column]} AS ${column}`).join(', ')}, ${told.join(', ')},
      f.object_id IS NOT NULL AS there,
      f.object_id IS NOT NULL AND (${KEPT.filter((column) => column !== 'currency')
        .map((column) => `${after[column]} IS DISTINCT FROM f.${column}`)
        .join(' OR ')}) AS changed
    FROM ${rows} AS s
    LEFT JOIN funnel_record AS f
      ON f.workspace_id = $1 AND f.team_id = $2 AND f.source = s.source AND f.object_id = s.object_id`
}
