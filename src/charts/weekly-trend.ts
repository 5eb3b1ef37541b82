import { bandLabel, isBound, latest, present, stateOf } from './band.ts'
import { axesOf, type Frame, seriesOf, xOf, yOf } from './frame.ts'
import { heading } from './heading.ts'
import { formatTick, type Scale, scaleFor, ticksOf } from './scale.ts'
import { channelTrends } from './small-multiples.ts'
import type { WeeklyTrend } from './spec.ts'
import { box, card, colours, margin, rule, type Shape, sizes, text, width } from './theme.ts'
import { textWidth, wrapped } from './typeface.ts'
import { valueLabels } from './value-labels.ts'
import { valueMarks } from './value-marks.ts'
import { shortMetric } from './words.ts'

const plotHeight = 250
const sideLabelWidth = 108

/** Lays out a weekly trend: the option for ECharts and the height it needs. */
export function layOutWeeklyTrend(spec: WeeklyTrend) {
  const head = heading(spec.title, spec.subtitle)
  const frame = mainFrame(spec, head.bottom + 14)
  const below = channelTrends(spec, frame.top + frame.height + 64)
  const height = below.bottom + (below.frames.length > 0 ? 8 : 0)
  const frames = [frame, ...below.frames]
  const axes = frames.map(axesOf)
  const line = seriesOf(spec.values, 0, { colour: colours.line, wide: 3.5, dashLast: spec.isProvisional })
  const graphic: Shape[] = [
    card(height),
    ...head.shapes,
    ...background(spec, frame),
    ...weekLabels(spec, frame),
    ...valueMarks(spec, frame),
    ...valueLabels(spec, frame),
    ...below.shapes,
  ]
  return {
    height,
    option: {
      grid: axes.map((axis) => axis.grid),
      xAxis: axes.map((axis) => axis.xAxis),
      yAxis: axes.map((axis) => axis.yAxis),
      series: [...line, ...below.series],
      graphic,
    },
  }
}

function mainFrame(spec: WeeklyTrend, top: number): Frame {
  const bounds = [spec.band?.low, spec.band?.high]
  const scale = scaleFor(present([...spec.values, ...bounds]))
  const left = margin + tickWidth(spec, scale) + 12
  const room = width - left - margin - sideLabelWidth
  return { left, top, width: room, height: plotHeight, scale, weeks: spec.weeks.length }
}

function tickWidth(spec: WeeklyTrend, scale: Scale): number {
  const labels = ticksOf(scale).map((tick) => formatTick(tick, scale.step, spec.unit, spec.currency))
  return Math.max(...labels.map((label) => textWidth(label, sizes.small)))
}

function background(spec: WeeklyTrend, frame: Frame): Shape[] {
  const { left, top, height, scale } = frame
  const right = left + frame.width
  const hasNumbers = present([...spec.values, spec.band?.low, spec.band?.high]).length > 0
  const lines = ticksOf(scale).flatMap((tick) => {
    const y = yOf(frame, tick)
    const words = formatTick(tick, scale.step, spec.unit, spec.currency)
    const line = rule([left, y], [right, y], tick === scale.min ? colours.axis : colours.grid)
    const label = text(words, left - 12, y, { size: sizes.small, fill: colours.quiet, align: 'right' })
    return hasNumbers ? [line, label] : [line]
  })
  const nothing = text('No numbers in these weeks', left + frame.width / 2, top + height / 4, {
    align: 'center',
    halo: true,
    fill: colours.quiet,
    size: sizes.text,
  })
  return [...lines, ...band(spec, frame), ...(latest(spec.values) ? [] : [nothing])]
}

function band(spec: WeeklyTrend, frame: Frame): Shape[] {
  if (!isBound(spec.band)) return []
  const { low, high } = spec.band
  const right = frame.left + frame.width
  const top = high === null ? frame.top : yOf(frame, high)
  const bottom = low === null ? frame.top + frame.height : yOf(frame, low)
  const edges = present([low, high]).map((edge) => {
    const y = yOf(frame, edge)
    return rule([frame.left, y], [right, y], colours.limit, 2, [7, 5])
  })
  return [box(frame.left, top, frame.width, bottom - top, colours.band), ...edges, ...bandName(spec, frame)]
}

function bandName(spec: WeeklyTrend, frame: Frame): Shape[] {
  if (!isBound(spec.band)) return []
  const words = (spec.target ?? bandLabel(spec.band, (value) => shortMetric(value, spec))).replace(
    /([≤≥]) /g,
    '$1\u00a0',
  )
  const lines = wrapped(words, sideLabelWidth - 8, 3, sizes.small, 600)
  const edge = yOf(frame, spec.band.high ?? spec.band.low ?? 0)
  const last = spec.values.at(-1)
  const half = (lines.length * 19) / 2
  let middle = edge
  if (last != null) {
    // The latest value is written at the same side: give way upwards or downwards, whichever is nearer.
    const more = spec.isProvisional ? 10 : 0
    const taken = yOf(frame, last) + more
    const away = 12 + half + more
    if (Math.abs(taken - edge) < away) middle = taken + (stateOf(last, spec.band) === 'above' ? away : -away)
  }
  return lines.map((line, index) =>
    text(line, frame.left + frame.width + 8, middle - half + 9.5 + index * 19, {
      size: sizes.small,
      weight: 600,
      fill: colours.good,
    }),
  )
}

function weekLabels(spec: WeeklyTrend, frame: Frame): Shape[] {
  const widest = Math.max(0, ...spec.weeks.map((week) => textWidth(week, sizes.small)))
  const share = frame.width / Math.max(1, frame.weeks)
  const every = Math.max(1, Math.ceil((widest + 10) / share))
  const y = frame.top + frame.height
  return spec.weeks.flatMap((week, index) => {
    const isLast = index === spec.weeks.length - 1
    const look = { size: sizes.small, align: 'center', fill: isLast ? colours.ink : colours.quiet } as const
    const label = text(week, xOf(frame, index), y + 18, { ...look, weight: isLast ? 600 : 400 })
    const isMissing = spec.values[index] == null && latest(spec.values) !== null && share > 30
    const missing = text('n/a', xOf(frame, index), y - 12, { ...look, fill: colours.quiet, halo: true })
    return [...((spec.weeks.length - 1 - index) % every === 0 ? [label] : []), ...(isMissing ? [missing] : [])]
  })
}
