import type { RetroAnswer } from '../../domain/creative/retro.ts'
import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** What people answered to the question of a review's creative retro, the earliest first. */
export async function listCreativeAnswers(db: Tx, team: TeamKey, reviewId: string): Promise<RetroAnswer[]> {
  return await db.creativeAnswer.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, reviewId },
    orderBy: [{ answeredAt: 'asc' }, { userId: 'asc' }],
    select: { userId: true, text: true, answeredAt: true, editedAt: true, late: true },
  })
}

/** Keeps a person's answer, or writes it over their earlier one, which keeps the moment it was first given; answers with the earlier words. */
export async function saveCreativeAnswer(
  tx: Tx,
  team: TeamKey,
  reviewId: string,
  { userId, text, answeredAt, late }: Omit<RetroAnswer, 'editedAt'>,
): Promise<string | null> {
  const key = { workspaceId: team.workspaceId, teamId: team.id, reviewId, userId }
  const where = { workspaceId_teamId_reviewId_userId: key }
  const earlier = await tx.creativeAnswer.findUnique({ where, select: { text: true } })
  await tx.creativeAnswer.upsert({
    where,
    create: { ...key, text, answeredAt, late },
    update: { text, editedAt: answeredAt },
  })
  return earlier?.text ?? null
}
