import { hasTopic, questionOf, type RetroAnswer } from '../../domain/creative/retro.ts'
import { Invalid, NotAllowed, NotFound } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { listCreativeAnswers, saveCreativeAnswer } from '../../store/review/creative-answers.ts'
import { findReview } from '../../store/review/reviews.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { redraw } from '../delivery/announce.ts'
import { forgetDraft, RETRO_FORM } from '../keep-draft.ts'

/** The reply of a review that speaks of the creatives. */
export const RETRO = 'review-creatives'

/** What people have answered so far. */
export async function readRetroAnswers({ db, team }: TeamContext, reviewId: string): Promise<RetroAnswer[]> {
  return await listCreativeAnswers(db.prisma, team, reviewId)
}

/** The question of a review's retro, and what this person has answered to it; null for no answer yet. */
export async function readQuestion(
  ctx: TeamContext,
  reviewId: string,
  userId: string,
): Promise<{ question: string; answered: string | null }> {
  const review = await findReview(ctx.db.prisma, ctx.team, reviewId)
  if (!review) throw new NotFound('I cannot find this review any more.')
  if (!hasTopic(review.board.creatives)) throw new NotFound('This review asked nothing about creatives.')
  const answers = await readRetroAnswers(ctx, reviewId)
  const mine = answers.find((answer) => answer.userId === userId)
  return { question: questionOf(review.board.creatives), answered: mine?.text ?? null }
}

/** Keeps a person's answer to the question of the retro, also after the close; it shows in the thread. */
export async function answerRetro(ctx: TeamContext, reviewId: string, text: string): Promise<void> {
  const { db, team, now, actor } = ctx
  if (actor.kind !== 'person') throw new NotAllowed('The question of the retro is answered by a person.')
  if (text.trim() === '') throw new Invalid('Nothing was written.', { answer: 'A sentence is enough.' })
  await transaction(db, async (tx) => {
    const review = await findReview(tx, team, reviewId)
    if (!review) throw new NotFound('I cannot find this review any more.')
    const late = review.state === 'closed'
    const answer = { userId: actor.userId, text: text.trim(), answeredAt: now, late }
    const replaced = await saveCreativeAnswer(tx, team, reviewId, answer)
    await redraw(tx, ctx, { subject: reviewId, kind: RETRO })
    await forgetDraft(tx, ctx, { form: RETRO_FORM, subject: reviewId })
    await writeAudit(tx, ctx, {
      teamId: team.id,
      action: 'retro answered',
      subject: reviewId,
      detail: { text: answer.text, late, replaced },
    })
  })
}
