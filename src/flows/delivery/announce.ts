import { v5 as uuidv5 } from 'uuid'
import { type Drawn, insertAnnouncements, requestRedraw } from '../../store/delivery/announcements.ts'
import type { Tx } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'

const NAMESPACE = '8f2b3c52-6d0e-5b9a-9d1f-2a7c4e1b9f60'

/**
 * Names something that is said once: a kind of message about a subject, or about one part of it.
 * `slot` stands for the subject in the key where the subject's id is made up and the slot is not (such as 2026-W14).
 */
export type Said = { kind: string; subject: string; part?: string; slot?: string }

/** Something to say: in the thread of `parent` if there is one, in the team's conversation unless another is named. */
export type Announced = Said & { parent?: Said; conversationId?: string }

/** The key under which something is said once, however often a flow runs and whatever ids it makes up. */
export function announcementKey(teamId: string, said: Said): string {
  const { kind, subject, part = '', slot = subject } = said
  return uuidv5(JSON.stringify([teamId, kind, slot, part]), NAMESPACE)
}

/** Says things, in this order, each once; they are posted after the flow's transaction. Returns how many were new. */
export async function announce(tx: Tx, ctx: TeamContext, items: readonly Announced[]): Promise<number> {
  const { team } = ctx
  return insertAnnouncements(
    tx,
    items.map((item) => ({
      workspaceId: team.workspaceId,
      id: ctx.newId('ann'),
      key: announcementKey(team.id, item),
      teamId: team.id,
      conversationId: item.conversationId ?? team.conversationId,
      parentKey: item.parent ? announcementKey(team.id, item.parent) : null,
      kind: item.kind,
      subject: item.subject,
      part: item.part ?? '',
      createdAt: ctx.now,
    })),
  )
}

/** Asks for what was said about a subject (or only a kind or part of it) to be drawn anew. */
export async function redraw(tx: Tx, ctx: TeamContext, drawn: Omit<Drawn, 'workspaceId' | 'teamId'>): Promise<number> {
  return requestRedraw(tx, { workspaceId: ctx.team.workspaceId, teamId: ctx.team.id, ...drawn })
}
