import { ACTION_TOLD, ACTIONS_OVERDUE, readTold } from '../../flows/action/change-action.ts'
import { readAction, readOverdue } from '../../flows/action/read-actions.ts'
import type { TeamContext } from '../../flows/context.ts'
import type { Announcement, Drawing } from '../announcer/desk.ts'
import { actionsOverdue, actionTold } from '../views/action/action-card.ts'

/** Draws what one person is told privately of their actions. */
export async function drawAction(
  ctx: TeamContext,
  { kind, subject, part, conversationId: userId }: Pick<Announcement, 'kind' | 'subject' | 'part' | 'conversationId'>,
): Promise<Drawing> {
  switch (kind) {
    case ACTION_TOLD: {
      const told = await readTold(ctx, subject, part)
      if (!told) return { kind: 'nothing', reason: 'nothing is known of what it was about' }
      const { actor: by, detail } = told.entry
      const word = typeof detail.word === 'string' ? detail.word : ''
      return {
        kind: 'message',
        ...actionTold({ ...(await readAction(ctx, subject)), why: told.why, by, word, userId }),
      }
    }
    case ACTIONS_OVERDUE:
      return { kind: 'message', ...actionsOverdue(await readOverdue(ctx, subject, part)) }
    default:
      return { kind: 'nothing', reason: `no view draws ${kind}` }
  }
}
