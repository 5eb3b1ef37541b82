import type { GraphicComponentOption } from 'echarts/components'
import { family, type Weight } from './typeface.ts'

/** The width of every picture in its own pixels; it is rasterised at twice that. */
export const width = 800

/** The room between the card's edge and what is on it. */
export const margin = 28

/** Colours that keep their contrast on the card, and that a colour-blind reader need not tell apart. */
export const colours = {
  card: '#FFFFFF',
  edge: '#DDDDDD',
  ink: '#1D1C1D',
  quiet: '#5E5D60',
  grid: '#ECECEC',
  axis: '#B5B5B5',
  line: '#1264A3',
  bad: '#BE123C',
  good: '#1B7F56',
  band: 'rgba(46, 182, 125, 0.14)',
  limit: '#2B8A63',
}

/** Sizes of type; nothing is smaller than `small`, so that it reads on a phone. */
export const sizes = { title: 26, text: 17, label: 16, small: 15 }

/** One piece of a picture that ECharts draws as it is told. */
export type Shape = GraphicComponentOption

type TextStyle = { size?: number; weight?: Weight; fill?: string; align?: 'left' | 'center' | 'right'; halo?: boolean }

/** A line of text whose vertical middle is at `y`. */
export function text(words: string, x: number, y: number, style: TextStyle = {}): Shape {
  const { size = sizes.label, weight = 400, fill = colours.ink, align = 'left', halo = false } = style
  return {
    type: 'text',
    z: 20,
    silent: true,
    style: {
      text: words,
      x,
      y,
      fill,
      fontFamily: family,
      fontSize: size,
      fontWeight: weight,
      textAlign: align,
      textVerticalAlign: 'middle',
      ...(halo && { stroke: colours.card, lineWidth: 4 }),
    },
  } as Shape
}

/** A filled rectangle. */
export function box(x: number, y: number, wide: number, high: number, fill: string, radius = 0): Shape {
  const shape = { x, y, width: Math.max(0, wide), height: Math.max(0, high), r: radius }
  return { type: 'rect', z: 1, silent: true, shape, style: { fill } } as Shape
}

/** A straight line, dashed if asked. */
export function rule(from: [number, number], to: [number, number], colour: string, wide = 1, dash?: number[]): Shape {
  const shape = { x1: from[0], y1: from[1], x2: to[0], y2: to[1] }
  return {
    type: 'line',
    z: 3,
    silent: true,
    shape,
    style: { stroke: colour, lineWidth: wide, lineDash: dash },
  } as Shape
}

/** The white card under everything, with its own edge, so that the picture also sits well on a dark page. */
export function card(height: number): Shape {
  return {
    type: 'rect',
    z: 0,
    silent: true,
    shape: { x: 1, y: 1, width: width - 2, height: height - 2, r: 14 },
    style: { fill: colours.card, stroke: colours.edge, lineWidth: 1.5 },
  } as Shape
}
