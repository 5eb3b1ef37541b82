import type { Deliver } from './delivery.ts'
import { asText, type Json } from './json.ts'
import { BOT } from './state.ts'
import type { World } from './world.ts'

/** The Events API: sends what the app subscribes to, and again when it was not acknowledged. */
export type EventSender = {
  /** Resolves once every event sent so far was acknowledged or has failed its first attempt. */
  idle: () => Promise<void>
  close: () => void
}

/** Sends every event of the world to the bot, in order of their happening. */
export function createEventSender(world: World, deliver: Deliver): EventSender {
  const timers = new Set<NodeJS.Timeout>()
  let closed = false
  let tail: Promise<unknown> = Promise.resolve()

  async function attempt(payload: Json, number: number): Promise<void> {
    const retry = number === 0 ? undefined : { number, reason: 'http_timeout' }
    const ack = await deliver('event', { form: 'event', payload, retry })
    const wait = world.settings.retryDelaysMs[number]
    if (ack.ok || wait === undefined || closed) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      void attempt(payload, number + 1)
    }, wait)
    timer.unref()
    timers.add(timer)
  }

  const stop = world.onEvent((event) => {
    if (!isSubscribed(world, event)) return
    const payload = envelopeOf(world, event)
    tail = Promise.all([tail, attempt(payload, 0)])
  })

  return {
    async idle() {
      await tail
    },
    close() {
      closed = true
      stop()
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

function envelopeOf(world: World, event: Json): Json {
  const authorization = { enterprise_id: null, team_id: world.state.workspace.id, user_id: BOT.userId, is_bot: true }
  return {
    token: world.settings.verificationToken,
    team_id: world.state.workspace.id,
    api_app_id: BOT.appId,
    event: { event_ts: world.nextTs(), ...event },
    type: 'event_callback',
    event_id: world.newId('Ev'),
    event_time: Math.floor(world.now() / 1000),
    authorizations: [{ ...authorization, is_enterprise_install: false }],
    is_ext_shared_channel: false,
  }
}

const MESSAGE_SUBSCRIPTION: Record<string, string> = { channel: 'channels', group: 'groups', im: 'im' }

function isSubscribed(world: World, event: Json): boolean {
  const wanted = world.settings.app.events
  if (!wanted) return true
  const type = asText(event.type) ?? ''
  if (type !== 'message') return wanted.includes(type)
  return wanted.includes(`message.${MESSAGE_SUBSCRIPTION[asText(event.channel_type) ?? 'channel']}`)
}
