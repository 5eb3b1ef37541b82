import type { ReviewSettings } from '../../domain/review/facilitation.ts'
import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** How the reviews of a team are led and shown. */
export async function readReviewSettings(db: Tx, team: TeamKey): Promise<ReviewSettings> {
  return await db.team.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
    select: { facilitators: true, broadcast: true, mirrorId: true },
  })
}

/** Changes how the reviews of a team are led and shown. */
export async function writeReviewSettings(tx: Tx, team: TeamKey, settings: ReviewSettings): Promise<void> {
  await tx.team.update({ where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } }, data: settings })
}
