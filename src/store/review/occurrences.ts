import type { Slot } from '../../domain/rhythm.ts'
import type { Team } from '../../domain/team.ts'
import type { Tx } from '../transaction.ts'

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

/** The same instant as it stands, without a lock: enough to see that nothing has to be written. */
export async function readPlannedThrough(db: Tx, { workspaceId, id }: TeamKey): Promise<Date | null> {
  const where = { workspaceId_id: { workspaceId, id } }
  return (await db.team.findUnique({ where, select: { plannedThrough: true } }))?.plannedThrough ?? null
}

/** Writes slots down as occurrences and moves the cursor; a slot that stands already stays as it is. */
export async function planOccurrences(
  tx: Tx,
  team: TeamKey,
  ritual: string,
  slots: (Slot & { note: string | null })[],
  through: Date,
): Promise<void> {
  const tenant = { workspaceId: team.workspaceId, teamId: team.id }
  await tx.occurrence.createMany({
    data: slots.map(({ week, dueAt, note }) => ({ ...tenant, ritual, slot: week, dueAt, note, state: 'planned' })),
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

/** Whether one of some slots is settled, done or not. */
export async function hasSettled(db: Tx, team: TeamKey, slots: readonly string[]): Promise<boolean> {
  const where = { workspaceId: team.workspaceId, teamId: team.id, slot: { in: [...slots] } }
  return (await db.occurrence.count({ where: { ...where, state: { not: 'planned' } } })) > 0
}

/** A slot as its row stands: waiting, or settled one way or the other. */
export type StoredSlot = { slot: string; dueAt: Date; state: string; note: string | null }

/** The rows of a ritual for some slots, and all that wait for an instant after `now`. */
export async function listSlots(
  db: Tx,
  team: TeamKey,
  ritual: string,
  slots: readonly string[],
  now: Date,
): Promise<StoredSlot[]> {
  return await db.occurrence.findMany({
    where: {
      workspaceId: team.workspaceId,
      teamId: team.id,
      ritual,
      OR: [{ slot: { in: [...slots] } }, { state: 'planned', dueAt: { gt: now } }],
    },
    select: { slot: true, dueAt: true, state: true, note: true },
  })
}

/** Moves a slot, or skips it, ahead of its time; says whether it had not been settled otherwise before. */
export async function overrideSlot(
  tx: Tx,
  team: TeamKey,
  override: { ritual: string; slot: string; dueAt: Date; state: 'planned' | 'skipped'; note: string },
): Promise<boolean> {
  const { ritual, slot, dueAt, state, note } = override
  const count = await tx.$executeRaw`
    INSERT INTO occurrence (workspace_id, team_id, ritual, slot, due_at, state, note)
    VALUES (${team.workspaceId}, ${team.id}, ${ritual}, ${slot}, ${dueAt}, ${state}, ${note})
    ON CONFLICT (workspace_id, team_id, ritual, slot)
    DO UPDATE SET due_at = excluded.due_at, state = excluded.state, note = excluded.note
    WHERE occurrence.state IN ('planned', 'skipped')`
  return count === 1
}

/** Forgets that a slot was moved or skipped; says whether it was, and had not been settled since. */
export async function forgetOverride(tx: Tx, team: TeamKey, ritual: string, slot: string): Promise<boolean> {
  const { count } = await tx.occurrence.deleteMany({
    where: { workspaceId: team.workspaceId, teamId: team.id, ritual, slot, state: { in: ['planned', 'skipped'] } },
  })
  return count === 1
}
