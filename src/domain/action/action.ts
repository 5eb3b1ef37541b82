import { countWeeks, localDay } from '../week.ts'

// An action is a next step with an owner and a due day. It stays open, carried over from week to week, until it is done, or
// dropped with a reason. At most five open ones are the focus: what the team puts first this week.

export const PRIORITIES = ['high', 'normal', 'low'] as const
export type Priority = (typeof PRIORITIES)[number]

export const ACTION_STATES = ['open', 'done', 'dropped'] as const
export type ActionState = (typeof ACTION_STATES)[number]

/** How many open actions may be the focus of a team at once. */
export const MOST_FOCUS = 5

/** The longest text of an action: one that says more is several. */
export const LONGEST_ACTION = 300

/**
 * Where an action came from: what kind of thing, which one (its id, or the ts of a message), how people call it ("the review of
 * week 47"), and its address. What has no thing behind it, such as a command, has neither.
 */
export type ActionOrigin = { kind: string; subject: string | null; words: string; permalink: string | null }

/** What people say of an action and may say anew. */
export type ActionFields = {
  what: string
  ownerUserId: string
  /** The day it is due, in the team's zone. */
  dueOn: string
  priority: Priority
  focus: boolean
}

/** A next step of a team; people call it A-7. */
export type Action = ActionFields & {
  id: string
  number: number
  /** The day it was due first. */
  firstDueOn: string
  state: ActionState
  origin: ActionOrigin
  /** Why it was dropped. */
  reason: string | null
  /** The day its owner was told that it is overdue. */
  nudgedOn: string | null
  createdAt: Date
  createdBy: string
  settledAt: Date | null
  settledBy: string | null
  version: number
}

/** How people call an action: A-7. */
export function actionName({ number }: Pick<Action, 'number'>): string {
  return `A-${number}`
}

/** Reads A-7, a7 or 7; null for anything else. */
export function readActionNumber(text: string): number | null {
  const digits = /^(?:a-?)?(\d{1,6})$/i.exec(text.trim())?.[1]
  return digits === undefined ? null : Number(digits)
}

/** In how many weeks an open action was not done although it was due: 0 until the week it was first due in is over. */
export function weeksCarried({ firstDueOn }: Pick<Action, 'firstDueOn'>, today: string): number {
  return Math.max(0, countWeeks(firstDueOn, today))
}

/** Whether an action waits although its day is over. */
export function isOverdue({ state, dueOn }: Pick<Action, 'state' | 'dueOn'>, today: string): boolean {
  return state === 'open' && dueOn < today
}

/** What keeps an action from being noted: a sentence for each field. A day that has passed stays where it stood before. */
export function actionFaults(fields: ActionFields, today: string, before: ActionFields | null): Record<string, string> {
  const faults: Record<string, string> = {}
  if (fields.what.trim() === '') faults.what = 'Say in a few words what is to be done.'
  if (fields.what.trim().length > LONGEST_ACTION)
    faults.what = `This is longer than ${LONGEST_ACTION} characters. Say the next step alone; the rest belongs into the thread.`
  if (fields.ownerUserId === '') faults.owner = 'Name one person who does it. Nobody does what belongs to all.'
  if (!/^\d{4}-\d{2}-\d{2}$/.test(fields.dueOn)) faults.due = 'Choose the day it is due.'
  else if (fields.dueOn < today && fields.dueOn !== before?.dueOn)
    faults.due = 'This day has passed. Choose a later one.'
  return faults
}

/** What a review says of a team's actions. */
export type ActionsAgenda = {
  today: string
  /** The first day of the week under review: what was settled since then is said. */
  since: string
  focus: Action[]
  /** Not done in the week they were first due in, the longest carried first. */
  carried: Action[]
  /** The other open ones, the next due first. */
  others: Action[]
  done: Action[]
  dropped: Action[]
}

/** Puts a team's actions in the order in which a review speaks of them. */
export function planActionsAgenda(
  actions: readonly Action[],
  at: { now: Date; zone: string; since: string },
): ActionsAgenda {
  const today = localDay(at.now, at.zone)
  const open = [...actions].filter(({ state }) => state === 'open').sort(byUrgency)
  const settled = (state: ActionState) =>
    actions
      .filter((action) => action.state === state && action.settledAt && localDay(action.settledAt, at.zone) >= at.since)
      .sort((a, b) => a.number - b.number)
  const rest = open.filter(({ focus }) => !focus)
  return {
    today,
    since: at.since,
    focus: open.filter(({ focus }) => focus),
    carried: rest
      .filter((action) => weeksCarried(action, today) > 0)
      .sort((a, b) => weeksCarried(b, today) - weeksCarried(a, today)),
    others: rest.filter((action) => weeksCarried(action, today) === 0),
    done: settled('done'),
    dropped: settled('dropped'),
  }
}

/** Whether there is anything to say. */
export function hasActions({ focus, carried, others, done, dropped }: ActionsAgenda): boolean {
  return [focus, carried, others, done, dropped].some((actions) => actions.length > 0)
}

/** What is due first comes first, and of the same day what matters most. */
export function byUrgency(a: Action, b: Action): number {
  return (
    a.dueOn.localeCompare(b.dueOn) ||
    PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) ||
    a.number - b.number
  )
}
