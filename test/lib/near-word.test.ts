import { expect, it } from 'vitest'
import { nearWord } from '../../src/lib/near-word.ts'

const WORDS = ['setup', 'test', 'result', 'review', 'log', 'list', 'backlog', 'calibration']

it.each([
  ['tset', 'test'],
  ['Tests', 'test'],
  ['resutl', 'result'],
  ['reviw', 'review'],
  ['lst', 'list'],
  ['calibraton', 'calibration'],
  ['purple', null],
  ['x', null],
  ['', null],
])('takes "%s" for %s', (typed, meant) => {
  expect(nearWord(typed, WORDS)).toBe(meant)
})
