import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MixedCost, type MixPart, mixAndRate } from '../../src/stats/mix-rate.ts'

const part = (spend0: number, results0: number, spend1: number, results1: number): MixPart => ({
  before: { spend: spend0, results: results0 },
  after: { spend: spend1, results: results1 },
})

describe('a CAC that rose from 392.16 to 468.09', () => {
  const mixed = mixAndRate([
    part(50_000, 125, 40_000, 98),
    part(30_000, 50, 42_000, 63),
    part(20_000, 80, 18_000, 66),
    part(0, 0, 10_000, 8),
  ])

  it('is mix and rate of search, social, retargeting and a new channel, to the last digit', () => {
    expect(mixed?.before.toFixed(6)).toBe('392.156863')
    expect(mixed?.after.toFixed(6)).toBe('468.085106')
    expect(mixed?.parts.map(({ mix }) => mix.toFixed(4))).toEqual(['3.2996', '11.4120', '9.9468', '25.7519'])
    expect(mixed?.parts.map(({ rate }) => rate.toFixed(4))).toEqual(['3.9633', '10.4297', '11.1250', '0.0000'])
    expect(total(mixed, 'mix').toFixed(4)).toBe('50.4102')
    expect(total(mixed, 'rate').toFixed(4)).toBe('25.5180')
    expect((total(mixed, 'mix') + total(mixed, 'rate')).toFixed(6)).toBe('75.928244')
  })
})

describe('a channel', () => {
  const steady = part(1000, 10, 1000, 10)

  it.each<[string, MixPart, (mixed: MixedCost) => void]>([
    ['that is new is all mix', part(0, 0, 500, 2), ({ parts }) => expect(parts[1]?.rate).toBeCloseTo(0, 12)],
    ['that was stopped is all mix', part(500, 2, 0, 0), ({ parts }) => expect(parts[1]?.rate).toBeCloseTo(0, 12)],
    [
      'whose customers vanished is all rate',
      part(500, 5, 500, 0),
      ({ parts }) => expect(parts[1]?.mix).toBeCloseTo(0, 12),
    ],
    ['that costs nothing is all rate', part(0, 4, 0, 8), ({ parts }) => expect(parts[1]?.mix).toBeCloseTo(0, 12)],
  ])('%s', (_, odd, check) => {
    const mixed = mixAndRate([steady, odd])
    expect(mixed).not.toBeNull()
    if (mixed) check(mixed)
  })

  it.each([
    ['without any spend', part(0, 5, 100, 5)],
    ['without any result', part(100, 5, 100, 0)],
  ])('%s leaves no cost to explain', (_, only) => {
    expect(mixAndRate([only])).toBeNull()
  })
})

describe('mix and rate', () => {
  const spend = fc.oneof(fc.constant(0), fc.double({ min: 1, max: 1e6, noNaN: true }))
  const results = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5000 }))
  const parts = fc.array(fc.tuple(spend, results, spend, results), { minLength: 1, maxLength: 8 })

  it('always sum to the change of the cost, with new, stopped, empty and unpaid channels', () => {
    fc.assert(
      fc.property(parts, (each) => {
        const mixed = mixAndRate(each.map((numbers) => part(...numbers)))
        if (!mixed) return
        const change = mixed.after - mixed.before
        const scale = sizeOf(mixed)
        expect(Math.abs(total(mixed, 'mix') + total(mixed, 'rate') - change)).toBeLessThanOrEqual(1e-9 * scale)
      }),
    )
  })

  it('are the same in any order of the channels', () => {
    fc.assert(
      fc.property(parts, (each) => {
        const forward = mixAndRate(each.map((numbers) => part(...numbers)))
        const backward = mixAndRate(each.map((numbers) => part(...numbers)).reverse())
        expect(backward === null).toBe(forward === null)
        if (!forward) return
        const turned = backward?.parts.toReversed() ?? []
        for (const [index, { mix, rate }] of forward.parts.entries()) {
          expect(Math.abs(mix - (turned[index]?.mix ?? Number.NaN))).toBeLessThanOrEqual(1e-9 * sizeOf(forward))
          expect(Math.abs(rate - (turned[index]?.rate ?? Number.NaN))).toBeLessThanOrEqual(1e-9 * sizeOf(forward))
        }
      }),
    )
  })
})

/** The size of what is added up, against which rounding is small. */
function sizeOf({ before, after, parts }: MixedCost): number {
  return before + after + parts.reduce((sum, { mix, rate }) => sum + Math.abs(mix) + Math.abs(rate), 0)
}

function total(mixed: MixedCost | null, of: 'mix' | 'rate'): number {
  return mixed?.parts.reduce((sum, each) => sum + each[of], 0) ?? Number.NaN
}
