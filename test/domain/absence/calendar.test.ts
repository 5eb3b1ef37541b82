import { describe, expect, it } from 'vitest'
import { aroundHolidays, type Calendar, isWorkday } from '../../../src/domain/absence/calendar.ts'

const EASTER: Readonly<Record<string, string>> = { '2026-04-03': 'Good Friday', '2026-04-06': 'Easter Monday' }
const calendar = (days: Readonly<Record<string, string>>, shift: Calendar['shift'] = 'next'): Calendar => ({
  shift,
  holidayOn: (day) => days[day] ?? null,
})
const team = { zone: 'Europe/Berlin', reviewTime: '09:00' }
const monday = { week: '2026-W14', dueAt: new Date('2026-04-06T07:00:00Z') }
const moved = (days: Readonly<Record<string, string>>, shift: Calendar['shift'] = 'next', slot = monday) => {
  const { dueAt, holiday } = aroundHolidays(slot, team, calendar(days, shift))
  return `${dueAt.toISOString()} ${holiday}`
}

describe('a review', () => {
  it('waits for the next day of work where it falls on a holiday, at its usual time', () => {
    expect(moved(EASTER)).toBe('2026-04-07T07:00:00.000Z Easter Monday')
  })

  it('waits over several holidays and a weekend', () => {
    const slot = { week: '2026-W13', dueAt: new Date('2026-04-03T07:00:00Z') }
    expect(moved(EASTER, 'next', slot)).toBe('2026-04-07T07:00:00.000Z Good Friday')
  })

  it('keeps its hour over a change of clocks', () => {
    const slot = { week: '2026-W42', dueAt: new Date('2026-10-23T07:00:00Z') }
    expect(moved({ '2026-10-23': 'A Friday off' }, 'next', slot)).toBe('2026-10-26T08:00:00.000Z A Friday off')
  })

  it.each([
    ['on any other day', {}, 'next' as const],
    ['where the team keeps it', EASTER, 'keep' as const],
    [
      'where nobody works for the rest of the week',
      Object.fromEntries([6, 7, 8, 9, 10].map((day) => [`2026-04-${String(day).padStart(2, '0')}`, 'Spring break'])),
      'next' as const,
    ],
  ])('opens as usual %s', (_, days, shift) => {
    expect(moved(days, shift)).toBe('2026-04-06T07:00:00.000Z null')
  })
})

it.each([
  ['2026-04-02', true],
  ['2026-04-03', false],
  ['2026-04-04', false],
  ['2026-04-07', true],
])('people work from Monday to Friday, except on holidays: %s', (day, works) => {
  expect(isWorkday(calendar(EASTER), day)).toBe(works)
})
