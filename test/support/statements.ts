import type { Database } from '../../src/store/database.ts'

type Statement = { sql: string; rows: number }
type Client = { query: (...asked: unknown[]) => unknown }

/** Writes down every statement that reaches the database from now on, with how many rows it brought. */
export function writeDownStatements({ pool }: Pick<Database, 'pool'>): Statement[] {
  const statements: Statement[] = []
  const watched = new WeakSet<object>()
  pool.on('acquire', (acquired) => {
    const client = acquired as unknown as Client
    if (watched.has(client)) return
    watched.add(client)
    const query = client.query.bind(client)
    client.query = (...asked) => {
      const [first] = asked
      const sql = typeof first === 'string' ? first : String((first as { text?: unknown }).text)
      const note = (result: unknown) =>
        statements.push({ sql, rows: (result as { rows?: unknown[] } | undefined)?.rows?.length ?? 0 })
      const last = asked.at(-1)
      if (typeof last === 'function') {
        return query(...asked.slice(0, -1), (error: unknown, result: unknown) => {
          note(result)
          last(error, result)
        })
      }
      return Promise.resolve(query(...asked)).then((result) => {
        note(result)
        return result
      })
    }
  })
  return statements
}
