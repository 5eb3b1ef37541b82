import { describe, expect, it } from 'vitest'
import { type TrackedDay, trackingHealth } from '../../../src/domain/experiment/tracking.ts'
import { shiftDay } from '../../../src/domain/week.ts'

const TODAY = '2026-11-26'

/** Three weeks through yesterday, €1,000 and some conversions each day; the last days are given. */
function weeks(last: (number | null)[], perDay = 3): TrackedDay[] {
  const conversions = [...Array.from({ length: 21 - last.length }, () => perDay), ...last]
  return conversions.map((count, index) => ({
    day: shiftDay(TODAY, index - 21),
    spend: 1_000,
    clicks: 400,
    conversions: count,
  }))
}

describe('tracking', () => {
  it.each<[string, TrackedDay[], string]>([
    ['is green while conversions come', weeks([]), 'green'],
    ['is green after two quiet days, which chance does', weeks([0, 0]), 'green'],
    ['is red after three such days, which chance does not', weeks([0, 0, 0]), 'red'],
    ['is green where conversions are rare', weeks([0, 0, 0, 0], 0.3), 'green'],
    ['is red where the last numbers are four days old', weeks([]).slice(0, -3), 'red'],
    ['is green where they are three days old', weeks([]).slice(0, -2), 'green'],
    ['is unknown where nothing was reported', [], 'unknown'],
    ['is unknown where no conversions are reported', weeks(Array.from({ length: 21 }, () => null)), 'unknown'],
    ['is unknown where none has ever come', weeks(Array.from({ length: 21 }, () => 0)), 'unknown'],
    ['takes a day that reports no conversions for no day without any', weeks([null, null, null]), 'green'],
  ])('%s', (_, days, state) => {
    expect(trackingHealth(days, TODAY).state).toBe(state)
  })

  it('is green where nothing was spent: nothing can come then', () => {
    const paused = weeks([0, 0, 0]).map((day) => (day.conversions === 0 ? { ...day, spend: 0 } : day))
    expect(trackingHealth(paused, TODAY).state).toBe('green')
  })

  it('says since when, what was expected and how unlikely that is', () => {
    expect(trackingHealth(weeks([0, 0, 0]), TODAY).sentence).toBe(
      'No conversions since Mon 23 Nov while money was spent (expected 9, chance of that: 1 in 8.1k). Look at the tag first.',
    )
    expect(trackingHealth(weeks([]).slice(0, -3), TODAY).sentence).toBe(
      'The last numbers are of Sun 22 Nov, 4 days ago. Import newer ones.',
    )
  })
})
