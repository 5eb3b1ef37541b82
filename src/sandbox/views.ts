import { initialValues, keepValues } from './form.ts'
import { asFlag, asJson, asList, asText, isJson, type Json, textOfObject } from './json.ts'
import { Refusal } from './refusal.ts'
import { BOT } from './state.ts'
import type { View } from './types.ts'
import type { World } from './world.ts'

const LIMITS = { title: 24, privateMetadata: 3000, callbackId: 255, bytes: 250_000, stack: 3 } as const

/** Judges a view as Slack does, and refuses it with Slack's own error. */
export function checkView(world: World, source: Json, type: View['type']): void {
  if (JSON.stringify(source).length > LIMITS.bytes) throw new Refusal('view_too_large')
  const messages = complaints(source, type)
  if (messages.length > 0) throw new Refusal('invalid_arguments', { response_metadata: { messages } })
  const judged = world.settings.validateBlocks(asList(source.blocks), type)
  if (judged.length > 0) throw new Refusal('invalid_blocks', { response_metadata: { messages: judged } })
}

function complaints(source: Json, type: View['type']): string[] {
  const found: string[] = []
  const say = (what: string, pointer: string): number => found.push(`[ERROR] ${what} [json-pointer:/view${pointer}]`)
  if (source.type !== type) say(`must be of type ${type}`, '/type')
  if (!Array.isArray(source.blocks)) say('missing required field: blocks', '')
  if ((asText(source.private_metadata) ?? '').length > LIMITS.privateMetadata) {
    say(`must be less than ${LIMITS.privateMetadata + 1} characters`, '/private_metadata')
  }
  if ((asText(source.callback_id) ?? '').length > LIMITS.callbackId)
    say('must be less than 256 characters', '/callback_id')
  if (type === 'home') return found
  if (!source.title) say('missing required field: title', '')
  for (const field of ['title', 'submit', 'close'] as const) {
    if (textOfObject(source[field]).length > LIMITS.title) say('must be less than 25 characters', `/${field}/text`)
  }
  const hasInput = asList(source.blocks).some((block) => block.type === 'input')
  if (hasInput && !source.submit) say('must define `submit` to use an `input` block in modals', '')
  return found
}

/** Makes a stored view from what the app sent, naming the blocks and elements it left without an id. */
export function makeView(world: World, source: Json, person: string, place: Partial<View> = {}): View {
  const id = place.id ?? world.newId('V')
  const blocks = nameBlocks(world, source.blocks) ?? []
  return {
    id,
    type: source.type === 'home' ? 'home' : 'modal',
    hash: `${Math.floor(world.now() / 1000)}.${world.newId('h')}`,
    person,
    blocks,
    callback_id: asText(source.callback_id) ?? '',
    private_metadata: asText(source.private_metadata) ?? '',
    external_id: asText(source.external_id) ?? '',
    title: isJson(source.title) ? source.title : undefined,
    submit: isJson(source.submit) ? source.submit : undefined,
    close: isJson(source.close) ? source.close : undefined,
    clear_on_close: asFlag(source.clear_on_close),
    notify_on_close: asFlag(source.notify_on_close),
    previous_view_id: null,
    root_view_id: id,
    filling: world.newId('fill'),
    errors: {},
    ...place,
    values: keepValues(initialValues(blocks), place.values),
  }
}

/** Gives every block a block_id and every element an action_id, as Slack does. */
export function nameBlocks(world: World, blocks: unknown): Json[] | undefined {
  if (!Array.isArray(blocks)) return undefined
  const nameElement = (element: unknown): unknown => {
    const source = asJson(element)
    const inert = ['image', 'mrkdwn', 'plain_text'].includes(asText(source.type) ?? '')
    return inert || source.action_id ? element : { action_id: world.newId('a'), ...source }
  }
  return asList(blocks).map((block) => {
    const named: Json = { ...block, block_id: block.block_id ?? world.newId('b') }
    if (block.accessory) named.accessory = nameElement(block.accessory)
    if (block.element) named.element = nameElement(block.element)
    if (block.type === 'actions') named.elements = asList(block.elements).map(nameElement)
    return named
  })
}

/** A view as the Web API and payloads give it. */
export function viewJson(world: World, view: View): Json {
  const { person: _person, values, errors: _errors, filling: _filling, ...rest } = view
  return {
    ...rest,
    title: view.title ?? null,
    submit: view.submit ?? null,
    close: view.close ?? null,
    state: { values },
    team_id: world.state.workspace.id,
    app_id: BOT.appId,
    app_installed_team_id: world.state.workspace.id,
    bot_id: BOT.botId,
  }
}

/** Opens a modal for a person, in place of whatever was open. */
export function openModal(world: World, person: string, source: Json): View {
  checkView(world, source, 'modal')
  const view = makeView(world, source, person)
  world.state.views.set(person, [view])
  world.changed()
  return view
}

/** Puts a modal on top of the person's open ones. */
export function pushModal(world: World, person: string, source: Json): View {
  const stack = world.state.views.get(person) ?? []
  const below = stack.at(-1)
  if (!below) throw new Refusal('not_found')
  if (stack.length >= LIMITS.stack) throw new Refusal('push_limit_reached')
  checkView(world, source, 'modal')
  const view = makeView(world, source, person, { previous_view_id: below.id, root_view_id: below.root_view_id })
  world.state.views.set(person, [...stack, view])
  world.changed()
  return view
}

/** Redraws an open modal in its place; what the person has entered stays where the inputs stay. */
export function updateModal(world: World, old: View, source: Json): View {
  return putInPlace(world, old, source, { values: old.values, filling: old.filling })
}

/** Puts another view in the place of one that was submitted; it starts from its own initial values. */
export function replaceModal(world: World, old: View, source: Json): View {
  return putInPlace(world, old, source, {})
}

function putInPlace(world: World, old: View, source: Json, kept: Partial<View>): View {
  checkView(world, source, 'modal')
  const { id, previous_view_id, root_view_id } = old
  const view = makeView(world, source, old.person, { id, previous_view_id, root_view_id, ...kept })
  const stack = world.state.views.get(old.person) ?? []
  world.state.views.set(
    old.person,
    stack.map((open) => (open.id === id ? view : open)),
  )
  world.changed()
  return view
}

/** Finds an open modal by its id or the app's own id. */
export function findModal(world: World, ids: { view_id?: unknown; external_id?: unknown }): View | undefined {
  const open = [...world.state.views.values()].flat()
  return open.find(
    (view) => view.id === ids.view_id || (view.external_id !== '' && view.external_id === ids.external_id),
  )
}
