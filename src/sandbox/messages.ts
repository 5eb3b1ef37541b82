import { extensionOf } from './file-rules.ts'
import { asList, asText, isJson, type Json } from './json.ts'
import { Refusal } from './refusal.ts'
import { BOT, repliesOf } from './state.ts'
import type { Conversation, Message, StoredFile } from './types.ts'
import { nameBlocks } from './views.ts'
import type { World } from './world.ts'

const LONGEST_TEXT = 40_000

/** What an app or a person wants to say. */
export type Draft = {
  channel: string
  user: string
  text: string
  blocks?: Json[] | undefined
  attachments?: Json[] | undefined
  thread_ts?: string | undefined
  subtype?: string | undefined
  metadata?: Json | undefined
  client_msg_id?: string | undefined
  fileIds?: string[] | undefined
}

/** Reads the content of a message out of a call, or refuses it as Slack does. */
export function readContent(world: World, args: Json): Pick<Draft, 'text' | 'blocks' | 'attachments' | 'metadata'> {
  const text = asText(args.text) ?? asText(args.markdown_text) ?? ''
  const attachments = asList(args.attachments)
  const blocks = Array.isArray(args.blocks) ? asList(args.blocks) : undefined
  if (args.blocks !== undefined && !Array.isArray(args.blocks)) throw new Refusal('invalid_blocks_format')
  if (text === '' && !blocks?.length && attachments.length === 0) throw new Refusal('no_text')
  if (text.length > LONGEST_TEXT) throw new Refusal('msg_too_long')
  const messages = blocks ? world.settings.validateBlocks(blocks, 'message') : []
  if (messages.length > 0) throw new Refusal('invalid_blocks', { errors: messages, response_metadata: { messages } })
  return {
    text,
    blocks: blocks && nameBlocks(world, blocks),
    attachments: attachments.length > 0 ? attachments : undefined,
    metadata: readMetadata(args.metadata),
  }
}

function readMetadata(metadata: unknown): Json | undefined {
  if (metadata === undefined) return undefined
  if (!isJson(metadata) || !asText(metadata.event_type) || !isJson(metadata.event_payload)) {
    throw new Refusal('invalid_metadata_format')
  }
  return metadata
}

/** Makes a message of a draft, without storing it. */
export function makeMessage(world: World, draft: Draft): Message {
  const isBot = draft.user === BOT.userId
  return {
    type: 'message',
    ...draft,
    ts: world.nextTs(),
    ...(isBot && { bot_id: BOT.botId, app_id: BOT.appId }),
    reactions: [],
    fileIds: draft.fileIds ?? [],
  }
}

/** Stores a message, and tells the app and the pages. */
export function postMessage(world: World, draft: Draft): Message {
  const message = makeMessage(world, draft)
  world.state.messages.push(message)
  for (const file of world.state.files.filter(({ id }) => message.fileIds.includes(id))) {
    file.shares.push({ channel: message.channel, ts: message.ts, thread_ts: message.thread_ts })
  }
  emitMessage(world, message.channel, { ...messageJson(world, message), event_ts: message.ts })
  world.changed()
  return message
}

/** Changes a stored message in place, and tells the app and the pages. */
export function changeMessage(world: World, message: Message, change: Partial<Message>, mark: boolean): void {
  const previous = messageJson(world, message)
  Object.assign(message, change)
  if (mark) message.edited = { user: message.user, ts: world.nextTs() }
  emitMessage(world, message.channel, {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    ts: world.nextTs(),
    channel: message.channel,
    message: messageJson(world, message),
    previous_message: previous,
  })
  world.changed()
}

/** Takes a message away; a parent with replies leaves a tombstone. */
export function deleteMessage(world: World, message: Message): void {
  const { state } = world
  const previous = messageJson(world, message)
  if (repliesOf(state, message.channel, message.ts).length > 0) {
    Object.assign(message, { subtype: 'tombstone', text: 'This message was deleted.', blocks: undefined, fileIds: [] })
    Object.assign(message, { attachments: undefined, metadata: undefined, reactions: [] })
  } else {
    state.messages.splice(state.messages.indexOf(message), 1)
  }
  emitMessage(world, message.channel, {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    ts: world.nextTs(),
    deleted_ts: message.ts,
    channel: message.channel,
    previous_message: previous,
  })
  world.changed()
}

/** Tells the app of something in a conversation, provided that the bot is in it. */
export function emitMessage(world: World, channel: string, event: Json): void {
  const conversation = world.state.conversations.find((candidate) => candidate.id === channel)
  if (!conversation?.members.includes(BOT.userId)) return
  world.emit({ ...event, channel_type: channelType(conversation) })
}

/** Slack's name for the kind of a conversation, as events carry it. */
function channelType(conversation: Conversation): 'channel' | 'group' | 'im' {
  if (conversation.kind === 'im') return 'im'
  return conversation.kind === 'private' ? 'group' : 'channel'
}

/** A message as history, events and payloads give it. */
export function messageJson(world: World, message: Message, withMetadata = false): Json {
  const { fileIds, reactions, metadata, attachments, ...rest } = message
  const replies = repliesOf(world.state, message.channel, message.ts)
  const files = world.state.files.filter((file) => fileIds.includes(file.id)).map((file) => fileJson(world, file))
  const repliers = [...new Set(replies.map((reply) => reply.user))]
  return {
    ...JSON.parse(JSON.stringify(rest)),
    team: world.state.workspace.id,
    ...(message.bot_id && { bot_profile: { id: BOT.botId, app_id: BOT.appId, name: world.settings.app.name } }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users: repliers,
      reply_users_count: repliers.length,
      latest_reply: replies.at(-1)?.ts,
    }),
    ...(message.thread_ts !== undefined &&
      message.thread_ts !== message.ts && {
        parent_user_id: world.state.messages.find((parent) => parent.ts === message.thread_ts)?.user,
      }),
    ...(attachments && { attachments }),
    ...(reactions.length > 0 && { reactions: reactions.map((one) => ({ ...one, count: one.users.length })) }),
    ...(files.length > 0 && { files, upload: false }),
    ...(withMetadata && metadata && { metadata }),
  }
}

/** A file object as files.info, messages and events give it. */
export function fileJson(world: World, file: StoredFile): Json {
  const extension = extensionOf(file.name)
  const address = `${world.url()}/files/${file.id}/${encodeURIComponent(file.name)}`
  const shares: Record<'public' | 'private', Record<string, Json[]>> = { public: {}, private: {} }
  for (const { channel, ts, thread_ts } of file.shares) {
    const kind = world.state.conversations.find((candidate) => candidate.id === channel)?.kind
    const group = shares[kind === 'public' ? 'public' : 'private']
    const share = { ts, ...(thread_ts && { thread_ts }), channel_name: channel, team_id: world.state.workspace.id }
    group[channel] = [...(group[channel] ?? []), share]
  }
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: extension,
    pretty_type: extension.toUpperCase(),
    user: file.user,
    size: file.bytes.length,
    mode: 'hosted',
    is_external: false,
    is_public: Object.keys(shares.public).length > 0,
    alt_txt: file.altText,
    url_private: address,
    url_private_download: `${address}?download=1`,
    permalink: `${world.url()}/archives/files/${file.id}`,
    channels: Object.keys(shares.public),
    groups: Object.keys(shares.private).filter((id) => !id.startsWith('D')),
    ims: Object.keys(shares.private).filter((id) => id.startsWith('D')),
    shares,
  }
}
