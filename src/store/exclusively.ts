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

/**
 * Takes a name for as long as this process keeps the connection, one holder among all processes; null when somebody has it.
 * It is given back by calling what it answers with, and by the end of the process.
 */
export async function holdAlone(db: Pick<Database, 'pool'>, name: string): Promise<(() => void) | null> {
  const client = await db.pool.connect()
  try {
    const sql = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as held'
    const { rows } = await client.query<{ held: boolean }>(sql, [name])
    if (rows[0]?.held) return () => client.release(true)
    client.release()
    return null
  } catch (error) {
    client.release(true)
    throw error
  }
}
