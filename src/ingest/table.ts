import Papa from 'papaparse'
import { Invalid } from '../lib/errors.ts'
import { type Encoding, readText } from './decode.ts'
import { thousands } from './words.ts'

/** Some consecutive rows of a file and the line each begins on. */
export type RowBlock = { rows: string[][]; lineOf: (row: number) => number }

const LONGEST_ROW = 1_000_000

/** All rows of the file in blocks, in constant memory; blank lines come as rows of one empty cell. */
export async function* readRows(
  path: string,
  fileName: string,
  encoding: Encoding,
  delimiter: string,
): AsyncGenerator<RowBlock> {
  let rest = ''
  let line = 1
  for await (const text of readText(path, encoding)) {
    const input = rest + text
    const { rows, end } = parseText(input, delimiter, true)
    rest = input.slice(end)
    if (rest.length > LONGEST_ROW) throw new Invalid(endlessRow(fileName, line + lineEnds(input, end)))
    if (rows.length > 0) yield { rows, lineOf: lineCounter(rows, line, input, end) }
    line += lineEnds(input, end)
  }
  if (rest === '') return
  const { rows, end, unclosed } = parseText(rest, delimiter, false)
  const lineOf = lineCounter(rows, line, rest, end)
  if (unclosed !== undefined) throw new Invalid(unclosedQuote(fileName, lineOf(unclosed)))
  yield { rows, lineOf }
}

/** Rows cut out of a text, where the first row begins that is not among them, and the row whose quotation never ends. */
export type Cut = { rows: string[][]; end: number; unclosed: number | undefined }

type Parsed = { data: string[][]; errors: { code: string; row?: number }[]; meta: { cursor: number } }

/** Cuts a piece of text into rows and cells; with `partial` the last row is left for the next piece. */
export function parseText(text: string, delimiter: string, partial: boolean): Cut {
  const parsed: Parsed = new Papa.Parser({ delimiter, newline: '\n' }).parse(text, 0, partial)
  const unclosed = parsed.errors.find(({ code }) => code === 'MissingQuotes')?.row
  return { rows: parsed.data, end: parsed.meta.cursor, unclosed }
}

function lineCounter(rows: string[][], firstLine: number, text: string, end: number): (row: number) => number {
  if (!text.includes('"') || lineEnds(text, end) <= rows.length) return (row) => firstLine + row
  const lines: number[] = []
  let line = firstLine
  for (const row of rows) {
    lines.push(line)
    line += 1
    for (const cell of row) line += lineEnds(cell, cell.length)
  }
  return (row) => lines[row] ?? line
}

function lineEnds(text: string, end: number): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count++
  return count
}

function endlessRow(fileName: string, line: number): string {
  return (
    `Line ${thousands(line)} of ${fileName} is longer than a million characters, so it is no table row. ` +
    'Often a quotation mark opens there and never closes. I imported nothing. Correct that line, or export the report again.'
  )
}

function unclosedQuote(fileName: string, line: number): string {
  return (
    `On line ${thousands(line)} of ${fileName} a quotation mark opens and never closes, so the rows after it can't be told apart. ` +
    'I imported nothing. Correct that line, or export the report again.'
  )
}
