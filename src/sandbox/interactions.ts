import type { Deliver } from './delivery.ts'
import { asList, type Json } from './json.ts'
import { messageJson } from './messages.ts'
import { createResponseUrls, type ResponseUrls } from './response-url.ts'
import { findMessage, teamOf } from './state.ts'
import { createTriggers, type Triggers } from './triggers.ts'
import type { Ack, Conversation, Ephemeral, Message, Person, View } from './types.ts'
import { viewJson } from './views.ts'
import type { World } from './world.ts'

/** What every act of a person needs to reach the bot. */
export type Desk = { world: World; deliver: Deliver; triggers: Triggers; responseUrls: ResponseUrls }

/** Sets up the desk from which people act. */
export function createDesk(world: World, deliver: Deliver): Desk {
  return { world, deliver, triggers: createTriggers(world), responseUrls: createResponseUrls(world) }
}

/** The person of an id; acting as nobody is a mistake of the test. */
export function personOf(world: World, id: string): Person {
  const person = world.state.people.find((candidate) => candidate.id === id)
  if (!person) throw new Error(`There is nobody with the id ${id} in the sandbox.`)
  return person
}

/** The conversation of an id, a `#name` or a name. */
export function conversationOf(world: World, named: string): Conversation {
  const wanted = named.replace(/^#/, '')
  const found = world.state.conversations.find((one) => one.id === wanted || one.name === wanted)
  if (!found) throw new Error(`There is no conversation ${named} in the sandbox.`)
  return found
}

/** The fields all interactive payloads share. */
export function interactionOf(world: World, type: string, person: Person): Json {
  const { workspace } = world.state
  return {
    type,
    token: world.settings.verificationToken,
    team: { id: workspace.id, domain: workspace.domain },
    user: { id: person.id, username: person.name, name: person.name, team_id: teamOf(world.state, person) },
    api_app_id: 'A0BEAT',
    enterprise: null,
    is_enterprise_install: false,
  }
}

/** Where an interactive element stands: in a message, or in a modal or Home tab. */
export type Place = { message: Message | Ephemeral } | { view: View }

/** Finds a message or a private message by its timestamp, as the person sees it. */
export function visibleMessage(
  world: World,
  person: string,
  channel: string,
  ts: string,
): Message | Ephemeral | undefined {
  const own = world.state.ephemerals.find((one) => one.to === person && one.ts === ts && one.channel === channel)
  return own ?? findMessage(world.state, channel, ts)
}

/** The container, and what stands beside it, for a `block_actions` or `block_suggestion` payload. */
function placeJson(desk: Desk, person: Person, place: Place): Json {
  const { world } = desk
  if ('view' in place) {
    const view = viewJson(world, place.view)
    return { container: { type: 'view', view_id: place.view.id }, view }
  }
  const { message } = place
  const isEphemeral = 'to' in message
  const conversation = conversationOf(world, message.channel)
  const thread = message.thread_ts && { thread_ts: message.thread_ts }
  const response_url = desk.responseUrls.issue({
    person: person.id,
    channel: message.channel,
    message,
    thread_ts: message.thread_ts === message.ts ? undefined : message.thread_ts,
  })
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isEphemeral,
      ...thread,
    },
    channel: { id: conversation.id, name: conversation.kind === 'im' ? 'directmessage' : conversation.name },
    ...(!isEphemeral && { message: messageJson(world, message, true) }),
    response_url,
  }
}

/** Sends a click, a choice or an entry to the app as `block_actions`. */
export function sendAction(desk: Desk, person: Person, place: Place, action: Json, values: Json): Promise<Ack> {
  const state = { values }
  const standing = placeJson(desk, person, place)
  const payload = {
    ...interactionOf(desk.world, 'block_actions', person),
    trigger_id: desk.triggers.issue(person.id),
    ...standing,
    ...('message' in place && { state }),
    actions: [{ action_ts: desk.world.nextTs(), ...action }],
  }
  return desk.deliver('action', { form: 'interactive', payload })
}

/** Asks the app for the options of an external select. */
export async function askOptions(desk: Desk, person: Person, place: Place, ask: Json): Promise<Json[]> {
  const { action_id, block_id, value } = ask
  const { response_url: _none, ...standing } = placeJson(desk, person, place)
  const payload = { ...interactionOf(desk.world, 'block_suggestion', person), ...standing, action_id, block_id, value }
  const ack = await desk.deliver('suggestion', { form: 'interactive', payload })
  if (!ack.ok) return []
  return [...asList(ack.body.options), ...asList(ack.body.option_groups).flatMap((group) => asList(group.options))]
}
