import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanArm, proportionArm, ratioArm } from '../../src/stats/arm.ts'
import { expectNear } from './reference.ts'

const orders = [12, 0, 31, 8, 19, 27]
const n = orders.length
const sum = orders.reduce((total, value) => total + value, 0)
const squares = orders.reduce((total, value) => total + value * value, 0)

describe('an arm', () => {
  it('of a rate has the variance of a coin', () => {
    expect(proportionArm(400, 100)).toEqual({ n: 400, mean: 0.25, variance: 0.1875 })
  })

  it('of an average has the variance of its units', () => {
    const spread = orders.reduce((total, value) => total + (value - sum / n) ** 2, 0) / (n - 1)
    const arm = meanArm(n, sum, squares)
    expectNear(arm.mean, sum / n, 1e-15)
    expectNear(arm.variance, spread, 1e-12)
  })

  it('of a ratio is that of the average where every unit brings one', () => {
    const ones = { n, top: sum, bottom: n, topSquares: squares, bottomSquares: n, products: sum }
    const ratio = ratioArm(ones)
    const mean = meanArm(n, sum, squares)
    expectNear(ratio.mean, mean.mean, 1e-12)
    expectNear(ratio.variance, mean.variance, 1e-12)
  })

  it('of a ratio varies by nothing where top and bottom move together', () => {
    const doubled = {
      n,
      top: 2 * sum,
      bottom: sum,
      topSquares: 4 * squares,
      bottomSquares: squares,
      products: 2 * squares,
    }
    expect(ratioArm(doubled).mean).toBe(2)
    expect(ratioArm(doubled).variance).toBeCloseTo(0, 12)
  })

  it('of nothing, of one unit, or of a ratio with nothing below says so by having no variance', () => {
    const nothingBelow = { n: 5, top: 10, bottom: 0, topSquares: 30, bottomSquares: 0, products: 0 }
    expect(proportionArm(0, 0)).toEqual({ n: 0, mean: 0, variance: 0 })
    expect(meanArm(0, 0, 0)).toEqual({ n: 0, mean: 0, variance: 0 })
    expect(meanArm(1, 7, 49)).toEqual({ n: 1, mean: 7, variance: 0 })
    expect(ratioArm(nothingBelow)).toEqual({ n: 5, mean: 0, variance: 0 })
  })

  it('never has a negative variance, whatever rounding does', () => {
    const value = fc.double({ min: 1e3, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(value, fc.integer({ min: 2, max: 1000 }), (each, units) => {
        expect(meanArm(units, each * units, each * each * units).variance).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
