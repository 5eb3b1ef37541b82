import type { Json } from './json.ts'
import type {
  ApiRequest,
  Conversation,
  DeliveryRecord,
  Ephemeral,
  Message,
  NewConversation,
  NewPerson,
  Notice,
  Person,
  StoredFile,
  Token,
  View,
} from './types.ts'

/** Everything the workspace remembers; tests may read all of it. */
export type SandboxState = {
  workspace: { id: string; name: string; domain: string }
  people: Person[]
  conversations: Conversation[]
  messages: Message[]
  ephemerals: Ephemeral[]
  files: StoredFile[]
  /** Open modals by person, the lowest first. */
  views: Map<string, View[]>
  homes: Map<string, View>
  notices: Notice[]
  tokens: Token[]
  requests: ApiRequest[]
  deliveries: DeliveryRecord[]
}

/** The bot's ids, the same in every sandbox. */
export const BOT = { userId: 'U0BEAT', botId: 'B0BEAT', appId: 'A0BEAT' } as const

const DEFAULT_PEOPLE: NewPerson[] = [
  { id: 'U0MARA', name: 'mara', realName: 'Mara Lindt', title: 'Head of Growth', tz: 'Europe/Berlin' },
  { id: 'U0PRIYA', name: 'priya', realName: 'Priya Shah', title: 'Paid search', tz: 'Europe/London' },
  { id: 'U0SAM', name: 'sam', realName: 'Sam Ortiz', title: 'Paid social', tz: 'America/New_York' },
  { id: 'U0JO', name: 'jo', realName: 'Jo Becker', title: 'CMO', tz: 'Europe/Berlin' },
]

/** Every scope the sandbox's methods ask for; a token has all of them unless told otherwise. */
export const ALL_SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'channels:join',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'reactions:read',
  'reactions:write',
  'team:read',
  'users:read',
  'users:read.email',
] as const

/** Completes a person given by a few fields. */
export function completePerson(person: NewPerson): Person {
  const first = person.realName.split(' ')[0] ?? person.realName
  return {
    name: first.toLowerCase(),
    title: '',
    tz: 'Europe/Berlin',
    isBot: false,
    deleted: false,
    isGuest: false,
    isAdmin: false,
    isExternal: false,
    status: { text: '', emoji: '', endsAt: 0 },
    ...person,
  }
}

/** Completes a conversation given by a few fields. */
export function completeConversation(conversation: NewConversation, created: number): Conversation {
  return { kind: 'public', members: [], archived: false, topic: '', created, ...conversation }
}

/** What a state starts from. */
export type StateSeed = {
  workspace: SandboxState['workspace']
  appName: string
  people: NewPerson[] | undefined
  conversations: NewConversation[] | undefined
  tokens: Token[]
  created: number
}

/** Makes the workspace as it is before anybody has said anything. */
export function createState(seed: StateSeed): SandboxState {
  const bot = completePerson({ id: BOT.userId, name: seed.appName.toLowerCase(), realName: seed.appName, isBot: true })
  const people = (seed.people ?? DEFAULT_PEOPLE).map(completePerson)
  const everybody = people.map((person) => person.id)
  const withBot = [...everybody, BOT.userId]
  const conversations = seed.conversations ?? [
    { id: 'C0GROWTH', name: 'growth', members: withBot, topic: 'Numbers, tests and decisions of the growth team' },
    { id: 'C0LEADS', name: 'marketing-leads', members: withBot, topic: 'For those who hold the budgets' },
    { id: 'C0RANDOM', name: 'random', members: everybody, topic: 'Everything else' },
  ]
  return {
    workspace: seed.workspace,
    people: [...people, bot],
    conversations: conversations.map((conversation) => completeConversation(conversation, seed.created)),
    messages: [],
    ephemerals: [],
    files: [],
    views: new Map(),
    homes: new Map(),
    notices: [],
    tokens: seed.tokens,
    requests: [],
    deliveries: [],
  }
}

/** The person's modal on top of the others, if any is open. */
export function topModal(state: SandboxState, person: string): View | undefined {
  return state.views.get(person)?.at(-1)
}

/** The direct message between a person and the bot, opened when there is none yet. */
export function openDirectMessage(state: SandboxState, person: string, created: number): Conversation {
  const id = `D0${person.replace(/^[UW]0?/, '')}`
  const known = state.conversations.find((conversation) => conversation.id === id)
  if (known) return known
  const members = [person, BOT.userId]
  const opened = completeConversation({ id, name: person, kind: 'im', members }, created)
  state.conversations.push(opened)
  return opened
}

/** The replies of a thread, oldest first, without its parent. */
export function repliesOf(state: SandboxState, channel: string, threadTs: string): Message[] {
  return state.messages.filter(
    (message) => message.channel === channel && message.thread_ts === threadTs && message.ts !== threadTs,
  )
}

/** Finds a message by where and when it was said. */
export function findMessage(state: SandboxState, channel: string, ts: string): Message | undefined {
  return state.messages.find((message) => message.channel === channel && message.ts === ts)
}

/** The workspace somebody belongs to: this one, or that of another company. */
export function teamOf(state: SandboxState, person: Person): string {
  return person.isExternal ? 'T0OTHER' : state.workspace.id
}

/** A user object as users.info gives it. */
export function userJson(state: SandboxState, person: Person): Json {
  const email = `${person.name}@${state.workspace.domain}.example`
  return {
    id: person.id,
    team_id: teamOf(state, person),
    name: person.name,
    real_name: person.realName,
    deleted: person.deleted,
    tz: person.tz,
    tz_label: person.tz,
    tz_offset: offsetOf(person.tz),
    is_bot: person.isBot,
    is_app_user: false,
    is_admin: person.isAdmin,
    is_owner: false,
    is_restricted: person.isGuest,
    is_ultra_restricted: false,
    is_stranger: person.isExternal,
    updated: 0,
    profile: {
      real_name: person.realName,
      display_name: person.name,
      title: person.title,
      status_text: person.status.text,
      status_emoji: person.status.emoji,
      status_expiration: person.status.endsAt,
      ...(person.isBot ? { bot_id: BOT.botId, api_app_id: BOT.appId } : { email }),
    },
  }
}

function offsetOf(zone: string): number {
  const part = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(new Date())
    .find((piece) => piece.type === 'timeZoneName')
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(part?.value ?? '')
  if (!match) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 3600 + Number(match[3]) * 60)
}

const LONGEST_LOG = 5000

/** Adds to a log, and forgets its oldest entries when it has grown too long. */
export function keepInLog<T>(log: T[], entry: T): void {
  log.push(entry)
  if (log.length > LONGEST_LOG) log.splice(0, log.length - LONGEST_LOG)
}
