import { describe, expect, it } from 'vitest'
import { designFaults } from '../../../src/domain/experiment/design.ts'
import { plannedTest } from './tests.ts'

const lettered = (a: string | null, b: string | null) => {
  const { design } = plannedTest()
  const arms = [
    { key: 'A', name: 'Old', share: 0.5, matches: a },
    { key: 'B', name: 'New', share: 0.5, matches: b },
  ]
  return designFaults({ ...design, arms })
}

describe('the letters of the arms', () => {
  it.each([
    ['LP', 'LP-B'],
    ['lp-b', 'LP-B'],
    ['new-LP', 'lp'],
  ])('are refused where one name would be of both: %s and %s', (a, b) => {
    expect(lettered(a, b).arms).toMatch(/^The letters of (Old|New) are part of those of (Old|New)/)
  })

  it.each([
    ['LP-A', 'LP-B'],
    ['LP-A', null],
    [null, null],
  ])('may be %s and %s', (a, b) => {
    expect(lettered(a, b)).toEqual({})
  })
})
