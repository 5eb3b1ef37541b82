import { asFlag, asText, type Json } from '../json.ts'
import { messageJson } from '../messages.ts'
import { Refusal } from '../refusal.ts'
import { BOT, openDirectMessage, repliesOf } from '../state.ts'
import type { Conversation, Message } from '../types.ts'
import type { Call, Method } from '../web-api.ts'
import type { World } from '../world.ts'
import { findConversation, findPerson, joinedConversation, needArguments, pageOf } from './lookup.ts'

const READ = ['channels:read', 'groups:read', 'im:read']
const HISTORY = ['channels:history', 'groups:history', 'im:history']

/** A conversation object as conversations.info gives it. */
function conversationJson(world: World, conversation: Conversation): Json {
  const isIm = conversation.kind === 'im'
  return {
    id: conversation.id,
    created: conversation.created,
    is_archived: conversation.archived,
    is_im: isIm,
    is_mpim: false,
    is_private: conversation.kind !== 'public',
    is_channel: conversation.kind === 'public',
    is_group: conversation.kind === 'private',
    is_general: false,
    is_shared: false,
    is_ext_shared: conversation.members.some((id) => world.state.people.find((one) => one.id === id)?.isExternal),
    is_member: conversation.members.includes(BOT.userId),
    num_members: conversation.members.length,
    ...(isIm
      ? { user: conversation.members.find((id) => id !== BOT.userId), is_open: true }
      : { name: conversation.name, name_normalized: conversation.name, topic: { value: conversation.topic } }),
  }
}

function ofTypes(world: World, args: Json): Conversation[] {
  const types = (asText(args.types) ?? 'public_channel').split(',').map((type) => type.trim())
  const kinds = { public: 'public_channel', private: 'private_channel', im: 'im' } as const
  return world.state.conversations.filter(
    (conversation) =>
      types.includes(kinds[conversation.kind]) && !(asFlag(args.exclude_archived) && conversation.archived),
  )
}

function list({ world, args }: Call): Json {
  const visible = ofTypes(world, args).filter((one) => one.kind === 'public' || one.members.includes(BOT.userId))
  const { page, rest } = pageOf(visible, args)
  return { channels: page.map((conversation) => conversationJson(world, conversation)), ...rest }
}

function listOfUser({ world, args }: Call): Json {
  const user = asText(args.user) ?? BOT.userId
  findPerson(world, user)
  const joined = ofTypes(world, args).filter((one) => one.members.includes(user))
  const { page, rest } = pageOf(joined, args)
  return { channels: page.map((conversation) => conversationJson(world, conversation)), ...rest }
}

function inWindow(messages: Message[], args: Json): Message[] {
  const oldest = Number(asText(args.oldest) ?? 0)
  const latest = Number(asText(args.latest) ?? Number.POSITIVE_INFINITY)
  const inclusive = asFlag(args.inclusive)
  return messages.filter(({ ts }) => {
    const at = Number(ts)
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest
  })
}

function history({ world, args }: Call): Json {
  needArguments(args, 'channel')
  const conversation = joinedConversation(world, args.channel, 'read')
  const roots = world.state.messages.filter(
    (one) =>
      one.channel === conversation.id &&
      (!one.thread_ts || one.thread_ts === one.ts || one.subtype === 'thread_broadcast'),
  )
  const { page, rest, more } = pageOf(inWindow(roots, args).reverse(), args)
  const messages = page.map((message) => messageJson(world, message, asFlag(args.include_all_metadata)))
  return { messages, has_more: more, ...(more && rest) }
}

function replies({ world, args }: Call): Json {
  needArguments(args, 'channel', 'ts')
  const conversation = joinedConversation(world, args.channel, 'read')
  const named = world.state.messages.find((one) => one.channel === conversation.id && one.ts === args.ts)
  if (!named) throw new Refusal('thread_not_found')
  const rootTs = named.thread_ts ?? named.ts
  const parent = world.state.messages.filter((one) => one.channel === conversation.id && one.ts === rootTs)
  const { page, rest, more } = pageOf(inWindow(repliesOf(world.state, conversation.id, rootTs), args), args, 1000)
  const messages = [...parent, ...page].map((one) => messageJson(world, one, asFlag(args.include_all_metadata)))
  return { messages, has_more: more, ...(more && rest) }
}

function open({ world, args }: Call): Json {
  const users = Array.isArray(args.users) ? args.users : (asText(args.users) ?? '').split(',')
  if (users.length !== 1) throw new Refusal('method_not_supported_for_channel_type')
  const person = findPerson(world, users[0])
  if (person.deleted) throw new Refusal('user_disabled')
  const channel = openDirectMessage(world.state, person.id, Math.floor(world.now() / 1000))
  return { channel: asFlag(args.return_im) ? conversationJson(world, channel) : { id: channel.id } }
}

function members({ world, args }: Call): Json {
  const { page, rest } = pageOf(findConversation(world, args.channel).members, args)
  return { members: page, ...rest }
}

function join({ world, args }: Call): Json {
  const conversation = findConversation(world, args.channel)
  if (conversation.archived) throw new Refusal('is_archived')
  if (!conversation.members.includes(BOT.userId)) conversation.members.push(BOT.userId)
  world.changed()
  return { channel: conversationJson(world, conversation) }
}

/** `conversations.*` and `users.conversations` */
export const conversationMethods: Record<string, Method> = {
  'conversations.info': {
    scope: READ,
    run: ({ world, args }) => ({ channel: conversationJson(world, findConversation(world, args.channel)) }),
  },
  'conversations.list': { scope: READ, run: list },
  'users.conversations': { scope: READ, run: listOfUser },
  'conversations.members': { scope: READ, run: members },
  'conversations.history': { scope: HISTORY, run: history },
  'conversations.replies': { scope: HISTORY, run: replies },
  'conversations.open': { scope: 'im:write', run: open },
  'conversations.join': { scope: 'channels:join', run: join },
}
