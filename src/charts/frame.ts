import type { Scale } from './scale.ts'

/** The rectangle a line is drawn in, with its scale and its number of weeks. */
export type Frame = { left: number; top: number; width: number; height: number; scale: Scale; weeks: number }

/** The pixel at which a week's point stands: in the middle of its share of the width. */
export function xOf(frame: Frame, index: number): number {
  return frame.left + ((index + 0.5) * frame.width) / Math.max(1, frame.weeks)
}

/** The pixel at which a value stands. */
export function yOf(frame: Frame, value: number): number {
  const { min, max } = frame.scale
  return frame.top + frame.height * (1 - (value - min) / (max - min))
}

/** The parts of an ECharts option that lay out one frame; `index` is its place among the frames. */
export function axesOf(frame: Frame, index: number) {
  const { left, top, width, height, scale, weeks } = frame
  const blank = { axisLabel: { show: false }, axisTick: { show: false }, axisLine: { show: false } }
  return {
    grid: { left, top, width, height },
    xAxis: {
      ...blank,
      type: 'category' as const,
      gridIndex: index,
      data: Array.from({ length: Math.max(1, weeks) }, (_, week) => String(week)),
    },
    yAxis: {
      ...blank,
      type: 'value' as const,
      gridIndex: index,
      min: scale.min,
      max: scale.max,
      interval: scale.step,
      splitLine: { show: false },
    },
  }
}

/** The line through a frame's values with a gap where there are none; a provisional last step is dashed. */
export function seriesOf(
  values: (number | null)[],
  index: number,
  look: { colour: string; wide: number; dashLast?: boolean },
) {
  const last = values.length - 1
  const solid = look.dashLast ? values.map((value, week) => (week === last ? null : value)) : values
  const dashed = values.map((value, week) => (week >= last - 1 ? value : null))
  const line = (data: (number | null)[], type: 'solid' | number[]) => ({
    type: 'line' as const,
    xAxisIndex: index,
    yAxisIndex: index,
    data,
    z: 5,
    symbol: 'none',
    lineStyle: { width: look.wide, color: look.colour, type, join: 'round' as const },
  })
  return look.dashLast ? [line(solid, 'solid'), line(dashed, [5, 5])] : [line(solid, 'solid')]
}
