import { type Action, type ActionState, actionName } from '../../domain/action/action.ts'
import { refusalOfSettled } from '../../domain/action/action-words.ts'
import { TOLD_WHY, type ToldWhy } from '../../domain/action/told.ts'
import { Conflict, NotFound } from '../../lib/errors.ts'
import { findAction, updateAction } from '../../store/actions.ts'
import { type AuditEntry, findAuditOfVersion, writeAudit } from '../../store/audits.ts'
import { findPost } from '../../store/delivery/announcements.ts'
import { readNames } from '../../store/people.ts'
import { findLatestStanding } from '../../store/review/reviews.ts'
import type { Tx } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce, redraw } from '../delivery/announce.ts'

/** The reply of a review that speaks of the actions. */
export const ACTIONS_REPLY = 'review-actions'

/** The kind of an action's origin that is a narrative; its subject is the review and the channel. */
export const NARRATIVE = 'narrative'

/** What one person is told privately, once, of an action of theirs. */
export const ACTION_TOLD = 'action-told'

/** What one person is told privately of their actions that became overdue, once for each of them. */
export const ACTIONS_OVERDUE = 'action-overdue'

/** The action of an id; where it is gone, the sentence says so. */
export async function needAction(tx: Tx, { team }: TeamContext, id: string): Promise<Action> {
  const action = await findAction(tx, team, id)
  if (!action) throw new NotFound('I cannot find this action any more. `/beat action list` shows all there are.')
  return action
}

/** Refuses where an action is no longer open; the sentence says who settled it, and when. */
export async function needOpen(tx: Tx, ctx: TeamContext, action: Action): Promise<void> {
  if (action.state === 'open') return
  throw new Conflict(refusalOfSettled(action, ctx.team.zone, await readNames(tx, ctx.workspaceId)))
}

/**
 * Writes a changed action, if nobody changed it since it was read; what was said of it, the reply of the review and the audit
 * follow in the same transaction. Whoever comes second is told, and nothing of theirs is written.
 */
export async function changeAction(
  tx: Tx,
  ctx: TeamContext,
  before: Action,
  changes: Partial<Omit<Action, 'id' | 'number' | 'version' | 'createdAt' | 'createdBy'>>,
  happened: { action: string; detail?: object },
): Promise<Action> {
  const { team } = ctx
  const changed = { ...before, ...changes }
  if (!(await updateAction(tx, team, changed))) {
    if (before.state === 'open') await needOpen(tx, ctx, await needAction(tx, ctx, before.id))
    throw new Conflict(
      `${actionName(before)} was changed by somebody else a moment ago, so I changed nothing. Look at it and try again.`,
    )
  }
  await redraw(tx, ctx, { subject: before.id })
  if (before.nudgedOn !== null)
    await redraw(tx, ctx, { subject: before.ownerUserId, kind: ACTIONS_OVERDUE, part: before.nudgedOn })
  await showInReview(tx, ctx)
  await showAtOrigin(tx, ctx, before)
  const version = before.version + 1
  const detail = { version, ...happened.detail }
  await writeAudit(tx, ctx, { teamId: team.id, action: happened.action, subject: before.id, detail })
  return { ...changed, version }
}

/** Draws the actions of the latest review anew, also after its close; a review that had nothing to say of them says it now. */
export async function showInReview(tx: Tx, ctx: TeamContext): Promise<void> {
  const review = await findLatestStanding(tx, ctx.team)
  if (!review || !(await findPost(tx, ctx.team, { kind: 'review-header', subject: review.id }))) return
  const said = { subject: review.id, slot: review.week }
  await announce(tx, ctx, [{ ...said, kind: ACTIONS_REPLY, parent: { ...said, kind: 'review-header' } }])
  await redraw(tx, ctx, { subject: review.id, kind: ACTIONS_REPLY })
}

/** A narrative that became an action says so in its reply, and what became of it. */
export async function showAtOrigin(tx: Tx, ctx: TeamContext, { origin }: Pick<Action, 'origin'>): Promise<void> {
  if (origin.kind !== NARRATIVE || origin.subject === null) return
  const [subject = '', part = ''] = origin.subject.split('/')
  await redraw(tx, ctx, { subject, kind: 'review-narrative', part })
}

/** Tells one person privately what became of an action, unless they did it themselves. */
export async function tellOf(tx: Tx, ctx: TeamContext, action: Action, why: ToldWhy, userId: string): Promise<void> {
  if (ctx.actor.kind === 'person' && ctx.actor.userId === userId) return
  const part = `${why}:${action.version}`
  await announce(tx, ctx, [{ kind: ACTION_TOLD, subject: action.id, part, conversationId: userId }])
}

/** What a person was told: why, and by whom with which words; null for what nobody knows any more. */
export async function readTold(
  ctx: TeamContext,
  actionId: string,
  part: string,
): Promise<{ why: ToldWhy; entry: AuditEntry } | null> {
  const [kind, version] = part.split(':')
  const why = TOLD_WHY.find((each) => each === kind)
  const entry = await findAuditOfVersion(ctx.db.prisma, ctx.team, actionId, Number(version))
  return why && entry ? { why, entry } : null
}

/** What an audit calls the way into a state. */
export const SETTLED_AS: Readonly<Record<ActionState, string>> = {
  open: 'action reopened',
  done: 'action done',
  dropped: 'action dropped',
}
