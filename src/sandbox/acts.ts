import { mimetypeOf, shareFiles, storeFile } from './files.ts'
import { enter } from './form.ts'
import { conversationOf, type Desk, interactionOf, type Place, personOf, sendAction } from './interactions.ts'
import type { Json } from './json.ts'
import { emitMessage, messageJson, postMessage } from './messages.ts'
import { actionFailure, commandFailure, notify } from './notices.ts'
import { Refusal } from './refusal.ts'
import { respond } from './response-url.ts'
import { BOT, openDirectMessage } from './state.ts'
import type { Ack, Message } from './types.ts'
import { viewJson } from './views.ts'

/** How an act ended: acknowledged, or the reason and the sentence the person was shown. */
export type Outcome = { ok: true } | { ok: false; error: string; text: string }

function outcomeOf(ack: Ack, failure: string | undefined): Outcome {
  return ack.ok ? { ok: true } : { ok: false, error: ack.error, text: failure ?? ack.error }
}

/** Somebody writes into a conversation or a thread. */
export function say(desk: Desk, by: string, where: string, text: string, thread_ts?: string): Message {
  const conversation = conversationOf(desk.world, where)
  if (conversation.archived) throw new Error(`#${conversation.name} is archived.`)
  const message = postMessage(desk.world, { channel: conversation.id, user: by, text, thread_ts })
  if (text.includes(`<@${BOT.userId}>`)) {
    emitMessage(desk.world, conversation.id, { ...messageJson(desk.world, message), type: 'app_mention' })
  }
  return message
}

/** Somebody drops a file into a conversation. */
export function dropFile(
  desk: Desk,
  by: string,
  where: string,
  file: {
    name: string
    bytes: Uint8Array | string
    mimetype?: string | undefined
    text?: string | undefined
    thread_ts?: string | undefined
  },
): Message {
  const bytes = typeof file.bytes === 'string' ? new TextEncoder().encode(file.bytes) : file.bytes
  const mimetype = file.mimetype ?? mimetypeOf(file.name)
  const stored = storeFile(desk.world, { name: file.name, bytes, mimetype, user: by })
  const channel = conversationOf(desk.world, where).id
  return shareFiles(desk.world, [stored], { channel, user: by, text: file.text ?? '', thread_ts: file.thread_ts })
}

/** Somebody runs a slash command. */
export async function runCommand(desk: Desk, by: string, where: string, line: string): Promise<Outcome> {
  const { world } = desk
  const person = personOf(world, by)
  const conversation = conversationOf(world, where)
  const [command = '', ...words] = line.trim().split(/\s+/)
  const known = world.settings.app.commands.find((one) => one.command === command)
  const raw = line.trim().slice(command.length).trim()
  if (world.settings.app.commands.length > 0 && !known) {
    const text = `${command} is not a valid command.`
    notify(world, by, conversation.id, 'unknown_command', text)
    return { ok: false, error: 'unknown_command', text }
  }
  const place = { person: by, channel: conversation.id }
  const payload = {
    token: world.settings.verificationToken,
    team_id: world.state.workspace.id,
    team_domain: world.state.workspace.domain,
    channel_id: conversation.id,
    channel_name: conversation.kind === 'im' ? 'directmessage' : conversation.name,
    user_id: by,
    user_name: person.name,
    command,
    text: known?.shouldEscape ? escapeMentions(desk, raw) : words.length > 0 ? raw : '',
    api_app_id: BOT.appId,
    is_enterprise_install: 'false',
    response_url: desk.responseUrls.issue(place),
    trigger_id: desk.triggers.issue(by),
  }
  const ack = await desk.deliver('command', { form: 'command', payload })
  if (ack.ok && (ack.body.text || ack.body.blocks)) answerCommand(desk, place, ack.body)
  const failure = commandFailure(world, command, ack)
  if (failure && !ack.ok) notify(world, by, conversation.id, ack.error, failure)
  return outcomeOf(ack, failure)
}

function answerCommand(desk: Desk, place: { person: string; channel: string }, body: Json): void {
  try {
    respond(desk.world, place, body)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    notify(desk.world, place.person, place.channel, error.code, `The answer could not be shown: ${error.code}`)
  }
}

function escapeMentions(desk: Desk, text: string): string {
  const { people, conversations } = desk.world.state
  return text
    .replace(/@([\w.-]+)/g, (whole, name) => {
      const person = people.find((one) => one.name === name)
      return person ? `<@${person.id}|${person.name}>` : whole
    })
    .replace(/#([\w-]+)/g, (whole, name) => {
      const conversation = conversations.find((one) => one.name === name)
      return conversation ? `<#${conversation.id}|${conversation.name}>` : whole
    })
}

/** Somebody clicks, chooses or enters something in a message, a modal or the Home tab. */
export async function act(desk: Desk, by: string, place: Place, action: Json): Promise<Outcome> {
  const { world } = desk
  const person = personOf(world, by)
  const values = 'view' in place ? place.view.values : {}
  if ('view' in place) enter(place.view.values, action)
  const ack = await sendAction(desk, person, place, action, values)
  const failure = actionFailure(world, ack)
  const conversation = 'message' in place ? place.message.channel : undefined
  if (failure && !ack.ok) notify(world, by, conversation, ack.error, failure)
  return outcomeOf(ack, failure)
}

/** Somebody opens the app's Home or Messages tab. */
export function openHome(desk: Desk, by: string, tab: 'home' | 'messages' = 'home'): void {
  const { world } = desk
  const channel = openDirectMessage(world.state, by, Math.floor(world.now() / 1000)).id
  const home = world.state.homes.get(by)
  world.changed()
  world.emit({ type: 'app_home_opened', user: by, channel, tab, ...(home && { view: viewJson(world, home) }) })
}

/** Somebody uses a global shortcut, or a shortcut on a message. */
export async function useShortcut(desk: Desk, by: string, callbackId: string, message?: Message): Promise<Outcome> {
  const { world } = desk
  const person = personOf(world, by)
  needShortcut(desk, message ? 'message' : 'global', callbackId)
  const common = {
    ...interactionOf(world, message ? 'message_action' : 'shortcut', person),
    callback_id: callbackId,
    trigger_id: desk.triggers.issue(by),
    action_ts: world.nextTs(),
  }
  const payload = message
    ? {
        ...common,
        message_ts: message.ts,
        channel: { id: message.channel, name: conversationOf(world, message.channel).name },
        message: messageJson(world, message, true),
        response_url: desk.responseUrls.issue({ person: by, channel: message.channel, message }),
      }
    : common
  const ack = await desk.deliver('shortcut', { form: 'interactive', payload })
  const failure = actionFailure(world, ack)
  if (failure && !ack.ok) notify(world, by, message?.channel, ack.error, failure)
  return outcomeOf(ack, failure)
}

/** Only what the app registered can be used, where it is known what that is. */
function needShortcut(desk: Desk, type: 'global' | 'message', callbackId: string): void {
  const { shortcuts } = desk.world.settings.app
  const isKnown = shortcuts.some((one) => one.type === type && one.callbackId === callbackId)
  if (shortcuts.length > 0 && !isKnown) throw new Error(`The app has no ${type} shortcut ${callbackId}.`)
}
