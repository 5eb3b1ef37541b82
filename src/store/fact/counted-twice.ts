import { platformFamily } from '../../domain/import/platform-family.ts'
import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'
import { stagingTable } from './staging.ts'

// The same traffic can come from two kinds of export: Google Ads by its own file, and by a warehouse that calls it google_ads.
// Their rows have different keys, so neither replaces the other, and both would be counted.

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** Days of a platform that come from one kind of export and are there from another, or under another name. */
export type Overlap = {
  comes: { source: string; platform: string }
  there: { source: string; platform: string }
  days: number
  firstDay: string
  lastDay: string
  rows: number
  spend: string | null
}

/** Rows there (f) of whose day and platform rows come (s). Accounts tell traffic apart where both are ids and not names. */
function sameTraffic(importId: string): string {
  const id = (column: string) =>
    `CASE WHEN ${column} ~ '^(act_)?[0-9-]+$' THEN regexp_replace(${column}, '[^0-9]', '', 'g') END`
  return `f.workspace_id = $1 AND f.team_id = $2 AND f.source = $5 AND f.platform = $6
    AND f.day BETWEEN (SELECT min(day) FROM ${stagingTable(importId)}) AND (SELECT max(day) FROM ${stagingTable(importId)})
    AND EXISTS (SELECT FROM (SELECT DISTINCT day, account_id FROM ${stagingTable(importId)} WHERE source = $3 AND platform = $4) AS s
      WHERE s.day = f.day AND (${id('s.account_id')} = ${id('f.account_id')}) IS NOT FALSE)`
}

/** Finds what an import would count a second time, the most rows first. */
export async function findOverlaps(tx: Tx, team: TeamKey, importId: string): Promise<Overlap[]> {
  const overlaps: Overlap[] = []
  for (const { comes, there } of await pairsOf(tx, team, importId)) {
    const [found] = await tx.$queryRawUnsafe<Omit<Overlap, 'comes' | 'there'>[]>(
      `SELECT count(DISTINCT day)::int AS days, min(day)::text AS "firstDay", max(day)::text AS "lastDay", count(*)::int AS rows,
         trim_scale(sum(spend))::text AS spend FROM fact f WHERE ${sameTraffic(importId)}`,
      ...parametersOf(team, comes, there),
    )
    if (found && found.rows > 0) overlaps.push({ comes, there, ...found })
  }
  return overlaps.sort((a, b) => b.rows - a.rows)
}

/** Removes what overlaps do count twice, before the import that replaces it is merged. */
export async function removeOverlaps(tx: Tx, team: TeamKey, importId: string): Promise<void> {
  for (const { comes, there } of await pairsOf(tx, team, importId)) {
    const removal = `DELETE FROM fact f WHERE ${sameTraffic(importId)}`
    await tx.$executeRawUnsafe(removal, ...parametersOf(team, comes, there))
  }
}

type Named = { source: string; platform: string }

async function pairsOf(tx: Tx, team: TeamKey, importId: string): Promise<{ comes: Named; there: Named }[]> {
  const coming = await tx.$queryRawUnsafe<Named[]>(`SELECT DISTINCT source, platform FROM ${stagingTable(importId)}`)
  const known = await tx.$queryRaw<Named[]>`
    SELECT DISTINCT source, platform FROM campaign WHERE workspace_id = ${team.workspaceId} AND team_id = ${team.id}`
  return coming.flatMap((comes) =>
    known
      .filter((there) => there.source !== comes.source || there.platform !== comes.platform)
      .filter((there) => platformFamily(there.platform) === platformFamily(comes.platform))
      // Two names in what comes itself are one import's own business, and are asked about there.
      .filter((there) => !coming.some(({ source, platform }) => source === there.source && platform === there.platform))
      .map((there) => ({ comes, there })),
  )
}

function parametersOf({ workspaceId, id }: TeamKey, comes: Named, there: Named): string[] {
  return [workspaceId, id, comes.source, comes.platform, there.source, there.platform]
}
