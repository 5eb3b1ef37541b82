import { Invalid } from '../lib/errors.ts'
import { clipped, ownCopy, thousands } from './words.ts'

/** Columns that name the unit of a row. */
const UNIT_NAMES =
  /^(?:unit|user|visitor|customer|client|person|member|subscriber|recipient|account|geo|region)[\s_-]?id$/i

/** Enough to notice a file of visits or clicks, and little enough to stay in memory. */
const MOST_REMEMBERED = 300_000

/** Watches for a unit that comes twice, in a file that names its units. */
export type RepeatWatch = { see(row: readonly string[], line: number): void }

/**
 * Makes a watch for one file. A unit that comes twice is refused, because rows of one unit do not vary independently of each
 * other: a test over visits instead of people would look surer than it is.
 */
export function createRepeatWatch(header: readonly string[]): RepeatWatch {
  const column = header.findIndex((name) => UNIT_NAMES.test(name))
  const seen = new Map<string, number>()
  return {
    see(row, line) {
      if (column === -1) return
      const unit = (row[column] ?? '').trim()
      const first = seen.get(unit)
      if (unit !== '' && first !== undefined) throw new Invalid(repeated(header[column] ?? '', unit, first, line))
      if (seen.size < MOST_REMEMBERED) seen.set(ownCopy(unit), line)
    },
  }
}

function repeated(column: string, unit: string, first: number, line: number): string {
  return (
    `Row ${thousands(line)} has the same \`${clipped(column)}\` (${clipped(unit)}) as row ${thousands(first)}. I need one row per unit, ` +
    'with what it brought in all: several rows of one unit would make the test look surer than it is. I kept nothing.'
  )
}
