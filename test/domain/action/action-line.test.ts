import { expect, it } from 'vitest'
import { personOf, readActionLine } from '../../../src/domain/action/action-line.ts'

const NAMES = {
  U0SAM: 'Sam Ortiz',
  U0PRIYA: 'Priya Shah',
  U0MARA: 'Mara Lindt',
  U0MARK: 'Mara Voss',
  U0JO: 'Jo Becker',
}
const TODAY = '2026-11-23'

it.each([
  ['Swap the hero', 'Swap the hero', null, null],
  ['Swap the hero @Sam by Fri', 'Swap the hero', 'U0SAM', '2026-11-27'],
  ['Swap the hero on LP-demo @Sam by Wed', 'Swap the hero on LP-demo', 'U0SAM', '2026-11-25'],
  ['New creatives live by Wednesday.', 'New creatives live', null, '2026-11-25'],
  ['Swap the hero by Fri @Sam', 'Swap the hero', 'U0SAM', '2026-11-27'],
  ['Swap the hero, @Sam Ortiz, until 2 Dec', 'Swap the hero', 'U0SAM', '2026-12-02'],
  ['@sam: swap the hero', 'swap the hero', 'U0SAM', null],
  ['@Sam Swap the hero', 'Swap the hero', 'U0SAM', null],
  ['Swap the hero <@U0PRIYA>', 'Swap the hero', 'U0PRIYA', null],
  ['Refresh two creatives (Sam, Wed)', 'Refresh two creatives', 'U0SAM', '2026-11-25'],
  ['Refresh two creatives (by Wed)', 'Refresh two creatives', null, '2026-11-25'],
  // What is no person and no day belongs to the action.
  ['Ship T-31 (Priya and Sam, Wed)', 'Ship T-31 (Priya and Sam, Wed)', null, null],
  ['Cut CPL by 10 %', 'Cut CPL by 10 %', null, null],
  ['Write to anna@northwind.example', 'Write to anna@northwind.example', null, null],
  ['Ask @everyone', 'Ask @everyone', null, null],
  // Two people are called so: nobody is guessed.
  ['Ask for budget @Mara', 'Ask for budget @Mara', null, null],
  ['Ask for budget @Mara Voss by tomorrow', 'Ask for budget', 'U0MARK', '2026-11-24'],
])('an action is read from its line: %s', (line, what, ownerUserId, dueOn) => {
  expect(readActionLine(line, NAMES, TODAY)).toEqual({ what, ownerUserId, dueOn })
})

it.each([
  ['<@U0LEO|leo>', 'U0LEO'],
  ['@jo', 'U0JO'],
  ['Jo  Becker', 'U0JO'],
  ['mara', null],
  ['', null],
])('a person is known by name only where one is called so: %s', (text, userId) => {
  expect(personOf(text, NAMES)).toBe(userId)
})
