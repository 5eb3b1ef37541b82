import { z } from 'zod'
import { SCORE_MODELS, type ScoreModel } from '../../domain/experiment/experiment.ts'
import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** How one person rates one idea. */
export type StoredScore = {
  experimentId: string
  userId: string
  model: ScoreModel
  inputs: Record<string, number>
  scoredAt: Date
}

const Inputs = z.record(z.string(), z.number())

/** Keeps a person's rating; an earlier one of theirs is replaced. */
export async function saveScore(tx: Tx, team: TeamKey, score: StoredScore): Promise<void> {
  const { experimentId, userId, ...own } = score
  const key = { workspaceId: team.workspaceId, teamId: team.id, experimentId, userId }
  await tx.score.upsert({
    where: { workspaceId_teamId_experimentId_userId: key },
    create: { ...key, ...own },
    update: own,
  })
}

/** The ratings of one test, or of all tests of a team, in the order they were given. */
export async function listScores(db: Tx, team: TeamKey, experimentId?: string): Promise<StoredScore[]> {
  const rows = await db.score.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, ...(experimentId !== undefined && { experimentId }) },
    orderBy: [{ scoredAt: 'asc' }, { userId: 'asc' }],
  })
  return rows.map((row) => ({
    experimentId: row.experimentId,
    userId: row.userId,
    model: z.enum(SCORE_MODELS).parse(row.model),
    inputs: Inputs.parse(row.inputs),
    scoredAt: row.scoredAt,
  }))
}
