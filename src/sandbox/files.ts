import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody, sendJson } from './body.ts'
import { extensionOf } from './file-rules.ts'
import type { Json } from './json.ts'
import { emitMessage, fileJson, postMessage } from './messages.ts'
import { BOT } from './state.ts'
import type { Message, StoredFile } from './types.ts'
import type { World } from './world.ts'

/** Shares files into a conversation: one message that carries them, and an event for each. */
export function shareFiles(
  world: World,
  files: StoredFile[],
  share: { channel: string; user: string; text: string; blocks?: Message['blocks']; thread_ts?: string | undefined },
): Message {
  for (const file of files) file.state = 'complete'
  const fileIds = files.map((file) => file.id)
  const message = postMessage(world, { ...share, subtype: 'file_share', fileIds })
  for (const file of files) {
    emitMessage(world, share.channel, {
      type: 'file_shared',
      channel_id: share.channel,
      file_id: file.id,
      user_id: share.user,
      file: { id: file.id },
      event_ts: message.ts,
    })
  }
  return message
}

/** Stores a file that somebody has or will have uploaded. */
export function storeFile(
  world: World,
  file: Pick<StoredFile, 'name' | 'bytes' | 'mimetype' | 'user'> & Partial<StoredFile>,
): StoredFile {
  const stored: StoredFile = {
    id: world.newId('F'),
    title: file.name,
    created: Math.floor(world.now() / 1000),
    state: 'uploaded',
    altText: '',
    shares: [],
    attached: false,
    ...file,
  }
  world.state.files.push(stored)
  return stored
}

/** Stores a file that somebody attaches to a form of the app, and gives it as the form holds it. */
export function attachFile(world: World, by: string, file: { name: string; bytes: Uint8Array | string }): Json {
  const bytes = typeof file.bytes === 'string' ? new TextEncoder().encode(file.bytes) : file.bytes
  const kept = { name: file.name, bytes, mimetype: mimetypeOf(file.name), user: by }
  return fileJson(world, storeFile(world, { ...kept, state: 'complete', attached: true }))
}

const TYPES: Record<string, string> = {
  csv: 'text/csv',
  gif: 'image/gif',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  zip: 'application/zip',
}

/** The media type a file's name suggests. */
export function mimetypeOf(name: string): string {
  return TYPES[extensionOf(name)] ?? 'application/octet-stream'
}

/** Answers `/upload/<file id>`, the address files.getUploadURLExternal gives out: a form with one file, or bare bytes. */
export async function receiveUpload(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
): Promise<void> {
  const file = world.state.files.find((candidate) => candidate.id === id && candidate.state !== 'complete')
  if (!file) return sendJson(response, { ok: false, error: 'file_not_found' }, 404)
  const body = await readBody(request)
  const type = request.headers['content-type'] ?? ''
  file.bytes = type.startsWith('multipart/form-data') ? await firstFile(body, type) : new Uint8Array(body)
  file.state = 'uploaded'
  response.writeHead(200, { 'content-type': 'text/plain' }).end(`OK - ${file.bytes.length}`)
}

async function firstFile(body: Buffer, type: string): Promise<Uint8Array> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  for (const value of form.values()) {
    if (typeof value !== 'string') return new Uint8Array(await value.arrayBuffer())
  }
  return new Uint8Array()
}

/** Answers a private file address: the bytes for the bot's token, Slack's sign-in page (200, HTML) for anybody else. */
export function serveFile(world: World, request: IncomingMessage, response: ServerResponse, id: string): void {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const token = world.state.tokens.find((known) => known.value === bearer && known.status === 'active')
  const file = world.state.files.find((candidate) => candidate.id === id)
  const seen =
    file?.attached || file?.user === BOT.userId || file?.shares.some(({ channel }) => botIsIn(world, channel))
  if (!token?.scopes.includes('files:read') || !file || !seen) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end('<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in</body></html>')
    return
  }
  response.writeHead(200, { 'content-type': file.mimetype, 'content-length': file.bytes.length }).end(file.bytes)
}

function botIsIn(world: World, channel: string): boolean {
  return world.state.conversations.some((one) => one.id === channel && one.members.includes(BOT.userId))
}
