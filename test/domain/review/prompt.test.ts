import { describe, expect, it } from 'vitest'
import { isWeekday, isWithin, promptWindow, reminderWindows } from '../../../src/domain/review/prompt.ts'

const BERLIN = 'Europe/Berlin'
const at = (zone: string, isWorkday = isWeekday) => ({ zone, time: '14:00', isWorkday })
const said = ({ from, until }: { from: Date; until: Date }) => `${from.toISOString()} ${until.toISOString()}`

describe('an owner is asked', () => {
  it.each([
    ['on Friday for the review of Monday', '2026-11-23T08:00:00Z', BERLIN, '2026-11-20T13:00:00.000Z'],
    ['on Tuesday for a review on Wednesday', '2026-11-25T08:00:00Z', BERLIN, '2026-11-24T13:00:00.000Z'],
    ['at two of their own clock, in New York', '2026-11-23T08:00:00Z', 'America/New_York', '2026-11-20T19:00:00.000Z'],
    ['at two of their own clock, in Kolkata', '2026-11-23T08:00:00Z', 'Asia/Kolkata', '2026-11-20T08:30:00.000Z'],
    [
      'at two by the clock on the wall in the week of a change',
      '2026-10-26T08:00:00Z',
      BERLIN,
      '2026-10-23T12:00:00.000Z',
    ],
  ])('%s', (_, dueAt, zone, from) => {
    expect(promptWindow({ dueAt: new Date(dueAt), zone: BERLIN }, at(zone)).from.toISOString()).toBe(from)
  })

  it('on the day before a holiday, and only within that day', () => {
    const isWorkday = (day: string) => isWeekday(day) && day !== '2026-11-20'
    const window = promptWindow({ dueAt: new Date('2026-11-23T08:00:00Z'), zone: BERLIN }, at(BERLIN, isWorkday))
    expect(said(window)).toBe('2026-11-19T13:00:00.000Z 2026-11-19T23:00:00.000Z')
    expect(isWithin(window, new Date('2026-11-19T22:59:59Z'))).toBe(true)
    expect(isWithin(window, new Date('2026-11-19T23:00:00Z'))).toBe(false)
    expect(isWithin(window, new Date('2026-11-19T12:59:59Z'))).toBe(false)
  })
})

describe('an owner is reminded', () => {
  const openedAt = new Date('2026-11-23T08:00:00Z')

  const starts = (zone: string, count: number, opened = openedAt) =>
    reminderWindows(opened, count, at(zone)).map(({ from }) => from.toISOString())

  it.each([
    ['at one in Berlin, four hours after the opening at nine', BERLIN, '2026-11-23T12:00:00.000Z'],
    ['at noon in London: the same moment', 'Europe/London', '2026-11-23T12:00:00.000Z'],
    [
      'at half past five in Kolkata it would be too late: at nine of the next day',
      'Asia/Kolkata',
      '2026-11-24T03:30:00.000Z',
    ],
    ['at seven in New York it would be too early: at nine', 'America/New_York', '2026-11-23T14:00:00.000Z'],
  ])('%s', (_, zone, from) => {
    expect(starts(zone, 1)).toEqual([from])
  })

  it('again at ten of their next day of work', () => {
    expect(starts(BERLIN, 2)[1]).toBe('2026-11-24T09:00:00.000Z')
    expect(starts('Europe/London', 2)[1]).toBe('2026-11-24T10:00:00.000Z')
  })

  it('after the weekend, where the review opens on a Friday afternoon', () => {
    expect(starts(BERLIN, 2, new Date('2026-11-27T13:00:00Z'))).toEqual([
      '2026-11-30T08:00:00.000Z',
      '2026-12-01T09:00:00.000Z',
    ])
    expect(starts(BERLIN, 0)).toEqual([])
  })

  it('by the clock on the wall in the week of a change', () => {
    expect(starts(BERLIN, 2, new Date('2026-10-23T16:00:00Z'))).toEqual([
      '2026-10-26T08:00:00.000Z',
      '2026-10-27T09:00:00.000Z',
    ])
  })
})
