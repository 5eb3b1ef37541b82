import { parentPort } from 'node:worker_threads'
import { drawPng } from './draw.ts'
import type { ChartSpec } from './spec.ts'

/** One picture to draw, as it crosses to the drawing thread. */
export type DrawRequest = { id: number; spec: ChartSpec }

/** What comes back: the PNG, or why there is none. */
export type DrawAnswer = { id: number; png: Uint8Array } | { id: number; problem: string }

parentPort?.on('message', ({ id, spec }: DrawRequest) => {
  void answer(id, spec).then((message) => parentPort?.postMessage(message))
})

async function answer(id: number, spec: ChartSpec): Promise<DrawAnswer> {
  try {
    return { id, png: await drawPng(spec) }
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) }
  }
}
