import { describe, expect, it } from 'vitest'
import { drawSvg, layOut } from '../../src/charts/draw.ts'
import { scaleFor, ticksOf } from '../../src/charts/scale.ts'
import type { ChartSpec } from '../../src/charts/spec.ts'
import { fitted, textWidth, type Weight, wrapped } from '../../src/charts/typeface.ts'
import { cacTrend, cacWaterfall, channelTrends, spendBars } from './examples.ts'

const usual = cacTrend().values.map((value) => value ?? 0)
const long = Array.from({ length: 52 }, (_, week) => week)
const pictures: Record<string, ChartSpec> = {
  'twelve weeks': cacTrend({ channels: channelTrends(5) }),
  'eight channels, last week provisional': cacTrend({ channels: channelTrends(8), isProvisional: true }),
  'no numbers at all': cacTrend({ values: usual.map(() => null), channels: channelTrends(2) }),
  'no weeks': cacTrend({ weeks: [], values: [] }),
  'one week': cacTrend({ weeks: ['16 Nov'], values: [1517] }),
  gaps: cacTrend({
    values: [1290, null, null, 1500, 1480, null, 1200, null, 1600, 1590, 1610, 1405],
    band: { low: 1250, high: 1400 },
    target: null,
    isProvisional: true,
  }),
  'the last value on the edge of its band': cacTrend({ values: [...usual.slice(0, -1), 1401] }),
  billions: cacTrend({
    values: usual.map((value) => value * 12_345_678),
    band: { low: 1.7e10, high: null },
    target: null,
  }),
  'fractions of a percent': cacTrend({ unit: 'percent', values: usual.map((value) => value / 1e6), band: null }),
  'fractions of a cent': cacTrend({
    values: usual.map((value) => value / 1e6),
    band: { low: null, high: 0.0014 },
    target: null,
  }),
  'below zero': cacTrend({
    values: usual.map((_, week) => (week - 6) * 700),
    band: { low: 0, high: null },
    target: null,
  }),
  'a year of weeks': cacTrend({
    weeks: long.map((week) => `${(week % 28) + 1} Nov`),
    values: long.map((week) => 1300 + 150 * Math.sin(week / 3)),
  }),
  'endless words': cacTrend({
    title: 'CAC and more '.repeat(20),
    subtitle: 'on and on '.repeat(60),
    target: 'a target '.repeat(30),
  }),
  bars: spendBars(),
  'no bars': spendBars({ rows: [] }),
  waterfall: cacWaterfall(),
  'a waterfall of nothing': cacWaterfall({ bars: [] }),
  'a waterfall from 0, through 0 and with endless words': cacWaterfall({
    title: 'CAC and more '.repeat(20),
    bars: [
      { label: 'Before', value: 12, kind: 'total', words: '€12.00', note: '' },
      { label: 'A name without an end '.repeat(9), value: -30, kind: 'part', words: '−€30.00', note: '' },
      { label: 'Everything else', value: 4_000_000, kind: 'rest', words: '+€4,000,000.00', note: 'no end '.repeat(3) },
      { label: 'Nothing', value: 0, kind: 'rest', words: '€0.00', note: '' },
      { label: 'After', value: 3_999_982, kind: 'total', words: '€3,999,982', note: '' },
    ],
  }),
  'bars below zero and huge': spendBars({
    rows: [
      { name: 'Paid social', value: -4_000_000_000, previous: 3, tone: 'bad', note: 'words without an end '.repeat(9) },
      { name: 'A name without an end '.repeat(9), value: 0.01, previous: 9_000_000_000, tone: 'good' },
      { name: 'Content', value: null, tone: 'neutral' },
    ],
  }),
}

type TextShape = {
  type: string
  style: {
    text: string
    x: number
    y: number
    fontSize: number
    fontWeight: Weight
    textAlign: 'left' | 'center' | 'right'
  }
}

function textBoxes(spec: ChartSpec) {
  const { option, height } = layOut(spec)
  const shapes = (option.graphic as unknown as TextShape[]).filter(
    (shape) => shape.type === 'text' && shape.style.text !== '',
  )
  const boxes = shapes.map(({ style }) => {
    const wide = textWidth(style.text, style.fontSize, style.fontWeight)
    const left = style.x - { left: 0, center: wide / 2, right: wide }[style.textAlign]
    const half = style.fontSize * 0.45
    return {
      words: style.text,
      size: style.fontSize,
      left,
      right: left + wide,
      top: style.y - half,
      bottom: style.y + half,
    }
  })
  return { boxes, height }
}

describe.each(Object.entries(pictures))('%s', (_, spec) => {
  it('lets no text touch another', () => {
    const { boxes } = textBoxes(spec)

    const clashes = boxes.flatMap((one, index) =>
      boxes
        .slice(index + 1)
        .filter((two) => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom)
        .map((two) => `${one.words} / ${two.words}`),
    )

    expect(clashes).toEqual([])
  })

  it('keeps all text on the card, and large enough for a phone', () => {
    const { boxes, height } = textBoxes(spec)

    const outside = boxes.filter((box) => box.left < 8 || box.right > 792 || box.top < 8 || box.bottom > height - 8)

    expect(outside).toEqual([])
    expect(Math.min(...boxes.map((box) => box.size))).toBeGreaterThanOrEqual(15)
  })

  it('becomes an SVG without impossible coordinates', () => {
    expect(drawSvg(spec)).not.toMatch(/NaN|Infinity|undefined/)
  })
})

describe('the axis', () => {
  it.each([
    [
      [1250, 1517],
      [1200, 1300, 1400, 1500, 1600],
    ],
    [
      [0, 3],
      [0, 1, 2, 3, 4],
    ],
    [[5], [4.5, 5, 5.5]],
    [
      [-700, 700],
      [-1000, -500, 0, 500, 1000],
    ],
    [[], [0, 1]],
  ])('of %j has the lines %j', (values, lines) => {
    expect(ticksOf(scaleFor(values))).toEqual(lines)
  })
})

describe('text', () => {
  it('is cut with … where it does not fit, and left alone where it does', () => {
    const cut = fitted('Partners and affiliates in the Nordics', 150, 16, 600)

    expect(cut).toMatch(/^Partners and .*…$/)
    expect(textWidth(cut, 16, 600)).toBeLessThanOrEqual(150)
    expect(fitted('Content', 150, 16, 600)).toBe('Content')
  })

  it('breaks at spaces into no more lines than allowed', () => {
    expect(wrapped('target ≤\u00a0€1,400', 100, 3, 15)).toEqual(['target', '≤\u00a0€1,400'])
    expect(wrapped('one two three four five six', 60, 2, 15)).toEqual(['one two', 'three f…'])
  })
})
