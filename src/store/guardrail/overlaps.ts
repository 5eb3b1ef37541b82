import type { OverlapMeasure } from '../../domain/control/overlap.ts'
import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** What somebody measured, and when. */
export type StoredOverlap = { measure: OverlapMeasure; measuredAt: Date }

/** Keeps an overlap that was measured. */
export async function insertOverlap(
  tx: Tx,
  team: TeamKey,
  { id, measure, by, at }: { id: string; measure: OverlapMeasure; by: string; at: Date },
): Promise<void> {
  const { kind, names, sizes } = measure
  await tx.audienceOverlap.create({
    data: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      id,
      kind,
      names: [...names],
      sizes: [...sizes],
      whole: measure.kind === 'counts' ? measure.both : measure.whole,
      measuredBy: by,
      measuredAt: at,
    },
  })
}

/** The last measurement of each set of audiences between two instants, the newest first. */
export async function listOverlaps(db: Tx, team: TeamKey, since: Date, until: Date): Promise<StoredOverlap[]> {
  const rows = await db.audienceOverlap.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, measuredAt: { gte: since, lte: until } },
    orderBy: [{ measuredAt: 'desc' }, { id: 'desc' }],
    take: 100,
  })
  const seen = new Set<string>()
  return rows.flatMap(({ kind, names, sizes, whole, measuredAt }) => {
    const key = [...names]
      .map((name) => name.toLowerCase())
      .sort()
      .join('\n')
    if (seen.has(key)) return []
    seen.add(key)
    const numbers = sizes.map((size) => size.toNumber())
    return [{ measure: toMeasure(kind, names, numbers, whole.toNumber()), measuredAt }]
  })
}

function toMeasure(kind: string, names: string[], sizes: number[], whole: number): OverlapMeasure {
  const [a = '', b = ''] = names
  const [sizeA = 0, sizeB = 0] = sizes
  return kind === 'counts'
    ? { kind, names: [a, b], sizes: [sizeA, sizeB], both: whole }
    : { kind: 'reach', names, sizes, whole }
}
