import { type DraftKey, findDraft, listDrafts, saveDraft } from '../store/drafts.ts'
import type { Context } from './context.ts'

type Form = Pick<DraftKey, 'form' | 'subject'>

/** Keeps what a person has typed into a form, so that closing it, or its expiry, loses nothing. */
export async function keepDraft(ctx: Context, form: Form, values: Record<string, string>): Promise<void> {
  if (ctx.actor.kind !== 'person') return
  await saveDraft(ctx.db.prisma, { workspaceId: ctx.workspaceId, userId: ctx.actor.userId, ...form }, values, ctx.now)
}

/** What a person had typed into a form and not sent, or null. */
export async function recallDraft(ctx: Context, form: Form): Promise<Record<string, string> | null> {
  if (ctx.actor.kind !== 'person') return null
  return await findDraft(ctx.db.prisma, { workspaceId: ctx.workspaceId, userId: ctx.actor.userId, ...form })
}

/** The forms a person has begun and not sent. */
export async function draftsOf(ctx: Context): Promise<{ form: string; subject: string; updatedAt: Date }[]> {
  if (ctx.actor.kind !== 'person') return []
  return await listDrafts(ctx.db.prisma, ctx.workspaceId, ctx.actor.userId)
}
