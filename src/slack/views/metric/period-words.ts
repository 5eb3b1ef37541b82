import type { Period } from '../../../domain/period.ts'
import { dayInWords } from '../../../domain/week.ts'

/** The days of a period: `Mon 9 Nov to Sun 15 Nov`. */
export function daysInWords({ from, to }: Period): string {
  return from === to ? dayInWords(from) : `${dayInWords(from)} to ${dayInWords(to)}`
}

/** How far numbers reach, and that those of a period are provisional where they end before it. */
export function reachInWords(lastDay: string | null, period: Period): string {
  if (lastDay === null) return 'There are no numbers yet: drop an export in the channel of the team.'
  if (lastDay >= period.to) return `Numbers reach ${dayInWords(lastDay)}.`
  return `*Provisional:* numbers reach ${dayInWords(lastDay)}, the period ends ${dayInWords(period.to)}.`
}
