import { NotFound } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { findAnnouncement, markAsked, requestRedraw, settleUncertain } from '../../store/delivery/announcements.ts'
import { findTeam } from '../../store/teams.ts'
import { transaction } from '../../store/transaction.ts'
import type { Context } from '../context.ts'
import { announce } from './announce.ts'

/** The kind of the announcement that asks whether a post is there; its subject is the announcement in question. */
export const DELIVERY_QUESTION = 'delivery-question'

/** What a person says about a post that nobody else can find out about. */
export type DeliveryAnswer = 'there' | 'again'

/** What the question is about, for whoever draws it. */
export type DeliveryQuestion = {
  announcementId: string
  kind: string
  conversationId: string
  since: Date | null
  /** Whether an answer is still wanted. */
  open: boolean
}

/**
 * Asks the team's lead (or, without one, the team) whether an announcement is there, once, if it has been uncertain for
 * `afterMs`. Says whether it was this call that asked.
 */
export async function askOwner(
  ctx: Context,
  announcement: { teamId: string; id: string; kind: string },
  afterMs: number,
): Promise<boolean> {
  // A question that is lost itself is looked for like anything else, but no question is asked about it.
  if (announcement.kind === DELIVERY_QUESTION) return false
  const { workspaceId } = ctx
  return transaction(ctx.db, async (tx) => {
    if (!(await markAsked(tx, { workspaceId, id: announcement.id }, afterMs))) return false
    const team = await findTeam(tx, { workspaceId, id: announcement.teamId })
    if (!team) return false
    const conversationId = team.leadUserId ?? team.conversationId
    const question = { kind: DELIVERY_QUESTION, subject: announcement.id, conversationId }
    await announce(tx, { ...ctx, team }, [question])
    return true
  })
}

/** Reads what a delivery question is about, or null if that is gone. */
export async function readQuestion(ctx: Context, announcementId: string): Promise<DeliveryQuestion | null> {
  const found = await findAnnouncement(ctx.db.prisma, ctx.workspaceId, announcementId)
  if (!found) return null
  const { kind, conversationId, uncertainSince, state } = found
  return { announcementId, kind, conversationId, since: uncertainSince, open: state === 'uncertain' }
}

/** Settles an uncertain post by a person's word; says false if it had been settled before. */
export async function settleQuestion(ctx: Context, announcementId: string, answer: DeliveryAnswer): Promise<boolean> {
  const { workspaceId } = ctx
  return transaction(ctx.db, async (tx) => {
    const found = await findAnnouncement(tx, workspaceId, announcementId)
    if (!found) throw new NotFound('I no longer know which post this is about.')
    const { teamId } = found
    const state = answer === 'there' ? 'sent' : 'pending'
    const won = await settleUncertain(tx, { workspaceId, id: announcementId }, state)
    await requestRedraw(tx, { workspaceId, teamId, subject: announcementId, kind: DELIVERY_QUESTION })
    if (won) {
      await writeAudit(tx, ctx, { teamId, action: 'settle-delivery', subject: announcementId, detail: { answer } })
    }
    return won
  })
}
