import { readDay } from '../day-words.ts'

/** An action as it was typed in one line: what, and who and until when where the line says so. */
export type ActionLine = { what: string; ownerUserId: string | null; dueOn: string | null }

const MENTION = /<@([UW][A-Z0-9]{2,})(?:\|[^>]*)?>/
const AT_NAME = /(?:^|[\s(])@([\p{L}\p{N}._'-]+(?:\s+\p{Lu}[\p{L}'-]+)?)/u
// The last of these words in a line is the one that may stand before its day: `swap the hero on LP-demo by Fri`.
const UNTIL = /^(.*\S)[\s,;·(]+(?:by|until|till|due|on)\s+([^,;()]+?)\)?[.!]?\s*$/i
const IN_BRACKETS = /\s*\(([^()]*)\)\s*$/

/**
 * Reads an action as people type it: `swap the hero @Sam by Fri`, `swap the hero (Sam, Wed)`. People are known by their name, the
 * first name where only one has it; what is no person and no day stays part of what is to be done.
 */
export function readActionLine(line: string, names: Readonly<Record<string, string>>, today: string): ActionLine {
  const bracketed = readBrackets(line, names, today)
  if (bracketed) return bracketed
  const { rest: undated, dueOn } = takeDay(line, today)
  const { rest, ownerUserId } = takeOwner(undated, names)
  // The day may stand before the person: `swap the hero by Fri @Sam`.
  const later = dueOn === null && ownerUserId !== null ? takeDay(rest, today) : { rest, dueOn }
  return { what: tidy(later.rest), ownerUserId, dueOn: later.dueOn }
}

function readBrackets(line: string, names: Readonly<Record<string, string>>, today: string): ActionLine | null {
  const inside = IN_BRACKETS.exec(line)
  if (!inside) return null
  let [ownerUserId, dueOn]: [string | null, string | null] = [null, null]
  for (const part of (inside[1] ?? '').split(',').map((each) => each.trim())) {
    const person = personOf(part, names)
    const day = readDay(part.replace(/^(?:by|until|till|due|on)\s+/i, ''), today)
    if (person === null && day === null) return null
    ownerUserId ??= person
    dueOn ??= day
  }
  return { what: tidy(line.slice(0, inside.index)), ownerUserId, dueOn }
}

function takeDay(line: string, today: string): { rest: string; dueOn: string | null } {
  const said = UNTIL.exec(line)
  const dueOn = said && readDay(said[2] ?? '', today)
  return dueOn ? { rest: said[1] ?? '', dueOn } : { rest: line, dueOn: null }
}

function takeOwner(
  line: string,
  names: Readonly<Record<string, string>>,
): { rest: string; ownerUserId: string | null } {
  const mentioned = MENTION.exec(line)
  if (mentioned) return { rest: line.replace(mentioned[0], ' '), ownerUserId: mentioned[1] ?? null }
  const named = AT_NAME.exec(line)
  const typed = named?.[1] ?? ''
  // `@Sam Ortiz` and `@Sam Swap the hero`: the second word is a name only where it belongs to the person.
  for (const name of [typed, typed.split(/\s+/)[0] ?? '']) {
    const ownerUserId = personOf(name, names)
    if (ownerUserId !== null) return { rest: line.replace(`@${name}`, ' '), ownerUserId }
  }
  return { rest: line, ownerUserId: null }
}

/** The person of a name, a first name or a mention; null where none or several are called so. */
export function personOf(text: string, names: Readonly<Record<string, string>>): string | null {
  const mentioned = MENTION.exec(text)?.[1]
  if (mentioned !== undefined) return mentioned
  const said = folded(text.replace(/^@/, ''))
  if (said === '') return null
  const people = Object.entries(names)
  for (const called of [(name: string) => folded(name), (name: string) => folded(name).split(' ')[0] ?? '']) {
    const fitting = people.filter(([, name]) => called(name) === said)
    if (fitting.length === 1) return fitting[0]?.[0] ?? null
  }
  return null
}

function folded(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}

function tidy(text: string): string {
  return text
    .replace(/\(\s*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[:,·-]+\s*|(?:\s*[:,;·-])+$/g, '')
    .trim()
}
