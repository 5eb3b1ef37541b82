import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from './database.ts'
import { isDisconnected, wasGivenUp } from './faults.ts'
import type { Prisma } from './generated/client.ts'

/** The database inside a transaction, or outside of one where a function needs none. */
export type Tx = Prisma.TransactionClient

const ATTEMPTS = 5
const PAUSE_MS = 25
const TIMEOUT_MS = 30_000
const WAIT_MS = 10_000

/**
 * Runs a function in one transaction. It is run again where the database surely kept nothing of it: when it was given up for
 * another one's sake, or when the connection broke before the commit. A commit whose answer got lost is thrown, not repeated.
 */
export async function transaction<T>(
  db: Pick<Database, 'prisma'>,
  work: (tx: Tx) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  const limits = { maxWait: WAIT_MS, timeout: options.timeoutMs ?? TIMEOUT_MS }
  for (let attempt = 1; ; attempt++) {
    let committing = false
    const workThenProve = async (tx: Tx) => {
      const result = await work(tx)
      // After an error that the work caught, PostgreSQL answers COMMIT by rolling back, and Prisma takes that for success.
      await tx.$executeRaw`SELECT 1`
      committing = true
      return result
    }
    try {
      return await db.prisma.$transaction(workThenProve, limits)
    } catch (error) {
      const keptNothing = wasGivenUp(error) || (!committing && isDisconnected(error))
      if (attempt === ATTEMPTS || !keptNothing) throw error
    }
    // Unequal pauses, so that two that met do not meet again.
    await sleep(attempt * PAUSE_MS * (0.5 + Math.random()))
  }
}
