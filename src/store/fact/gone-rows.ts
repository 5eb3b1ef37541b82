import type { Gone } from '../../domain/import/source.ts'
import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'
import { SAME_KEY } from './facts.ts'
import { stagingTable } from './staging.ts'

// A warehouse that is read again may have fewer rows than before: a campaign was deleted, or given to another account. A day of a
// platform that comes again replaces what the same source brought of it. One of which no row comes any more may be a load that
// failed, and stays.

/** What a source brought before, and the first day that it was asked for now; null is all of them. */
export type ReadBefore = { importId: string; firstDay: string | null }

/** Removes what a source no longer has, under `lockFacts`, before what it has now is merged. */
export async function removeGone(
  tx: Tx,
  team: Pick<Team, 'workspaceId' | 'id'>,
  importId: string,
  { importId: before, firstDay }: ReadBefore,
): Promise<Gone> {
  const staging = stagingTable(importId)
  const own = [team.workspaceId, team.id, before, firstDay ?? '0001-01-01']
  const mine = 'f.workspace_id = $1 AND f.team_id = $2 AND f.import_id = $3 AND f.day >= $4::date'
  const again = `(SELECT DISTINCT day, source, platform FROM ${staging}) AS again`
  const [removed] = await tx.$queryRawUnsafe<{ rows: number; days: number }[]>(
    `WITH gone AS (
       DELETE FROM fact f USING ${again}
       WHERE ${mine} AND f.day = again.day AND f.source = again.source AND f.platform = again.platform
         AND NOT EXISTS (SELECT FROM ${staging} s WHERE ${SAME_KEY}) RETURNING f.day)
     SELECT count(*)::int AS rows, count(DISTINCT day)::int AS days FROM gone`,
    ...own,
  )
  const kept = await tx.$queryRawUnsafe<{ platform: string; days: number }[]>(
    `SELECT f.platform, count(DISTINCT f.day)::int AS days FROM fact f
     WHERE ${mine} AND NOT EXISTS (SELECT FROM ${again} WHERE f.day = again.day AND f.source = again.source AND f.platform = again.platform)
     GROUP BY 1 ORDER BY 1`,
    ...own,
  )
  return { rows: removed?.rows ?? 0, days: removed?.days ?? 0, kept }
}
