import { type Action, actionFaults, MOST_FOCUS } from '../../domain/action/action.ts'
import { readActionLine } from '../../domain/action/action-line.ts'
import { actionLine, usualDue } from '../../domain/action/action-words.ts'
import { lacksInWords } from '../../domain/review/closing.ts'
import type { Review } from '../../domain/review/narrative.ts'
import { reviewName } from '../../domain/review/review-words.ts'
import { actorName } from '../../domain/team.ts'
import { localDay, weekNumber } from '../../domain/week.ts'
import { Conflict, Invalid, NotFound } from '../../lib/errors.ts'
import { listActions, lockActions } from '../../store/actions.ts'
import { writeAudit } from '../../store/audits.ts'
import { readNames } from '../../store/people.ts'
import { readReviewSettings } from '../../store/review/review-settings.ts'
import { closeReviewRow, findReview } from '../../store/review/reviews.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import { insertNew } from '../action/add-action.ts'
import { changeAction } from '../action/change-action.ts'
import type { TeamContext } from '../context.ts'
import { announce, redraw } from '../delivery/announce.ts'
import { CLOSE_FORM, forgetDraft } from '../keep-draft.ts'
import { readLacks } from '../lead/read-lacks.ts'

/** The part of a digest that stands in a second conversation. */
export const MIRROR = 'mirror'

/** What a review ends with: decisions and new actions of the focus one line each, the ids of those that leave the focus. */
export type Closing = {
  decisions: string[]
  focus: string[]
  leaves: string[]
  /** Who does the actions whose line names nobody; null: whoever closes. */
  ownerUserId: string | null
  /** Why it is closed although something is lacking; '' where nothing is. */
  anyway: string
}

/** Closes an open review, once, notes the actions of its focus, and announces its digest. */
export async function closeReview(ctx: TeamContext, reviewId: string, closing: Closing): Promise<void> {
  const { db, team, now } = ctx
  const { decisions } = closing
  await transaction(db, async (tx) => {
    const review = await findReview(tx, team, reviewId)
    if (!review) throw new NotFound('I cannot find this review any more.')
    if (review.state === 'closed') throw closedBefore(review)
    const lacks = lacksInWords(await readLacks(tx, ctx, review))
    refuseLacking(lacks, closing.anyway)
    const words = `the close of week ${weekNumber(review.week)}`
    const names = await readNames(tx, ctx.workspaceId)
    const actions = await chooseFocus(tx, ctx, closing, { subject: reviewId, words }, names)
    const focus = actions.map((action) => actionLine(action, localDay(now, team.zone), names))
    const without = lacks === '' ? null : { lacks, why: closing.anyway.trim() }
    const closed = { closedAt: now, closedBy: actorName(ctx.actor), decisions, focus, without }
    if (!(await closeReviewRow(tx, team, reviewId, closed))) throw closedBefore(review)
    const said = { subject: reviewId, slot: review.week }
    const { mirrorId } = await readReviewSettings(tx, team)
    await announce(tx, ctx, [
      { ...said, kind: 'review-digest', parent: { ...said, kind: 'review-header' } },
      ...(mirrorId === null ? [] : [{ ...said, kind: 'review-digest', part: MIRROR, conversationId: mirrorId }]),
    ])
    await redraw(tx, ctx, { subject: reviewId, kind: 'review-header' })
    await forgetDraft(tx, ctx, { form: CLOSE_FORM, subject: reviewId })
    const detail = { decisions, focus, leaves: closing.leaves, ...(without && { without }) }
    await writeAudit(tx, ctx, { teamId: team.id, action: 'review closed', subject: reviewId, detail })
  })
}

function closedBefore({ week, closedBy }: Review): Conflict {
  const by = closedBy ? `<@${closedBy}>` : 'somebody'
  return new Conflict(`The review of ${reviewName(week)} was closed before, by ${by}. Nothing changed.`)
}

function refuseLacking(lacks: string, anyway: string): void {
  if (lacks === '' || anyway.trim() !== '') return
  const sentence = `Something is lacking (${lacks}). Wait for it, or say here why you close without it: that is kept, and the digest says it.`
  throw new Invalid(sentence, { anyway: sentence.slice(0, 1_500) })
}

/** The focus until the next review: what stays in it, and each line as an action of its own. */
async function chooseFocus(
  tx: Tx,
  ctx: TeamContext,
  closing: Closing,
  from: { subject: string; words: string },
  names: Record<string, string>,
): Promise<Action[]> {
  const { team, newId } = ctx
  await lockActions(tx, team)
  const focus = await listActions(tx, team, { state: 'open', focus: true })
  const staying = focus.filter(({ id }) => !closing.leaves.includes(id))
  refuseTooMany(staying.length, closing.focus.length)
  for (const action of focus.filter((each) => !staying.includes(each))) {
    await changeAction(
      tx,
      ctx,
      action,
      { focus: false },
      { action: 'action left the focus', detail: { at: from.subject } },
    )
  }
  const permalink = null
  const origin = { kind: 'close', ...from, permalink }
  const added: Action[] = []
  for (const line of closing.focus) {
    added.push(await insertNew(tx, ctx, { id: newId('act'), fields: fieldsOf(ctx, line, closing, names), origin }))
  }
  return [...staying, ...added]
}

function fieldsOf(ctx: TeamContext, line: string, closing: Closing, names: Record<string, string>) {
  const today = localDay(ctx.now, ctx.team.zone)
  const said = readActionLine(line, names, today)
  const closer = ctx.actor.kind === 'person' ? ctx.actor.userId : ctx.team.leadUserId
  const ownerUserId = said.ownerUserId ?? closing.ownerUserId ?? closer ?? ''
  const dueOn = said.dueOn ?? usualDue(today)
  const fields = { what: said.what, ownerUserId, dueOn, priority: 'normal' as const, focus: true }
  const [fault] = Object.values(actionFaults(fields, today, null))
  if (fault) throw new Invalid(fault, { focus: `"${line.slice(0, 60)}": ${fault}` })
  return fields
}

function refuseTooMany(staying: number, added: number): void {
  if (staying + added <= MOST_FOCUS || added === 0) return
  const sentence =
    staying === 0
      ? `At most ${MOST_FOCUS} actions can be next week's focus; these are ${added}. Which can wait?`
      : `At most ${MOST_FOCUS} actions can be next week's focus: ${staying} ${staying === 1 ? 'stays' : 'stay'} in it, so these ${added} are ${staying + added - MOST_FOCUS} too many. Untick one above, or leave one for later.`
  throw new Invalid(sentence, { focus: sentence })
}
