import { claimDelivery, sweepDeliveries } from '../store/delivery/deliveries.ts'
import type { Context } from './context.ts'

/** Takes an event of Slack to be handled; false where it was taken before. */
export async function claimEvent(ctx: Context, eventId: string): Promise<boolean> {
  return await claimDelivery(ctx.db.prisma, ctx.workspaceId, eventId, ctx.now)
}

/** Forgets events that Slack delivers no more. */
export async function sweepEvents({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  await sweepDeliveries(db.prisma, now)
}
