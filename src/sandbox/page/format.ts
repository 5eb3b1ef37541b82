import type { Snapshot } from '../snapshot.ts'
import type { Person } from '../types.ts'

/** The instant of a message's timestamp. */
export function instantOf(ts: string): Date {
  return new Date(Number(ts) * 1000)
}

/** The time of day in a person's zone. */
export function timeIn(zone: string, at: Date): string {
  return at.toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
}

/** The day in a person's zone, with today and yesterday by name. */
export function dayIn(zone: string, at: Date, now: Date = new Date()): string {
  const day = (date: Date): string => date.toLocaleDateString('en-CA', { timeZone: zone })
  if (day(at) === day(now)) return 'Today'
  if (day(at) === day(new Date(now.getTime() - 86_400_000))) return 'Yesterday'
  return at.toLocaleDateString('en-GB', { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' })
}

const DATE_PARTS: Record<string, Intl.DateTimeFormatOptions> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  day_divider_pretty: { weekday: 'long', month: 'long', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
}

/** Spells out Slack's `{date_short} at {time}` for an instant, in a person's zone. */
export function spellDate(zone: string, timestamp: number, format: string): string {
  const at = new Date(timestamp * 1000)
  return format.replace(/\{(\w+)\}/g, (whole, token: string) => {
    if (token === 'ago') return `${Math.max(0, Math.round((Date.now() - at.getTime()) / 60_000))} minutes ago`
    const pretty = token.endsWith('_pretty') && token !== 'day_divider_pretty'
    const day = dayIn(zone, at)
    if (pretty && (day === 'Today' || day === 'Yesterday')) return day.toLowerCase()
    const options = DATE_PARTS[pretty ? token.replace('_pretty', '') : token]
    return options ? at.toLocaleString('en-GB', { ...options, timeZone: zone, hourCycle: 'h23' }) : whole
  })
}

/** Up to two initials of a name. */
export function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase()
}

const COLOURS = ['#0b7285', '#9c36b5', '#c2255c', '#2b8a3e', '#5f3dc4', '#d9480f', '#1864ab']

/** A colour that stays the same for a person. */
export function colourOf(id: string): string {
  const sum = Array.from(id).reduce((total, letter) => total * 17 + letter.charCodeAt(0), 7)
  return COLOURS[Math.abs(sum) % COLOURS.length] ?? '#1864ab'
}

/** Turns `@Mara` and `#growth`, as people type them, into Slack's references. */
export function referencesIn(text: string, snapshot: Snapshot): string {
  const names = (person: Person): string[] => [person.realName, person.realName.split(' ')[0] ?? '', person.name]
  let written = text
  for (const person of snapshot.people) {
    for (const name of names(person)) written = written.replaceAll(`@${name}`, `<@${person.id}>`)
  }
  for (const conversation of snapshot.conversations) {
    if (conversation.kind !== 'im') written = written.replaceAll(`#${conversation.name}`, `<#${conversation.id}>`)
  }
  return written
}

/** A size in bytes for people. */
export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1_048_576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1_048_576).toFixed(1)} MB`
}
