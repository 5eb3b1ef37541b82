import { expect, it } from 'vitest'
import { readAmount } from '../../src/lib/amount.ts'

it.each([
  ['1850000', 1_850_000],
  ['1,850,000', 1_850_000],
  ['1.850.000,00 €', 1_850_000],
  ['1,850,000.50', 1_850_000.5],
  ['EUR 59.5', 59.5],
  ['59,5 eur', 59.5],
  ['€1 400', 1_400],
  ["1'400", 1_400],
  ['0.850', 0.85],
  ['1850.125', 1850.125],
])('reads %j as one amount', (text, value) => {
  expect(readAmount(text)).toEqual({ kind: 'number', value })
})

it.each([
  ['1,400', 1_400, 1.4],
  ['1.400', 1_400, 1.4],
])('does not guess what %j means', (text, one, other) => {
  expect(readAmount(text)).toEqual({ kind: 'two', values: [one, other] })
})

it.each(['', 'none', '-5', '1,2,3', '1,85,0.0', '1.5.2', '60-65', '1,400.000.0', 'e5', '1,4.00,00'])(
  'reads no amount out of %j',
  (text) => {
    expect(readAmount(text)).toEqual({ kind: 'none' })
  },
)
