import type { ImportPreview } from '../../../domain/import/import.ts'
import { countDays, dayInWords } from '../../../domain/week.ts'
import { formatCount, formatMoney } from '../../../lib/format.ts'
import { userText } from '../../kit/text.ts'

/** A file's name, fit for mrkdwn. */
export function fileInWords(fileName: string): string {
  return userText(fileName, 120) || 'the file'
}

/** `1,204 of 1,240 rows`, or only `1,240 rows` where all are kept or `only` the kept ones are asked for. */
export function rowsInWords({ rowsKept, rowsRead }: ImportPreview, only?: 'kept'): string {
  const kept = `${formatCount(rowsKept)} ${rowsKept === 1 && (only || rowsRead === 1) ? 'row' : 'rows'}`
  return only || rowsKept === rowsRead ? kept : `${formatCount(rowsKept)} of ${formatCount(rowsRead)} rows`
}

/** The days a file covers, with their year: `Mon 16 Nov to Sun 22 Nov 2026 (7 days)`. */
export function daysInWords({ firstDay, lastDay }: Pick<ImportPreview, 'firstDay' | 'lastDay'>): string {
  if (firstDay === null || lastDay === null) return 'no day'
  if (firstDay === lastDay) return withYear(firstDay)
  const first = firstDay.slice(0, 4) === lastDay.slice(0, 4) ? dayInWords(firstDay) : withYear(firstDay)
  return `${first} to ${withYear(lastDay)} (${formatCount(countDays(firstDay, lastDay))} days)`
}

/** An exact sum as money, to the cent where it has cents, so that it can be held against the platform's own report. */
export function exactMoney(sum: string, currency: string): string {
  const hasCents = /\.\d*[1-9]/.test(sum)
  return formatMoney(Number(sum), currency, hasCents ? { digits: 2 } : {})
}

/** What would be replaced, with the spend before and after; empty where nothing is. */
export function replacedInWords({ replaces, currency }: ImportPreview): string {
  const { rows, spendBefore, spendAfter } = replaces
  if (rows === 0) return ''
  const [before, after] = [spendBefore, spendAfter].map((sum) =>
    sum === null ? 'no spend' : exactMoney(sum, currency),
  )
  const spend = before === after ? `their spend stays ${after}` : `their spend was ${before} and becomes ${after}`
  return `*Replaces* ${rows === 1 ? '1 row that is' : `${formatCount(rows)} rows that are`} there: ${spend}.`
}

function withYear(day: string): string {
  return `${dayInWords(day)} ${day.slice(0, 4)}`
}
