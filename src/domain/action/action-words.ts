import { momentInWords } from '../moment.ts'
import { dayInWords, daysOf, shiftDay, weekOf } from '../week.ts'
import { type Action, type ActionsAgenda, actionName, isOverdue, MOST_FOCUS, weeksCarried } from './action.ts'

// Actions in plain words, the same in Slack and at a terminal; whoever shows them escapes and clamps them.

type Names = Readonly<Record<string, string>>

/** When an open action is due, as seen on a day: `due Wed 2 Dec`, `due today`, `was due Wed 25 Nov`. */
function dueInWords(action: Pick<Action, 'state' | 'dueOn'>, today: string): string {
  if (action.dueOn === today) return 'due today'
  return `${isOverdue(action, today) ? 'was due' : 'due'} ${dayInWords(action.dueOn)}`
}

/** How long an action has been carried over: `2nd week`; '' in its first. */
function carriedInWords(action: Action, today: string): string {
  const weeks = weeksCarried(action, today)
  return weeks === 0 ? '' : `${ordinal(weeks + 1)} week`
}

/** Who does an open action until when: `Sam Ortiz, due Wed 2 Dec, 2nd week, high priority`; without names, to its owner alone. */
export function factsInWords(action: Action, today: string, names: Names | null): string {
  const priority = action.priority === 'normal' ? '' : `${action.priority} priority`
  const owner = names === null ? '' : nameOf(action.ownerUserId, names)
  const facts = [owner, dueInWords(action, today), carriedInWords(action, today), priority]
  return facts.filter((fact) => fact !== '').join(', ')
}

/** An open action in a line of plain text: `A-7 swap hero on LP-demo (Sam Ortiz, due Wed 2 Dec)`. */
export function actionLine(action: Action, today: string, names: Names): string {
  return `${actionName(action)} ${action.what} (${factsInWords(action, today, names)})`
}

/** What became of a settled action, by whom and why: `done by Sam Ortiz`, `dropped by Mara Lindt: “no longer needed”`. */
export function settledInWords({ state, settledBy, reason }: Action, names: Names): string {
  const by = nameOf(settledBy ?? '', names)
  return state === 'dropped' ? `dropped by ${by}: “${reason ?? 'no reason given'}”` : `done by ${by}`
}

/** Why an action that is not open cannot be changed, and what can be done. */
export function refusalOfSettled(action: Action, zone: string, names: Names): string {
  const when = action.settledAt ? ` ${momentInWords(action.settledAt, zone)}` : ''
  return `${actionName(action)} was ${settledInWords(action, names)},${when}. Nothing changed. [Reopen] under \`/beat action ${actionName(action)}\` brings it back.`
}

/** The first line of a review's actions: `this week's focus (3 of 5)`. */
export function focusCount({ focus }: ActionsAgenda): string {
  return focus.length === 0
    ? `no focus yet (0 of ${MOST_FOCUS})`
    : `this week's focus (${focus.length} of ${MOST_FOCUS})`
}

/** What was settled and what is carried over, in a line: `3 done, 1 dropped, 2 carried over`; '' for nothing. */
export function actionsTally({ done, dropped, focus, carried, today }: ActionsAgenda): string {
  const over = carried.length + focus.filter((action) => weeksCarried(action, today) > 0).length
  const parts: [number, string][] = [
    [done.length, 'done'],
    [dropped.length, 'dropped'],
    [over, 'carried over'],
  ]
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ')
}

/** The actions of a review as lines of plain text, for a terminal. */
export function actionsLines(agenda: ActionsAgenda, names: Names): string[] {
  const { focus, carried, others, done, dropped, today } = agenda
  const open = (title: string, actions: readonly Action[]) =>
    actions.map((action) => `${title}: ${actionLine(action, today, names)}`)
  return [
    ...open('Focus', focus),
    ...open('Carried over', carried),
    ...open('Also open', others),
    ...[...done, ...dropped].map((action) => `${actionName(action)} ${action.what}: ${settledInWords(action, names)}`),
  ]
}

/** The day that a new action is due unless somebody says otherwise: the Friday of this week, from Thursday on of the next. */
export function usualDue(today: string): string {
  const friday = shiftDay(daysOf(weekOf(today)).from, 4)
  return shiftDay(today, 1) >= friday ? shiftDay(friday, 7) : friday
}

function nameOf(userId: string, names: Names): string {
  return names[userId] ?? 'a colleague'
}

function ordinal(count: number): string {
  const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' }
  return `${count}${endings[new Intl.PluralRules('en', { type: 'ordinal' }).select(count)] ?? 'th'}`
}
