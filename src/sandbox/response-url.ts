import type { IncomingMessage, ServerResponse } from 'node:http'
import { readArguments, sendJson } from './body.ts'
import { asFlag, asText, type Json } from './json.ts'
import { changeMessage, deleteMessage, makeMessage, postMessage, readContent } from './messages.ts'
import { Refusal } from './refusal.ts'
import { BOT } from './state.ts'
import type { Ephemeral, Message } from './types.ts'
import type { World } from './world.ts'

const USES = 5
const LIFETIME_MS = 30 * 60_000

/** Where a response URL answers to, and the message it may replace. */
export type ResponsePlace = {
  person: string
  channel: string
  message?: Message | Ephemeral | undefined
  thread_ts?: string | undefined
}

/** Response URLs: five answers within thirty minutes. */
export type ResponseUrls = {
  issue: (place: ResponsePlace) => string
  answer: (request: IncomingMessage, response: ServerResponse, id: string) => Promise<void>
}

/** Keeps the response URLs of a sandbox. */
export function createResponseUrls(world: World): ResponseUrls {
  const known = new Map<string, ResponsePlace & { uses: number; expires: number }>()
  return {
    issue(place) {
      const id = world.newId('')
      known.set(id, { ...place, uses: 0, expires: world.now() + LIFETIME_MS })
      return `${world.url()}/respond/${id}`
    },
    async answer(request, response, id) {
      const args = await readArguments(request, new URLSearchParams())
      const place = known.get(id)
      if (!place || world.now() > place.expires) return sendJson(response, { ok: false, error: 'expired_url' }, 404)
      if (place.uses >= USES) return sendJson(response, { ok: false, error: 'used_url' }, 404)
      place.uses += 1
      try {
        respond(world, place, args)
        sendJson(response, { ok: true })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        sendJson(response, { ok: false, error: error.code, ...error.details }, 400)
      }
    },
  }
}

/** Says what an app answered to a command or an interaction: in the channel, or to one person only. */
export function respond(world: World, place: ResponsePlace, args: Json): void {
  if (asFlag(args.delete_original) && place.message) {
    takeAway(world, place.message)
    return
  }
  const content = readContent(world, args)
  if (asFlag(args.replace_original) && place.message) {
    replace(world, place.message, content)
    return
  }
  const thread_ts = asText(args.thread_ts) ?? place.thread_ts
  const draft = { ...content, channel: place.channel, user: BOT.userId, thread_ts }
  if (args.response_type === 'in_channel') {
    postMessage(world, draft)
    return
  }
  world.state.ephemerals.push({ ...makeMessage(world, draft), to: place.person })
  world.changed()
}

function isEphemeral(message: Message | Ephemeral): message is Ephemeral {
  return 'to' in message
}

function takeAway(world: World, message: Message | Ephemeral): void {
  if (isEphemeral(message)) {
    world.state.ephemerals.splice(world.state.ephemerals.indexOf(message), 1)
    world.changed()
  } else deleteMessage(world, message)
}

function replace(world: World, message: Message | Ephemeral, content: Partial<Message>): void {
  if (isEphemeral(message)) {
    Object.assign(message, content)
    world.changed()
  } else changeMessage(world, message, content, true)
}
