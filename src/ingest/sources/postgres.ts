import pg from 'pg'
import { WarehouseFault } from './fault.ts'
import type { Warehouse, WarehouseTable } from './settings.ts'

const BATCH_ROWS = 2_000
const CONNECT_TIMEOUT_MS = 15_000
const CURSOR = 'drumbeat_rows'

/**
 * Opens a warehouse that speaks PostgreSQL's protocol (PostgreSQL, Redshift, …). Every read is one SELECT in a read-only
 * transaction, through a cursor, so that a large table never stands in memory.
 */
export async function openPostgres(url: string, timeoutMs: number): Promise<Warehouse> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'drumbeat',
    connectionTimeoutMillis: Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
    // Cells stay as the warehouse writes them: a number must not lose its last digits on the way.
    types: { getTypeParser: () => (cell: string) => cell },
  })
  // A connection that breaks fails the statement that uses it, and is told there.
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    await client.end().catch(() => {})
    throw faultOf(error, timeoutMs)
  }
  return {
    quote: (name) => `"${name.replaceAll('"', '""')}"`,
    async findTables(names, schema) {
      const { rows } = await client
        .query<{ schema: string; name: string; column: string }>(TABLES, [names, schema ?? null])
        .catch((error: unknown) => {
          throw faultOf(error, timeoutMs)
        })
      return tablesOf(rows)
    },
    select: (sql, signal) => selectRows(client, sql, signal, timeoutMs),
    close: async () => await client.end().catch(() => {}),
  }
}

const TABLES = `
  SELECT table_schema AS schema, table_name AS name, column_name AS column FROM information_schema.columns
  WHERE table_name = ANY ($1) AND ($2::text IS NULL OR table_schema = $2)
  ORDER BY table_schema, table_name, ordinal_position`

function tablesOf(rows: readonly { schema: string; name: string; column: string }[]): WarehouseTable[] {
  const tables = new Map<string, WarehouseTable>()
  for (const { schema, name, column } of rows) {
    const key = JSON.stringify([schema, name])
    const table = tables.get(key) ?? { schema, name, columns: [] }
    table.columns.push(column)
    tables.set(key, table)
  }
  return [...tables.values()]
}

async function* selectRows(
  client: pg.Client,
  sql: string,
  signal: AbortSignal,
  timeoutMs: number,
): AsyncGenerator<(string | null)[][]> {
  // Waiting for an answer that may never come ends by cutting the line: the server notices and gives up too.
  const cut = () => void client.end().catch(() => {})
  signal.addEventListener('abort', cut, { once: true })
  try {
    signal.throwIfAborted()
    await client.query('BEGIN TRANSACTION READ ONLY')
    for (const setting of [`statement_timeout = ${Math.ceil(timeoutMs)}`, "timezone = 'UTC'", "datestyle = 'ISO'"])
      await client.query(`SET ${setting}`)
    // Sent in the extended protocol, which takes one statement only, whatever a query of the configuration holds.
    await client.query({
      text: `DECLARE ${CURSOR} NO SCROLL CURSOR FOR ${sql}`,
      queryMode: 'extended',
    } as pg.QueryConfig)
    for (;;) {
      const { rows } = await client.query<(string | null)[]>({
        text: `FETCH ${BATCH_ROWS} FROM ${CURSOR}`,
        rowMode: 'array',
      })
      if (rows.length === 0) break
      yield rows
    }
    await client.query('ROLLBACK')
  } catch (error) {
    throw signal.aborted ? tooSlow(timeoutMs) : faultOf(error, timeoutMs)
  } finally {
    signal.removeEventListener('abort', cut)
  }
}

function tooSlow(timeoutMs: number): WarehouseFault {
  const seconds = Math.round(timeoutMs / 1000)
  return new WarehouseFault(
    'timeout',
    `The warehouse took longer than ${seconds} s, so I gave up and imported nothing. Set "timeoutSeconds" higher in the configuration of this source, or read less: a later "since", a smaller "lookBackDays", an index on the day.`,
  )
}

/** What an error of the driver means, without anything of the address in it. */
function faultOf(error: unknown, timeoutMs: number): WarehouseFault {
  if (error instanceof WarehouseFault) return error
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (code === '57014') return tooSlow(timeoutMs)
  const known = FAULTS.find(({ codes, words }) => codes.test(code) || words?.test(message))
  if (known) return new WarehouseFault(known.problem, known.says(message), { cause: error })
  return new WarehouseFault(
    'refused',
    `The warehouse refuses the query: ${said(message)}. Correct its configuration.`,
    {
      cause: error,
    },
  )
}

const FAULTS: readonly {
  codes: RegExp
  words?: RegExp
  problem: 'unreachable' | 'refused'
  says: (message: string) => string
}[] = [
  {
    codes: /^(?:28\w{3}|3D000)$/,
    problem: 'refused',
    says: () =>
      'The warehouse refuses the user, the password or the database of its address. Correct the address in the configuration and restart me.',
  },
  {
    codes: /^42501$/,
    problem: 'refused',
    says: (message) =>
      `The warehouse does not let me read (${said(message)}). Grant its user SELECT on the tables, and nothing more.`,
  },
  {
    codes: /^(?:42P01|42703|42601|42883|22\d{3})$/,
    problem: 'refused',
    says: (message) =>
      `The warehouse cannot run the query: ${said(message)}. Correct "query" and "columns" in the configuration.`,
  },
  {
    codes: /^25006$/,
    problem: 'refused',
    says: () =>
      'The query wants to change something in the warehouse, and I only read. Make it a SELECT that changes nothing.',
  },
  {
    codes: /^(?:ECONN\w+|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|ENOENT|08\w{3}|57P0\d|53\d{3})$/,
    words: /timeout expired|timed? ?out|Connection terminated|connection was closed|not queryable/i,
    problem: 'unreachable',
    says: () => 'The warehouse cannot be reached. I try again by myself; see whether it runs and lets this machine in.',
  },
  {
    codes: /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|ERR_TLS_\w+)$/,
    words: /SSL/,
    problem: 'refused',
    says: () =>
      'No encrypted connection to the warehouse came about. Set sslmode in its address as its operator asks, and name the certificate with sslrootcert.',
  },
]

/** The server's own words in one short line. */
function said(message: string): string {
  return message.replaceAll(/\s+/g, ' ').replace(/\.$/, '').slice(0, 300)
}
