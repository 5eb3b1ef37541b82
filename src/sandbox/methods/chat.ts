import { asFlag, asText, type Json } from '../json.ts'
import { changeMessage, deleteMessage, makeMessage, messageJson, postMessage, readContent } from '../messages.ts'
import { Refusal } from '../refusal.ts'
import { BOT } from '../state.ts'
import type { Conversation, Message } from '../types.ts'
import type { Call, Method } from '../web-api.ts'
import type { World } from '../world.ts'
import { findConversation, joinedConversation, messageAt, needArguments } from './lookup.ts'

function threadOf(world: World, conversation: Conversation, args: Json): string | undefined {
  const ts = asText(args.thread_ts)
  if (!ts) return undefined
  const parent = world.state.messages.find((message) => message.channel === conversation.id && message.ts === ts)
  if (!parent) throw new Refusal('thread_not_found')
  return parent.thread_ts ?? parent.ts
}

function post({ world, args }: Call): Json {
  needArguments(args, 'channel')
  const conversation = joinedConversation(world, args.channel, 'write')
  const thread = threadOf(world, conversation, args)
  const message = postMessage(world, {
    ...readContent(world, args),
    channel: conversation.id,
    user: BOT.userId,
    thread_ts: thread,
    subtype: thread && asFlag(args.reply_broadcast) ? 'thread_broadcast' : undefined,
    client_msg_id: asText(args.client_msg_id),
  })
  return { channel: conversation.id, ts: message.ts, message: messageJson(world, message, true) }
}

function postEphemeral({ world, args }: Call): Json {
  needArguments(args, 'channel', 'user')
  const conversation = joinedConversation(world, args.channel, 'write')
  const to = asText(args.user) ?? ''
  if (!conversation.members.includes(to)) throw new Refusal('user_not_in_channel')
  const thread = threadOf(world, conversation, args)
  const draft = { ...readContent(world, args), channel: conversation.id, user: BOT.userId, thread_ts: thread }
  const ephemeral = { ...makeMessage(world, draft), to }
  world.state.ephemerals.push(ephemeral)
  world.changed()
  return { message_ts: ephemeral.ts }
}

function ownMessage({ world, args }: Call, refusal: string): Message {
  needArguments(args, 'channel', 'ts')
  const message = messageAt(world, joinedConversation(world, args.channel, 'write'), args.ts)
  if (message.user !== BOT.userId) throw new Refusal(refusal)
  return message
}

function update(call: Call): Json {
  const { world, args } = call
  const message = ownMessage(call, 'cant_update_message')
  const content = readContent(world, args)
  const metadata = args.metadata === undefined ? message.metadata : content.metadata
  // Slack keeps the old blocks when only text is sent, and drops them for an explicit empty list.
  const blocks = args.blocks === undefined && args.text === undefined ? message.blocks : content.blocks
  changeMessage(world, message, { ...content, blocks, metadata }, true)
  return { channel: message.channel, ts: message.ts, text: message.text, message: messageJson(world, message, true) }
}

function remove(call: Call): Json {
  const message = ownMessage(call, 'cant_delete_message')
  deleteMessage(call.world, message)
  return { channel: message.channel, ts: message.ts }
}

function permalink({ world, args }: Call): Json {
  needArguments(args, 'channel', 'message_ts')
  const conversation = findConversation(world, args.channel)
  const message = messageAt(world, conversation, args.message_ts)
  return { channel: conversation.id, permalink: permalinkOf(world, message) }
}

/** The address of a message; the sandbox's own page answers it. */
function permalinkOf(world: World, message: Message): string {
  const thread = message.thread_ts ? `?thread_ts=${message.thread_ts}&cid=${message.channel}` : ''
  return `${world.url()}/archives/${message.channel}/p${message.ts.replace('.', '')}${thread}`
}

/** `chat.*` */
export const chatMethods: Record<string, Method> = {
  'chat.postMessage': { scope: 'chat:write', run: post },
  'chat.postEphemeral': { scope: 'chat:write', run: postEphemeral },
  'chat.update': { scope: 'chat:write', run: update },
  'chat.delete': { scope: 'chat:write', run: remove },
  'chat.getPermalink': { run: permalink },
}
