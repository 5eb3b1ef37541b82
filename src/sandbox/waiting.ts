import { setTimeout as pause } from 'node:timers/promises'

/** Polls until the answer is neither undefined, null nor false; says what it waited for when the time is over. */
export type WaitFor = <T>(
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  what?: string,
  timeoutMs?: number,
) => Promise<T>

const EVERY_MS = 10

/** Waits in real time, whatever the sandbox's own clock says. */
export const waitFor: WaitFor = async (look, what = 'something', timeoutMs = 15_000) => {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const seen = await look()
    if (seen !== undefined && seen !== null && seen !== false) return seen
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`)
    await pause(EVERY_MS)
  }
}

/** Resolves when nothing has been under way for a little while; gives up after the time is over. */
export async function settled(isBusy: () => boolean, quietMs = 60, timeoutMs = 10_000): Promise<void> {
  const deadline = performance.now() + timeoutMs
  let quietSince = performance.now()
  while (performance.now() - quietSince < quietMs) {
    if (isBusy()) quietSince = performance.now()
    if (performance.now() > deadline) throw new Error(`The sandbox was still busy after ${timeoutMs} ms.`)
    await pause(5)
  }
}
