import { z } from 'zod'
import { REMINDING, type ReminderSettings } from '../../domain/review/prompt.ts'
import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** How the owners of a team are asked. */
export async function readReminderSettings(db: Tx, team: TeamKey): Promise<ReminderSettings> {
  const { reminding, promptTime } = await db.team.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
    select: { reminding: true, promptTime: true },
  })
  return { reminding: z.enum(REMINDING).parse(reminding), promptTime }
}

/** Changes how the owners of a team are asked. */
export async function writeReminderSettings(tx: Tx, team: TeamKey, settings: ReminderSettings): Promise<void> {
  await tx.team.update({ where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } }, data: settings })
}
