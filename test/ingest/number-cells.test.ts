import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { decimalEvidence, fromMicros, isBound, readNumber, readShare } from '../../src/ingest/number-cells.ts'

describe('a cell with a decimal point', () => {
  test.each([
    ['0', '0'],
    ['1033.33', '1033.33'],
    ['1,033.33', '1033.33'],
    ['1,234,567', '1234567'],
    ['12,34,567.5', '1234567.5'],
    ['1,234', '1234'],
    ['1.234,56', '1234.56'],
    ['(12.30)', '-12.30'],
    ['($1,200.00)', '-1200.00'],
    ['-5', '-5'],
    ['−5.5', '-5.5'],
    ['+7', '7'],
    ['.5', '0.5'],
    ['12.', '12'],
    ['$1,200', '1200'],
    ['US$12.50', '12.50'],
    ['-€12.50', '-12.50'],
    ['12.50 EUR', '12.50'],
    ["1'234.50", '1234.50'],
    ['1 234', '1234'],
    ['< 10', '10'],
    ['>= 90.5', '90.5'],
    [' 42 ', '42'],
    ['1.5e3', '1500'],
    ['1.2E-3', '0.0012'],
    ['2.5E+02', '250'],
  ])('%s is %s', (cell, number) => {
    expect(readNumber(cell, 'point')).toBe(number)
  })

  test.each(['', ' ', '-', '--', ' --', '–', 'n/a', 'N/A', '(not set)', 'null', 'NaN'])(
    '"%s" is not reported',
    (cell) => {
      expect(readNumber(cell, 'point')).toBeNull()
    },
  )

  test.each(['abc', '12%', '0,19', '1,23,4', '12,345,6', '1.2.3', '2026-01-05', ',', '1,2345', '9'.repeat(19)])(
    '"%s" cannot be read',
    (cell) => {
      expect(readNumber(cell, 'point')).toBeUndefined()
    },
  )
})

describe('a cell with a decimal comma', () => {
  test.each([
    ['0,19', '0.19'],
    ['1.234,56', '1234.56'],
    ['1 234,56', '1234.56'],
    ['1\u202F234,56 €', '1234.56'],
    ['1.234', '1234'],
    ['1,234', '1.234'],
    ['1,234.50', '1234.50'],
    ['15', '15'],
  ])('%s is %s', (cell, number) => {
    expect(readNumber(cell, 'comma')).toBe(number)
  })

  test.each(['12.5', '1.2345', '1,2,3'])('"%s" cannot be read', (cell) => {
    expect(readNumber(cell, 'comma')).toBeUndefined()
  })
})

describe('what a cell says about the decimal sign of its file', () => {
  test.each([
    ['12.5', false, 'point'],
    ['0,19', false, 'comma'],
    ['1,234', false, 'ambiguous'],
    ['1.234', false, 'ambiguous'],
    ['1,234', true, 'point'],
    ['1.234', true, 'comma'],
    ['12.000', true, 'ambiguous'],
    ['0.123', false, 'point'],
    ['1234.567', false, 'point'],
    ['1,033.33', false, 'point'],
    ['1.033,33', false, 'comma'],
    ['1,234,567', false, 'point'],
    ['1.234.567', false, 'comma'],
    ['2,71 %', false, 'comma'],
    ['1234', false, null],
    ['--', false, null],
  ] as const)('%s (whole numbers only: %s) says %s', (cell, whole, says) => {
    expect(decimalEvidence(cell, whole)).toBe(says)
  })
})

test('a bound is told from a number', () => {
  expect([isBound('< 10'), isBound(' >90'), isBound('10')]).toEqual([true, true, false])
})

test.each([
  ['12345678', '12.345678'],
  ['500000', '0.5'],
  ['0', '0'],
  ['-1500000', '-1.5'],
  ['7000000', '7'],
  ['1500000.5', '1.5000005'],
])('%s micros are %s', (micros, amount) => {
  expect(fromMicros(micros)).toBe(amount)
})

test('a share says whether it is in percent', () => {
  expect(readShare('2,71 %', 'comma')).toEqual({ value: 2.71, percent: true })
  expect(readShare('0.0271', 'point')).toEqual({ value: 0.0271, percent: false })
  expect(readShare('--', 'point')).toBeNull()
})

it('reads back every amount in every way it can be written', () => {
  const amount = fc.record({
    whole: fc.integer({ min: 0, max: 999_999_999 }),
    cents: fc.integer({ min: 0, max: 99 }),
    negative: fc.boolean(),
    style: fc.constantFrom(
      { group: ',', sign: '.', decimal: 'point' as const },
      { group: '', sign: '.', decimal: 'point' as const },
      { group: '.', sign: ',', decimal: 'comma' as const },
      { group: '\u00A0', sign: ',', decimal: 'comma' as const },
      { group: "'", sign: '.', decimal: 'point' as const },
    ),
  })
  fc.assert(
    fc.property(amount, ({ whole, cents, negative, style }) => {
      const fraction = String(cents).padStart(2, '0')
      const grouped = String(whole).replaceAll(/\B(?=(\d{3})+$)/g, style.group)
      const written = `${negative ? '-' : ''}${grouped}${style.sign}${fraction}`
      expect(readNumber(written, style.decimal)).toBe(`${negative ? '-' : ''}${whole}.${fraction}`)
    }),
  )
})

it('gives a plain decimal, null or undefined for any text at all', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('point' as const, 'comma' as const), (cell, decimal) => {
      const read = readNumber(cell, decimal)
      if (typeof read === 'string') expect(read).toMatch(/^-?\d+(?:\.\d+)?$/)
    }),
  )
})
