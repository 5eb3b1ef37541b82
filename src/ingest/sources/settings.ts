/** One warehouse that the configuration names; the address is a secret and goes nowhere but to the driver. */
export type WarehouseSettings = {
  name: string
  kind: WarehouseKind
  url: string
  /** The key of the team whose numbers it brings, and the Slack workspace (T…) where there are several. */
  team: string
  workspace?: string | undefined
  /** The schema of the dbt tables; without it they are looked for everywhere. */
  schema?: string | undefined
  /** Which of the two dbt reports is read: by campaign or by ad. */
  report: 'campaign' | 'ad'
  /** A query of the user's own, with its columns by our names. */
  query?: string | undefined
  columns?: Readonly<Record<string, string>> | undefined
  /** The platform of rows that name none. */
  platform?: string | undefined
  /** No day before this one is ever read. */
  since?: string | undefined
  lookBackDays: number
  everyMinutes: number
  timeoutSeconds: number
  mostRows: number
}

/** The kinds of warehouse there are; each has one file here that can open it. */
export const WAREHOUSE_KINDS = ['postgres'] as const
export type WarehouseKind = (typeof WAREHOUSE_KINDS)[number]

/** A table of a warehouse with the names of its columns. */
export type WarehouseTable = { schema: string; name: string; columns: string[] }

/**
 * What a warehouse must be able to do. Another one (BigQuery, Snowflake) is one file that makes this, and a line in kinds.ts.
 */
export type Warehouse = {
  /** Writes a name so that a query takes it as it is. */
  quote(name: string): string
  /** The tables of these names that may be read, in one schema or in all. */
  findTables(names: readonly string[], schema: string | undefined): Promise<WarehouseTable[]>
  /** The rows of one SELECT as texts, null for NULL, some at a time; read-only, and given up when `signal` says so. */
  select(sql: string, signal: AbortSignal): AsyncIterable<(string | null)[][]>
  close(): Promise<void>
}

/** Opens a warehouse; throws a WarehouseFault where it cannot. */
export type OpenWarehouse = (url: string, timeoutMs: number) => Promise<Warehouse>
