import { momentInWords } from '../../../domain/moment.ts'
import { lacksInWords } from '../../../domain/review/closing.ts'
import { heard } from '../../../domain/review/narrative.ts'
import { localDay } from '../../../domain/week.ts'
import { readFocus } from '../../../flows/action/read-actions.ts'
import { teamOfReview } from '../../../flows/find-team.ts'
import { CLOSE_FORM, recallDraft } from '../../../flows/keep-draft.ts'
import { readOpenLacks } from '../../../flows/lead/read-lacks.ts'
import { closeReview } from '../../../flows/review/close-review.ts'
import { readDecided } from '../../../flows/review/read-decided.ts'
import { readReview } from '../../../flows/review/read-review.ts'
import { readLines } from '../../../lib/text.ts'
import { listOf, textOf } from '../../kit/values.ts'
import type { Click, Next, Submission } from '../../requests.ts'
import { closeForm } from '../../views/review/close-form.ts'
import { noticeModal, waitingForm } from '../../views/review/narrative-form.ts'

/** [Close review]: asks for decisions and next week's focus. */
export async function openCloseForm({ ctx: base, client, triggerId, userId, value: reviewId }: Click): Promise<void> {
  const opened = await client.views.open({ trigger_id: triggerId, view: waitingForm('Close review') })
  const team = await teamOfReview(base, reviewId)
  const ctx = { ...base, team }
  const { review, names } = await readReview(ctx, reviewId)
  const count = heard(review)
  const lacks = lacksInWords(await readOpenLacks(ctx, review))
  const decided = await readDecided(ctx, review)
  const draft = await recallDraft(ctx, { form: CLOSE_FORM, subject: reviewId })
  const focus = await readFocus(ctx)
  const seen = { focus, userId, names, today: localDay(ctx.now, team.zone) }
  const view =
    review.closedAt === null
      ? closeForm({ reviewId, week: review.week, heard: count.heard, of: count.of, lacks, decided, draft, ...seen })
      : noticeModal(
          'Close review',
          `This review was closed ${momentInWords(review.closedAt, team.zone)}. Nothing more is to do.`,
        )
  await client.views.update({ view_id: opened.view?.id ?? '', view })
}

/** The close form was sent. */
export async function closeTheReview({ ctx, values, metadata }: Submission): Promise<Next> {
  // A form that was opened before forms showed the focus names none.
  const { reviewId, focus = '' }: { reviewId: string; focus?: string } = JSON.parse(metadata)
  const team = await teamOfReview(ctx, reviewId)
  const lines = (id: string) => readLines(textOf(values, id))
  const stays = listOf(values, 'stays')
  const closing = {
    decisions: lines('decisions'),
    focus: lines('focus'),
    leaves: focus.split(' ').filter((id) => id !== '' && !stays.includes(id)),
    ownerUserId: textOf(values, 'focusOwner'),
    anyway: textOf(values, 'anyway') ?? '',
  }
  await closeReview({ ...ctx, team }, reviewId, closing)
  return undefined
}
