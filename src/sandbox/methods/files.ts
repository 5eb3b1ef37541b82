import { mimetypeOf, shareFiles, storeFile } from '../files.ts'
import { asList, asNumber, asText, type Json } from '../json.ts'
import { fileJson, readContent } from '../messages.ts'
import { Refusal } from '../refusal.ts'
import { BOT } from '../state.ts'
import type { StoredFile } from '../types.ts'
import type { Call, Method } from '../web-api.ts'
import type { World } from '../world.ts'
import { joinedConversation, needArguments } from './lookup.ts'

function fileOf(world: World, id: unknown): StoredFile {
  const file = world.state.files.find((candidate) => candidate.id === id)
  if (!file) throw new Refusal('file_not_found')
  return file
}

function announce({ world, args }: Call): Json {
  needArguments(args, 'filename', 'length')
  if (asNumber(args.length, 0) <= 0) throw new Refusal('invalid_arguments')
  const name = asText(args.filename) ?? 'file'
  const file = storeFile(world, {
    name,
    bytes: new Uint8Array(),
    mimetype: mimetypeOf(name),
    user: BOT.userId,
    state: 'announced',
    altText: asText(args.alt_txt) ?? asText(args.alt_text) ?? '',
  })
  return { upload_url: `${world.url()}/upload/${file.id}`, file_id: file.id }
}

function complete({ world, args }: Call): Json {
  needArguments(args, 'files')
  const wanted = asList(args.files)
  const files = wanted.map((one) => fileOf(world, one.id))
  if (files.some((file) => file.state === 'announced')) throw new Refusal('file_not_found')
  for (const [index, file] of files.entries()) file.title = asText(wanted[index]?.title) ?? file.name
  const target = asText(args.channel_id) ?? asText(args.channels)
  if (target) {
    const conversation = joinedConversation(world, target, 'write')
    const content =
      args.blocks === undefined
        ? { text: asText(args.initial_comment) ?? '' }
        : readContent(world, { text: ' ', ...args })
    shareFiles(world, files, {
      channel: conversation.id,
      user: BOT.userId,
      thread_ts: asText(args.thread_ts),
      ...content,
    })
  }
  for (const file of files) file.state = 'complete'
  return { files: files.map((file) => fileJson(world, file)) }
}

function remove({ world, args }: Call): Json {
  const file = fileOf(world, args.file)
  world.state.files.splice(world.state.files.indexOf(file), 1)
  world.changed()
  return {}
}

/** `files.*` */
export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': { scope: 'files:write', run: announce },
  'files.completeUploadExternal': { scope: 'files:write', run: complete },
  'files.info': {
    scope: 'files:read',
    run: ({ world, args }) => ({ file: fileJson(world, fileOf(world, args.file)), comments: [] }),
  },
  'files.delete': { scope: 'files:write', run: remove },
}
