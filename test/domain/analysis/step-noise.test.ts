import { describe, expect, it } from 'vitest'
import type { Periods } from '../../../src/domain/analysis/period.ts'
import { stepNoise } from '../../../src/domain/analysis/step-noise.ts'
import { periods } from './weeks.ts'

const cpc = { from: 'spend', to: 'clicks' } as const

/** Weeks whose price went to and fro by 10 % and then moved by so many times that. */
function weeksOf(times: number, channel = 'a'): Periods {
  const prices = [0, 1, 0, 1, 0, 1, 0, 1, 0].map((each) => Math.exp(0.1 * each))
  const all = [...prices, Math.exp(0.1 * times)]
  return periods(...all.map((price) => ({ [channel]: { spend: 1000 * price, clicks: 1000 } })))
}

describe('a price', () => {
  it.each([
    ['moved when it left two deviations of its own eight changes', 2.05, 'outside'],
    ['did not before that', 1.95, 'inside'],
    ['moved downwards as well', -2.05, 'outside'],
  ])('%s', (_, times, noise) => {
    expect(stepNoise(cpc, weeksOf(times), ['a'])).toBe(noise)
  })

  it('is not known with too few weeks, nor where this week has none', () => {
    expect(stepNoise(cpc, weeksOf(5).slice(-5), ['a'])).toBe('unknown')
    expect(stepNoise(cpc, [...weeksOf(5), ...periods({ a: { spend: 500 } })], ['a'])).toBe('unknown')
  })

  it('of several channels does not move because the money moved between them', () => {
    const steady = Array.from({ length: 9 }, (_, index) => ({
      cheap: { spend: 1000 + index, clicks: 1000 },
      dear: { spend: 1000 + index, clicks: 100 },
    }))
    const shifted = { cheap: { spend: 100.8, clicks: 100 }, dear: { spend: 5040, clicks: 500 } }
    expect(stepNoise(cpc, periods(...steady, shifted), ['cheap', 'dear'])).toBe('inside')
  })
})

describe('a rate', () => {
  it.each([
    ['moved from 1.96 standard errors on', 563, 'outside'],
    ['did not before that', 562, 'inside'],
  ])('%s', (_, leads, noise) => {
    const both = periods({ a: { clicks: 10_000, leads: 500 } }, { a: { clicks: 10_000, leads } })
    expect(stepNoise({ from: 'clicks', to: 'leads' }, both, ['a'])).toBe(noise)
  })

  it('of a stage that was not reported is not known', () => {
    const both = periods({ a: { clicks: 10_000, leads: 500 } }, { a: { clicks: 10_000 } })
    expect(stepNoise({ from: 'clicks', to: 'leads' }, both, ['a'])).toBe('unknown')
  })
})
