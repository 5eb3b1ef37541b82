import { type DateEvidence, dateEvidence } from './date-cells.ts'
import type { Field } from './headers.ts'
import { decimalEvidence } from './number-cells.ts'
import type { Column } from './numbers-shapes.ts'
import { ownCopy } from './words.ts'

/** A cell to show to a person, and how often its like was seen. */
export type Sighting = { cell: string; header: string; line: number; count: number }

/** What the rows of a file say about the questions that are decided once per file. */
export type Evidence = {
  /** Rows with a date. */
  rows: number
  dates: Map<DateEvidence, Sighting>
  decimals: Map<'point' | 'comma' | 'ambiguous', Sighting>
  currencies: Map<string, Sighting>
  filled: Set<Field>
  /** Columns of competing outcomes, by their place, that count anything. */
  counted: Set<number>
  /** The first row that spans more than one day. */
  span: { from: string; to: string; line: number } | null
}

/** Fields that decide the grain: a column that stays blank to the end does not count. */
const HIERARCHY: readonly Field[] = ['campaignId', 'campaignName', 'adGroupId', 'adGroupName', 'adId', 'adName']
const AMOUNTS: readonly Field[] = ['spend', 'conversions', 'conversionsValue', 'ctr']
const COUNTS: readonly Field[] = ['impressions', 'clicks', 'reach']
const ENOUGH_ROWS = 200
const ENOUGH_DECIMALS = 20
const MOST_DATES = 20_000
/** A currency column full of other things must not fill the memory. */
const MOST_KINDS = 20

/** Evidence before the first row. */
export function createEvidence(): Evidence {
  return {
    rows: 0,
    dates: new Map(),
    decimals: new Map(),
    currencies: new Map(),
    filled: new Set(),
    counted: new Set(),
    span: null,
  }
}

/** The columns that have something to say, sorted by what about. */
export type Witnesses = {
  day: Column
  dayEnd: Column | undefined
  currency: Column | undefined
  numbers: (Column & { whole: boolean })[]
  names: Column[]
  /** Outcomes among which somebody may have to choose. */
  outcomes: readonly Column[]
  /** What dates already weighed have said, up to a bound. */
  dates: Map<string, DateEvidence>
}

/** Picks the columns that settle something. */
export function callWitnesses(columns: readonly Column[], outcomes: readonly Column[] = []): Witnesses {
  const find = (field: Field): Column | undefined => columns.find((column) => column.field === field)
  const numbers = columns.filter(({ field }) => AMOUNTS.includes(field) || COUNTS.includes(field))
  return {
    day: find('day') ?? { field: 'day', header: '', index: 0 },
    dayEnd: find('dayEnd'),
    currency: find('currency'),
    numbers: numbers.map((column) => ({ ...column, whole: COUNTS.includes(column.field) })),
    names: columns.filter(({ field }) => HIERARCHY.includes(field)),
    outcomes,
    dates: new Map(),
  }
}

/** Adds what one row says; a row without a date (a total, a footer) says nothing else. */
export function weighRow(evidence: Evidence, witnesses: Witnesses, row: readonly string[], line: number): void {
  const { day, dayEnd, currency } = witnesses
  const dayCell = row[day.index]?.trim() ?? ''
  if (dayCell === '') return
  const dated = weighDate(witnesses, dayCell)
  sight(evidence.dates, dated, dayCell, day.header, line)
  if (dated === 'none') return
  evidence.rows++
  for (const { header, index, whole } of witnesses.numbers) {
    const cell = row[index] ?? ''
    const says = decimalEvidence(cell, whole)
    if (says) sight(evidence.decimals, says, cell.trim(), header, line)
  }
  for (const { field, index } of witnesses.names) {
    if (!evidence.filled.has(field) && (row[index] ?? '').trim() !== '') evidence.filled.add(field)
  }
  for (const { index } of witnesses.outcomes) if (/[1-9]/.test(row[index] ?? '')) evidence.counted.add(index)
  const code = currency ? currencyIn(row[currency.index] ?? '') : ''
  if (currency && code !== '') sight(evidence.currencies, code, row[currency.index] ?? '', currency.header, line)
  const end = dayEnd ? (row[dayEnd.index]?.trim() ?? '') : ''
  if (end !== '' && end !== dayCell) evidence.span ??= { from: dayCell, to: end, line }
}

function weighDate(witnesses: Witnesses, cell: string): DateEvidence {
  const known = witnesses.dates.get(cell)
  if (known !== undefined) return known
  const dated = dateEvidence(cell)
  if (witnesses.dates.size < MOST_DATES) witnesses.dates.set(ownCopy(cell), dated)
  return dated
}

/** Whether no later row can bring news that the second reading would not notice by itself. */
export function isSettled(evidence: Evidence, witnesses: Witnesses): boolean {
  const datesSettled = evidence.dates.has('fixed') && ![...evidence.dates.keys()].some(needsOrder)
  const point = evidence.decimals.get('point')?.count ?? 0
  const comma = evidence.decimals.get('comma')?.count ?? 0
  return (
    evidence.rows >= ENOUGH_ROWS &&
    datesSettled &&
    Math.min(point, comma) === 0 &&
    Math.max(point, comma) >= ENOUGH_DECIMALS &&
    witnesses.names.every(({ field }) => evidence.filled.has(field)) &&
    witnesses.outcomes.every(({ index }) => evidence.counted.has(index)) &&
    (witnesses.currency === undefined || evidence.currencies.size === 1) &&
    witnesses.dayEnd === undefined
  )
}

/** The currency a cell of a currency column names, or '' where it names none. */
export function currencyIn(cell: string): string {
  if (/^[A-Z]{3}$/.test(cell)) return cell
  const code = cell.trim().toUpperCase()
  if (code === '€') return 'EUR'
  if (code === '£') return 'GBP'
  return /[A-Z]/.test(code) && code !== 'N/A' && code !== 'NULL' ? code : ''
}

function needsOrder(dated: string): boolean {
  return dated !== 'fixed' && dated !== 'none'
}

/** Counts a cell under what it says; of each kind the first one is kept to be shown. */
export function sight<K>(sightings: Map<K, Sighting>, key: K, cell: string, header: string, line: number): void {
  const known = sightings.get(key)
  if (known) known.count++
  else if (sightings.size < MOST_KINDS) sightings.set(key, { cell: ownCopy(cell), header, line, count: 1 })
}
