import { afterEach, describe, expect, it } from 'vitest'
import { type ChartRenderer, closeCharts, createChartRenderer, renderChart } from '../../src/charts/render.ts'
import { cacTrend, spendBars } from './examples.ts'

const madeHere: ChartRenderer[] = []

function rendererWith(workerCode: string, options: { timeoutMs?: number; maxWaiting?: number } = {}) {
  const code = `import { parentPort } from 'node:worker_threads'; ${workerCode}`
  const renderer = createChartRenderer({
    ...options,
    workerUrl: new URL(`data:text/javascript,${encodeURIComponent(code)}`),
  })
  madeHere.push(renderer)
  return renderer
}

/** The picture's size, read from its own header. */
function sizeOf(png: Buffer) {
  return { signature: png.subarray(1, 4).toString(), width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}

afterEach(async () => {
  await closeCharts()
  await Promise.all(madeHere.splice(0).map((renderer) => renderer.close()))
})

describe('drawing off the event loop', () => {
  it('gives PNGs at twice the size, several at a time', async () => {
    const pictures = await Promise.all([renderChart(cacTrend()), renderChart(spendBars())])

    expect(pictures.map(sizeOf)).toEqual([
      { signature: 'PNG', width: 1600, height: expect.any(Number) },
      { signature: 'PNG', width: 1600, height: expect.any(Number) },
    ])
  })

  it('draws again after it was closed', async () => {
    await renderChart(cacTrend())
    await closeCharts()

    expect(sizeOf(await renderChart(spendBars())).signature).toBe('PNG')
  })

  it('tells why a chart cannot be drawn, and draws the next one', async () => {
    const broken = { ...spendBars(), rows: null } as never

    await expect(renderChart(broken)).rejects.toThrow(/could not be drawn/)
    expect(sizeOf(await renderChart(spendBars())).signature).toBe('PNG')
  })

  it('starts another thread when the first dies over a chart', async () => {
    const renderer = rendererWith(`parentPort.on('message', ({ id, spec }) => {
      if (spec.title === 'deadly') process.exit(3)
      parentPort.postMessage({ id, png: new Uint8Array([7]) })
    })`)

    const deadly = expect(renderer.render(cacTrend({ title: 'deadly' }))).rejects.toThrow(/ended early/)
    const harmless = renderer.render(cacTrend())

    await deadly
    expect(await harmless).toEqual(Buffer.from([7]))
  })

  it('gives up on a chart that takes too long, and draws the next one', async () => {
    const renderer = rendererWith(
      `parentPort.on('message', ({ id, spec }) => {
        if (spec.title === 'endless') for (;;);
        parentPort.postMessage({ id, png: new Uint8Array([7]) })
      })`,
      { timeoutMs: 400 },
    )

    const endless = expect(renderer.render(cacTrend({ title: 'endless' }))).rejects.toThrow(/within 0.4 s/)
    const harmless = renderer.render(cacTrend())

    await endless
    expect(await harmless).toEqual(Buffer.from([7]))
  })

  it('refuses more than may wait, and rejects what waits when it is closed', async () => {
    const renderer = rendererWith(`parentPort.on('message', () => {})`, { maxWaiting: 1 })

    const results = Promise.allSettled([1, 2, 3].map(() => renderer.render(cacTrend())))
    await renderer.close()

    expect((await results).map((result) => (result.status === 'rejected' ? String(result.reason) : 'drawn'))).toEqual([
      expect.stringContaining('closed while'),
      expect.stringContaining('closed before'),
      expect.stringContaining('are waiting'),
    ])
  })
})
