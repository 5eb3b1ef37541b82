import { conversationOf, personOf } from './interactions.ts'
import { emitMessage } from './messages.ts'
import { BOT, completeConversation, completePerson, userJson } from './state.ts'
import type { Conversation, NewConversation, NewPerson, Person } from './types.ts'
import type { World } from './world.ts'

/** What an administrator of the workspace may do to it, with the events the app hears of. */
export type Admin = {
  addPerson: (person: NewPerson) => Person
  addConversation: (conversation: NewConversation) => Conversation
  deactivate: (person: string) => void
  reactivate: (person: string) => void
  setZone: (person: string, tz: string) => void
  /** `endsAt` in seconds, 0 for never; an empty text and emoji take the status off. */
  setStatus: (person: string, status: Person['status']) => void
  archive: (conversation: string) => void
  unarchive: (conversation: string) => void
  rename: (conversation: string, name: string) => void
  deleteConversation: (conversation: string) => void
  invite: (conversation: string, person?: string) => void
  remove: (conversation: string, person?: string) => void
  revokeTokens: () => void
  restoreTokens: () => void
  deactivateBot: () => void
  uninstall: () => void
}

/** Opens the administrator's office. */
export function createAdmin(world: World): Admin {
  const { state } = world
  const setTokens = (status: 'active' | 'revoked' | 'inactive'): void => {
    for (const token of state.tokens) if (token.kind === 'bot') token.status = status
    world.changed()
  }
  const setDeleted = (id: string, deleted: boolean): void => {
    const person = personOf(world, id)
    person.deleted = deleted
    announcePerson(world, person)
  }
  const setArchived = (named: string, archived: boolean): void => {
    const conversation = conversationOf(world, named)
    conversation.archived = archived
    emitMessage(world, conversation.id, {
      type: archived ? 'channel_archive' : 'channel_unarchive',
      channel: conversation.id,
    })
    world.changed()
  }
  return {
    addPerson: (person) => keep(world, state.people, completePerson(person)),
    addConversation: (one) =>
      keep(world, state.conversations, completeConversation(one, Math.floor(world.now() / 1000))),
    deactivate: (id) => setDeleted(id, true),
    reactivate: (id) => setDeleted(id, false),
    setZone(id, tz) {
      const person = personOf(world, id)
      person.tz = tz
      announcePerson(world, person)
    },
    setStatus(id, status) {
      const person = personOf(world, id)
      person.status = status
      announcePerson(world, person)
    },
    archive: (named) => setArchived(named, true),
    unarchive: (named) => setArchived(named, false),
    rename(named, name) {
      const conversation = conversationOf(world, named)
      conversation.name = name
      const channel = { id: conversation.id, name, created: conversation.created }
      emitMessage(world, conversation.id, { type: 'channel_rename', channel })
      world.changed()
    },
    deleteConversation(named) {
      const conversation = conversationOf(world, named)
      emitMessage(world, conversation.id, { type: 'channel_deleted', channel: conversation.id })
      state.conversations.splice(state.conversations.indexOf(conversation), 1)
      world.changed()
    },
    invite: (named, person = BOT.userId) => join(world, conversationOf(world, named), person),
    remove: (named, person = BOT.userId) => leave(world, conversationOf(world, named), person),
    revokeTokens() {
      world.emit({ type: 'tokens_revoked', tokens: { oauth: [], bot: [BOT.userId] } })
      setTokens('revoked')
    },
    restoreTokens: () => setTokens('active'),
    deactivateBot: () => setTokens('inactive'),
    uninstall() {
      world.emit({ type: 'app_uninstalled' })
      setTokens('inactive')
    },
  }
}

function keep<T>(world: World, list: T[], added: T): T {
  list.push(added)
  world.changed()
  return added
}

function announcePerson(world: World, person: Person): void {
  world.emit({ type: 'user_change', user: userJson(world.state, person), cache_ts: Math.floor(world.now() / 1000) })
  world.changed()
}

function join(world: World, conversation: Conversation, person: string): void {
  if (conversation.members.includes(person)) return
  conversation.members.push(person)
  const event = { user: person, channel: conversation.id, team: world.state.workspace.id, inviter: 'U0MARA' }
  emitMessage(world, conversation.id, { type: 'member_joined_channel', ...event })
  world.changed()
}

function leave(world: World, conversation: Conversation, person: string): void {
  const event = { type: 'member_left_channel', user: person, channel: conversation.id, team: world.state.workspace.id }
  emitMessage(world, conversation.id, event)
  if (person === BOT.userId) world.emit({ type: 'channel_left', channel: conversation.id, actor_id: 'U0MARA' })
  conversation.members = conversation.members.filter((id) => id !== person)
  world.changed()
}
