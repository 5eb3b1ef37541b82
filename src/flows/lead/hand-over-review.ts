import { reviewName } from '../../domain/review/review-words.ts'
import { actorName } from '../../domain/team.ts'
import { Conflict, Invalid, NotFound } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { findReview, setFacilitator } from '../../store/review/reviews.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce, redraw } from '../delivery/announce.ts'

/** Told privately to whom the lead of a review was handed; its part says by whom and to whom. */
export const HANDED = 'lead-handed'

/** Hands the lead of an open review to somebody else, who hears of it; whoever comes second is told who leads now. */
export async function handOverReview(
  ctx: TeamContext,
  reviewId: string,
  { from, to }: { from: string | null; to: string },
): Promise<void> {
  if (to === '') throw new Invalid('Nobody was chosen.', { to: 'Choose who leads it now.' })
  await transaction(ctx.db, async (tx) => {
    const review = await findReview(tx, ctx.team, reviewId)
    if (!review) throw new NotFound('I cannot find this review any more.')
    if (review.state === 'closed')
      throw new Conflict(`The review of ${reviewName(review.week)} is closed: nobody has to lead it any more.`)
    if (review.facilitatorUserId === to) throw new Invalid('They lead it already.', { to: 'They lead it already.' })
    if (!(await setFacilitator(tx, ctx.team, reviewId, { from, to }))) {
      const now = review.facilitatorUserId
      throw new Conflict(`It was handed over meanwhile: ${now ? `<@${now}>` : 'nobody'} leads it now. Nothing changed.`)
    }
    const by = actorName(ctx.actor)
    if (to !== by) {
      const part = `${by} ${to} ${ctx.now.toISOString()}`
      await announce(tx, ctx, [{ kind: HANDED, subject: reviewId, slot: review.week, part, conversationId: to }])
    }
    await redraw(tx, ctx, { subject: reviewId, kind: 'review-header' })
    await writeAudit(tx, ctx, {
      teamId: ctx.team.id,
      action: 'lead handed over',
      subject: reviewId,
      detail: { from, to },
    })
  })
}
