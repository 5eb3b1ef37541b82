import { formatChange, relativeChange } from '../lib/format.ts'
import { present } from './band.ts'
import { heading } from './heading.ts'
import type { BarRow, Bars } from './spec.ts'
import { box, card, colours, margin, rule, type Shape, sizes, text, width } from './theme.ts'
import { fitted, textWidth } from './typeface.ts'
import { shortMetric } from './words.ts'

const rowHeight = 46
const barHeight = 26
const nameWidth = 170
const noteWidth = 176
const wordsOfTone = { good: 'good', bad: 'look here', neutral: '' }
const fills = { good: colours.good, bad: colours.bad, neutral: colours.line }

/** Lays out horizontal bars as a small table: name, bar, value, change and state in words. */
export function layOutBars(spec: Bars) {
  const head = heading(spec.title, spec.subtitle)
  const top = head.bottom + 8
  const isCompared = spec.rows.some((row) => row.previous != null)
  const columns = columnsOf(spec)
  const rows = spec.rows.flatMap((row, index) => drawRow(spec, row, top + index * rowHeight, columns))
  const bottom = top + Math.max(1, spec.rows.length) * rowHeight
  const zero = columns.xOf(0)
  const nothing = text('No rows to show', width / 2, top + rowHeight / 2, { align: 'center', fill: colours.quiet })
  const graphic: Shape[] = [
    card(bottom + (isCompared ? 44 : 20)),
    ...head.shapes,
    ...(spec.rows.length === 0 ? [nothing] : [rule([zero, top + 4], [zero, bottom - 4], colours.axis, 1.5)]),
    ...rows,
    ...(isCompared ? legend(spec, columns.left, bottom + 14) : []),
  ]
  return { height: bottom + (isCompared ? 44 : 20), option: { graphic } }
}

type Columns = { left: number; valueRight: number; noteLeft: number; xOf: (value: number) => number }

function columnsOf(spec: Bars): Columns {
  const values = present(spec.rows.flatMap((row) => [row.value, row.previous]))
  const widest = Math.max(0, ...spec.rows.map((row) => textWidth(shortMetric(row.value, spec), sizes.label, 700)))
  const hasNotes = spec.rows.some((row) => noteWords(row) !== '')
  const left = margin + nameWidth + 14
  const noteLeft = width - margin - (hasNotes ? noteWidth : 0)
  const valueRight = noteLeft - (hasNotes ? 14 : 0)
  const right = valueRight - widest - 14
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const span = high - low || 1
  return { left, valueRight, noteLeft, xOf: (value) => left + ((value - low) / span) * (right - left) }
}

function drawRow(spec: Bars, row: BarRow, top: number, columns: Columns): Shape[] {
  const middle = top + rowHeight / 2
  const fill = fills[row.tone]
  const note = fitted(noteWords(row), noteWidth, sizes.small)
  return [
    text(fitted(row.name, nameWidth, sizes.label, 600), margin, middle, { weight: 600 }),
    ...(row.value === null ? [] : [bar(columns, row.value, middle, fill)]),
    ...(row.previous == null ? [] : previousMark(columns.xOf(row.previous), middle)),
    text(shortMetric(row.value, spec), columns.valueRight, middle, { weight: 700, align: 'right' }),
    text(note, columns.noteLeft, middle, { size: sizes.small, fill: row.tone === 'neutral' ? colours.quiet : fill }),
  ]
}

function bar(columns: Columns, value: number, middle: number, fill: string): Shape {
  const zero = columns.xOf(0)
  const end = columns.xOf(value)
  // A value that is there must be seen, however small it is beside the others.
  const wide = value === 0 ? 0 : Math.max(2, Math.abs(end - zero))
  return { ...box(value < 0 ? zero - wide : zero, middle - barHeight / 2, wide, barHeight, fill, 3), z: 4 } as Shape
}

function previousMark(x: number, middle: number): Shape[] {
  const mark = (colour: string, wide: number): Shape =>
    ({ ...rule([x, middle - 18], [x, middle + 18], colour, wide), z: 6 }) as Shape
  return [mark(colours.card, 6), mark(colours.ink, 3)]
}

function legend(spec: Bars, left: number, y: number): Shape[] {
  return [
    rule([left + 2, y - 9], [left + 2, y + 9], colours.ink, 3),
    text(spec.previousLabel ?? 'before', left + 14, y, { size: sizes.small, fill: colours.quiet }),
  ]
}

function noteWords(row: BarRow): string {
  const change = row.previous == null || row.value === null ? '' : formatChange(relativeChange(row.value, row.previous))
  return [change, row.note ?? wordsOfTone[row.tone]].filter((part) => part !== '').join(' · ')
}
