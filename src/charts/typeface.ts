import { createRequire } from 'node:module'
import { setPlatformAPI } from 'echarts/core'
import { type Font, openSync } from 'fontkit'

/** The weights of Inter that the pictures use. */
export type Weight = 400 | 600 | 700

const require = createRequire(import.meta.url)
const files: Record<Weight, string> = {
  400: require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  600: require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
  700: require.resolve('@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf'),
}

/** The only family in the pictures: bundled, so that they look the same on every machine. */
export const family = 'Inter'

/** The font files that the rasteriser must be given. */
export const fontFiles: string[] = Object.values(files)

const faces = new Map<Weight, Font>()

function face(weight: Weight): Font {
  const opened = faces.get(weight)
  if (opened) return opened
  const font = openSync(files[weight])
  if (!('layout' in font)) throw new Error(`${files[weight]} is a collection and not one font.`)
  faces.set(weight, font)
  return font
}

const known = new Map<string, number>()
const mostKnown = 5000

/** The width of a line of text in pixels, as it will be drawn. */
export function textWidth(text: string, size: number, weight: Weight = 400): number {
  const font = face(weight)
  const key = `${weight}${text}`
  const units = known.get(key) ?? font.layout(text).advanceWidth
  // Shaping is the slow part of a picture, and the same words come every week.
  if (known.size >= mostKnown) known.clear()
  known.set(key, units)
  return (units * size) / font.unitsPerEm
}

const longestLine = 300

/** The text, cut with … where it would be wider than `width` pixels. */
export function fitted(text: string, width: number, size: number, weight: Weight = 400): string {
  const letters = Array.from(text)
  if (letters.length <= longestLine && textWidth(text, size, weight) <= width) return text
  const cut = (length: number) => `${letters.slice(0, length).join('').trimEnd()}…`
  let fits = 0
  let tooLong = Math.min(letters.length, longestLine)
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2)
    if (textWidth(cut(middle), size, weight) <= width) fits = middle
    else tooLong = middle
  }
  return cut(fits)
}

/** The text broken at spaces into at most `most` lines of `width` pixels, the last one cut with … if need be. */
export function wrapped(text: string, width: number, most: number, size: number, weight: Weight = 400): string[] {
  const words = text.split(' ').filter((word) => word !== '')
  const lines: string[] = []
  while (words.length > 0 && lines.length < most) {
    let line = words.shift() ?? ''
    if (lines.length === most - 1) line = [line, ...words.splice(0)].join(' ')
    while (words[0] !== undefined && textWidth(`${line} ${words[0]}`, size, weight) <= width)
      line += ` ${words.shift()}`
    lines.push(fitted(line, width, size, weight))
  }
  return lines
}

// ECharts guesses widths where there is no browser, and its labels then overlap.
setPlatformAPI({
  measureText(text, font = '') {
    const [, weight = '400', size = '12'] = /(?:(\d{3}|bold|normal)\s+)?(\d+(?:\.\d+)?)px/.exec(font) ?? []
    return { width: textWidth(text, Number(size), weight === 'bold' || weight === '700' ? 700 : 400) }
  },
})
