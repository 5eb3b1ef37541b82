import type HolidaysClass from 'date-holidays'
import type { HolidaysTypes } from 'date-holidays'

/** Names the public holiday on a day (YYYY-MM-DD); null on every other day. */
export type HolidayOn = (day: string) => string | null

/** A country, or one of its regions, whose holidays are known: DE is Germany, DE-BE is Germany, Berlin. */
export type HolidayPlace = { place: string; name: string }

/** What was typed for a place: known, a country that is not, or a region that its country does not have. */
export type PlaceRead =
  | ({ kind: 'known' } & HolidayPlace)
  | { kind: 'no country' }
  | { kind: 'no region'; country: string; regions: string[] }

const HOUR = 3_600_000
const finders = new Map<string, Promise<HolidayOn>>()

// The library and its tables take a while to load, and most processes never need them.
async function load(): Promise<typeof HolidaysClass> {
  return (await import('date-holidays')).default
}

/** The holidays of a place such as DE or DE-BE, by their English names where there are such. '' has none. */
export async function holidaysOf(place: string): Promise<HolidayOn> {
  if (place === '') return () => null
  const known = finders.get(place) ?? findIn(place)
  finders.set(place, known)
  return await known
}

async function findIn(place: string): Promise<HolidayOn> {
  const Holidays = await load()
  const [country = '', region] = place.split('-')
  const calendar = region === undefined ? new Holidays(country) : new Holidays(country, region)
  const years = new Map<number, Map<string, string>>()
  return (day) => {
    const year = Number(day.slice(0, 4))
    const days = years.get(year) ?? daysOf(calendar.getHolidays(year, 'en'))
    years.set(year, days)
    return days.get(day) ?? null
  }
}

/** The days that a public holiday leaves free: those whose working hours it covers. */
function daysOf(holidays: readonly HolidaysTypes.Holiday[]): Map<string, string> {
  const days = new Map<string, string>()
  for (const { date, start, end, name, type } of holidays) {
    if (type !== 'public') continue
    const from = Date.parse(`${date.slice(0, 19).replace(' ', 'T')}Z`)
    const until = from + (end.getTime() - start.getTime())
    for (let day = Date.parse(`${date.slice(0, 10)}T00:00:00Z`); day < until; day += 24 * HOUR) {
      if (from <= day + 9 * HOUR && until >= day + 17 * HOUR) days.set(new Date(day).toISOString().slice(0, 10), name)
    }
  }
  return days
}

/** How a place is called, its region after its country: `Germany, Berlin`. */
export async function placeName(place: string): Promise<string> {
  const Holidays = await load()
  const [country = '', region] = place.split('-')
  const known = new Holidays()
  const name = known.getCountries('en')[country] ?? country
  if (region === undefined) return name
  return `${name}, ${known.getStates(country, 'en')?.[region] ?? region}`
}

/** Reads a place as people write it: DE, Germany, DE-BE, `Germany, Berlin`. */
export async function readPlace(text: string): Promise<PlaceRead> {
  const Holidays = await load()
  const known = new Holidays()
  const [said = '', within = ''] = text.includes(',') ? text.split(',') : text.split('-')
  const country = keyNamed(known.getCountries('en'), said)
  if (country === null) return { kind: 'no country' }
  const regions = known.getStates(country, 'en') ?? {}
  const region = within.trim() === '' ? null : keyNamed(regions, within)
  if (within.trim() !== '' && region === null) {
    return { kind: 'no region', country: await placeName(country), regions: Object.values(regions) }
  }
  const place = region === null ? country : `${country}-${region}`
  return { kind: 'known', place, name: await placeName(place) }
}

/** The key of an entry that is called so, or has that very key. */
function keyNamed(entries: Readonly<Record<string, string>>, text: string): string | null {
  const said = folded(text)
  const found = Object.entries(entries).find(([key, name]) => folded(key) === said || folded(name) === said)
  return found?.[0] ?? null
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase()
}
