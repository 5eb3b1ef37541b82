import type { Json } from './json.ts'

/** Somebody in the workspace, the bot included. */
export type Person = {
  id: string
  name: string
  realName: string
  title: string
  tz: string
  isBot: boolean
  deleted: boolean
  /** A guest of one channel or several. */
  isGuest: boolean
  /** An admin of the workspace. */
  isAdmin: boolean
  /** Somebody of another company, by Slack Connect. */
  isExternal: boolean
  /** What stands beside their name; `endsAt` in seconds, 0 for never. */
  status: { text: string; emoji: string; endsAt: number }
}

/** A person as a test or the demo adds one: only the id and the name are needed. */
export type NewPerson = Pick<Person, 'id' | 'realName'> & Partial<Person>

/** A channel or a direct message. */
export type Conversation = {
  id: string
  name: string
  kind: 'public' | 'private' | 'im'
  members: string[]
  archived: boolean
  topic: string
  created: number
}

/** A conversation as a test or the demo adds one. */
export type NewConversation = Pick<Conversation, 'id' | 'name'> & Partial<Conversation>

/** An emoji reaction with those who gave it. */
type Reaction = { name: string; users: string[] }

/** A message as Slack stores it. */
export type Message = {
  type: 'message'
  ts: string
  channel: string
  user: string
  text: string
  subtype?: string | undefined
  bot_id?: string | undefined
  app_id?: string | undefined
  blocks?: Json[] | undefined
  attachments?: Json[] | undefined
  thread_ts?: string | undefined
  metadata?: Json | undefined
  client_msg_id?: string | undefined
  edited?: { user: string; ts: string } | undefined
  reactions: Reaction[]
  /** Ids of files; the Web API and events carry the whole file objects. */
  fileIds: string[]
}

/** A message only one person sees. */
export type Ephemeral = Message & { to: string }

/** A file, and where it has been shared. */
export type StoredFile = {
  id: string
  name: string
  title: string
  mimetype: string
  bytes: Uint8Array
  user: string
  created: number
  state: 'announced' | 'uploaded' | 'complete'
  altText: string
  shares: { channel: string; ts: string; thread_ts?: string | undefined }[]
  /** Whether it was attached to a form of the app, which may read it though it is shared nowhere. */
  attached: boolean
}

/** What a person has entered, by block_id and action_id. */
export type ViewValues = Record<string, Record<string, Json>>

/** A modal or a Home tab as Slack stores it. */
export type View = {
  id: string
  type: 'modal' | 'home'
  hash: string
  person: string
  blocks: Json[]
  callback_id: string
  private_metadata: string
  external_id: string
  title?: Json | undefined
  submit?: Json | undefined
  close?: Json | undefined
  clear_on_close: boolean
  notify_on_close: boolean
  previous_view_id: string | null
  root_view_id: string
  /** The same for as long as what a person enters is kept; another one when the view starts anew. */
  filling: string
  values: ViewValues
  /** What the last submission complained about, by block_id. */
  errors: Record<string, string>
}

/** What Slack itself tells a person, for instance that an app did not answer in time. */
export type Notice = {
  id: string
  to: string
  conversation: string | undefined
  text: string
  code: string
  at: number
}

/** One call of the Web API, as the log keeps it. */
export type ApiRequest = { method: string; args: Json; at: number; answer: Json | undefined; fault: string | undefined }

/** The ways in which something is delivered to the bot. */
export type DeliveryKind = 'command' | 'action' | 'suggestion' | 'submission' | 'closed' | 'shortcut' | 'event'

/** One delivery to the bot, as the log keeps it. */
export type DeliveryRecord = {
  kind: DeliveryKind
  payload: Json
  at: number
  ms: number
  outcome: string
  retry: number
}

/** How the bot answered a delivery, or why there is no answer. */
export type Ack =
  | { ok: true; body: Json }
  | { ok: false; error: 'operation_timeout' | 'dispatch_failed' | 'not_connected' }

/** A slash command as the page offers it. */
export type AppCommand = { command: string; usageHint?: string; description?: string; shouldEscape?: boolean }

/** A shortcut as the page offers it. */
type AppShortcut = { type: 'global' | 'message'; name: string; callbackId: string; description?: string }

/** What the app's manifest would tell Slack. */
export type AppInfo = {
  name: string
  commands: AppCommand[]
  shortcuts: AppShortcut[]
  /** The events the app subscribes to, such as `message.channels`; absent means all. */
  events?: string[]
}

/** Judges blocks; each string is one complaint, none means fine. */
export type BlockValidator = (blocks: unknown[], surface: 'message' | 'modal' | 'home') => string[]

/** A token the sandbox knows. */
export type Token = {
  value: string
  kind: 'bot' | 'app'
  status: 'active' | 'revoked' | 'inactive'
  scopes: readonly string[]
}
