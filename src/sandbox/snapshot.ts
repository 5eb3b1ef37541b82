import type { ActiveFault } from './faults.ts'
import { BOT, type SandboxState } from './state.ts'
import type { AppInfo, Conversation, Ephemeral, Message, Notice, Person, StoredFile, View } from './types.ts'
import type { World } from './world.ts'

/** A file as the page shows it. */
export type PageFile = Pick<StoredFile, 'id' | 'name' | 'title' | 'mimetype' | 'altText'> & { size: number }

/** A message as the page shows it; `to` marks one that only this person sees. */
export type PageMessage = (Message | Ephemeral) & { files: PageFile[]; to?: string }

/** Everything one person can see, as the page gets it. */
export type Snapshot = {
  workspace: SandboxState['workspace']
  me: Person
  people: Person[]
  botId: string
  app: AppInfo
  connected: boolean
  /** Whether the bot's token still works. */
  tokenStatus: string
  conversations: (Conversation & { botIn: boolean })[]
  messages: PageMessage[]
  modals: View[]
  home: View | undefined
  notices: Notice[]
  faults: (Omit<ActiveFault, 'count'> & { count: number | null })[]
}

/** Draws up what one person sees now. */
export function snapshotFor(world: World, id: string, connected: boolean): Snapshot | undefined {
  const { state } = world
  const me = state.people.find((person) => person.id === id)
  if (!me) return undefined
  const conversations = state.conversations
    .filter((one) => one.kind !== 'im' || one.members.includes(id))
    .filter((one) => one.kind !== 'private' || one.members.includes(id))
  const visible = new Set(conversations.map((one) => one.id))
  const own = state.ephemerals.filter((one) => one.to === id)
  const messages = [...state.messages, ...own]
    .filter((one) => visible.has(one.channel))
    .sort((one, other) => (one.ts < other.ts ? -1 : 1))
  return {
    workspace: state.workspace,
    me,
    people: state.people,
    botId: BOT.userId,
    app: world.settings.app,
    connected,
    tokenStatus: state.tokens.find((token) => token.kind === 'bot')?.status ?? 'revoked',
    conversations: conversations.map((one) => ({ ...one, botIn: one.members.includes(BOT.userId) })),
    messages: messages.map((message) => ({ ...message, files: filesOf(state, message) })),
    modals: state.views.get(id) ?? [],
    home: state.homes.get(id),
    notices: state.notices.filter((notice) => notice.to === id),
    faults: world.faults
      .list()
      .map((fault) => ({ ...fault, count: Number.isFinite(fault.count) ? fault.count : null })),
  }
}

function filesOf(state: SandboxState, message: Message): PageFile[] {
  return state.files
    .filter((file) => message.fileIds.includes(file.id))
    .map(({ id, name, title, mimetype, altText, bytes }) => ({
      id,
      name,
      title,
      mimetype,
      altText,
      size: bytes.length,
    }))
}
