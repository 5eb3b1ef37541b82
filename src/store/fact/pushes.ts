import type { Team } from '../../domain/team.ts'
import type { Prisma } from '../generated/client.ts'
import type { Tx } from '../transaction.ts'

type PushKey = { team: Pick<Team, 'workspaceId' | 'id'>; sourceId: string; key: string }

/** What became of a push with an idempotency key: this call may do it, or it was done, or somebody does it, or it was another. */
export type Claim =
  | { kind: 'mine' }
  | { kind: 'done'; status: number; answer: unknown }
  | { kind: 'under way' }
  | { kind: 'another body' }

/** Claims a push by its key; one that a process which died left behind is taken over. */
export async function claimPush(
  tx: Tx,
  push: PushKey,
  asked: { bodyHash: string; now: Date; abandonedBefore: Date },
): Promise<Claim> {
  const { bodyHash, now: startedAt, abandonedBefore } = asked
  const made = await tx.push.createMany({ data: [{ ...keyOf(push), bodyHash, startedAt }], skipDuplicates: true })
  if (made.count === 1) return { kind: 'mine' }
  const there = await tx.push.findFirst({ where: keyOf(push) })
  if (!there || there.bodyHash !== bodyHash) return { kind: there ? 'another body' : 'under way' }
  if (there.status !== null) return { kind: 'done', status: there.status, answer: there.answer }
  const where = { ...keyOf(push), status: null, startedAt: { lt: abandonedBefore } }
  const { count } = await tx.push.updateMany({ where, data: { startedAt } })
  return count === 1 ? { kind: 'mine' } : { kind: 'under way' }
}

/** Keeps the answer of a push, so that the same key is answered the same. */
export async function settlePush(tx: Tx, push: PushKey, status: number, answer: unknown): Promise<void> {
  const data = { status, answer: JSON.parse(JSON.stringify(answer)) as Prisma.InputJsonValue }
  await tx.push.updateMany({ where: keyOf(push), data })
}

/** Lets go of a push that changed nothing, so that the same key may be tried again. */
export async function releasePush(tx: Tx, push: PushKey): Promise<void> {
  await tx.push.deleteMany({ where: { ...keyOf(push), status: null } })
}

/** Forgets pushes that began before an instant. */
export async function sweepPushRows(db: Tx, before: Date): Promise<number> {
  return (await db.push.deleteMany({ where: { startedAt: { lt: before } } })).count
}

function keyOf({ team, sourceId, key }: PushKey) {
  return { workspaceId: team.workspaceId, teamId: team.id, sourceId, key }
}
