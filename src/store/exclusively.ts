import type { PoolClient } from 'pg'
import type { Database } from './database.ts'

/** Runs `work` in a transaction of its own, one at a time among all processes that give the same name. */
export async function exclusively<T>(
  db: Pick<Database, 'pool'>,
  name: string,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect()
  try {
    await client.query('begin')
    // A statement of its own: what `work` reads must be seen after the others have finished.
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name])
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    // Closing the connection rolls back, whatever state it is in.
    client.release(true)
    throw error
  }
}
