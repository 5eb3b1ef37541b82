import type { Button } from '@slack/types'
import { ACTION } from '../ids.ts'
import { button } from '../kit/blocks.ts'

/** A page of a list: what it shows, where it begins, where the next one would, and how many there are in all. */
export type Page<T> = { shown: T[]; from: number; next: number; of: number }

/** The page of a list that begins at an index; where there is none, the first page. */
export function pageFrom<T>(items: readonly T[], from: number, size: number): Page<T> {
  const first = Number.isInteger(from) && from > 0 && from < items.length ? from : 0
  const shown = items.slice(first, first + size)
  return { shown, from: first, next: first + shown.length, of: items.length }
}

/** Which part of a list a page is: `, 21 to 40`; '' where it is all. */
export function rangeInWords({ from, next, of, shown }: Page<unknown>): string {
  return shown.length === of ? '' : `, ${from + 1} to ${next}`
}

/** The way to the next page of a list, which `/beat` with the same words and `from 21` shows as well; nothing on the last. */
export function moreOf({ next, of }: Page<unknown>, teamId: string, says: string): Button[] {
  if (next >= of) return []
  const value = `${teamId}:${says} from ${next + 1}`
  return [button({ id: ACTION.listMore, text: `Show more (${of - next})`, value })]
}

/** Takes `from 21` off the end of what was typed; the index of the first that is shown. */
export function takeFrom(text: string): { text: string; from: number } {
  const said = /^(.*?)\s*\bfrom\s+(\d{1,5})$/i.exec(text.trim())
  return said ? { text: said[1] ?? '', from: Math.max(0, Number(said[2]) - 1) } : { text: text.trim(), from: 0 }
}
