import type { Sureness } from '../domain/analysis/cohort.ts'
import type { Team } from '../domain/team.ts'
import type { Tx } from './transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** From which maturity on a team judges its cohorts, and how many days a customer may take. */
export async function readSureness(db: Tx, team: TeamKey): Promise<Sureness> {
  const row = await db.team.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
    select: { maturePercent: true, wonDays: true },
  })
  return { mature: row.maturePercent / 100, wonDays: row.wonDays }
}

/** Changes when a team judges its cohorts; what was worked out with the earlier setting is no longer that of this team. */
export async function writeSureness(tx: Tx, team: TeamKey, { mature, wonDays }: Sureness): Promise<void> {
  await tx.team.update({
    where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
    data: { maturePercent: Math.round(mature * 100), wonDays, dataVersion: { increment: 1 } },
  })
}
