import { setTimeout as sleep } from 'node:timers/promises'
import type { Desk } from './requests.ts'

const PAUSES_MS = [1_000, 5_000, 20_000, 60_000]

/** Does work that nobody will ask for a second time, and tries it again while it fails; at the end the operator is told. */
export async function withPatience(
  desk: Pick<Desk, 'log'>,
  where: string,
  work: () => Promise<void>,
  pausesMs: readonly number[] = PAUSES_MS,
): Promise<void> {
  for (const pauseMs of [...pausesMs, null]) {
    try {
      return await work()
    } catch (error) {
      if (pauseMs === null) return desk.log.error({ err: error, where }, 'an event could not be handled')
      desk.log.warn({ err: error, where, pauseMs }, 'an event is tried again')
      await sleep(pauseMs, undefined, { ref: false })
    }
  }
}
