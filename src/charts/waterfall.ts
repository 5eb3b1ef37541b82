import { formatMetric } from '../lib/format.ts'
import { heading } from './heading.ts'
import { scaleFor } from './scale.ts'
import type { Waterfall, WaterfallBar } from './spec.ts'
import { box, card, colours, margin, rule, type Shape, sizes, text, width } from './theme.ts'
import { textWidth, wrapped } from './typeface.ts'

const labelWidth = 290
const lineHeight = 21
const padding = 22
const barHeight = 26
const fills = { total: colours.line, up: colours.bad, down: colours.good, rest: colours.axis }

/** Lays out a waterfall from top to bottom, so that the names of its parts have room: label, bar, value. */
export function layOutWaterfall(spec: Waterfall) {
  const head = heading(spec.title, spec.subtitle)
  const rows = rowsOf(spec, head.bottom + 8)
  const bottom = rows.at(-1)?.bottom ?? head.bottom + 60
  const axis = axisOf(spec, rows)
  const isCut = axis.start > 0
  const height = bottom + (isCut ? 44 : 18)
  const cut = `Bars begin at ${formatMetric(axis.start, spec.unit, spec.currency)}, not at 0.`
  const nothing = text('Nothing to show', width / 2, head.bottom + 34, { align: 'center', fill: colours.quiet })
  const graphic: Shape[] = [
    card(height),
    ...head.shapes,
    ...(rows.length === 0 ? [nothing] : []),
    ...rows.flatMap((row, index) => drawRow(row, rows[index + 1], axis.xOf)),
    ...(isCut ? [text(cut, axis.left, bottom + 18, { size: sizes.small, fill: colours.quiet })] : []),
  ]
  return { height, option: { graphic } }
}

type Row = { bar: WaterfallBar; lines: string[]; from: number; to: number; top: number; bottom: number }

/** Each bar with the level it begins and ends at; totals stand on the axis, parts on what came before them. */
function rowsOf(spec: Waterfall, start: number): Row[] {
  let level = 0
  let top = start
  return spec.bars.map((bar) => {
    const from = bar.kind === 'total' ? 0 : level
    level = bar.kind === 'total' ? bar.value : level + bar.value
    const lines = wrapped(bar.label, labelWidth, 2, sizes.label, 600)
    const bottom = top + (lines.length + (bar.note === '' ? 0 : 1)) * lineHeight + padding
    const row = { bar, lines, from, to: level, top, bottom }
    top = bottom
    return row
  })
}

function axisOf(spec: Waterfall, rows: readonly Row[]) {
  const levels = rows.flatMap(({ bar, from, to }) => (bar.kind === 'total' ? [to] : [from, to]))
  const high = Math.max(0, ...levels)
  const low = Math.min(high, ...levels)
  // Parts would be too thin to see on an axis from 0 when the change is a small part of the cost.
  const start = low > 0 && high - low < 0.5 * high ? Math.max(0, scaleFor(levels).min) : Math.min(0, low)
  const widest = Math.max(0, ...spec.bars.map(({ words }) => textWidth(words, sizes.label, 700)))
  const left = margin + labelWidth + 18
  const right = width - margin - widest - 16
  const span = high - start || 1
  return { start, left, xOf: (value: number) => left + ((Math.max(value, start) - start) / span) * (right - left) }
}

function drawRow({ bar, lines, from, to, top, bottom }: Row, next: Row | undefined, xOf: (value: number) => number) {
  const middle = (top + bottom) / 2
  const count = lines.length + (bar.note === '' ? 0 : 1)
  const lineAt = (index: number) => middle + (index - (count - 1) / 2) * lineHeight
  const [left, right] = [Math.min(xOf(from), xOf(to)), Math.max(xOf(from), xOf(to))]
  // A part that is there must be seen, however small it is beside the others.
  const wide = bar.value === 0 ? 0 : Math.max(3, right - left)
  const fill = bar.kind === 'part' ? fills[bar.value > 0 ? 'up' : 'down'] : fills[bar.kind]
  const shapes: Shape[] = [
    ...lines.map((line, index) => text(line, margin, lineAt(index), { weight: bar.kind === 'rest' ? 400 : 600 })),
    ...(bar.note === '' ? [] : [text(bar.note, margin, lineAt(count - 1), { size: sizes.small, fill: colours.quiet })]),
    { ...box(left, middle - barHeight / 2, wide, barHeight, fill, 3), z: 4 } as Shape,
    text(bar.words, width - margin, middle, { weight: 700, align: 'right' }),
  ]
  if (!next) return shapes
  const nextMiddle = (next.top + next.bottom) / 2
  const joint: [number, number][] = [
    [xOf(to), middle + barHeight / 2],
    [xOf(to), nextMiddle - barHeight / 2],
  ]
  return [...shapes, rule(joint[0] ?? [0, 0], joint[1] ?? [0, 0], colours.axis, 1.5, [3, 3])]
}
