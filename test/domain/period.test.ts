import { describe, expect, it } from 'vitest'
import { periodBefore, readPeriod } from '../../src/domain/period.ts'

const NOW = new Date('2026-11-25T10:00:00Z')

describe('a period as people write it', () => {
  it.each([
    ['', '2026-11-16', '2026-11-22'],
    ['week', '2026-11-16', '2026-11-22'],
    ['This Week', '2026-11-23', '2026-11-25'],
    ['4 weeks', '2026-10-26', '2026-11-22'],
    ['last 1 week', '2026-11-16', '2026-11-22'],
    ['2026-w46', '2026-11-09', '2026-11-15'],
    ['week 46', '2026-11-09', '2026-11-15'],
    ['w52', '2025-12-22', '2025-12-28'],
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['month', '2026-11-01', '2026-11-25'],
    ['last month', '2026-10-01', '2026-10-31'],
    ['yesterday', '2026-11-24', '2026-11-24'],
    ['2026-11-01..2026-11-15', '2026-11-01', '2026-11-15'],
    ['2026-11-01 to 2026-11-15', '2026-11-01', '2026-11-15'],
  ])('%s', (text, from, to) => {
    expect(readPeriod(text, NOW, 'Europe/Berlin')).toMatchObject({ from, to })
  })

  it.each([
    '0 weeks',
    '2026-W54',
    'week 54',
    '2026-13',
    '2026-02-30..2026-03-01',
    '2026-11-15..2026-11-01',
    'soon',
    '2016-01-01..2026-01-01',
  ])('cannot be read: %s', (text) => {
    expect(readPeriod(text, NOW, 'Europe/Berlin')).toBeNull()
  })

  it('is held against the same number of days before', () => {
    expect(periodBefore({ from: '2026-11-16', to: '2026-11-22', name: '' })).toMatchObject({
      from: '2026-11-09',
      to: '2026-11-15',
    })
    expect(periodBefore({ from: '2026-11-24', to: '2026-11-24', name: '' })).toMatchObject({
      from: '2026-11-23',
      to: '2026-11-23',
    })
  })
})
