import { z } from 'zod'
import { LEARNING_STATUSES, type Learning } from '../../domain/experiment/reading.ts'
import type { Team } from '../../domain/team.ts'
import type { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>
type Row = Prisma.LearningGetPayload<Record<string, never>>

/** A learning with the test that taught it. */
export type StoredLearning = Learning & { experimentId: string }

/** Writes what a test taught; an earlier version by whomever is replaced. */
export async function saveLearning(tx: Tx, team: TeamKey, learning: StoredLearning): Promise<void> {
  const { experimentId, ...own } = learning
  const key = { workspaceId: team.workspaceId, teamId: team.id, experimentId }
  await tx.learning.upsert({
    where: { workspaceId_teamId_experimentId: key },
    create: { ...key, ...own },
    update: { ...own, version: { increment: 1 } },
  })
}

/** What a test taught, or null. */
export async function findLearning(db: Tx, team: TeamKey, experimentId: string): Promise<StoredLearning | null> {
  const key = { workspaceId: team.workspaceId, teamId: team.id, experimentId }
  const row = await db.learning.findUnique({ where: { workspaceId_teamId_experimentId: key } })
  return row && toLearning(row)
}

/** All that a team has learnt, the newest first. */
export async function listLearnings(db: Tx, team: TeamKey): Promise<StoredLearning[]> {
  const rows = await db.learning.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id },
    orderBy: [{ writtenAt: 'desc' }, { experimentId: 'desc' }],
  })
  return rows.map(toLearning)
}

function toLearning(row: Row): StoredLearning {
  return {
    experimentId: row.experimentId,
    sentence: row.sentence,
    status: z.enum(LEARNING_STATUSES).parse(row.status),
    supports: row.supports,
    contradicts: row.contradicts,
    writtenBy: row.writtenBy,
    writtenAt: row.writtenAt,
  }
}
