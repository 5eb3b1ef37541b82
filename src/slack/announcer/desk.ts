import type { Claim, Delivery, Settled } from '../../flows/delivery/deliver-announcements.ts'
import type { Log } from '../../lib/log.ts'
import type { Messenger, Picture, Place, Rendered } from '../messenger.ts'

/** What is to be drawn: which kind of message, about which subject, and at which revision. */
export type Announcement = Pick<
  Claim,
  'workspaceId' | 'teamId' | 'id' | 'conversationId' | 'kind' | 'subject' | 'part' | 'revision'
>

/** What an announcement looks like: a message, a picture, or nothing because there is nothing to say (any more). */
export type Drawing =
  | ({ kind: 'message' } & Rendered)
  | ({ kind: 'picture' } & Picture)
  | { kind: 'nothing'; reason: string }

/** What all the work of the announcer needs at hand. */
export type Desk = {
  delivery: Delivery
  log: Log
  /** The messenger of a workspace, or null where the bot is not installed (any more). */
  messengerFor(workspaceId: string): Promise<Messenger | null>
  draw(announcement: Announcement): Promise<Drawing>
  tellOwner(workspaceId: string, teamId: string, sentence: string): Promise<void>
  /** Asks the owner about a post that nobody can find out about; says whether this is the first time. */
  askOwner(claim: Claim): Promise<boolean>
}

/** What one piece of work came to. */
export type Done = 'sent' | 'updated' | 'blocked' | 'uncertain' | 'other'

/** Where a claimed announcement belongs. */
export function placeOf(claim: Claim): Place {
  return { conversationId: claim.conversationId, threadTs: claim.parent?.ts ?? null }
}

/** The fields by which a log line finds its announcement again. */
export function named(claim: Claim): object {
  const { workspaceId, id, kind, conversationId } = claim
  return { workspaceId, announcement: id, kind, conversationId }
}

/** An error's message, for a log line. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Says that an outcome came too late to be written; whoever holds the announcement now will find the post by its key. */
export function noteLost(desk: Desk, claim: Claim, settled: Settled): void {
  if (!settled.won) desk.log.warn(named(claim), 'the claim was lost before its outcome was written')
}
