import { Invalid } from '../lib/errors.ts'
import type { Reading } from './columns.ts'
import type { Evidence } from './evidence.ts'
import type { Field } from './headers.ts'
import type { Opening } from './opening.ts'
import { clipped, counted, listed } from './words.ts'

const METRICS: readonly Field[] = ['spend', 'impressions', 'clicks', 'conversions']

/** Throws Invalid for a table that lacks a date or every metric, or whose headers state two currencies. */
export function refuseUnusable(fileName: string, opening: Opening, reading: Reading): void {
  const has = (field: Field): boolean => reading.columns.some((column) => column.field === field)
  const names = listed(
    opening.header.filter((cell) => cell.trim() !== ''),
    12,
  )
  const header = `Its header (line ${opening.headerLine}) reads: ${names}.`
  if (!has('day')) {
    throw new Invalid(
      `I found no date column in ${fileName}. I imported nothing. ${header} ${opening.layout.daily} and export again.`,
    )
  }
  if (!METRICS.some(has)) {
    throw new Invalid(
      `I found no numbers to import in ${fileName}: none of its columns is spend, impressions, clicks or conversions. ` +
        `I imported nothing. ${header} Add one of them, or name it so, and drop the file again.`,
    )
  }
  const [[first, firstHeader] = [], [second, secondHeader] = []] = reading.currencies
  if (first && second) {
    throw new Invalid(
      `${fileName} has two currencies: "${firstHeader}" is in ${first} and "${secondHeader}" in ${second}. ` +
        'I imported nothing. Export it with one currency.',
    )
  }
}

/** Throws Invalid where no row has a date that can be read. */
export function refuseUndated(fileName: string, opening: Opening, reading: Reading, evidence: Evidence): void {
  if (evidence.rows > 0) return
  const header = reading.columns.find(({ field }) => field === 'day')?.header ?? ''
  const odd = evidence.dates.get('none')
  if (odd === undefined) {
    throw new Invalid(
      `${fileName} has a header (line ${opening.headerLine}) and no row with a date in "${header}". I imported nothing. ` +
        'Check the dates of the report and export it again.',
    )
  }
  throw new Invalid(
    `I can't read the dates of ${fileName}: "${header}" says "${clipped(odd.cell)}" on line ${odd.line}. I imported nothing. ` +
      `One row per day is needed, with dates such as 2026-11-23. ${opening.layout.daily}.`,
  )
}

/** Throws Invalid where a row stands for more than one day: a week cannot be cut out of it. */
export function refuseSpans(fileName: string, opening: Opening, evidence: Evidence): void {
  if (evidence.span === null) return
  const { from, to, line } = evidence.span
  throw new Invalid(
    `The rows of ${fileName} span more than one day (${clipped(from)} to ${clipped(to)} on line ${line}), so weeks can't be ` +
      `told apart. I imported nothing. ${opening.layout.daily}, and export again.`,
  )
}

/** The refusal of a file with two currencies, with how many rows each has and where the rarer one begins. */
export function twoCurrencies(
  fileName: string,
  currencies: ReadonlyMap<string, { count: number; line: number }>,
): Invalid {
  const byRows = [...currencies].sort(([, a], [, b]) => b.count - a.count)
  const rare = byRows.at(-1)
  const counts = byRows.map(([code, { count }], at) => `${code} in ${at === 0 ? counted(count, 'row') : count}`)
  const number = currencies.size === 2 ? 'two' : String(currencies.size)
  return new Invalid(
    `${fileName} has ${number} currencies (${counts.join(', ')}, first on line ${rare?.[1].line ?? 0}). I imported nothing. ` +
      'Split it into one file per currency and drop each.',
  )
}
