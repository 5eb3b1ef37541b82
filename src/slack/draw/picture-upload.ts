import type { WebClient } from '@slack/web-api'
import type { Found, Picture, Place } from '../messenger.ts'
import { errorCode, NothingShown } from '../outcome.ts'

const UPLOAD_TIMEOUT_MS = 15_000
const GONE = ['file_not_found', 'file_deleted']
const SHARE_LOOKS = 5
const SHARE_LOOK_MS = 150

/**
 * Uploads a picture and shares it. Only the last of the three steps shows anything, so a failure before it is a NothingShown.
 * `keep` is given the file's id as soon as there is one, because it alone can tell later whether a lost reply meant a picture
 * or none, and again right before it is shown; if it throws, nothing is.
 */
export async function sendPicture(
  client: WebClient,
  place: Place,
  picture: Picture,
  keep: (fileId: string) => Promise<void>,
): Promise<Found | undefined> {
  const fileId = await unshown('the picture was not uploaded', async () => {
    const { png, fileName, alt } = picture
    // Slack's documentation says alt_txt, its own library alt_text.
    const file = { filename: fileName, length: png.length, alt_text: alt, alt_txt: alt }
    const target = await client.files.getUploadURLExternal(file)
    if (!target.upload_url || !target.file_id) throw new Error('Slack named no place to upload to')
    await keep(target.file_id)
    await upload(target.upload_url, png)
    await keep(target.file_id)
    return target.file_id
  })
  const files: [{ id: string; title: string }] = [{ id: fileId, title: picture.fileName }]
  const share = { files, channel_id: place.conversationId, initial_comment: picture.comment }
  await client.files.completeUploadExternal(place.threadTs ? { ...share, thread_ts: place.threadTs } : share)
  return waitForShare(client, fileId, place.conversationId)
}

/** Where a file has been shared in a conversation, the oldest first; a file that is gone has been shared nowhere. */
export async function sharesOf(client: WebClient, fileId: string, conversationId: string): Promise<Found[]> {
  const shares = await readShares(client, fileId)
  return [shares?.public, shares?.private]
    .flatMap((byConversation) => (isRecord(byConversation) ? byConversation[conversationId] : []))
    .filter((share): share is Found => isRecord(share) && typeof share.ts === 'string')
    .map(({ ts }) => ({ ts }))
    .sort((a, b) => Number(a.ts) - Number(b.ts))
}

async function readShares(
  client: WebClient,
  fileId: string,
): Promise<{ public?: unknown; private?: unknown } | undefined> {
  try {
    const { file } = await client.files.info({ file: fileId })
    return file?.shares
  } catch (error) {
    if (GONE.includes(errorCode(error) ?? '')) return undefined
    throw error
  }
}

// Slack shares a file a moment after it says so; what comes next in the thread should come after the picture.
async function waitForShare(client: WebClient, fileId: string, conversationId: string): Promise<Found | undefined> {
  for (let look = 0; look < SHARE_LOOKS; look += 1) {
    // It has been shared: that its ts cannot be read now changes nothing about that.
    const shares = await sharesOf(client, fileId, conversationId).catch(() => null)
    if (shares === null || shares[0]) return shares?.[0]
    await new Promise((done) => setTimeout(done, SHARE_LOOK_MS))
  }
  return undefined
}

async function upload(url: string, png: Buffer): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(png),
    redirect: 'error',
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`the upload ended with HTTP ${response.status}`)
}

async function unshown<T>(what: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    throw new NothingShown(what, { cause: error })
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
