import {
  type Claim,
  isDatabaseAway,
  noteFile,
  noteLeaving,
  noteUntold,
  type Outcome,
  settlePost,
} from '../../flows/delivery/deliver-announcements.ts'
import type { Messenger, Rendered } from '../messenger.ts'
import { classify, errorCode, NothingShown } from '../outcome.ts'
import { type Desk, type Done, type Drawing, messageOf, named, noteLost, placeOf } from './desk.ts'

/** Posts one claimed announcement, once, and writes down what is known about it afterwards. */
export async function post(desk: Desk, claim: Claim): Promise<Done> {
  const outcome = await attempt(desk, claim)
  if (outcome === 'lost') return 'other'
  const settled = await settlePost(desk.delivery, claim, outcome)
  noteLost(desk, claim, settled)
  // Nothing to say is no trouble.
  if (outcome.kind === 'skipped') desk.log.info({ ...named(claim), outcome }, 'an announcement had nothing to say')
  else if (outcome.kind !== 'sent') desk.log.warn({ ...named(claim), outcome }, 'an announcement was not posted')
  if (settled.tell !== null) await tell(desk, claim, settled.tell)
  if (outcome.kind === 'sent' || outcome.kind === 'blocked' || outcome.kind === 'uncertain') return outcome.kind
  return 'other'
}

async function attempt(desk: Desk, claim: Claim): Promise<Outcome | 'lost'> {
  if (claim.parent?.state === 'skipped') return { kind: 'skipped', reason: 'what it replies to was not posted' }
  const messenger = await desk.messengerFor(claim.workspaceId)
  if (!messenger) return { kind: 'blocked', code: 'not_installed' }
  const drawing = frozen(claim.payload) ?? (await draw(desk, claim))
  if (drawing.kind === 'blocked' || drawing.kind === 'never-left') return drawing
  if (drawing.kind === 'nothing') return { kind: 'skipped', reason: drawing.reason }
  return send(desk, claim, messenger, drawing)
}

async function draw(desk: Desk, claim: Claim): Promise<Drawing | Extract<Outcome, { kind: 'blocked' | 'never-left' }>> {
  try {
    return await desk.draw(claim)
  } catch (error) {
    // A database that starts again is nobody's business: the drawing is made once it is back.
    if (isDatabaseAway(error)) return { kind: 'never-left', reason: messageOf(error) }
    desk.log.error({ ...named(claim), error: messageOf(error) }, 'an announcement could not be drawn')
    return { kind: 'blocked', code: 'draw_failed' }
  }
}

type Sendable = Exclude<Drawing, { kind: 'nothing' }>

async function send(desk: Desk, claim: Claim, messenger: Messenger, drawing: Sendable): Promise<Outcome | 'lost'> {
  const since = performance.now()
  const payload = drawing.kind === 'picture' ? { kind: 'picture' } : drawing
  if (!(await noteLeaving(desk.delivery, claim, payload))) return 'lost'
  // A process that was asleep in between no longer knows what the others did meanwhile.
  if (performance.now() - since > desk.delivery.settings.handBackAfterMs) return { kind: 'handed-back' }
  try {
    if (drawing.kind === 'message') return { kind: 'sent', ts: await sendMessage(claim, messenger, drawing) }
    return { kind: 'sent', ts: await sendPicture(desk, claim, messenger, drawing) }
  } catch (error) {
    return classify(error)
  }
}

async function sendMessage(claim: Claim, messenger: Messenger, message: Rendered): Promise<string> {
  return messenger.postMessage(claim.key, placeOf(claim), message)
}

async function sendPicture(
  desk: Desk,
  claim: Claim,
  messenger: Messenger,
  picture: Extract<Drawing, { kind: 'picture' }>,
): Promise<string | null> {
  // The file of an attempt before this one must not turn up late beside the new one.
  if (claim.fileId !== null) await deleteFile(messenger, claim.fileId)
  const found = await messenger.uploadPicture(placeOf(claim), picture, async (fileId) => {
    if (!(await noteFile(desk.delivery, claim, fileId))) throw new NothingShown('the claim was lost')
  })
  return found?.ts ?? null
}

async function deleteFile(messenger: Messenger, fileId: string): Promise<void> {
  try {
    await messenger.deleteFile(fileId)
  } catch (error) {
    // Slack's own "no" means that the file is gone or was never finished; anything else is tried again.
    if (errorCode(error) === null) throw error
  }
}

async function tell(desk: Desk, claim: Claim, sentence: string): Promise<void> {
  try {
    await desk.tellOwner(claim.workspaceId, claim.teamId, sentence)
  } catch (error) {
    desk.log.warn({ ...named(claim), error: messageOf(error) }, 'the owner could not be told')
    await noteUntold(desk.delivery, claim)
  }
}

/** The message as it was frozen before its first attempt; a picture is drawn again, and so is what was never drawn. */
function frozen(payload: unknown): Drawing | null {
  return isMessage(payload) ? payload : null
}

function isMessage(payload: unknown): payload is { kind: 'message' } & Rendered {
  return typeof payload === 'object' && payload !== null && 'kind' in payload && payload.kind === 'message'
}
