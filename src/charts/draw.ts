import { renderAsync } from '@resvg/resvg-js'
import { LineChart } from 'echarts/charts'
import { GraphicComponent, GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { layOutBars } from './bars.ts'
import type { ChartSpec } from './spec.ts'
import { width } from './theme.ts'
import { family, fontFiles } from './typeface.ts'
import { layOutWaterfall } from './waterfall.ts'
import { layOutWeeklyTrend } from './weekly-trend.ts'

use([LineChart, GridComponent, GraphicComponent, SVGRenderer])

/** Draws a chart as SVG, with text in Inter and everything outside the card transparent. */
export function drawSvg(spec: ChartSpec): string {
  const { height, option } = layOut(spec)
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({ animation: false, backgroundColor: 'transparent', textStyle: { fontFamily: family }, ...option })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

/** Lays out a chart of any kind: what ECharts is to draw, and the height it needs. */
export function layOut(spec: ChartSpec) {
  switch (spec.kind) {
    case 'bars':
      return layOutBars(spec)
    case 'waterfall':
      return layOutWaterfall(spec)
    case 'weekly-trend':
      return layOutWeeklyTrend(spec)
  }
}

/** Draws a chart as PNG at twice its size; it keeps a processor busy for about a tenth of a second. */
export async function drawPng(spec: ChartSpec): Promise<Buffer> {
  const picture = await renderAsync(drawSvg(spec), {
    fitTo: { mode: 'zoom', value: 2 },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: family },
  })
  return picture.asPng()
}
