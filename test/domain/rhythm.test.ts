import { tzOffset } from '@date-fns/tz'
import { describe, expect, it } from 'vitest'
import {
  instantOf,
  isZone,
  judgeSlot,
  nextClockChange,
  nextSlot,
  REVIEW_CATCH_UP,
  slotsBetween,
} from '../../src/domain/rhythm.ts'
import { localDay, localTime, shiftDay } from '../../src/domain/week.ts'

const BERLIN = { weekday: 1, time: '09:00', zone: 'Europe/Berlin' }

describe('the moment of a ritual', () => {
  it.each([
    ['in winter', '2026-11-23', '09:00', 'Europe/Berlin', '2026-11-23T08:00:00Z'],
    ['in summer', '2026-07-06', '09:00', 'Europe/Berlin', '2026-07-06T07:00:00Z'],
    ['the morning after the clocks went forward', '2026-03-29', '09:00', 'Europe/Berlin', '2026-03-29T07:00:00Z'],
    ['a time the night left out is shifted forward', '2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['a time that comes twice counts the first time', '2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
    [
      'half an hour of change on Lord Howe Island',
      '2026-04-05',
      '01:45',
      'Australia/Lord_Howe',
      '2026-04-04T14:45:00Z',
    ],
    ['a zone off by three quarters of an hour', '2026-11-23', '09:00', 'Asia/Kathmandu', '2026-11-23T03:15:00Z'],
    ['midnight in a zone that skips it', '2026-03-29', '00:00', 'Africa/Cairo', '2026-03-28T22:00:00Z'],
  ])('%s', (_, day, time, zone, instant) => {
    expect(instantOf(day, time, zone).toISOString()).toBe(new Date(instant).toISOString())
  })

  it('is that local time in every zone and on every night around a change of clocks, or is shifted by the gap', () => {
    const wrong: string[] = []
    for (const zone of [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Europe/Kyiv', 'Asia/Kolkata']) {
      for (const day of daysAroundChanges(zone)) {
        for (const time of ['00:00', '00:30', '01:30', '02:00', '02:30', '03:00', '09:00', '23:30']) {
          const at = instantOf(day, time, zone)
          const reached = `${localDay(at, zone)} ${localTime(at, zone)}`
          const shifted = new Date(at.getTime() - 1).getTime()
          const gap =
            tzOffset(zone, new Date(at.getTime() + 3_600_000 * 3)) - tzOffset(zone, new Date(shifted - 3_600_000 * 3))
          if (reached !== `${day} ${time}` && !(gap > 0 && reached > `${day} ${time}`))
            wrong.push(`${zone} ${day} ${time}: ${reached}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  it('knows zones by trying them, also those the list leaves out', () => {
    expect(['UTC', 'Asia/Kolkata', 'Europe/Kyiv', 'Europe/Berlin'].every(isZone)).toBe(true)
    expect(['', 'Berlin', 'Europe/Nowhere', '+05:30', '-03:00'].some(isZone)).toBe(false)
  })

  it('finds the next change of clocks, and none where there is none', () => {
    expect(nextClockChange('Europe/Berlin', new Date('2026-11-23T08:00:00Z'))?.minutes).toBe(60)
    const change = nextClockChange('Europe/Berlin', new Date('2026-11-23T23:30:00Z'))?.at.getTime() ?? 0
    expect(Math.abs(change - Date.parse('2027-03-28T01:00:00Z'))).toBeLessThan(60_000)
    expect(nextClockChange('Asia/Kolkata', new Date('2026-11-23T08:00:00Z'))).toBeNull()
  })
})

describe('slots', () => {
  it('fall due once a week and report the week before', () => {
    const slots = slotsBetween(BERLIN, new Date('2026-10-18T00:00:00Z'), new Date('2026-11-02T08:00:00Z'))
    expect(slots.map(({ week, dueAt }) => [week, dueAt.toISOString()])).toEqual([
      ['2026-W42', '2026-10-19T07:00:00.000Z'],
      ['2026-W43', '2026-10-26T08:00:00.000Z'],
      ['2026-W44', '2026-11-02T08:00:00.000Z'],
    ])
  })

  it('belong to exactly one of two spans that meet', () => {
    const due = new Date('2026-11-23T08:00:00Z')
    const before = slotsBetween(BERLIN, new Date('2026-11-20T00:00:00Z'), due)
    const after = slotsBetween(BERLIN, due, new Date('2026-11-24T00:00:00Z'))
    expect([before.length, after.length]).toEqual([1, 0])
  })

  it('come next after now, across the turn of the year', () => {
    expect(nextSlot(BERLIN, new Date('2026-12-28T08:00:00Z'))).toEqual({
      week: '2026-W53',
      dueAt: new Date('2027-01-04T08:00:00Z'),
    })
  })
})

describe('a slot that was not run at its moment', () => {
  const due = new Date('2026-11-23T08:00:00Z')
  it.each([
    ['one minute before', '2026-11-23T07:59:00Z', 'early'],
    ['at its moment', '2026-11-23T08:00:00Z', 'due'],
    ['ten minutes after', '2026-11-23T08:10:00Z', 'due'],
    ['an hour after', '2026-11-23T09:00:00Z', 'late'],
    ['72 hours after', '2026-11-26T08:00:00Z', 'late'],
    ['later than that', '2026-11-26T08:00:01Z', 'missed'],
  ])('%s is %s', (_, now, verdict) => {
    expect(judgeSlot(due, new Date(now), REVIEW_CATCH_UP)).toBe(verdict)
  })
})

function daysAroundChanges(zone: string): string[] {
  const days: string[] = []
  for (let day = '2026-01-01'; day < '2027-01-01'; day = shiftDay(day, 1)) {
    const start = Date.parse(`${day}T12:00:00Z`)
    if (tzOffset(zone, new Date(start)) !== tzOffset(zone, new Date(start + 86_400_000)))
      days.push(day, shiftDay(day, 1))
  }
  return days.length > 0 ? days : ['2026-06-01']
}
