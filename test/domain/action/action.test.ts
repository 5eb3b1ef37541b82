import { describe, expect, it } from 'vitest'
import {
  actionFaults,
  hasActions,
  planActionsAgenda,
  readActionNumber,
  weeksCarried,
} from '../../../src/domain/action/action.ts'
import {
  actionLine,
  actionsLines,
  actionsTally,
  focusCount,
  refusalOfSettled,
  usualDue,
} from '../../../src/domain/action/action-words.ts'
import { makeAction } from '../../support/actions.ts'

const NAMES = { U0SAM: 'Sam', U0MARA: 'Mara' }
const swap = makeAction(7, 'Swap the hero')

describe('an action', () => {
  it.each([
    ['A-7', 7],
    ['a7', 7],
    [' 7 ', 7],
    ['T-7', null],
    ['A-', null],
    ['seven', null],
  ])('is named as people name it: %s', (text, number) => {
    expect(readActionNumber(text)).toBe(number)
  })

  it.each([
    ['the day it is due', '2026-11-25', 0],
    ['the Sunday of that week', '2026-11-29', 0],
    ['the Monday after', '2026-11-30', 1],
    ['two Mondays after', '2026-12-07', 2],
    ['the week before it is due', '2026-11-18', 0],
    ['over the turn of the year', '2027-01-04', 6],
  ])('counts its weeks from the week it was first due in: %s', (_, today, weeks) => {
    expect(weeksCarried(swap, today)).toBe(weeks)
  })

  it('is not younger because its day was moved', () => {
    expect(weeksCarried(makeAction(7, 'Swap', { dueOn: '2026-12-11', firstDueOn: '2026-11-25' }), '2026-12-07')).toBe(2)
  })

  it.each([
    ['2026-11-20', {}, 'A-7 Swap the hero (Sam, due Wed 25 Nov)'],
    ['2026-11-25', {}, 'A-7 Swap the hero (Sam, due today)'],
    ['2026-11-26', { priority: 'high' as const }, 'A-7 Swap the hero (Sam, was due Wed 25 Nov, high priority)'],
    ['2026-12-01', { ownerUserId: 'U0LEO' }, 'A-7 Swap the hero (a colleague, was due Wed 25 Nov, 2nd week)'],
    ['2026-12-08', {}, 'A-7 Swap the hero (Sam, was due Wed 25 Nov, 3rd week)'],
    ['2027-02-12', {}, 'A-7 Swap the hero (Sam, was due Wed 25 Nov, 12th week)'],
  ])('is a line of who, until when and in which week, on %s', (today, changes, line) => {
    expect(actionLine({ ...swap, ...changes }, today, NAMES)).toBe(line)
  })

  it.each([
    ['nothing to do', { what: ' ' }, 'what'],
    ['a novel', { what: 'x'.repeat(301) }, 'what'],
    ['nobody', { ownerUserId: '' }, 'owner'],
    ['no day', { dueOn: '' }, 'due'],
    ['yesterday', { dueOn: '2026-11-22' }, 'due'],
  ])('is refused with %s, at the input it is about', (_, changes, field) => {
    expect(Object.keys(actionFaults({ ...swap, ...changes }, '2026-11-23', null))).toEqual([field])
  })

  it('may keep a day that has passed when something else is changed', () => {
    const late = { ...swap, dueOn: '2026-11-20' }

    expect(actionFaults({ ...late, what: 'Swap it' }, '2026-11-23', late)).toEqual({})
    expect(actionFaults({ ...late, dueOn: '2026-11-21' }, '2026-11-23', late)).toHaveProperty('due')
  })

  it.each([
    ['Monday', '2026-11-23', '2026-11-27'],
    ['Wednesday', '2026-11-25', '2026-11-27'],
    ['Thursday', '2026-11-26', '2026-12-04'],
    ['Sunday', '2026-11-29', '2026-12-04'],
  ])('is due on the next Friday that leaves time for it: noted on %s', (_, today, due) => {
    expect(usualDue(today)).toBe(due)
  })

  it('says who settled it and when to whoever comes second', () => {
    const settledAt = new Date('2026-11-25T10:12:00Z')
    const dropped = { ...swap, state: 'dropped' as const, reason: 'The page is gone', settledAt, settledBy: 'U0MARA' }

    expect(refusalOfSettled(dropped, 'Europe/Berlin', NAMES)).toBe(
      'A-7 was dropped by Mara: “The page is gone”, Wed 25 Nov 11:12 Berlin. Nothing changed. [Reopen] under `/beat action A-7` brings it back.',
    )
  })
})

describe('the actions of a review', () => {
  const settledAt = new Date('2026-11-18T10:00:00Z')
  const done = { state: 'done' as const, settledAt, settledBy: 'U0SAM' }
  const actions = [
    makeAction(1, 'Done before', { ...done, settledAt: new Date('2026-11-15T22:59:00Z') }),
    makeAction(2, 'Done on Wednesday', done),
    makeAction(3, 'Carried twice', { dueOn: '2026-11-12' }),
    makeAction(4, 'Carried once', { dueOn: '2026-11-16' }),
    makeAction(5, 'Carried in the focus', { dueOn: '2026-11-19', focus: true }),
    makeAction(6, 'New', { dueOn: '2026-11-27' }),
    makeAction(7, 'New and urgent', { dueOn: '2026-11-27', priority: 'high' }),
    makeAction(8, 'Dropped', { ...done, state: 'dropped', reason: 'No longer needed' }),
    makeAction(9, 'Was the focus', { ...done, focus: true }),
  ]
  const at = { now: new Date('2026-11-23T08:00:00Z'), zone: 'Europe/Berlin', since: '2026-11-16' }
  const agenda = planActionsAgenda(actions, at)

  it('come as the focus, then the longest carried, then the next due, and what was settled since the week began', () => {
    const numbers = Object.fromEntries(
      (['focus', 'carried', 'others', 'done', 'dropped'] as const).map((part) => [
        part,
        agenda[part].map(({ number }) => number),
      ]),
    )

    expect(numbers).toEqual({ focus: [5], carried: [3, 4], others: [7, 6], done: [2, 9], dropped: [8] })
    expect(focusCount(agenda)).toBe("this week's focus (1 of 5)")
    expect(actionsTally(agenda)).toBe('2 done, 1 dropped, 3 carried over')
  })

  it('read at a terminal as they do in Slack', () => {
    expect(actionsLines(agenda, NAMES)).toContain('Carried over: A-3 Carried twice (Sam, was due Thu 12 Nov, 3rd week)')
    expect(actionsLines(agenda, NAMES)).toContain('A-8 Dropped: dropped by Sam: “No longer needed”')
  })

  it('are not spoken of where there are none', () => {
    expect(hasActions(planActionsAgenda([], at))).toBe(false)
    expect(hasActions(agenda)).toBe(true)
  })
})
