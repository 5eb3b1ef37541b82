import { act, openHome, runCommand, say, useShortcut } from './acts.ts'
import type { Admin } from './admin.ts'
import { API_FAULTS, DELIVERY_FAULTS, type FaultKind, OTHER_FAULTS } from './faults.ts'
import { askOptions, type Desk, type Place, personOf, visibleMessage } from './interactions.ts'
import { asFlag, asJson, asText, isJson, type Json } from './json.ts'
import { toggleReaction } from './methods/people.ts'
import { findMessage } from './state.ts'
import { closeModal, submitModal } from './submissions.ts'
import type { View, ViewValues } from './types.ts'

/** Acts by the name the page sends. */
export type PageActs = Record<string, (by: string, order: Json) => unknown>

/** What a person may do in the page, by the name the page sends. */
export function createPageActs(desk: Desk, admin: Admin): PageActs {
  const { world } = desk
  const { state, faults } = world
  const messageOf = (order: Json) => {
    const found = findMessage(state, asText(order.channel) ?? '', asText(order.ts) ?? '')
    if (!found) throw new Error('That message is gone.')
    return found
  }
  return {
    say: (by, order) =>
      void say(desk, by, asText(order.channel) ?? '', asText(order.text) ?? '', asText(order.thread_ts)),
    command: (by, order) => runCommand(desk, by, asText(order.channel) ?? '', asText(order.line) ?? ''),
    action: (by, order) => act(desk, by, placeOf(desk, by, order), asJson(order.action)),
    options: (by, order) => askOptions(desk, personOf(world, by), placeOf(desk, by, order), asJson(order.ask)),
    submit(by, order) {
      placeOf(desk, by, order)
      return submitModal(desk, by)
    },
    close: (by, order) => closeModal(desk, by, asFlag(order.all)),
    home: (by, order) => openHome(desk, by, order.tab === 'messages' ? 'messages' : 'home'),
    shortcut: (by, order) => useShortcut(desk, by, asText(order.callbackId) ?? ''),
    'message-shortcut': (by, order) => useShortcut(desk, by, asText(order.callbackId) ?? '', messageOf(order)),
    react(by, order) {
      toggleReaction(messageOf(order).reactions, asText(order.name) ?? '+1', by)
      world.changed()
    },
    dismiss(_by, order) {
      state.notices = state.notices.filter((notice) => notice.id !== order.id)
      world.changed()
    },
    'fault-add': (_by, order) => addFault(desk, asJson(order.fault)),
    'fault-remove': (_by, order) => faults.remove(asText(order.id) ?? ''),
    'fault-clear': () => faults.clear(),
    admin: (_by, order) => administer(admin, order),
  }
}

const KINDS: readonly string[] = [...API_FAULTS, ...DELIVERY_FAULTS, ...OTHER_FAULTS]

function isFaultKind(kind: unknown): kind is FaultKind {
  return typeof kind === 'string' && KINDS.includes(kind)
}

function addFault(desk: Desk, fault: Json): void {
  if (!isFaultKind(fault.kind)) throw new Error('There is no such fault.')
  const method = asText(fault.method)
  const error = asText(fault.error)
  desk.world.faults.add({
    kind: fault.kind,
    count: fault.count === null ? Number.POSITIVE_INFINITY : Number(fault.count ?? 1),
    ...(method && { method }),
    ...(error && { error }),
    ...(fault.retryAfter !== undefined && { retryAfter: Number(fault.retryAfter) }),
    ...(fault.ms !== undefined && { ms: Number(fault.ms) }),
  })
}

function administer(admin: Admin, order: Json): void {
  const conversation = asText(order.conversation) ?? ''
  const person = asText(order.person) ?? ''
  const verbs: Record<string, () => unknown> = {
    archive: () => admin.archive(conversation),
    unarchive: () => admin.unarchive(conversation),
    invite: () => admin.invite(conversation),
    remove: () => admin.remove(conversation),
    deactivate: () => admin.deactivate(person),
    reactivate: () => admin.reactivate(person),
    vacation: () => admin.setStatus(person, { text: 'Vacationing', emoji: ':palm_tree:', endsAt: 0 }),
    'no-status': () => admin.setStatus(person, { text: '', emoji: '', endsAt: 0 }),
    'revoke-tokens': () => admin.revokeTokens(),
    'restore-tokens': () => admin.restoreTokens(),
  }
  const verb = verbs[asText(order.verb) ?? '']
  if (!verb) throw new Error('There is no such office.')
  verb()
}

/** Where the page says that something was done; what stands in a form is taken over first. */
function placeOf(desk: Desk, by: string, order: Json): Place {
  const { state } = desk.world
  const viewId = asText(order.view_id)
  if (viewId === undefined) {
    const message = visibleMessage(desk.world, by, asText(order.channel) ?? '', asText(order.ts) ?? '')
    if (!message) throw new Error('That message is gone.')
    return { message }
  }
  const view = [...(state.views.get(by) ?? []), state.homes.get(by)].find((open) => open?.id === viewId)
  if (!view) throw new Error('That view is gone.')
  takeOver(view, order.values)
  return { view }
}

function takeOver(view: View, values: unknown): void {
  if (!isJson(values)) return
  const taken: ViewValues = {}
  for (const [blockId, actions] of Object.entries(values)) {
    taken[blockId] = Object.fromEntries(Object.entries(asJson(actions)).map(([id, value]) => [id, asJson(value)]))
  }
  view.values = { ...view.values, ...taken }
}
