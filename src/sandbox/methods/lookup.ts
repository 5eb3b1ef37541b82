import { asNumber, asText, type Json } from '../json.ts'
import { Refusal } from '../refusal.ts'
import { BOT, openDirectMessage } from '../state.ts'
import type { Conversation, Message, Person } from '../types.ts'
import type { World } from '../world.ts'

/** Finds the conversation a call names: an id, `#name`, or a person whose direct message is meant. */
export function findConversation(world: World, value: unknown): Conversation {
  const named = asText(value) ?? ''
  if (world.state.people.some((person) => person.id === named && person.id !== BOT.userId)) {
    return openDirectMessage(world.state, named, Math.floor(world.now() / 1000))
  }
  const found = world.state.conversations.find(
    (conversation) => conversation.id === named || `#${conversation.name}` === named,
  )
  const hidden = found && found.kind !== 'public' && !found.members.includes(BOT.userId)
  if (!found || hidden) throw new Refusal('channel_not_found')
  return found
}

/** Finds a conversation the bot may read or write. */
export function joinedConversation(world: World, value: unknown, use: 'read' | 'write'): Conversation {
  const conversation = findConversation(world, value)
  if (use === 'write' && conversation.archived) throw new Refusal('is_archived')
  if (!conversation.members.includes(BOT.userId)) throw new Refusal('not_in_channel')
  return conversation
}

/** Finds a person, or refuses with `user_not_found`. */
export function findPerson(world: World, value: unknown): Person {
  const person = world.state.people.find((candidate) => candidate.id === value)
  if (!person) throw new Refusal('user_not_found')
  return person
}

/** Finds a message of a conversation, or refuses with `message_not_found`. */
export function messageAt(world: World, conversation: Conversation, ts: unknown): Message {
  const found = world.state.messages.find((message) => message.channel === conversation.id && message.ts === ts)
  if (!found || found.subtype === 'tombstone') throw new Refusal('message_not_found')
  return found
}

/** Cuts a list into the page a call asks for, with Slack's cursor for the next. */
export function pageOf<T>(items: T[], args: Json, usual = 100): { page: T[]; rest: Json; more: boolean } {
  const cursor = asText(args.cursor) ?? ''
  const start = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString())
  if (!Number.isInteger(start)) throw new Refusal('invalid_cursor')
  const size = Math.min(Math.max(asNumber(args.limit, usual), 1), 1000)
  const more = start + size < items.length
  const next = more ? Buffer.from(String(start + size)).toString('base64') : ''
  return { page: items.slice(start, start + size), rest: { response_metadata: { next_cursor: next } }, more }
}

/** Refuses a call that leaves out what it must say. */
export function needArguments(args: Json, ...names: string[]): void {
  const missing = names.filter((name) => args[name] === undefined || args[name] === '')
  if (missing.length === 0) return
  const messages = missing.map((name) => `[ERROR] missing required field: ${name}`)
  throw new Refusal('invalid_arguments', { response_metadata: { messages } })
}
