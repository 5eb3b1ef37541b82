import { type Action, actionName } from '../../domain/action/action.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { changeAction, needAction, needOpen, tellOf } from './change-action.ts'

/** Gives an open action to somebody else, who is told with the words of whoever gives it; `version` is the one that was looked at. */
export async function handOver(
  ctx: TeamContext,
  actionId: string,
  to: { ownerUserId: string; word: string; version: number },
): Promise<Action> {
  return await transaction(ctx.db, async (tx) => {
    const action = await needAction(tx, ctx, actionId)
    await needOpen(tx, ctx, action)
    if (to.ownerUserId === '' || to.ownerUserId === action.ownerUserId) {
      const sentence = `Choose somebody else: ${actionName(action)} has this owner already.`
      throw new Invalid(sentence, { owner: to.ownerUserId === '' ? 'Choose who does it from now on.' : sentence })
    }
    if (action.version !== to.version) {
      throw new Conflict(
        `Somebody else changed ${actionName(action)} in the meantime, so I changed nothing. Close this form and look at it again.`,
      )
    }
    const detail = { word: to.word.trim(), before: { ownerUserId: action.ownerUserId } }
    const changes = { ownerUserId: to.ownerUserId }
    const changed = await changeAction(tx, ctx, action, changes, { action: 'action handed over', detail })
    await tellOf(tx, ctx, changed, 'assigned', to.ownerUserId)
    return changed
  })
}
