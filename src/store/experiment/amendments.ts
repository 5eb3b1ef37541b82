import type { Amendment } from '../../domain/experiment/experiment.ts'
import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** Adds changes of a test's plan. */
export async function insertAmendments(
  tx: Tx,
  team: TeamKey,
  experimentId: string,
  amendments: readonly Amendment[],
): Promise<void> {
  await tx.amendment.createMany({
    data: amendments.map((amendment) => ({
      workspaceId: team.workspaceId,
      teamId: team.id,
      experimentId,
      ...amendment,
    })),
  })
}

/** The changes of a test's plan since its launch, in their order; those made at once by the name of their field. */
export async function listAmendments(db: Tx, team: TeamKey, experimentId: string): Promise<Amendment[]> {
  return await db.amendment.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, experimentId },
    orderBy: [{ madeAt: 'asc' }, { field: 'asc' }],
    select: { id: true, field: true, before: true, after: true, why: true, madeBy: true, madeAt: true },
  })
}
