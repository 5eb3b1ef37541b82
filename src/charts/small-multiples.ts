import { latest, present, stateOf } from './band.ts'
import { type Frame, seriesOf, xOf, yOf } from './frame.ts'
import { scaleFor } from './scale.ts'
import type { ChannelTrend, WeeklyTrend } from './spec.ts'
import { colours, margin, rule, type Shape, sizes, text, width } from './theme.ts'
import { fitted, textWidth } from './typeface.ts'
import { shortMetric } from './words.ts'

const gap = 28
const cellHeight = 142
const sparkHeight = 62

/** The channels' own small lines below the main one, two or three in a row, each with its state in words. */
export function channelTrends(spec: WeeklyTrend, top: number) {
  const { channels } = spec
  if (channels.length === 0) return { frames: [], series: [], shapes: [], bottom: top - 24 }
  const columns = channels.length === 3 || channels.length > 4 ? 3 : 2
  const cellWidth = (width - 2 * margin - (columns - 1) * gap) / columns
  const cells = channels.map((channel, index) => {
    const left = margin + (index % columns) * (cellWidth + gap)
    return cell(
      spec,
      channel,
      { left, top: top + Math.floor(index / columns) * cellHeight, width: cellWidth },
      index + 1,
    )
  })
  const edge = rule([margin, top - 14], [width - margin, top - 14], colours.grid)
  return {
    frames: cells.map((one) => one.frame),
    series: cells.flatMap((one) => one.series),
    shapes: [edge, ...cells.flatMap((one) => one.shapes)],
    bottom: top + Math.ceil(channels.length / columns) * cellHeight,
  }
}

function cell(
  spec: WeeklyTrend,
  channel: ChannelTrend,
  place: { left: number; top: number; width: number },
  index: number,
) {
  const known = present([...channel.values, channel.high])
  const lowest = Math.min(...known)
  const spread = Math.max(...known) - lowest || Math.abs(lowest) * 0.2 || 1
  const scale =
    known.length === 0 ? scaleFor([]) : { min: lowest - spread * 0.15, max: lowest + spread * 1.15, step: spread * 1.3 }
  const frame: Frame = { ...place, top: place.top + 56, height: sparkHeight, scale, weeks: spec.weeks.length }
  const colour = isAbove(channel) ? colours.bad : colours.line
  return {
    frame,
    series: seriesOf(channel.values, index, { colour, wide: 3, dashLast: spec.isProvisional }),
    shapes: [...words(spec, channel, place), ...marks(channel, frame, colour)],
  }
}

function isAbove(channel: ChannelTrend): boolean {
  const last = channel.values.at(-1)
  return last != null && stateOf(last, { low: null, high: channel.high }) === 'above'
}

function words(spec: WeeklyTrend, channel: ChannelTrend, place: { left: number; top: number; width: number }): Shape[] {
  const above = isAbove(channel)
  const value = `${above ? '▲ ' : ''}${shortMetric(channel.values.at(-1) ?? null, spec)}`
  const start = place.left + textWidth(value, sizes.label, 700) + 8
  const limit = channel.high === null ? '' : shortMetric(channel.high, spec)
  const note =
    channel.note || (limit && (above ? `above ${limit}` : channel.values.at(-1) == null ? '' : `within ${limit}`))
  const name = fitted(channel.name, place.width, sizes.label, 600)
  const fill = above ? colours.bad : colours.ink
  return [
    text(name, place.left, place.top + 12, { weight: 600 }),
    text(value, place.left, place.top + 36, { weight: 700, fill }),
    text(fitted(note, place.left + place.width - start, sizes.small), start, place.top + 36, {
      size: sizes.small,
      fill: above ? colours.bad : colours.quiet,
    }),
  ]
}

function marks(channel: ChannelTrend, frame: Frame, colour: string): Shape[] {
  const right = frame.left + frame.width
  const last = latest(channel.values)
  if (!last) {
    const middle = frame.top + frame.height / 2
    return [text('No numbers yet', frame.left, middle, { size: sizes.small, fill: colours.quiet })]
  }
  const limit = channel.high === null ? null : yOf(frame, channel.high)
  const shape = { cx: xOf(frame, last.index), cy: yOf(frame, last.value), r: 5.5 }
  const style = { fill: colour, stroke: colours.card, lineWidth: 2 }
  return [
    ...(limit === null ? [] : [rule([frame.left, limit], [right, limit], colours.limit, 1.5, [5, 4])]),
    { type: 'circle', z: 10, silent: true, shape, style } as Shape,
  ]
}
