import type { Sureness } from '../domain/analysis/cohort.ts'
import type { Team } from '../domain/team.ts'
import type { Tx } from './transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** When a team judges its cohorts, and from which change on a closed week is said to be restated. */
export type NumberSettings = Sureness & { restated: number }

/** From which maturity on a team judges its cohorts, how many days a customer may take, and what restates a week. */
export async function readSureness(db: Tx, team: TeamKey): Promise<NumberSettings> {
  const row = await db.team.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
    select: { maturePercent: true, wonDays: true, restatedPercent: true },
  })
  return { mature: row.maturePercent / 100, wonDays: row.wonDays, restated: row.restatedPercent / 100 }
}

/** Changes these settings; what was worked out with the earlier setting is no longer that of this team. */
export async function writeSureness(
  tx: Tx,
  team: TeamKey,
  { mature, wonDays, restated }: NumberSettings,
): Promise<void> {
  await tx.team.update({
    where: { workspaceId_id: { workspaceId: team.workspaceId, id: team.id } },
    data: {
      maturePercent: Math.round(mature * 100),
      wonDays,
      restatedPercent: Math.round(restated * 100),
      dataVersion: { increment: 1 },
    },
  })
}
