import { z } from 'zod'
import type { Guardrail } from '../../domain/guardrail/guardrail.ts'
import { WATCH_STATES } from '../../domain/guardrail/machine.ts'
import type { Team } from '../../domain/team.ts'
import type { Database } from '../database.ts'
import { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'
import type { StoredWatch } from './guardrail-watches.ts'
import { type GuardrailRow, toGuardrail } from './guardrails.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** A guardrail with how the machine stands with it; `seen` is the mark of the watch as it was read, '' where there was none. */
export type Watched = { guardrail: Guardrail; watch: StoredWatch | null; seen: string }

const State = z.enum(WATCH_STATES)

type WatchRow = {
  seen: string | null
  state: string
  streak: number
  since: string | null
  counted: string | null
  judgedData: number
  asOf: string
  judgedVersion: number
}

const COLUMNS = Object.values(Prisma.GuardrailScalarFieldEnum).map(
  (name) => `guardrail.${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS "${name}"`,
)

// A round reads hundreds of them in each team: plain SQL, once, with their watches.
const WATCHED = `SELECT ${COLUMNS.join(', ')}, watch.xmin::text AS seen, watch.state, watch.streak, watch.since::text,
    watch.counted::text, watch.data_version AS "judgedData", watch.as_of::text AS "asOf", watch.version AS "judgedVersion"
  FROM guardrail LEFT JOIN guardrail_watch AS watch ON watch.workspace_id = guardrail.workspace_id
    AND watch.team_id = guardrail.team_id AND watch.guardrail_id = guardrail.id
  WHERE guardrail.workspace_id = $1 AND guardrail.team_id = $2 AND deleted_at IS NULL AND paused_at IS NULL
  ORDER BY guardrail.number`

/** The guardrails of a team that are neither paused nor deleted, by their numbers. */
export async function listWatched(db: Pick<Database, 'pool'>, team: TeamKey): Promise<Watched[]> {
  const query = { name: 'watched guardrails', text: WATCHED, values: [team.workspaceId, team.id] }
  const { rows } = await db.pool.query<GuardrailRow & WatchRow>(query)
  return rows.map((row) => ({ guardrail: toGuardrail(row), watch: toWatch(row), seen: row.seen ?? '' }))
}

function toWatch({ id, seen, ...row }: GuardrailRow & WatchRow): StoredWatch | null {
  if (seen === null) return null
  return {
    guardrailId: id,
    state: State.parse(row.state),
    streak: row.streak,
    since: row.since,
    counted: row.counted,
    dataVersion: row.judgedData,
    asOf: row.asOf,
    version: row.judgedVersion,
  }
}

/** Whether somebody else judged one of some guardrails since they were read. */
export async function wereJudgedSince(tx: Tx, team: TeamKey, read: readonly Watched[]): Promise<boolean> {
  const ids = read.map(({ guardrail }) => guardrail.id)
  const [now] = await tx.$queryRaw<{ seen: string }[]>`
    SELECT string_agg(coalesce(watch.xmin::text, ''), ' ' ORDER BY n) AS seen
    FROM unnest(${ids}::text[]) WITH ORDINALITY AS judged(id, n)
    LEFT JOIN guardrail_watch AS watch
      ON watch.workspace_id = ${team.workspaceId} AND watch.team_id = ${team.id} AND watch.guardrail_id = judged.id`
  return now?.seen !== read.map(({ seen }) => seen).join(' ')
}
