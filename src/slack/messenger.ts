import type { KnownBlock } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { isPersonId } from '../domain/team.ts'
import { sendPicture, sharesOf } from './draw/picture-upload.ts'
import { NothingShown } from './outcome.ts'

/** A message as the views draw it; `broadcast` shows a reply in the conversation as well. */
export type Rendered = { text: string; blocks: KnownBlock[]; broadcast?: boolean }

/** A picture with what it says to those who cannot see it, and a line above it. */
export type Picture = { png: Buffer; fileName: string; alt: string; comment: string }

/** Where something is said: in a conversation (or to a person, by user id), in a thread of it if `threadTs` is given. */
export type Place = { conversationId: string; threadTs: string | null }

/** Where the bot's own post stands. */
export type Found = { ts: string }

/** The calls by which the bot speaks. Each throws what the client throws; `classify` says what that means. */
export type Messenger = ReturnType<typeof createMessenger>

const EVENT_TYPE = 'drumbeat_post'
const PAGE = 200

/** Makes the messenger of one workspace, on a client that never repeats a call by itself. */
export function createMessenger(client: WebClient) {
  const identity = once(async () => {
    const { user_id: userId, bot_id: botId } = await client.auth.test()
    return { userId, botId }
  })
  const directMessages = new Map<string, Promise<string>>()

  /** The id of a conversation; a person's is that of the direct message with them. */
  async function resolve(conversationId: string): Promise<string> {
    if (!isPersonId(conversationId)) return conversationId
    const known = directMessages.get(conversationId) ?? openDm(client, conversationId)
    directMessages.set(conversationId, known)
    return known.catch((error: unknown) => {
      directMessages.delete(conversationId)
      throw error
    })
  }

  return {
    /** Posts a message that carries its key, and returns its ts. */
    async postMessage(key: string, place: Place, message: Rendered): Promise<string> {
      const channel = await resolve(place.conversationId)
      const { text, blocks } = message
      const shown = { channel, text, blocks, unfurl_links: false, unfurl_media: false }
      // client_msg_id is a bonus that nothing depends on; the key in the metadata is what counts.
      const request = { ...shown, client_msg_id: key, metadata: metadataOf(key) }
      const { ts } = await client.chat.postMessage(
        place.threadTs === null
          ? request
          : message.broadcast
            ? { ...request, thread_ts: place.threadTs, reply_broadcast: true }
            : { ...request, thread_ts: place.threadTs },
      )
      if (!ts) throw new Error('Slack took the message without naming its ts')
      return ts
    },

    /** Replaces what a post shows. */
    async updateMessage(key: string, place: Place, ts: string, message: Rendered): Promise<void> {
      const channel = await resolve(place.conversationId)
      await client.chat.update({ channel, ts, text: message.text, blocks: message.blocks, metadata: metadataOf(key) })
    },

    /** Uploads and shares a picture; `keep` gets its file id before anything of it can be seen, see sendPicture. */
    async uploadPicture(
      place: Place,
      picture: Picture,
      keep: (fileId: string) => Promise<void>,
    ): Promise<Found | undefined> {
      const channel = await resolve(place.conversationId)
      return sendPicture(client, { ...place, conversationId: channel }, picture, keep)
    },

    /** Where a file has been shared in a conversation; throws if that cannot be read. */
    async fileShares(fileId: string, conversationId: string): Promise<Found[]> {
      return sharesOf(client, fileId, await resolve(conversationId))
    },

    /** Deletes a file of ours; one that is not there is fine. */
    async deleteFile(fileId: string): Promise<void> {
      try {
        await client.files.delete({ file: fileId })
      } catch (error) {
        throw new NothingShown('the file was not deleted', { cause: error })
      }
    },

    /** The bot's own posts that carry a key, the oldest first; throws if the conversation cannot be read. */
    async findByKey(key: string, place: Place, since: Date): Promise<Found[]> {
      const channel = await resolve(place.conversationId)
      const own = await identity()
      const found: Found[] = []
      for await (const message of readMessages(client, channel, place.threadTs, since)) {
        const isOwn = message.user === own.userId || (own.botId !== undefined && message.bot_id === own.botId)
        if (isOwn && message.ts && keyOf(message.metadata) === key) found.push({ ts: message.ts })
      }
      return found.sort((a, b) => Number(a.ts) - Number(b.ts))
    },

    /** Deletes a post of ours. */
    async deleteMessage(conversationId: string, ts: string): Promise<void> {
      await client.chat.delete({ channel: await resolve(conversationId), ts })
    },
  }
}

/** Opens the direct message with a person, as often as one likes. */
export async function openDm(client: WebClient, userId: string): Promise<string> {
  try {
    const { channel } = await client.conversations.open({ users: userId })
    if (!channel?.id) throw new Error('Slack opened a direct message without an id')
    return channel.id
  } catch (error) {
    throw new NothingShown('the direct message was not opened', { cause: error })
  }
}

/** Shows something to one person only; it may never be seen, so nothing that matters travels this way alone. */
export async function postEphemeral(
  client: WebClient,
  place: Place,
  userId: string,
  message: Pick<Rendered, 'text' | 'blocks'>,
): Promise<void> {
  const thread = place.threadTs && { thread_ts: place.threadTs }
  await client.chat.postEphemeral({ ...thread, channel: place.conversationId, user: userId, ...message })
}

type Read = { user?: string; bot_id?: string; ts?: string; metadata?: unknown }

async function* readMessages(
  client: WebClient,
  channel: string,
  threadTs: string | null,
  since: Date,
): AsyncGenerator<Read> {
  const range = { channel, oldest: String(since.getTime() / 1_000), limit: PAGE, include_all_metadata: true }
  let cursor: string | undefined
  do {
    const request = { ...range, ...(cursor && { cursor }) }
    const page =
      threadTs === null
        ? await client.conversations.history(request)
        : await client.conversations.replies({ ...request, ts: threadTs })
    yield* page.messages ?? []
    cursor = page.response_metadata?.next_cursor
  } while (cursor)
}

function metadataOf(key: string) {
  return { event_type: EVENT_TYPE, event_payload: { k: key } }
}

function keyOf(metadata: unknown): unknown {
  if (!isRecord(metadata) || metadata.event_type !== EVENT_TYPE || !isRecord(metadata.event_payload)) return undefined
  return metadata.event_payload.k
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    })
    return made
  }
}
