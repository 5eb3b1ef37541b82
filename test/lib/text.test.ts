import { expect, it } from 'vitest'
import { readLines } from '../../src/lib/text.ts'

it.each([
  [null, []],
  ['', []],
  ['  \n \r\n', []],
  ['Ship T-31', ['Ship T-31']],
  ['- one\n* two\n• three\n☐ four\n[ ] five\n[x] six', ['one', 'two', 'three', 'four', 'five', 'six']],
  ['1. one\r\n2) two\n10. ten', ['one', 'two', 'ten']],
  ['  - [ ] nested  ', ['nested']],
  ['-\n•\n3.', []],
  ['-5 % on CPL\n2.5 times the budget\n2026 is the year', ['-5 % on CPL', '2.5 times the budget', '2026 is the year']],
])('reads %j as the lines somebody meant', (text, lines) => {
  expect(readLines(text)).toEqual(lines)
})
