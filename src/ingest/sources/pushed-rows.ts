import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { readAdLink } from '../../domain/creative/ad-link.ts'
import { nearWord } from '../../lib/near-word.ts'
import { AMOUNT_COLUMNS, FACT_COLUMNS, MOMENT_COLUMNS, OBJECT_COLUMNS } from './columns.ts'

/** What is wrong with a pushed row; `row` counts from 1, `field` is '' where the whole row is meant. */
export type RowError = { row: number; field: string; reason: string }

/** Pushed rows as cells by our names, or what is wrong with them. */
export type PushedRows = { header: string[]; rows: (string | null)[][] } | { errors: RowError[]; errorCount: number }

const MOST_ERRORS = 50
const ROWS_AT_ONCE = 250
const LONGEST_TEXT = 1_000
const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/
const MOMENT =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/
const DECIMAL = /^-?\d{1,12}(?:\.\d+)?$/

const text = z
  .union([z.string(), z.number()], 'must be a text')
  .transform(String)
  .refine((value) => value.length <= LONGEST_TEXT, `must have at most ${LONGEST_TEXT} characters`)
  .nullish()
const decimal = z
  .union([z.string(), z.number()], 'must be a number')
  .transform(plainDecimal)
  .refine((value) => DECIMAL.test(value), 'must be a number such as 1234.5, without separators or a currency')
  .nullish()
const count = decimal.refine((value) => !value?.startsWith('-'), 'must not be negative')
const day = z
  .string('must be a day such as 2026-11-23')
  .refine((value) => DAY.test(value) && isOnCalendar(value), 'must be a day such as 2026-11-23')
const moment = z
  .string('must be a day or a moment such as 2026-11-23T09:30:00Z')
  .refine(
    (value) => MOMENT.test(value) && isOnCalendar(value),
    'must be a day or a moment such as 2026-11-23T09:30:00Z',
  )
  .nullish()

/** What a row may have: its names, how some of them are read, the name that must be there, and those of which one must be. */
type Kind = {
  columns: readonly string[]
  cells: Readonly<Record<string, z.ZodType>>
  key: string
  needs: readonly string[]
}

const FACTS: Kind = {
  columns: FACT_COLUMNS,
  key: 'date_day',
  needs: AMOUNT_COLUMNS,
  cells: {
    date_day: day,
    ad_link: text.refine((value) => !value || readAdLink(value) !== null, 'must be an https address'),
    impressions: count,
    clicks: count,
    reach: count,
    spend: decimal,
    conversions: decimal,
    conversions_value: decimal,
  },
}
const OBJECTS: Kind = {
  columns: OBJECT_COLUMNS,
  key: 'object_id',
  needs: MOMENT_COLUMNS,
  cells: {
    object_id: text.refine((value) => (value ?? '').trim() !== '', 'must not be empty'),
    amount: decimal,
    ...Object.fromEntries(MOMENT_COLUMNS.map((name) => [name, moment])),
  },
}

/** Reads a pushed array: days of campaigns, or CRM objects where its first row has an object_id. Every wrong row is named. */
export async function readPushedRows(json: unknown): Promise<PushedRows> {
  if (!Array.isArray(json)) return wrongBody('The body must be an array of rows: [{"date_day": "2026-11-23", …}, …].')
  if (json.length === 0) return wrongBody('The array has no row.')
  const kind = isRecord(json[0]) && Object.hasOwn(json[0], 'object_id') ? OBJECTS : FACTS
  const errors: RowError[] = []
  const rows: (string | null)[][] = []
  let errorCount = 0
  for (const [at, value] of json.entries()) {
    // Others wait for their answer meanwhile.
    if (at % ROWS_AT_ONCE === 0) await setImmediate()
    const { cells, faults } = readRow(value, kind)
    errorCount += faults.length
    for (const fault of faults) if (errors.length < MOST_ERRORS) errors.push({ row: at + 1, ...fault })
    rows.push(cells)
  }
  if (errorCount > 0) return { errors, errorCount }
  const used = kind.columns.flatMap((_, column) => (rows.some((row) => row[column] !== null) ? [column] : []))
  return {
    header: used.map((column) => kind.columns[column] ?? ''),
    rows: rows.map((row) => used.map((column) => row[column] ?? null)),
  }
}

function wrongBody(reason: string): PushedRows {
  return { errors: [{ row: 0, field: '', reason }], errorCount: 1 }
}

type Fault = Omit<RowError, 'row'>

function readRow(
  value: unknown,
  { columns, cells: readers, key, needs }: Kind,
): { cells: (string | null)[]; faults: Fault[] } {
  if (!isRecord(value)) return { cells: [], faults: [{ field: '', reason: 'must be an object with our names' }] }
  const faults: Fault[] = Object.keys(value)
    .filter((name) => !columns.includes(name))
    .map((name) => ({ field: name.slice(0, 60), reason: strangeName(name, columns) }))
  const cells = columns.map((name) => {
    const given = Object.hasOwn(value, name) ? value[name] : undefined
    if (given === undefined && name !== key) return null
    const read = (readers[name] ?? text).safeParse(given)
    if (!read.success) faults.push({ field: name, reason: read.error.issues[0]?.message ?? 'cannot be read' })
    return typeof read.data === 'string' && read.data !== '' ? read.data : null
  })
  const isBare = faults.length === 0 && !needs.some((name) => cells[columns.indexOf(name)] !== null)
  return { cells, faults: isBare ? [{ field: '', reason: `needs one of ${needs.join(', ')}` }] : faults }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function strangeName(name: string, columns: readonly string[]): string {
  const meant = nearWord(name, columns)
  return `is none of our names${meant ? `; did you mean ${meant}?` : `, which are ${columns.join(', ')}`}`
}

/** A number as people write it: 1e-7 is 0.0000001. */
function plainDecimal(value: string | number): string {
  if (typeof value === 'string') return value.trim()
  const written = String(value)
  return written.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : written
}

function isOnCalendar(written: string): boolean {
  const date = written.slice(0, 10)
  const read = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date)
}
