import { type DraftKey, deleteDraft, findDraft, saveDraft } from '../store/drafts.ts'
import type { Tx } from '../store/transaction.ts'
import type { Context } from './context.ts'

/** The forms whose drafts are kept; each by what it is about: a narrative, a review, a team's conversation, a test, an action. */
export const NARRATIVE_FORM = 'narrative'
export const CLOSE_FORM = 'close'
export const TEAM_FORM = 'team'
export const IDEA_FORM = 'idea'
export const PLAN_FORM = 'plan'
export const LAUNCH_FORM = 'launch'
export const AMEND_FORM = 'amend'
export const RESULT_FORM = 'result'
export const DECIDE_FORM = 'decide'
export const RETRO_FORM = 'retro'
export const LEARNING_FORM = 'learning'
export const GUARDRAIL_FORM = 'guardrail'
export const ACTION_FORM = 'action'
export const TARGET_FORM = 'target'
export const ECONOMICS_FORM = 'economics'
export const LINK_FORM = 'link'
export const OVERLAP_FORM = 'overlap'
export const LAUNCH_PLAN_FORM = 'launch-plan'
export const INCIDENT_DECISION_FORM = 'incident-decision'

type Form = Pick<DraftKey, 'form' | 'subject'>

/** Keeps what a person has typed into a form, so that closing it, or its expiry, loses nothing. */
export async function keepDraft(ctx: Context, form: Form, values: Record<string, string>): Promise<void> {
  const key = keyOf(ctx, form)
  if (key) await saveDraft(ctx.db.prisma, key, values, ctx.now)
}

/** What a person had typed into a form and not sent, or null. */
export async function recallDraft(ctx: Context, form: Form): Promise<Record<string, string> | null> {
  const key = keyOf(ctx, form)
  return key && (await findDraft(ctx.db.prisma, key))
}

/** Forgets a person's draft once it has been sent. */
export async function forgetDraft(tx: Tx, ctx: Context, form: Form): Promise<void> {
  if (ctx.actor.kind !== 'person') return
  await deleteDraft(tx, { workspaceId: ctx.workspaceId, userId: ctx.actor.userId, ...form })
}

function keyOf({ workspaceId, actor }: Context, { form, subject }: Form): DraftKey | null {
  return actor.kind === 'person' ? { workspaceId, userId: actor.userId, form, subject } : null
}
