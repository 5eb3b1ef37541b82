import type { Team } from '../../../domain/team.ts'
import { teamById } from '../../../flows/find-team.ts'
import { nextReview } from '../../../flows/review/next-reviews.ts'
import { moveReview } from '../../../flows/review/shift-review.ts'
import { openForm } from '../../forms/open-form.ts'
import { textOf } from '../../kit/values.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { moveForm } from '../../views/review/move-form.ts'

/** `/beat review move` alone, and [Move the next one…]: asks to when. */
export async function openMoveForm(request: Pick<Click, 'ctx' | 'client' | 'triggerId'>, team: Team): Promise<void> {
  await openForm(request, 'Move the next review', async () =>
    moveForm({ team, ...(await nextReview({ ...request.ctx, team })) }),
  )
}

/** The day and the time were sent. */
export async function moveTheReview({ ctx, values, metadata }: Submission): Promise<Next> {
  const { teamId }: { teamId: string } = JSON.parse(metadata)
  const to = { day: textOf(values, 'day') ?? '', time: textOf(values, 'time') ?? '' }
  await moveReview({ ...ctx, team: await teamById(ctx, teamId) }, to)
  return undefined
}
