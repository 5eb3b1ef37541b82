import { describe, expect, it } from 'vitest'
import { holidaysOf, placeName, readPlace } from '../../src/lib/holidays.ts'

describe('the public holidays of a place', () => {
  it.each([
    ['DE', '2026-12-25', 'Christmas Day'],
    ['DE', '2027-03-29', 'Easter Monday'],
    ['DE-BE', '2027-03-08', "International Women's Day"],
    ['DE-BY', '2027-01-06', 'Epiphany'],
    ['US', '2026-11-26', 'Thanksgiving Day'],
    ['JP', '2027-01-11', 'Coming of Age Day'],
  ])('are known by their English names: %s on %s', async (place, day, name) => {
    expect((await holidaysOf(place))(day)).toBe(name)
  })

  it.each([
    ['an ordinary Monday', 'DE', '2026-11-23'],
    ['a holiday of another region', 'DE-BE', '2027-01-06'],
    ['an afternoon off', 'AT', '2026-12-24'],
    ['a day that is only observed', 'US', '2027-02-14'],
    ['no place at all', '', '2026-12-25'],
  ])('do not count %s', async (_, place, day) => {
    expect((await holidaysOf(place))(day)).toBeNull()
  })
})

describe('a place', () => {
  it.each([
    ['Germany', 'DE', 'Germany'],
    ['de', 'DE', 'Germany'],
    ['DE-BE', 'DE-BE', 'Germany, Berlin'],
    ['germany, berlin', 'DE-BE', 'Germany, Berlin'],
    ['United Kingdom', 'GB', 'United Kingdom'],
  ])('is read as people write it: %s', async (text, place, name) => {
    expect(await readPlace(text)).toEqual({ kind: 'known', place, name })
    expect(await placeName(place)).toBe(name)
  })

  it('is asked again where its country or region is not known, with the regions there are', async () => {
    expect(await readPlace('Atlantis')).toEqual({ kind: 'no country' })
    const read = await readPlace('Germany, Bavarya')
    expect(read).toMatchObject({ kind: 'no region', country: 'Germany' })
    expect(read.kind === 'no region' && read.regions).toContain('Berlin')
  })
})
