import { readFileSync } from 'node:fs'
import { expect } from 'vitest'

const FOLDER = new URL('../fixtures/stats/', import.meta.url)

/** What others computed, out of test/fixtures/stats. */
export function reference<Cases>(name: 'distributions' | 'experiments'): Cases {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'))
}

/** Expects `actual` to be `truth` to a relative tolerance; a truth of 0 must be met exactly. */
export function expectNear(actual: number | undefined, truth: number, tolerance: number) {
  const off = actual === truth ? 0 : Math.abs((actual ?? Number.NaN) - truth) / Math.abs(truth)
  expect(off, `${actual} against ${truth}`).toBeLessThanOrEqual(tolerance)
}
