import { stateOf } from './band.ts'
import { type Frame, xOf, yOf } from './frame.ts'
import type { WeeklyTrend } from './spec.ts'
import { colours, type Shape } from './theme.ts'

/** The points of the line: weeks above or below the band have a shape of their own, a provisional one is hollow. */
export function valueMarks(spec: WeeklyTrend, frame: Frame): Shape[] {
  const last = spec.values.length - 1
  const radius = frame.width / frame.weeks > 25 ? 5 : 3
  return spec.values.flatMap((value, index) => {
    if (value === null) return []
    const state = stateOf(value, spec.band)
    const colour = state === 'inside' ? colours.line : colours.bad
    const isHollow = spec.isProvisional && index === last
    const style = { fill: isHollow ? colours.card : colour, stroke: isHollow ? colour : colours.card, lineWidth: 2 }
    const at = { x: xOf(frame, index), y: yOf(frame, value) }
    return [state === 'inside' ? dot(at, radius, style) : arrowhead(at, radius + 4, state, style)]
  })
}

function dot({ x, y }: { x: number; y: number }, radius: number, style: object): Shape {
  return { type: 'circle', z: 10, silent: true, shape: { cx: x, cy: y, r: radius }, style } as Shape
}

function arrowhead(at: { x: number; y: number }, size: number, towards: 'above' | 'below', style: object): Shape {
  const tip = towards === 'above' ? -size : size
  const points = [
    [at.x, at.y + tip],
    [at.x - size, at.y - tip * 0.7],
    [at.x + size, at.y - tip * 0.7],
  ]
  return { type: 'polygon', z: 11, silent: true, shape: { points }, style } as Shape
}
