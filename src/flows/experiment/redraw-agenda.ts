import { findLatestStanding } from '../../store/review/reviews.ts'
import type { Tx } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { redraw } from '../delivery/announce.ts'

/** The reply of a review that speaks of the tests. */
export const AGENDA = 'review-tests'

/** Asks for the tests of the open review to be drawn anew; a closed review stays as it was closed. */
export async function redrawAgenda(tx: Tx, ctx: TeamContext): Promise<void> {
  const review = await findLatestStanding(tx, ctx.team)
  if (review?.state === 'open') await redraw(tx, ctx, { subject: review.id, kind: AGENDA })
}
