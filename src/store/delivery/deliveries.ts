import type { Tx } from '../transaction.ts'

const KEPT_DAYS = 7

/** Marks an event of Slack as handled; false where it had been handled before. */
export async function claimDelivery(db: Tx, workspaceId: string, eventId: string, now: Date): Promise<boolean> {
  const { count } = await db.delivery.createMany({ data: [{ workspaceId, eventId, at: now }], skipDuplicates: true })
  return count === 1
}

/** Forgets events so old that Slack delivers them no more. */
export async function sweepDeliveries(db: Tx, now: Date): Promise<void> {
  await db.delivery.deleteMany({ where: { at: { lt: new Date(now.getTime() - KEPT_DAYS * 86_400_000) } } })
}
