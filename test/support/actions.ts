import type { Action, ActionsAgenda } from '../../src/domain/action/action.ts'

/** A week without an action. */
export const NO_ACTIONS: ActionsAgenda = {
  today: '2026-11-23',
  since: '2026-11-16',
  focus: [],
  carried: [],
  others: [],
  done: [],
  dropped: [],
}

/** An open action of Sam's, due on the Wednesday of week 48; `changes` make it another one. */
export function makeAction(number: number, what: string, changes: Partial<Action> = {}): Action {
  return {
    id: `act_${number}`,
    number,
    what,
    ownerUserId: 'U0SAM',
    dueOn: '2026-11-25',
    firstDueOn: changes.dueOn ?? '2026-11-25',
    priority: 'normal',
    focus: false,
    state: 'open',
    origin: { kind: 'command', subject: null, words: '', permalink: null },
    reason: null,
    nudgedOn: null,
    createdAt: new Date('2026-11-20T10:00:00Z'),
    createdBy: 'U0MARA',
    settledAt: null,
    settledBy: null,
    version: 1,
    ...changes,
  }
}
