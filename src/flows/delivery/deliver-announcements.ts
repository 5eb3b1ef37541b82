import { refusalCodes, refusalOf } from '../../domain/refusal.ts'
import type { Database } from '../../store/database.ts'
import {
  type Claim,
  claimRedraw,
  claimSweep,
  claimUncertain,
  claimUnsent,
  expireLeases,
} from '../../store/delivery/post-claims.ts'
import * as receipts from '../../store/delivery/post-receipts.ts'
import { isDisconnected } from '../../store/faults.ts'

export type { Claim } from '../../store/delivery/post-claims.ts'

/** The waits and limits of delivery, in milliseconds; tests make them small. */
export type DeliverySettings = {
  /** How long a process may hold an announcement. */
  leaseMs: number
  /** How long after the claim it may still be sent. */
  handBackAfterMs: number
  /** How long after an uncertain send it is looked for. */
  settleMs: number
  /** When, after its receipt, a recovered post is looked at again. */
  sweepAtMs: readonly number[]
  /** How long it stays uncertain before a person is asked. */
  askAfterMs: number
  /** How often one post is updated at most. */
  redrawEveryMs: number
  /** When what Slack refused is tried again; the wait grows with each refusal. */
  retryBlockedMs: number
  /** The first wait after Slack could not be reached; it doubles with each attempt. */
  backoffMs: number
}

/** What delivery needs: the database and its settings. */
export type Delivery = { db: Database; settings: DeliverySettings }

/** What became of one attempt to post. */
export type Outcome =
  | { kind: 'sent'; ts: string | null }
  | { kind: 'rate-limited'; retryAfterMs: number }
  | { kind: 'never-left'; reason: string }
  | { kind: 'blocked'; code: string }
  | { kind: 'uncertain'; reason: string }
  | { kind: 'skipped'; reason: string }
  | { kind: 'handed-back' }

/** Whether the outcome could be written, and the sentence for the team's owner if this is the first time. */
export type Settled = { won: boolean; tell: string | null }

const LONGEST_BACKOFF_MS = 60_000
const HAND_BACK_WAIT_MS = 100
const MOST_BLOCKED_WAITS = 36

/** Claims the next of one kind of work: to post, to look for, to look at again, to draw anew. */
export async function claimWork(
  delivery: Delivery,
  work: 'unsent' | 'uncertain' | 'sweep' | 'redraw',
): Promise<Claim | undefined> {
  const { db, settings } = delivery
  const { leaseMs } = settings
  switch (work) {
    case 'unsent':
      return claimUnsent(db, {
        leaseMs,
        conversationCodes: refusalCodes('conversation'),
        workspaceCodes: refusalCodes('workspace'),
      })
    case 'uncertain':
      return claimUncertain(db, { leaseMs })
    case 'sweep':
      return claimSweep(db, { leaseMs })
    case 'redraw':
      return claimRedraw(db, { leaseMs, everyMs: settings.redrawEveryMs })
  }
}

/** Whether an error says only that the database is away, which passes by itself. */
export function isDatabaseAway(error: unknown): boolean {
  return isDisconnected(error)
}

/** Takes back what dead processes held. */
export async function recoverLost(delivery: Delivery): Promise<number> {
  return expireLeases(delivery.db, delivery.settings)
}

/** Freezes the message and notes that it leaves now; false means that the claim is lost and nothing may be sent. */
export async function noteLeaving(delivery: Delivery, claim: Claim, payload: object): Promise<boolean> {
  const { leaseMs } = delivery.settings
  return receipts.markLeaving(delivery.db, claim, { payload, revision: claim.revision, leaseMs })
}

/** Remembers the file of a picture and renews the claim; false means that the claim is lost and nothing may be shown. */
export async function noteFile(delivery: Delivery, claim: Claim, fileId: string): Promise<boolean> {
  return receipts.markFile(delivery.db, claim, { id: fileId, leaseMs: delivery.settings.leaseMs })
}

