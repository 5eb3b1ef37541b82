import { describe, expect, it } from 'vitest'
import { chanceCostAbove, costInterval, countInterval, countsApart } from '../../src/stats/poisson.ts'
import { sharesApart } from '../../src/stats/proportion.ts'

describe('the exact interval of a count', () => {
  it.each([
    [0, 0, 3.688879454],
    [1, 0.025317808, 5.571643391],
    [10, 4.795389, 18.390356],
    [100, 81.36399, 121.62679],
  ])('of %d events is the one of Garwood', (count, low, high) => {
    const interval = countInterval(count)
    expect(interval.low).toBeCloseTo(low, 5)
    expect(interval.high).toBeCloseTo(high, 5)
  })

  it('turns into a range of the cost, without an upper end when nothing was won', () => {
    expect(costInterval(440_000, 290).low).toBeCloseTo(1352, 0)
    expect(costInterval(440_000, 290).high).toBeCloseTo(1708, 0)
    expect(costInterval(500, 0).high).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('the chance that the true cost is above a threshold', () => {
  it.each([
    ['CAC 111 on nine customers is noise', 1_000, 9, 100, 0.61],
    ['eighty-five customers say more', 10_000, 85, 100, 0.94],
    ['four hundred and fifty-five nearly settle it', 50_000, 455, 100, 0.98],
    ['no customer at five times the target is almost certain', 500, 0, 100, 0.998],
  ])('%s', (_, spend, count, threshold, chance) => {
    expect(chanceCostAbove(spend, count, threshold)).toBeCloseTo(chance, chance > 0.99 ? 3 : 2)
  })
})

describe('how far apart', () => {
  it('two counts lie', () => {
    expect(countsApart(320, 290)).toBeCloseTo(-1.2147, 4)
    expect(countsApart(0, 0)).toBe(0)
  })

  it('two shares lie, by the pooled variance', () => {
    expect(sharesApart({ events: 122, trials: 21_306 }, { events: 267, trials: 21_307 })).toBeCloseTo(7.3851, 4)
    expect(sharesApart({ events: 0, trials: 10 }, { events: 0, trials: 10 })).toBe(0)
  })
})
