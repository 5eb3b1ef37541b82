import { refusalOf } from '../../domain/refusal.ts'
import {
  type Claim,
  type DeliverySettings,
  postpone,
  settleRedraw,
} from '../../flows/delivery/deliver-announcements.ts'
import { classify, errorCode } from '../outcome.ts'
import { type Desk, type Done, messageOf, named, noteLost, placeOf } from './desk.ts'

// The post is no longer there to be changed; that is its reader's decision, or Slack's.
const CLOSED = ['message_not_found', 'cant_update_message', 'edit_window_closed']

/** Shows a post as it should be now. Updating twice is harmless, so every failure but a final one is tried again. */
export async function redraw(desk: Desk, claim: Claim): Promise<Done> {
  try {
    const updated = await update(desk, claim)
    noteLost(desk, claim, await settleRedraw(desk.delivery, claim))
    return updated ? 'updated' : 'other'
  } catch (error) {
    const code = errorCode(error)
    desk.log.warn({ ...named(claim), error: messageOf(error) }, 'a post could not be updated')
    if (code !== null && isFinal(code)) await settleRedraw(desk.delivery, claim)
    else await postpone(desk.delivery, claim, waitAfter(error, desk.delivery.settings), code ?? messageOf(error))
    return 'other'
  }
}

async function update(desk: Desk, claim: Claim): Promise<boolean> {
  const messenger = await desk.messengerFor(claim.workspaceId)
  if (!messenger || claim.ts === null) return false
  const drawing = await desk.draw(claim)
  // What Slack shows of a picture cannot be exchanged, and a post about nothing is left as it was.
  if (drawing.kind !== 'message') return false
  await messenger.updateMessage(claim.key, placeOf(claim), claim.ts, drawing)
  return true
}

function isFinal(code: string): boolean {
  return CLOSED.includes(code) || refusalOf(code)?.reach === 'item'
}

function waitAfter(error: unknown, settings: DeliverySettings): number {
  const failure = classify(error)
  if (failure.kind === 'rate-limited') return failure.retryAfterMs
  return failure.kind === 'blocked' ? settings.retryBlockedMs : settings.backoffMs
}
