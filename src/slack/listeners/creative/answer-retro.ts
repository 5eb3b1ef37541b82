import { answerRetro, readQuestion } from '../../../flows/creative/answer-retro.ts'
import { teamOfReview } from '../../../flows/find-team.ts'
import { RETRO_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { retroForm } from '../../views/creative/retro-form.ts'

/** [Answer] under the question of the creative retro. */
export async function openRetro(click: Click): Promise<void> {
  const { ctx, userId, value: reviewId } = click
  await openForm(click, 'Answer', async () => {
    const team = await teamOfReview(ctx, reviewId)
    const draft = await recallDraft(ctx, { form: RETRO_FORM, subject: reviewId })
    const question = await readQuestion({ ...ctx, team }, reviewId, userId)
    return retroForm({ reviewId, ...question, draft: draft?.answer ?? null })
  })
}

/** The answer was sent. */
export async function saveRetro({ ctx, values, metadata }: Submission): Promise<Next> {
  const { reviewId } = JSON.parse(metadata)
  const team = await teamOfReview(ctx, reviewId)
  await answerRetro({ ...ctx, team }, reviewId, textOf(values, 'answer') ?? '')
  return undefined
}
