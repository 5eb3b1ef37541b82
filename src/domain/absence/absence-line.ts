import { personOf } from '../action/action-line.ts'
import { readDay } from '../day-words.ts'

/** An absence as it was typed; null for what the line does not say. */
export type AbsenceLine = { userId: string | null; from: string | null; until: string; delegateUserId: string | null }

/** What a line was not understood for: a person, a day, or the whole of it. */
export type Unread = { unread: 'person' | 'day' | 'line'; said: string }

const WHO = '(?:(?:for\\s+)?(?<who>@[^,]+?|<@[^>]+>)\\s+)?'
const DAYS = '(?:from\\s+(?<from>.+?)\\s+)?(?:until|till|through|to)\\s+(?<until>.+?)'
const MEANWHILE = '(?:[\\s,]+(?:delegate|delegates?\\s+to|with)\\s+(?<delegate>.+?))?'
const LINE = new RegExp(`^${WHO}${DAYS}${MEANWHILE}$`, 'i')

/** Reads `until Fri`, `from 21 Dec until 1 Jan delegate @Leo`, `@Sam until Fri`, seen from a day; says what it could not read. */
export function readAbsenceLine(
  text: string,
  names: Readonly<Record<string, string>>,
  today: string,
): AbsenceLine | Unread {
  const said = LINE.exec(text.trim())?.groups
  if (!said) return { unread: 'line', said: text }
  const { who, from, until = '', delegate } = said
  const first = from === undefined ? today : readDay(from, today)
  if (first === null) return { unread: 'day', said: from ?? '' }
  const last = readDay(until, first)
  if (last === null) return { unread: 'day', said: until }
  for (const person of [who, delegate]) {
    if (person !== undefined && personOf(person, names) === null) return { unread: 'person', said: person }
  }
  return {
    userId: who === undefined ? null : personOf(who, names),
    from: from === undefined ? null : first,
    until: last,
    delegateUserId: delegate === undefined ? null : personOf(delegate, names),
  }
}
