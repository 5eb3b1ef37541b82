import { Invalid } from '../lib/errors.ts'
import { readNumber } from './number-cells.ts'
import type { DecimalSign } from './numbers-shapes.ts'
import { clipped, thousands } from './words.ts'

/** A cell of a file: its row as a spreadsheet counts them, and the position of its column. */
export type Where = { row: number; column: number }

/** Reads the cells of a file of units; a cell without a value is null and counted. */
export type CellReader = {
  /** 1 for a unit that did it, 0 for one that did not. */
  yesNo(row: readonly string[], column: number, line: number): number | null
  amount(row: readonly string[], column: number, line: number): number | null
  empty(): number
}

const YES = new Set(['1', 'true', 'yes', 'y', 't', '1.0'])
const NO = new Set(['0', 'false', 'no', 'n', 'f', '0.0'])

/** Makes a reader of the cells of one file. */
export function createCellReader(header: readonly string[], decimal: DecimalSign): CellReader {
  let empty = 0
  const missing = (): null => {
    empty += 1
    return null
  }
  const refuse = (cell: string, where: Where, needs: string): never => {
    const column = clipped(header[where.column] ?? '')
    throw new Invalid(
      `Row ${thousands(where.row)} says "${clipped(cell)}" in \`${column}\`. ${needs} I kept nothing. Correct it, or choose another column.`,
    )
  }
  return {
    yesNo(row, column, line) {
      const cell = (row[column] ?? '').trim().toLowerCase()
      if (cell === '1' || YES.has(cell)) return 1
      if (cell === '0' || NO.has(cell)) return 0
      if (readNumber(cell, decimal) === null) return missing()
      return refuse(cell, { row: line, column }, 'A share needs 1 or 0 (yes or no) for each unit.')
    },
    amount(row, column, line) {
      const cell = row[column] ?? ''
      const read = readNumber(cell, decimal)
      if (read === null) return missing()
      return read === undefined ? refuse(cell, { row: line, column }, 'That is no number.') : Number(read)
    },
    empty: () => empty,
  }
}
