import {
  type Claim,
  postpone,
  settleMissing,
  settlePost,
  settleSweep,
  settleUnreadable,
} from '../../flows/delivery/deliver-announcements.ts'
import type { Found, Messenger } from '../messenger.ts'
import { errorCode } from '../outcome.ts'
import { type Desk, type Done, messageOf, named, noteLost, placeOf } from './desk.ts'

// Slack's clock and the database's may differ: look from well before the first attempt.
const MARGIN_MS = 15 * 60_000

/** Finds out what became of a post whose reply was lost: it is there, it is there twice, it is not there, or nobody can tell. */
export async function reconcile(desk: Desk, claim: Claim): Promise<Done> {
  const found = await look(desk, claim)
  if (found === null) {
    noteLost(desk, claim, await settleUnreadable(desk.delivery, claim))
    if (await desk.askOwner(claim)) desk.log.warn(named(claim), 'the owner is asked whether a post is there')
    return 'uncertain'
  }
  const { keep, extra } = found
  const settled = keep
    ? await settlePost(desk.delivery, claim, { kind: 'sent', ts: keep.ts })
    : await settleMissing(desk.delivery, claim)
  noteLost(desk, claim, settled)
  if (settled.won) await removeExtra(desk, claim, found.messenger, extra)
  return keep && settled.won ? 'sent' : 'other'
}

/** Looks once more at a post that was uncertain, and removes what has landed late beside it. */
export async function sweep(desk: Desk, claim: Claim): Promise<Done> {
  const found = await look(desk, claim)
  const clean = found !== null && (await removeExtra(desk, claim, found.messenger, found.extra))
  const { settleMs } = desk.delivery.settings
  const settled = clean
    ? await settleSweep(desk.delivery, claim)
    : await postpone(desk.delivery, claim, settleMs, 'could not be looked at again')
  noteLost(desk, claim, settled)
  return 'other'
}

type Look = { messenger: Messenger; keep: Found | undefined; extra: Found[] }

async function look(desk: Desk, claim: Claim): Promise<Look | null> {
  try {
    const messenger = await desk.messengerFor(claim.workspaceId)
    if (!messenger) return null
    const all = await findAll(claim, messenger)
    const keep = all.find((one) => one.ts === claim.ts) ?? all[0]
    return { messenger, keep, extra: all.filter((one) => one !== keep) }
  } catch (error) {
    desk.log.warn({ ...named(claim), error: messageOf(error) }, 'a conversation could not be read')
    return null
  }
}

async function findAll(claim: Claim, messenger: Messenger): Promise<Found[]> {
  const shares = claim.fileId === null ? [] : await messenger.fileShares(claim.fileId, claim.conversationId)
  if (shares.length > 0 || isPicture(claim.payload)) return shares
  const first = Math.min(...[claim.uncertainSince, claim.lastSentAt].map((at) => at?.getTime() ?? Infinity))
  return messenger.findByKey(claim.key, placeOf(claim), new Date(first - MARGIN_MS))
}

function isPicture(payload: unknown): boolean {
  return typeof payload === 'object' && payload !== null && 'kind' in payload && payload.kind === 'picture'
}

async function removeExtra(desk: Desk, claim: Claim, messenger: Messenger, extra: readonly Found[]): Promise<boolean> {
  let clean = true
  for (const { ts } of extra) {
    try {
      await messenger.deleteMessage(claim.conversationId, ts)
      desk.log.info({ ...named(claim), ts }, 'a post that landed twice was removed')
    } catch (error) {
      if (errorCode(error) === 'message_not_found') continue
      desk.log.warn({ ...named(claim), ts, error: messageOf(error) }, 'a second post could not be removed')
      clean = false
    }
  }
  return clean
}
