import { reviewName } from '../domain/review-words.ts'
import { actorName } from '../domain/team.ts'
import { Conflict, Invalid, NotFound } from '../lib/errors.ts'
import { writeAudit } from '../store/audits.ts'
import { closeReviewRow, findReview } from '../store/reviews.ts'
import { transaction } from '../store/transaction.ts'
import { announce, redraw } from './announce.ts'
import type { TeamContext } from './context.ts'
import { CLOSE_FORM, forgetDraft } from './keep-draft.ts'

const MOST_FOCUS = 5

/** What a review ends with, one line each. */
export type Closing = { decisions: string[]; focus: string[] }

/** Closes an open review, once, and announces its digest. */
export async function closeReview(ctx: TeamContext, reviewId: string, closing: Closing): Promise<void> {
  const { db, team, now } = ctx
  if (closing.focus.length > MOST_FOCUS) {
    const sentence = `At most ${MOST_FOCUS} actions can be next week's focus; these are ${closing.focus.length}. Which can wait?`
    throw new Invalid(sentence, { focus: sentence })
  }
  await transaction(db, async (tx) => {
    const review = await findReview(tx, team, reviewId)
    if (!review) throw new NotFound('I cannot find this review any more.')
    const closed = { closedAt: now, closedBy: actorName(ctx.actor), ...closing }
    if (!(await closeReviewRow(tx, team, reviewId, closed))) {
      throw new Conflict(
        `The review of ${reviewName(review.week)} was closed before, by ${review.closedBy ? `<@${review.closedBy}>` : 'somebody'}. Nothing changed.`,
      )
    }
    const said = { subject: reviewId, slot: review.week }
    await announce(tx, ctx, [{ ...said, kind: 'review-digest', parent: { ...said, kind: 'review-header' } }])
    await redraw(tx, ctx, { subject: reviewId, kind: 'review-header' })
    await forgetDraft(tx, ctx, { form: CLOSE_FORM, subject: reviewId })
    await writeAudit(tx, ctx, { teamId: team.id, action: 'review closed', subject: reviewId, detail: closing })
  })
}
