import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { createDayReader, dateEvidence, readDay, spokenDay } from '../../src/ingest/date-cells.ts'

describe('dates that read one way only', () => {
  test.each([
    ['2026-11-16', '2026-11-16'],
    ['2026-11-16 00:00:00', '2026-11-16'],
    ['2026-11-16T23:59:59Z', '2026-11-16'],
    ['2026/1/5', '2026-01-05'],
    ['20261116', '2026-11-16'],
    ['16.11.2026', '2026-11-16'],
    ['5.1.26', '2026-01-05'],
    [' 2026-11-16 ', '2026-11-16'],
    ['Nov 16, 2026', '2026-11-16'],
    ['November 16, 2026', '2026-11-16'],
    ['Mon, Nov 16, 2026', '2026-11-16'],
    ['16 Nov 2026', '2026-11-16'],
    ['16-Nov-2026', '2026-11-16'],
    ['16. März 2026', '2026-03-16'],
    ['5 août 2026', '2026-08-05'],
    ['2028-02-29', '2028-02-29'],
  ])('%s is %s', (cell, day) => {
    expect(readDay(cell, 'ymd')).toBe(day)
    expect(readDay(cell, 'mdy')).toBe(day)
  })

  test.each([
    '',
    '--',
    'Total',
    '2026-02-29',
    '2026-13-01',
    '32.01.2026',
    '20261316',
    '1234',
    '1899-12-31',
    '46000',
    'November 16, 2026 - November 17, 2026',
    '16 Foo 2026',
  ])('"%s" is no date', (cell) => {
    expect(readDay(cell, 'dmy')).toBe('')
  })
})

describe('dates with slashes', () => {
  test.each([
    ['03/04/2026', 'dmy', '2026-04-03'],
    ['03/04/2026', 'mdy', '2026-03-04'],
    ['3-4-2026', 'dmy', '2026-04-03'],
    ['11/16/2026', 'mdy', '2026-11-16'],
    ['11/16/2026', 'dmy', ''],
    ['16/11/26', 'dmy', '2026-11-16'],
    ['26/11/16', 'ymd', '2026-11-16'],
    ['11/16/2026 4:00:00 AM', 'mdy', '2026-11-16'],
  ] as const)('%s read as %s is "%s"', (cell, order, day) => {
    expect(readDay(cell, order)).toBe(day)
  })

  test.each([
    ['2026-11-16', 'fixed'],
    ['16.11.2026', 'fixed'],
    ['16/11/2026', 'dmy'],
    ['11/16/2026', 'mdy'],
    ['03/04/2026', 'ambiguous'],
    ['05/05/2026', 'same'],
    ['45/11/16', 'ymd'],
    ['Total', 'none'],
    ['99/99/2026', 'none'],
  ])('%s is evidence of kind %s', (cell, evidence) => {
    expect(dateEvidence(cell)).toBe(evidence)
  })
})

it('remembers what it read without mixing days up', () => {
  const read = createDayReader('dmy')

  const days = ['03/04/2026', '04/03/2026', '03/04/2026', 'x', 'x'].map(read)

  expect(days).toEqual(['2026-04-03', '2026-03-04', '2026-04-03', '', ''])
})

it('says days as people do', () => {
  expect(spokenDay('2026-04-03')).toBe('3 April 2026')
})

it('reads back every day in every way it can be written', () => {
  const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(day, (date) => {
      const iso = date.toISOString().slice(0, 10)
      const [y = '', m = '', d = ''] = iso.split('-')
      expect(readDay(iso, 'ymd')).toBe(iso)
      expect(readDay(`${y}${m}${d}`, 'ymd')).toBe(iso)
      expect(readDay(`${d}.${m}.${y}`, 'ymd')).toBe(iso)
      expect(readDay(`${Number(d)}/${Number(m)}/${y}`, 'dmy')).toBe(iso)
      expect(readDay(`${Number(m)}/${Number(d)}/${y}`, 'mdy')).toBe(iso)
      expect(readDay(spokenDay(iso), 'ymd')).toBe(iso)
    }),
  )
})
