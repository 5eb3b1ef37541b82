import { expect, it } from 'vitest'
import { readDay } from '../../src/domain/day-words.ts'

// Seen from Wednesday 25 November 2026.
it.each([
  ['today', '2026-11-25'],
  ['Tomorrow', '2026-11-26'],
  ['Wed', '2026-11-25'],
  ['thursday', '2026-11-26'],
  ['Tue', '2026-12-01'],
  ['2026-12-24', '2026-12-24'],
  ['4 Dec', '2026-12-04'],
  ['Dec 4', '2026-12-04'],
  ['4th december 2027', '2027-12-04'],
  ['Fri 4 Dec.', '2026-12-04'],
  ['24 Nov', '2027-11-24'],
  ['25 Nov', '2026-11-25'],
  ['29 Feb', null],
  ['29 Feb 2028', '2028-02-29'],
  ['31 Apr', null],
  ['2026-02-30', null],
  ['Monster', null],
  ['the offer', null],
  ['12', null],
  ['', null],
])('a day is read as people say it: %s', (text, day) => {
  expect(readDay(text, '2026-11-25')).toBe(day)
})
