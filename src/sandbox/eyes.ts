import { conversationOf, type Place } from './interactions.ts'
import { asText } from './json.ts'
import { repliesOf, topModal } from './state.ts'
import type { Ephemeral, Message, Notice, Person, View } from './types.ts'
import type { World } from './world.ts'

/** What a person points at: `modal` (the one on top), `home`, or a message (itself or its timestamp). */
export type Target = string | { ts: string }

/** What one person sees. */
export type Eyes = {
  /** The messages of a conversation outside threads, oldest first. */
  messages: (conversation: string) => Message[]
  /** A thread with its parent first. */
  thread: (of: string | { ts: string }) => Message[]
  /** What only this person sees, oldest first. */
  ephemerals: (conversation?: string) => Ephemeral[]
  /** What Slack itself told this person. */
  notices: () => Notice[]
  modal: () => View | undefined
  home: () => View | undefined
}

/** Eyes, with what hands need to know: where a target is. */
export type Sight = Eyes & {
  message: (named: string | { ts: string }) => Message | Ephemeral
  place: (target: Target) => Place
}

/** Opens a person's eyes. */
export function createSight(world: World, me: Person): Sight {
  const { state } = world
  const ephemerals: Eyes['ephemerals'] = (named) => {
    const channel = named && conversationOf(world, named).id
    return state.ephemerals.filter((one) => one.to === me.id && (!channel || one.channel === channel))
  }
  const message: Sight['message'] = (named) => {
    const ts = typeof named === 'string' ? named : named.ts
    const found = ephemerals().find((one) => one.ts === ts) ?? state.messages.find((one) => one.ts === ts)
    if (!found) throw new Error(`${me.realName} sees no message ${ts}.`)
    return found
  }
  return {
    ephemerals,
    message,
    place(target) {
      if (target !== 'modal' && target !== 'home') return { message: message(target) }
      const view = target === 'modal' ? topModal(state, me.id) : state.homes.get(me.id)
      if (!view) throw new Error(`${me.realName} has no ${target === 'modal' ? 'modal open' : 'Home tab yet'}.`)
      return { view }
    },
    messages: (conversation) => rootsOf(world, conversationOf(world, conversation).id),
    thread(of) {
      const parent = message(of)
      return [parent, ...repliesOf(state, parent.channel, parent.ts)]
    },
    notices: () => state.notices.filter((notice) => notice.to === me.id),
    modal: () => topModal(state, me.id),
    home: () => state.homes.get(me.id),
  }
}

function rootsOf(world: World, channel: string): Message[] {
  return world.state.messages.filter(
    (one) =>
      one.channel === channel && (!one.thread_ts || one.thread_ts === one.ts || one.subtype === 'thread_broadcast'),
  )
}

/** The view, if it has this title or callback_id; any view when nothing is named. */
export function viewNamed(view: View | undefined, named: string | undefined): View | undefined {
  if (!view || named === undefined) return view
  return view.callback_id === named || asText(view.title?.text) === named ? view : undefined
}
