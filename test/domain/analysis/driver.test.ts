import { describe, expect, it } from 'vitest'
import { findDrivers } from '../../../src/domain/analysis/driver.ts'
import { countInWords } from '../../../src/domain/analysis/driver-words.ts'
import type { Part, Parted } from '../../../src/domain/analysis/part.ts'
import type { Sums } from '../../../src/domain/metric/metric.ts'
import { periods } from './weeks.ts'

describe('a part is named', () => {
  it.each<[string, Partial<Part>, string[]]>([
    ['when it is a fifth of the change and outside noise', { contribution: 20 }, ['a']],
    ['not when it is less than that, and of the cost', { contribution: 19 }, []],
    ['not when it is within noise', { contribution: 60, noise: 'inside' }, []],
    ['not when nobody knows its noise', { contribution: 60, noise: 'unknown' }, []],
    ['when it went against the change', { contribution: -20 }, ['a']],
  ])('%s', (_, given, named) => {
    const parted = parts(1000, 1100, [{ ...mix('a', 0), ...given } as Part, mix('b', 1, 'inside')])
    expect(findDrivers(parted, []).drivers.flatMap(({ channelIds }) => channelIds)).toEqual(named)
  })

  it('when it is a twentieth of the cost, however large the change', () => {
    const large = parts(1000, 1900, [mix('a', 50), mix('b', 49), mix('c', 801, 'inside')])
    expect(findDrivers(large, []).drivers.map(({ channelIds }) => channelIds)).toEqual([['a']])
  })

  it('first when it is the largest', () => {
    const { drivers } = findDrivers(parts(1000, 1000, [mix('a', 60), mix('b', -90), mix('c', 30)]), [])
    expect(drivers.map(({ contribution }) => contribution)).toEqual([-90, 60, 30])
  })
})

describe('the rest', () => {
  it.each<[string, Part[], string, number]>([
    ['is nothing when all is named', [mix('a', 100)], 'nothing', 0],
    ['is noise when none of it has left it', [mix('a', 90), mix('b', 10, 'inside')], 'noise', 10],
    ['is small when some of it has', [mix('a', 90), mix('b', 10)], 'small', 10],
    ['is not known when a large price has too few weeks', [mix('a', 60), mix('b', 40, 'unknown')], 'unknown', 40],
    ['is noise when only a small price has too few weeks', [mix('a', 90), mix('b', 10, 'unknown')], 'noise', 10],
  ])('%s', (_, given, restIs, rest) => {
    expect(findDrivers(parts(1000, 1100, given), [])).toMatchObject({ restIs, rest })
  })
})

describe('a step of several channels', () => {
  const clicks = { spend: 1000, clicks: 10_000 }
  const week = (...leads: number[]): Record<string, Partial<Sums>> =>
    Object.fromEntries(leads.map((each, index) => ['abc'.charAt(index), { ...clicks, leads: each }]))
  const rate = (channelId: string, contribution: number, noise: Part['noise'] = 'inside'): Part => ({
    kind: 'step',
    step: { from: 'clicks', to: 'leads' },
    channelId,
    contribution,
    before: 0.05,
    after: 0.04,
    noise,
  })

  it('is one driver when it moved the same way in all of them, though no single one could be sure', () => {
    const both = periods(week(500, 500, 500), week(450, 450, 450))
    const { drivers } = findDrivers(parts(2, 2.2, [rate('a', 0.07), rate('b', 0.07), rate('c', 0.06)]), both)
    expect(drivers).toMatchObject([{ channelIds: ['a', 'b', 'c'], contribution: expect.closeTo(0.2, 9) }])
  })

  it('is named alone when one channel did nearly all of it', () => {
    const both = periods(week(500, 500), week(350, 495))
    const { drivers } = findDrivers(parts(2, 2.2, [rate('a', 0.19, 'outside'), rate('b', 0.01)]), both)
    expect(drivers.map(({ channelIds }) => channelIds)).toEqual([['a']])
  })

  it('is named alone when another channel went the other way', () => {
    const both = periods(week(500, 500), week(350, 520))
    const { drivers } = findDrivers(parts(2, 2.2, [rate('a', 0.15, 'outside'), rate('b', -0.03)]), both)
    expect(drivers.map(({ channelIds }) => channelIds)).toEqual([['a']])
  })

  it('is not one driver when a third channel went the other way', () => {
    const both = periods(week(500, 500, 500), week(400, 420, 510))
    const three = [rate('a', 0.15, 'outside'), rate('b', 0.1, 'outside'), rate('c', -0.03)]
    const { drivers } = findDrivers(parts(2, 2.22, three), both)
    expect(drivers.map(({ channelIds }) => channelIds)).toEqual([['a'], ['b']])
  })

  it('is noise when all of them together are', () => {
    const both = periods(week(500, 500), week(480, 480))
    expect(findDrivers(parts(2, 2.2, [rate('a', 0.1), rate('b', 0.1)]), both).drivers).toEqual([])
  })
})

function parts(before: number, after: number, given: Part[]): Parted {
  return { before, after, channels: [], parts: given }
}

function mix(channelId: string, contribution: number, noise: Part['noise'] = 'outside'): Part {
  return { kind: 'mix', channelId, contribution, before: 0.2, after: 0.3, noise }
}

describe('a count with what it counts', () => {
  it.each([
    ['customers', 1, '1 customer'],
    ['customers', 321, '321 customers'],
    ['sqls', 1, '1 SQL'],
    ['sqls', 0, '0 SQLs'],
    ['opportunities', 1, '1 opportunity'],
    ['leads', 2_207, '2,207 leads'],
    ['conversions', null, 'n/a conversions'],
  ] as const)('of %s: %s', (results, count, words) => {
    expect(countInWords(results, count)).toBe(words)
  })
})
