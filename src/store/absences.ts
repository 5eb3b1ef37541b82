import type { Absence } from '../domain/team.ts'
import { dateOf, dayOf } from './days.ts'
import type { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** Notes when a person is away; what was noted of the same first day is written over. */
export async function saveAbsence(tx: Tx, workspaceId: string, absence: Absence, setAt: Date): Promise<void> {
  const { userId, from, until, delegateUserId, setBy } = absence
  const data = { untilOn: dateOf(until), delegateUserId, setBy, setAt }
  const key = { workspaceId, userId, fromOn: dateOf(from) }
  await tx.absence.upsert({ where: { workspaceId_userId_fromOn: key }, create: { ...key, ...data }, update: data })
}

/** Who of a workspace is away, now or later, the next first. */
export async function listAbsences(db: Tx, workspaceId: string): Promise<Absence[]> {
  return (await db.absence.findMany({ where: { workspaceId }, orderBy: { fromOn: 'asc' } })).map(toAbsence)
}

/** Forgets that a person is away from a day on; says whether that was noted. */
export async function deleteAbsence(
  tx: Tx,
  workspaceId: string,
  { userId, from }: Pick<Absence, 'userId' | 'from'>,
): Promise<boolean> {
  return (await tx.absence.deleteMany({ where: { workspaceId, userId, fromOn: dateOf(from) } })).count === 1
}

/** Forgets the absences that were over before a day. */
export async function deletePastAbsences(db: Tx, workspaceId: string, day: string): Promise<void> {
  await db.absence.deleteMany({ where: { workspaceId, untilOn: { lt: dateOf(day) } } })
}

/** Reads a row of the table as an absence. */
export function toAbsence(row: Prisma.AbsenceGetPayload<Record<string, never>>): Absence {
  const { userId, fromOn, untilOn, delegateUserId, setBy } = row
  return { userId, from: dayOf(fromOn), until: dayOf(untilOn), delegateUserId, setBy }
}
