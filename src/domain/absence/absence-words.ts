import type { Absence } from '../team.ts'
import { dayInWords } from '../week.ts'
import { isForGood } from './absence.ts'

type Names = Readonly<Record<string, string>>

/** Until when somebody is away: `through Fri 4 Dec`, `from Mon 21 Dec through Fri 1 Jan`, `for good`. */
export function daysAwayInWords({ from, until }: Pick<Absence, 'from' | 'until'>, today: string): string {
  if (isForGood({ until })) return 'for good'
  const begun = from <= today
  if (from === until && !begun) return `on ${dayInWords(from)}`
  return `${begun ? '' : `from ${dayInWords(from)} `}through ${dayInWords(until)}`
}

/** That somebody is away, and who answers meanwhile: `Ana is away through Thu 3 Dec, Leo answers meanwhile`. */
export function absenceInWords(absence: Absence, standIn: string | null, today: string, names: Names): string {
  const who = names[absence.userId] ?? 'A colleague'
  const meanwhile =
    standIn === null ? 'nobody answers meanwhile' : `${names[standIn] ?? 'a colleague'} answers meanwhile`
  return `${who} is away ${daysAwayInWords(absence, today)}, ${meanwhile}`
}
