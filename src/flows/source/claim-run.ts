import type { Source } from '../../domain/import/source.ts'
import { type Claim, claimPush, releasePush, settlePush, sweepPushRows } from '../../store/fact/pushes.ts'
import { claimSource, findSource, insertSource, type Lease, releaseSource } from '../../store/fact/sources.ts'
import type { Context, TeamContext } from '../context.ts'

const PUSH_ABANDONED_AFTER_MS = 10 * 60_000
const PUSH_REMEMBERED_MS = 7 * 86_400_000

/** The right to read a warehouse now, with the source as it stands. */
export type ClaimedRun = Lease & { source: Source }

/** Makes the warehouses that the configuration names known to the team; they are due at once. */
export async function knowWarehouse(ctx: TeamContext, name: string): Promise<void> {
  const { db, team, now } = ctx
  const made = { id: ctx.newId('src'), name, kind: 'sql' as const, token: null, nextRunAt: now }
  await insertSource(db.prisma, team, { ...made, createdBy: 'operator', createdAt: now })
}

/** Takes the right to read a warehouse that is due (or that somebody asks for); null where it is not, or another reads it. */
export async function claimRun(
  ctx: TeamContext,
  name: string,
  { leaseMs, evenIfNotDue }: { leaseMs: number; evenIfNotDue: boolean },
): Promise<ClaimedRun | null> {
  const { db, team, now } = ctx
  const until = new Date(now.getTime() + leaseMs)
  const lease = await claimSource(db.prisma, team, { name, now, until, evenIfNotDue })
  const source = lease && (await findSource(db.prisma, team, lease.id))
  return lease && source && { ...lease, source }
}

/** Lets go of a warehouse that is not read after all; it is due again at once. */
export async function releaseRun({ db, team, now }: TeamContext, lease: Lease): Promise<void> {
  await releaseSource(db.prisma, team, lease, now)
}

/** Takes a push by its idempotency key. */
export async function claimPushKey(
  { db, team, now }: TeamContext,
  sourceId: string,
  push: { key: string; bodyHash: string },
): Promise<Claim> {
  const abandonedBefore = new Date(now.getTime() - PUSH_ABANDONED_AFTER_MS)
  const { key, bodyHash } = push
  return await claimPush(db.prisma, { team, sourceId, key }, { bodyHash, now, abandonedBefore })
}

/** Keeps what a push was answered; an answer of null lets go of a push that changed nothing. */
export async function settlePushKey(
  { db, team }: TeamContext,
  sourceId: string,
  key: string,
  answer: { status: number; body: unknown } | null,
): Promise<void> {
  const push = { team, sourceId, key }
  if (answer) await settlePush(db.prisma, push, answer.status, answer.body)
  else await releasePush(db.prisma, push)
}

/** Forgets idempotency keys after a week. */
export async function sweepPushes({ db, now }: Pick<Context, 'db' | 'now'>): Promise<number> {
  return await sweepPushRows(db.prisma, new Date(now.getTime() - PUSH_REMEMBERED_MS))
}
