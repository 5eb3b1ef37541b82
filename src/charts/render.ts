import { Worker } from 'node:worker_threads'
import type { ChartSpec } from './spec.ts'
import type { DrawAnswer, DrawRequest } from './worker.ts'

/** Draws pictures on a thread of its own, so that nobody's click waits for one. */
export type ChartRenderer = {
  /** The picture as PNG; rejects when it cannot be drawn, takes too long, or too many wait already. */
  render: (spec: ChartSpec) => Promise<Buffer>
  /** Stops the thread and rejects whatever still waits; a later call starts a new one. */
  close: () => Promise<void>
}

type Job = { id: number; spec: ChartSpec; resolve: (png: Buffer) => void; reject: (error: Error) => void }

/** Makes a renderer whose thread starts with the first picture and again after it died. */
export function createChartRenderer(
  options: { timeoutMs?: number; maxWaiting?: number; workerUrl?: URL } = {},
): ChartRenderer {
  const { timeoutMs = 15_000, maxWaiting = 50, workerUrl = ownWorker() } = options
  const waiting: Job[] = []
  let worker: Worker | null = null
  let current: { job: Job; timer: NodeJS.Timeout } | null = null
  let lastId = 0

  function startWorker(): Worker {
    const started = workerUrl.pathname.endsWith('.ts') ? fromSource(workerUrl) : new Worker(workerUrl)
    started.on('message', (answer: DrawAnswer) => {
      if (current?.job.id !== answer.id) return
      if ('png' in answer) finish((job) => job.resolve(Buffer.from(answer.png)))
      else finish((job) => job.reject(new Error(`The chart could not be drawn: ${answer.problem}`)))
    })
    started.on('error', (error) => lose(started, `The drawing thread failed: ${error.message}`))
    started.on('exit', () => lose(started, 'The drawing thread ended early.'))
    return started
  }

  function lose(lost: Worker, reason: string) {
    if (worker !== lost) return
    worker = null
    void lost.terminate()
    finish((job) => job.reject(new Error(reason)))
  }

  function finish(settle: (job: Job) => void) {
    const done = current
    current = null
    if (done) {
      clearTimeout(done.timer)
      settle(done.job)
    }
    startNext()
  }

  function startNext() {
    if (current) return
    const job = waiting.shift()
    // An idle thread must not keep the process alive; a drawing one must, or its picture is lost.
    if (!job) return worker?.unref()
    const busy = worker ?? startWorker()
    worker = busy
    busy.ref()
    const timer = setTimeout(() => lose(busy, `The chart was not drawn within ${timeoutMs / 1000} s.`), timeoutMs)
    current = { job, timer }
    busy.postMessage({ id: job.id, spec: job.spec } satisfies DrawRequest)
  }

  return {
    render: (spec) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= maxWaiting)
          return reject(new Error(`${maxWaiting} charts are waiting to be drawn already.`))
        lastId += 1
        waiting.push({ id: lastId, spec, resolve, reject })
        startNext()
      }),
    close: async () => {
      for (const job of waiting.splice(0)) job.reject(new Error('Charts were closed before this one was drawn.'))
      const last = worker
      worker = null
      finish((job) => job.reject(new Error('Charts were closed while this one was drawn.')))
      await last?.terminate()
    },
  }
}

const shared = createChartRenderer()

/** Draws a chart as PNG on the process's one drawing thread. */
export function renderChart(spec: ChartSpec): Promise<Buffer> {
  return shared.render(spec)
}

/** Stops the process's drawing thread, if there is one. */
export function closeCharts(): Promise<void> {
  return shared.close()
}

// Only in development and in tests: a thread does not inherit what makes TypeScript run in the process above it.
function fromSource(workerUrl: URL): Worker {
  const start = `import('tsx/esm/api').then(({ register }) => (register(), import(${JSON.stringify(workerUrl.href)})))`
  return new Worker(start, { eval: true, execArgv: [] })
}

// `tsc` does not rewrite this address, so the extension is chosen by how this module itself was loaded.
function ownWorker(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)
}
