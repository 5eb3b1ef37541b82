import { z } from 'zod'
import { SCORE_MODELS, type TestSettings } from '../../domain/experiment/experiment.ts'
import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** How a team runs its tests. */
export async function readTestSettings(db: Tx, team: TeamKey): Promise<TestSettings> {
  const row = await db.team.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
    select: { testSlots: true, testChannelSlots: true, testBudget: true, scoreModel: true },
  })
  return {
    slots: row.testSlots,
    channelSlots: row.testChannelSlots,
    budgetLimit: row.testBudget?.toNumber() ?? null,
    scoreModel: z.enum(SCORE_MODELS).parse(row.scoreModel),
  }
}

/** Changes how a team runs its tests. */
export async function writeTestSettings(tx: Tx, team: TeamKey, settings: TestSettings): Promise<void> {
  await tx.team.update({
    where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
    data: {
      testSlots: settings.slots,
      testChannelSlots: settings.channelSlots,
      testBudget: settings.budgetLimit,
      scoreModel: settings.scoreModel,
    },
  })
}
