import { act, dropFile, type Outcome, openHome, runCommand, say, useShortcut } from './acts.ts'
import { type Entry, entryJson } from './entries.ts'
import { createSight, type Eyes, type Sight, type Target, viewNamed } from './eyes.ts'
import { enter } from './form.ts'
import { askOptions, type Desk, type Place, personOf } from './interactions.ts'
import type { Json } from './json.ts'
import { toggleReaction } from './methods/people.ts'
import { findElement } from './reading.ts'
import { closeModal, type SubmitResult, submitModal } from './submissions.ts'
import type { Message, Person, View } from './types.ts'
import type { WaitFor } from './waiting.ts'

/** A file as somebody drops it. */
type DroppedFile = {
  name: string
  bytes: Uint8Array | string
  mimetype?: string
  text?: string
  thread_ts?: string
}

/** One person at their keyboard. Everything that reaches the bot resolves when the bot has acknowledged it, or failed to. */
export type PersonDriver = Eyes & {
  id: string
  /** Runs a slash command, such as `/beat numbers`. */
  command: (conversation: string, line: string) => Promise<Outcome>
  /** Clicks a button or menu found by action_id, label or text; `value` tells equal ones apart or picks a menu's option. */
  click: (target: Target, named: string, value?: string) => Promise<Outcome>
  /** Chooses in a select, radio group, date picker or any other element that acts at once. */
  select: (target: Target, named: string, entry: Entry) => Promise<Outcome>
  /** The options an external select offers for what was typed. */
  suggestions: (target: Target, named: string, query: string) => Promise<Json[]>
  /** Fills inputs of the modal on top, found by label, block_id or action_id; a file is `{ name, content }`. */
  fillModal: (values: Record<string, Entry>) => Promise<void>
  /** Fills, then presses the submit button. */
  submit: (values?: Record<string, Entry>) => Promise<SubmitResult>
  /** Closes the modal on top by its close button, or all of them. */
  closeModal: (all?: boolean) => Promise<void>
  openHome: (tab?: 'home' | 'messages') => Promise<void>
  shortcut: (callbackId: string) => Promise<Outcome>
  messageShortcut: (callbackId: string, message: { ts: string }) => Promise<Outcome>
  dropFile: (conversation: string, file: DroppedFile) => Promise<Message>
  say: (conversation: string, text: string, thread?: { ts: string }) => Promise<Message>
  react: (message: { ts: string }, name: string) => void
  /** Waits for a modal, by title or callback_id when one is named, and gives it. */
  waitForModal: (named?: string) => Promise<View>
}

type Hands = Pick<PersonDriver, 'suggestions' | 'select' | 'click' | 'fillModal'>

function createHands(desk: Desk, me: Person, sight: Sight, settleEvents: () => Promise<void>): Hands {
  const find = (where: Place, named: string, value?: string) =>
    findElement(('view' in where ? where.view.blocks : where.message.blocks) ?? [], named, value)
  const suggestions: Hands['suggestions'] = (target, named, query) => {
    const where = sight.place(target)
    const { actionId, blockId } = find(where, named)
    return askOptions(desk, me, where, { action_id: actionId, block_id: blockId, value: query })
  }
  const choose = async (target: Target, named: string, entry: Entry, value?: string): Promise<Outcome> => {
    const where = sight.place(target)
    const placed = find(where, named, value)
    const action = await entryJson(desk.world, me.id, placed, entry, (query) =>
      suggestions(target, placed.actionId, query),
    )
    const outcome = await act(desk, me.id, where, action)
    await settleEvents()
    return outcome
  }
  const fill = async (named: string, entry: Entry): Promise<void> => {
    const where = sight.place('modal')
    const placed = find(where, named)
    const action = await entryJson(desk.world, me.id, placed, entry, (query) =>
      suggestions('modal', placed.actionId, query),
    )
    const actsAtOnce = placed.block.type !== 'input' || placed.block.dispatch_action === true
    if (actsAtOnce) await act(desk, me.id, where, action)
    else if ('view' in where) enter(where.view.values, action)
  }
  return {
    suggestions,
    select: (target, named, entry) => choose(target, named, entry),
    click: (target, named, value) => choose(target, named, value ?? null, value),
    async fillModal(values) {
      for (const [named, entry] of Object.entries(values)) await fill(named, entry)
    },
  }
}

/** Seats a person at their keyboard. */
export function createPerson(
  desk: Desk,
  id: string,
  settleEvents: () => Promise<void>,
  waitFor: WaitFor,
): PersonDriver {
  const me = personOf(desk.world, id)
  const sight = createSight(desk.world, me)
  const hands = createHands(desk, me, sight, settleEvents)
  const afterEvents = async <T>(done: T): Promise<T> => {
    await settleEvents()
    return done
  }
  return {
    id,
    ...sight,
    ...hands,
    command: (conversation, line) => runCommand(desk, id, conversation, line),
    async submit(values = {}) {
      await hands.fillModal(values)
      return submitModal(desk, id)
    },
    closeModal: (all) => closeModal(desk, id, all),
    openHome: (tab) => afterEvents(openHome(desk, id, tab)),
    shortcut: (callbackId) => useShortcut(desk, id, callbackId),
    messageShortcut: (callbackId, of) => useShortcut(desk, id, callbackId, sight.message(of)),
    dropFile: (conversation, file) => afterEvents(dropFile(desk, id, conversation, file)),
    say: (conversation, text, thread) => afterEvents(say(desk, id, conversation, text, thread?.ts)),
    react(of, name) {
      toggleReaction(sight.message(of).reactions, name, id)
      desk.world.changed()
    },
    waitForModal: (named) => waitFor(() => viewNamed(sight.modal(), named), `a modal ${named ?? ''} of ${me.realName}`),
  }
}
