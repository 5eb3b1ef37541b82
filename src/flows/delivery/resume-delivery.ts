import { refusalCodes } from '../../domain/refusal.ts'
import { resumeBlocked } from '../../store/delivery/post-receipts.ts'
import type { Context } from '../context.ts'

/** Makes everything due again that a conversation refused: the bot was invited, the channel was unarchived. */
export async function resumeConversation(ctx: Context, conversationId: string): Promise<number> {
  const { db, workspaceId } = ctx
  return resumeBlocked(db, { workspaceId, conversationId, codes: refusalCodes('conversation') })
}

/** Makes everything due again that the workspace refused: the bot was installed anew, with a token or scopes it lacked. */
export async function resumeWorkspace(ctx: Context): Promise<number> {
  const codes = [...refusalCodes('workspace'), 'missing_scope']
  return resumeBlocked(ctx.db, { workspaceId: ctx.workspaceId, conversationId: null, codes })
}
