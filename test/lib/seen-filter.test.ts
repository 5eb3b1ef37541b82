import { expect, it } from 'vitest'
import { createSeenFilter } from '../../src/lib/seen-filter.ts'

it('never misses a key it was given before', () => {
  const { mayHave } = createSeenFilter()
  const keys = Array.from({ length: 20_000 }, (_, row) => [
    `2026-11-${row % 30}`,
    'Meta Ads',
    `c${row % 50}`,
    `a${row}`,
  ])
  for (const key of keys) mayHave(key)

  expect(keys.every((key) => mayHave(key))).toBe(true)
})

it('takes no two different keys of a large file for the same', () => {
  const { mayHave } = createSeenFilter()
  let wrong = 0
  for (let row = 0; row < 400_000; row++) {
    if (mayHave([`2026-${1 + (row % 12)}-${1 + (row % 28)}`, 'Google Ads', `${row % 250}`, `${row % 500}`, `${row}`]))
      wrong++
  }

  expect(wrong).toBe(0)
})

it('knows where one part of a key ends and the next begins', () => {
  const { mayHave } = createSeenFilter()
  mayHave(['ab', 'c'])

  expect(mayHave(['a', 'bc'])).toBe(false)
  expect(mayHave(['abc', ''])).toBe(false)
})
