import { describe, expect, it } from 'vitest'
import {
  daysOf,
  isWeek,
  lastCompleteWeek,
  localDay,
  shiftWeek,
  weekInWords,
  weekOf,
  weeksThrough,
} from '../../src/domain/week.ts'

describe('weeks', () => {
  it.each([
    ['2026-11-16', '2026-W47'],
    ['2026-11-22', '2026-W47'],
    ['2026-11-23', '2026-W48'],
    ['2027-01-01', '2026-W53'],
    ['2025-12-29', '2026-W01'],
    ['2024-12-31', '2025-W01'],
  ])('%s lies in %s', (day, week) => {
    expect(weekOf(day)).toBe(week)
    expect(daysOf(week).from <= day && day <= daysOf(week).to).toBe(true)
  })

  it('counts weeks over the turn of a year of 53 weeks', () => {
    expect(shiftWeek('2026-W53', 1)).toBe('2027-W01')
    expect(weeksThrough('2027-W01', 3)).toEqual(['2026-W52', '2026-W53', '2027-W01'])
  })

  it('knows the weeks that exist', () => {
    expect(isWeek('2026-W53')).toBe(true)
    expect(isWeek('2025-W53')).toBe(false)
    expect(isWeek('2026-W00')).toBe(false)
    expect(isWeek('last week')).toBe(false)
  })

  it('names the last complete week by the local day, not by the day in UTC', () => {
    const sundayNightInNewYork = new Date('2026-11-23T03:00:00Z')
    expect(localDay(sundayNightInNewYork, 'America/New_York')).toBe('2026-11-22')
    expect(lastCompleteWeek(sundayNightInNewYork, 'America/New_York')).toBe('2026-W46')
    expect(lastCompleteWeek(sundayNightInNewYork, 'Europe/Berlin')).toBe('2026-W47')
  })

  it('reads as people say it', () => {
    expect(weekInWords('2026-W47')).toBe('16-22 Nov')
    expect(weekInWords('2026-W49')).toBe('30 Nov-6 Dec')
  })
})
