import { colours, margin, type Shape, sizes, text, width } from './theme.ts'
import { fitted, wrapped } from './typeface.ts'

/** The title and up to two lines below it, and where the next thing may begin. */
export function heading(title: string, subtitle: string): { shapes: Shape[]; bottom: number } {
  const room = width - 2 * margin
  const lines = wrapped(subtitle, room, 2, sizes.text)
  return {
    shapes: [
      text(fitted(title, room, sizes.title, 700), margin, 38, { size: sizes.title, weight: 700 }),
      ...lines.map((line, index) => text(line, margin, 70 + index * 23, { size: sizes.text, fill: colours.quiet })),
    ],
    bottom: 70 + lines.length * 23,
  }
}
