import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { benjaminiHochberg, holm } from '../../src/stats/multiplicity.ts'
import { expectNear, reference } from './reference.ts'

const cases = reference<{ multipleTesting: { input: number[]; output: { holm: number[]; bh: number[] } }[] }>(
  'experiments',
)
const several = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 })

describe('several p values read together', () => {
  it.each(cases.multipleTesting)('$input are adjusted as the established engine does', ({ input, output }) => {
    for (const [index, p] of holm(input).entries()) expectNear(p, output.holm[index] ?? Number.NaN, 1e-9)
    for (const [index, p] of benjaminiHochberg(input).entries()) expectNear(p, output.bh[index] ?? Number.NaN, 1e-9)
  })

  it('never get smaller, never pass 1, and keep their order', () => {
    fc.assert(
      fc.property(several, (ps) => {
        for (const adjusted of [holm(ps), benjaminiHochberg(ps)]) {
          expect(adjusted).toHaveLength(ps.length)
          for (const [index, p] of ps.entries()) {
            expect(adjusted[index]).toBeGreaterThanOrEqual(p)
            expect(adjusted[index]).toBeLessThanOrEqual(1)
            for (const [other, q] of ps.entries())
              if (p <= q) expect(adjusted[index]).toBeLessThanOrEqual(adjusted[other] ?? 0)
          }
        }
      }),
    )
  })

  it('are treated more strictly by Holm than by Benjamini and Hochberg', () => {
    fc.assert(
      fc.property(several, (ps) => {
        const strict = holm(ps)
        const mild = benjaminiHochberg(ps)
        for (const index of ps.keys()) expect(strict[index]).toBeGreaterThanOrEqual((mild[index] ?? 0) * (1 - 1e-12))
      }),
    )
  })

  it('stay as they are when there is only one', () => {
    expect([holm([0.03]), benjaminiHochberg([0.03]), holm([])]).toEqual([[0.03], [0.03], []])
  })
})
