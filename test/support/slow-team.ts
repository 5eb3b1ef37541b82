import { vi } from 'vitest'
import type { TeamContext } from '../../src/flows/context.ts'
import { lockIncidents } from '../../src/store/guardrail/incidents.ts'
import { transaction } from '../../src/store/transaction.ts'

/** Holds what judging the guardrails of a team waits for, as numbers do that take long to read; `release` lets it go on. */
export async function holdUp({
  db,
  team,
}: TeamContext): Promise<{ isReached(): Promise<void>; release(): Promise<void> }> {
  let letGo = () => {}
  const released = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let held: Promise<void> = Promise.resolve()
  await new Promise<void>((taken, failed) => {
    held = transaction(
      db,
      async (tx) => {
        await lockIncidents(tx, team)
        taken()
        await released
      },
      { timeoutMs: 60_000 },
    )
    held.catch(failed)
  })
  return {
    async isReached() {
      await vi.waitFor(
        async () => {
          const { rows } = await db.pool.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
          if (rows.length === 0) throw new Error('nobody waits for the team that is held up')
        },
        { timeout: 10_000, interval: 20 },
      )
    },
    async release() {
      letGo()
      await held
    },
  }
}
