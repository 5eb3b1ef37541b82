import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addToSum, createSum, formatSum } from '../../src/ingest/exact-sum.ts'

it('sums cents that floating point would lose', () => {
  const sum = createSum()

  for (let row = 0; row < 100_000; row++) addToSum(sum, '0.1')

  expect(formatSum(sum)).toBe('10000')
})

it('tells nothing reported from zero', () => {
  const zero = createSum()
  addToSum(zero, '0.00')

  expect([formatSum(createSum()), formatSum(zero)]).toEqual([null, '0'])
})

it('drops only what comes after the ninth decimal', () => {
  const sum = createSum()
  addToSum(sum, '0.1234567899')

  expect(formatSum(sum)).toBe('0.123456789')
})

it('agrees with whole-number arithmetic, whatever the signs', () => {
  const amount = fc.tuple(fc.boolean(), fc.nat(999_999_999), fc.nat(999_999))
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 50 }), (amounts) => {
      const sum = createSum()
      let micros = 0n
      for (const [negative, whole, fraction] of amounts) {
        addToSum(sum, `${negative ? '-' : ''}${whole}.${String(fraction).padStart(6, '0')}`)
        micros += (negative ? -1n : 1n) * (BigInt(whole) * 1_000_000n + BigInt(fraction))
      }
      const [whole = '', fraction = ''] = (formatSum(sum) ?? '').replace('-', '').split('.')
      const summed = BigInt(whole + fraction.padEnd(6, '0'))
      expect(formatSum(sum)?.startsWith('-') ? -summed : summed).toBe(micros)
    }),
  )
})
