import { latest, stateOf } from './band.ts'
import { type Frame, xOf, yOf } from './frame.ts'
import type { WeeklyTrend } from './spec.ts'
import { colours, type Shape, sizes, text } from './theme.ts'
import { textWidth } from './typeface.ts'
import { shortMetric } from './words.ts'

type Point = { x: number; y: number }
type Place = Point & { half: number }

const halfHeight = 11
const above = -21
const below = 22

/** Names the latest value beside the picture, then the weeks outside the band and the last week before, where there is room. */
export function valueLabels(spec: WeeklyTrend, frame: Frame): Shape[] {
  const line = pointsOf(spec, frame)
  const taken: Place[] = []
  return [
    ...latestLabel(spec, frame),
    ...namedWeeks(spec).flatMap((index) => {
      const value = spec.values[index]
      if (value == null) return []
      const words = shortMetric(value, spec)
      const sides = stateOf(value, spec.band) === 'below' ? [below, above] : [above, below]
      const point = { x: xOf(frame, index), y: yOf(frame, value) }
      const half = textWidth(words, sizes.label, 600) / 2
      const place = sides
        .map((away) => placeAt(point, away, half, frame))
        .find((one) => isFree(one, frame, line, taken))
      if (!place) return []
      taken.push(place)
      const fill = stateOf(value, spec.band) === 'inside' ? colours.quiet : colours.bad
      return [text(words, place.x, place.y, { weight: 600, fill, align: 'center', halo: true })]
    }),
  ]
}

function latestLabel(spec: WeeklyTrend, frame: Frame): Shape[] {
  const value = spec.values.at(-1)
  if (value == null) return []
  const fill = stateOf(value, spec.band) === 'inside' ? colours.ink : colours.bad
  const x = frame.left + frame.width + 8
  const y = yOf(frame, value)
  const provisional = text('provisional', x, y + 21, { size: sizes.small, fill: colours.quiet })
  return [
    text(shortMetric(value, spec), x, y, { size: 18, weight: 700, fill }),
    ...(spec.isProvisional ? [provisional] : []),
  ]
}

/** The weeks worth a label besides the last, the most telling first: it is the later ones that find no room. */
function namedWeeks(spec: WeeklyTrend): number[] {
  const earlier = spec.values.slice(0, -1)
  const previous = latest(earlier)
  const outside = earlier.flatMap((value, index) =>
    value !== null && stateOf(value, spec.band) !== 'inside' ? [index] : [],
  )
  return [...new Set([...(previous ? [previous.index] : []), ...outside.reverse()])]
}

function pointsOf(spec: WeeklyTrend, frame: Frame): (Point | null)[] {
  return spec.values.map((value, index) => (value === null ? null : { x: xOf(frame, index), y: yOf(frame, value) }))
}

/** Where a label stands so far from its point, moved sideways as much as the picture's edge asks for. */
function placeAt(point: Point, away: number, half: number, frame: Frame): Place {
  const x = Math.min(Math.max(point.x, frame.left + half), frame.left + frame.width - half)
  return { x, y: point.y + away, half }
}

/** True if a label there touches neither the line nor another label nor the edge. */
function isFree(place: Place, frame: Frame, line: (Point | null)[], taken: Place[]): boolean {
  return (
    place.y - halfHeight > frame.top - 8 &&
    place.y + halfHeight <= frame.top + frame.height + 2 &&
    !taken.some(
      (other) => Math.abs(other.x - place.x) < other.half + place.half + 4 && Math.abs(other.y - place.y) < 20,
    ) &&
    !touches(line, place)
  )
}

function touches(line: (Point | null)[], place: Place): boolean {
  return line.some((point, index) => {
    if (!point) return false
    const next = line[index + 1] ?? point
    return [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].some((part) => {
      const x = point.x + (next.x - point.x) * part
      const y = point.y + (next.y - point.y) * part
      return Math.abs(x - place.x) < place.half + 1 && Math.abs(y - place.y) < halfHeight - 1
    })
  })
}
