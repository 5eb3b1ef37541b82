import { type Action, actionName } from '../../domain/action/action.ts'
import { actorName } from '../../domain/team.ts'
import { Conflict, Invalid, NotAllowed } from '../../lib/errors.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { changeAction, needAction, needOpen, SETTLED_AS, tellOf } from './change-action.ts'

/** How an action ends: done, or dropped with a reason. */
export type Settling = { state: 'done' } | { state: 'dropped'; reason: string }

/** Settles an open action, once: who comes second is told who was first. An owner whose action others drop is told why. */
export async function settleAction(ctx: TeamContext, actionId: string, how: Settling): Promise<Action> {
  const { now, actor } = ctx
  if (actor.kind !== 'person') throw new NotAllowed('An action is settled by a person.')
  const reason = how.state === 'dropped' ? how.reason.trim() : null
  if (reason === '') {
    throw new Invalid('A reason is missing.', { why: 'Say why, so that nobody wonders later what became of it.' })
  }
  return await transaction(ctx.db, async (tx) => {
    const action = await needAction(tx, ctx, actionId)
    await needOpen(tx, ctx, action)
    const { state } = how
    const changes = { state, reason, settledAt: now, settledBy: actorName(actor) }
    const settled = await changeAction(tx, ctx, action, changes, { action: SETTLED_AS[state], detail: { reason } })
    if (state === 'dropped') await tellOf(tx, ctx, settled, 'dropped', action.ownerUserId)
    return settled
  })
}

/** Brings a settled action back, outside of the focus; its day stays as it was. */
export async function reopenAction(ctx: TeamContext, actionId: string): Promise<Action> {
  return await transaction(ctx.db, async (tx) => {
    const action = await needAction(tx, ctx, actionId)
    if (action.state === 'open') throw new Conflict(`${actionName(action)} is open already. Nothing changed.`)
    const changes = { state: 'open' as const, focus: false, reason: null, settledAt: null, settledBy: null }
    const detail = { was: action.state, reason: action.reason }
    return await changeAction(tx, ctx, action, changes, { action: SETTLED_AS.open, detail })
  })
}
