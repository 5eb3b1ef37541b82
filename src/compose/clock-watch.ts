import type { Log } from '../lib/log.ts'
import { TOLERATED_SKEW_MS } from '../store/database.ts'

// Leases live by the database's clock, and what is due by this machine's: where the two are far apart, posts would be claimed twice
// and reviews open at the wrong hour.

/** Clocks further apart than this are not worked by. */
const REFUSED_MS = 60_000
const EVERY_MS = 10 * 60_000

/** Whether the clocks agree well enough to work by them. */
export type ClockWatch = {
  /** Compares the clocks, at most every ten minutes while they agree; false where they are too far apart. */
  agree(at: Date): Promise<boolean>
  /** Why nothing is done, for whoever operates the bot; null where the clocks agree. */
  trouble(): string | null
}

/** Watches how far the database's clock is from ours; `told` hears of each comparison. */
export function watchClocks(parts: {
  skewMs: () => Promise<number>
  told: (skewMs: number) => void
  log: Pick<Log, 'warn' | 'error'>
}): ClockWatch {
  let comparedAt = Number.NEGATIVE_INFINITY
  let apart: number | null = null
  return {
    async agree(at) {
      if (apart === null && Math.abs(at.getTime() - comparedAt) < EVERY_MS) return true
      comparedAt = at.getTime()
      const skewMs = await parts.skewMs()
      parts.told(skewMs)
      const isRefused = Math.abs(skewMs) > REFUSED_MS
      apart = isRefused ? skewMs : null
      if (isRefused)
        parts.log.error(
          { skewMs },
          'the clocks of the database and this machine are too far apart: nothing is done until they agree',
        )
      else if (Math.abs(skewMs) > TOLERATED_SKEW_MS)
        parts.log.warn({ skewMs }, 'the database and this machine disagree about the time')
      return !isRefused
    },
    trouble: () =>
      apart === null
        ? null
        : `the clock of the database is ${Math.round(Math.abs(apart) / 1000)} s ${apart > 0 ? 'ahead of' : 'behind'} this machine's`,
  }
}
