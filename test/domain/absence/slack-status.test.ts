import { describe, expect, it } from 'vitest'
import { readStatus, statusInWords } from '../../../src/domain/absence/slack-status.ts'

const FRIDAY_NIGHT = Date.parse('2026-12-04T23:00:00Z') / 1000
const read = (text: string, emoji = '', endsAt = 0) => readStatus({ text, emoji, endsAt })

describe('a status in Slack', () => {
  it.each([
    ['Vacationing', ':palm_tree:'],
    ['Out sick', ':face_with_thermometer:'],
    ['OOO until Monday', ''],
    ['On parental leave', ':baby:'],
    ['out of the office', ''],
    ['Im Urlaub 🌴', ''],
    ['krank', ''],
    ['En congés jusqu’à lundi', ''],
    ['De vacaciones', ''],
  ])('says that somebody is away: %s', (text, emoji) => {
    expect(read(text, emoji)).toEqual({ words: text, until: null })
  })

  it.each([
    ['', ''],
    ['In a meeting', ':spiral_calendar_pad:'],
    ['Commuting', ':bus:'],
    ['Working remotely', ':house_with_garden:'],
    ['In a huddle', ':headphones:'],
    ['Planning the holiday campaign', ''],
    ['Laptop only', ''],
    ['Pictogram review', ''],
  ])('says no such thing: %s', (text, emoji) => {
    expect(read(text, emoji)).toBe(null)
  })

  it('is put into words where somebody chose a picture alone, and never longer than Slack lets it be', () => {
    expect(read('', ':palm_tree:')?.words).toBe('Vacationing')
    expect(read(`vacation ${'x'.repeat(300)}`)?.words).toHaveLength(100)
  })

  it('ends on a day of the zone of the person', () => {
    const status = read('Vacationing', '', FRIDAY_NIGHT)
    if (status === null) throw new Error('no status')
    expect(statusInWords(status, 'their', 'UTC')).toBe('their Slack status says "Vacationing" until Fri 4 Dec')
    expect(statusInWords(status, 'Your', 'Europe/Berlin')).toContain('until Sat 5 Dec')
    expect(statusInWords({ ...status, until: null }, 'Your', 'UTC')).toBe('Your Slack status says "Vacationing"')
  })
})
