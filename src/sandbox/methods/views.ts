import { isJson, type Json } from '../json.ts'
import { Refusal } from '../refusal.ts'
import type { Triggers } from '../triggers.ts'
import { checkView, findModal, makeView, openModal, pushModal, updateModal, viewJson } from '../views.ts'
import type { Call, Method } from '../web-api.ts'
import { findPerson, needArguments } from './lookup.ts'

function sourceOf(args: Json): Json {
  needArguments(args, 'view')
  if (!isJson(args.view)) throw new Refusal('invalid_arguments', { response_metadata: { messages: ['[ERROR] view'] } })
  return args.view
}

function update({ world, args }: Call): Json {
  const source = sourceOf(args)
  const old = findModal(world, args)
  if (!old) throw new Refusal('not_found')
  if (args.hash !== undefined && args.hash !== old.hash) throw new Refusal('hash_conflict')
  return { view: viewJson(world, updateModal(world, old, source)) }
}

function publish({ world, args }: Call): Json {
  needArguments(args, 'user_id')
  const source = sourceOf(args)
  const person = findPerson(world, args.user_id)
  if (person.isBot || person.deleted) throw new Refusal('not_enabled')
  const old = world.state.homes.get(person.id)
  if (args.hash !== undefined && args.hash !== old?.hash) throw new Refusal('hash_conflict')
  checkView(world, source, 'home')
  const kept = old && { id: old.id, root_view_id: old.id, values: old.values, filling: old.filling }
  const home = makeView(world, source, person.id, kept)
  world.state.homes.set(person.id, home)
  world.changed()
  return { view: viewJson(world, home) }
}

/** `views.*`; opening and pushing spend a trigger. */
export function viewMethods(triggers: Triggers): Record<string, Method> {
  const withTrigger =
    (show: typeof openModal) =>
    ({ world, args }: Call): Json => {
      needArguments(args, 'trigger_id')
      const source = sourceOf(args)
      const person = triggers.exchange(args.trigger_id)
      return { view: viewJson(world, show(world, person, source)) }
    }
  return {
    'views.open': { run: withTrigger(openModal) },
    'views.push': { run: withTrigger(pushModal) },
    'views.update': { run: update },
    'views.publish': { run: publish },
  }
}