/** Writes what became of an attempt. */
export async function settlePost(delivery: Delivery, claim: Claim, outcome: Outcome): Promise<Settled> {
  const { db, settings } = delivery
  switch (outcome.kind) {
    case 'sent':
      return settleSent(delivery, claim, outcome.ts)
    case 'rate-limited':
      return quiet(receipts.markPending(db, claim, { waitMs: outcome.retryAfterMs, counts: false, error: null }))
    case 'never-left': {
      const waitMs = Math.min(settings.backoffMs * 2 ** Math.min(claim.attempts, 20), LONGEST_BACKOFF_MS)
      return quiet(receipts.markPending(db, claim, { waitMs, counts: true, error: outcome.reason }))
    }
    case 'uncertain':
      return quiet(receipts.markUncertain(db, claim, { error: outcome.reason, settleMs: settings.settleMs }))
    case 'skipped':
      return quiet(receipts.markSkipped(db, claim, outcome.reason))
    case 'handed-back':
      return quiet(receipts.markPending(db, claim, { waitMs: HAND_BACK_WAIT_MS, counts: false, error: null }))
    case 'blocked':
      return settleBlocked(delivery, claim, outcome.code)
  }
}

async function settleSent(delivery: Delivery, claim: Claim, ts: string | null): Promise<Settled> {
  const { db, settings } = delivery
  const won = await receipts.markSent(db, claim, { ts, sweepMs: settings.sweepAtMs[0] ?? null })
  const { workspaceId, conversationId } = claim
  if (won && claim.error !== null && refusalOf(claim.error)) {
    // The cause is gone for this one, so it is gone for all that waited behind it.
    await receipts.resumeBlocked(db, { workspaceId, conversationId, codes: refusalCodes('conversation') })
    await receipts.resumeBlocked(db, { workspaceId, conversationId: null, codes: refusalCodes('workspace') })
  }
  return { won, tell: null }
}

async function settleBlocked(delivery: Delivery, claim: Claim, code: string): Promise<Settled> {
  const refusal = refusalOf(code)
  const { won, tell } = await receipts.markBlocked(delivery.db, claim, {
    code,
    retryMs: delivery.settings.retryBlockedMs * Math.min(Math.max(claim.attempts, 1), MOST_BLOCKED_WAITS),
    conversationId: refusal?.reach === 'workspace' ? null : claim.conversationId,
  })
  const where = /^[CG]/.test(claim.conversationId) ? `<#${claim.conversationId}>` : 'a direct message'
  const sentence = `I could not post in ${where} (${code}). ${refusal?.fix ?? ''} I keep what I had to say and post it then.`
  return { won, tell: won && tell ? sentence : null }
}

async function quiet(written: Promise<boolean>): Promise<Settled> {
  return { won: await written, tell: null }
}

/** Notes that telling the owner failed, so that the next refusal tells them. */
export async function noteUntold(delivery: Delivery, claim: Claim): Promise<void> {
  await receipts.markUntold(delivery.db, claim)
}

/** Sends an uncertain announcement again, after it was looked for and is not there. */
export async function settleMissing(delivery: Delivery, claim: Claim): Promise<Settled> {
  return quiet(receipts.markPending(delivery.db, claim, { waitMs: 0, counts: true, error: null }))
}

/** Leaves an uncertain announcement alone for a while, because the conversation cannot be read. */
export async function settleUnreadable(delivery: Delivery, claim: Claim): Promise<Settled> {
  return quiet(receipts.markUnreadable(delivery.db, claim, delivery.settings.settleMs))
}

/** Notes that a recovered post was looked at again. */
export async function settleSweep(delivery: Delivery, claim: Claim): Promise<Settled> {
  return quiet(receipts.markSwept(delivery.db, claim, delivery.settings.sweepAtMs))
}

/** Notes that the post now shows the revision that was claimed. */
export async function settleRedraw(delivery: Delivery, claim: Claim): Promise<Settled> {
  const won = await receipts.markDrawn(delivery.db, claim, claim.revision)
  // Somebody else took over while this update was under way: whichever came last, one more shows the truth.
  if (!won) await receipts.bumpRevision(delivery.db, claim)
  return { won, tell: null }
}

/** Puts an update or a sweep off, because Slack could not or would not take it now. */
export async function postpone(delivery: Delivery, claim: Claim, waitMs: number, error: string): Promise<Settled> {
  return quiet(receipts.markPostponed(delivery.db, claim, { waitMs, error }))
}
