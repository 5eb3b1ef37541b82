import type { Slot } from '../domain/rhythm.ts'
import type { Team } from '../domain/team.ts'
import type { Tx } from './transaction.ts'

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** A slot that stands as a row and waits to be settled. */
export type PlannedOccurrence = { ritual: string; slot: string; dueAt: Date }

/** How an occurrence ended. */
export type Settlement = { state: 'done' | 'missed' | 'skipped'; late: boolean; note: string | null }

/** Up to which instant a team's slots stand as occurrences; the row is locked until the transaction ends. */
export async function lockPlan(tx: Tx, team: TeamKey): Promise<Date | null> {
  const rows = await tx.$queryRaw<{ planned_through: Date }[]>`
    SELECT planned_through FROM team WHERE workspace_id = ${team.workspaceId} AND id = ${team.id} FOR UPDATE`
  return rows[0]?.planned_through ?? null
}

/** Writes slots down as occurrences and moves the cursor; a slot that stands already stays as it is. */
export async function planOccurrences(
  tx: Tx,
  team: TeamKey,
  ritual: string,
  slots: Slot[],
  through: Date,
): Promise<void> {
  const tenant = { workspaceId: team.workspaceId, teamId: team.id }
  await tx.occurrence.createMany({
    data: slots.map(({ week, dueAt }) => ({ ...tenant, ritual, slot: week, dueAt, state: 'planned' })),
    skipDuplicates: true,
  })
  await tx.team.updateMany({
    where: { workspaceId: team.workspaceId, id: team.id, plannedThrough: { lt: through } },
    data: { plannedThrough: through },
  })
}

/** The occurrences of a team that wait, the oldest first. */
export async function listPlanned(db: Tx, team: TeamKey, ritual: string): Promise<PlannedOccurrence[]> {
  return await db.occurrence.findMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, ritual, state: 'planned' },
    orderBy: { dueAt: 'asc' },
    select: { ritual: true, slot: true, dueAt: true },
  })
}

/** Settles an occurrence that still waits; says whether this call was the one that did. */
export async function settleOccurrence(
  tx: Tx,
  team: TeamKey,
  key: { ritual: string; slot: string },
  settlement: Settlement,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.occurrence.updateMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, ...key, state: 'planned' },
    data: { ...settlement, settledAt: now },
  })
  return count === 1
}
