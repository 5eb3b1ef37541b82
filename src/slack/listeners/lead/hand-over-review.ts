import { teamOfReview } from '../../../flows/find-team.ts'
import { handOverReview } from '../../../flows/lead/hand-over-review.ts'
import { readReview } from '../../../flows/review/read-review.ts'
import { Conflict } from '../../../lib/errors.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { handOverForm } from '../../views/lead/hand-over.ts'

/** [Hand over] on the first message of a review. */
export async function openHandOver(click: Click): Promise<void> {
  const { ctx, value: reviewId } = click
  await openForm(click, 'Hand over the lead', async () => {
    const { review } = await readReview({ ...ctx, team: await teamOfReview(ctx, reviewId) }, reviewId)
    if (review.state === 'closed') throw new Conflict('This review is closed: nobody has to lead it any more.')
    return handOverForm(review)
  })
}

/** Somebody was chosen. */
export async function handOver({ ctx, values, metadata }: Submission): Promise<Next> {
  const { reviewId, from }: { reviewId: string; from: string | null } = JSON.parse(metadata)
  const team = await teamOfReview(ctx, reviewId)
  await handOverReview({ ...ctx, team }, reviewId, { from, to: textOf(values, 'to') ?? '' })
  return undefined
}
