import { afterEach, expect, it, vi } from 'vitest'
import { atMost, medianRatio } from '../bench/figures.ts'

afterEach(() => {
  process.exitCode = undefined
  vi.restoreAllMocks()
})

it('a bench fails above what is promised, says by how much, and not below', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  atMost('a search', 100, 100)
  expect([process.exitCode, said.mock.calls]).toEqual([undefined, []])

  atMost(
    'the analysis, in times of its aggregates,',
    medianRatio([
      [7, 2],
      [6, 2],
      [9, 2],
    ]),
    3,
  )
  expect(process.exitCode).toBe(1)
  expect(said.mock.calls).toEqual([
    ['  TOO SLOW: the analysis, in times of its aggregates, is 3.50, at most 3 is promised'],
  ])
})
