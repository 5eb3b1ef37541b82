import { nearWord } from '../../lib/near-word.ts'
import { AMOUNT_COLUMNS, FACT_COLUMNS, MOMENT_COLUMNS, OBJECT_COLUMNS } from './columns.ts'
import { WarehouseFault } from './fault.ts'
import type { Warehouse, WarehouseSettings, WarehouseTable } from './settings.ts'

/** What is read from a warehouse: our names in the order of the query's columns, and where it comes from in words. */
export type ReadPlan = { columns: string[]; from: string; sql: string; isIncremental: boolean }

/** The dbt tables by report; the one without a package prefix comes first. */
const REPORTS = { campaign: 'ad_reporting__campaign_report', ad: 'ad_reporting__ad_report' } as const
/** The column that says when an object last changed; it only bounds what is read. */
const CHANGED = 'updated_at'

/** What is wrong with a column map, as sentences; empty where it can be used. */
export function mapFaults(columns: Readonly<Record<string, string>>): string[] {
  const names = Object.keys(columns)
  const known: readonly string[] = 'object_id' in columns ? [...OBJECT_COLUMNS, CHANGED] : FACT_COLUMNS
  const unknown = names.filter((name) => !known.includes(name))
  const needs: readonly string[] = 'object_id' in columns ? MOMENT_COLUMNS : AMOUNT_COLUMNS
  const isDated = 'object_id' in columns || 'date_day' in columns
  return [
    ...unknown.map((name) => {
      const meant = nearWord(name, known)
      return `"${name}" in "columns" is none of our names.${meant ? ` Did you mean "${meant}"?` : ` They are: ${known.join(', ')}.`}`
    }),
    ...(isDated ? [] : ['"columns" names neither date_day (days of campaigns) nor object_id (CRM objects).']),
    ...(needs.some((name) => names.includes(name)) ? [] : [`"columns" needs one of ${needs.join(', ')}.`]),
  ]
}

/** Plans the one SELECT of a source: the dbt report that is there, or the configured query, from a day on. */
export async function planRead(
  warehouse: Warehouse,
  settings: WarehouseSettings,
  from: string | null,
): Promise<ReadPlan> {
  const { query, columns } = settings
  if (query === undefined || columns === undefined) return await planReport(warehouse, settings, from)
  const isObjects = 'object_id' in columns
  const names = Object.keys(columns).filter((name) => name !== CHANGED)
  const dated = columns[isObjects ? CHANGED : 'date_day']
  const sql = `(\n${query.trim().replace(/;\s*$/, '')}\n)`
  return {
    columns: names,
    from: 'its configured query',
    sql: selectOf(
      warehouse,
      sql,
      names.map((name) => ({ name, column: columns[name] ?? name })),
      dated,
      from,
    ),
    isIncremental: dated !== undefined,
  }
}

async function planReport(
  warehouse: Warehouse,
  { report, schema }: WarehouseSettings,
  from: string | null,
): Promise<ReadPlan> {
  const table = chosenTable(await warehouse.findTables([REPORTS[report]], schema), REPORTS[report], schema)
  const names = FACT_COLUMNS.filter((name) => table.columns.includes(name))
  const lacks = ['date_day', 'spend'].filter((name) => !table.columns.includes(name))
  if (lacks.length > 0) {
    throw new WarehouseFault(
      'refused',
      `${table.schema}.${table.name} has no column ${lacks.join(' and ')}, so it is not the report of dbt_ad_reporting. Give this source a "query" with "columns" in the configuration.`,
    )
  }
  const sql = `${warehouse.quote(table.schema)}.${warehouse.quote(table.name)}`
  const read = names.map((name) => ({ name, column: name }))
  return {
    columns: names,
    from: `${table.schema}.${table.name}`,
    sql: selectOf(warehouse, sql, read, 'date_day', from),
    isIncremental: true,
  }
}

function chosenTable(found: readonly WarehouseTable[], name: string, schema: string | undefined): WarehouseTable {
  const [table, ...others] = found
  if (table === undefined) {
    const where = schema === undefined ? '' : ` in the schema ${schema}`
    throw new WarehouseFault(
      'refused',
      `I see no table ${name}${where}. Run dbt_ad_reporting, grant my user SELECT on the table, or give this source a "query" with "columns" in the configuration.`,
    )
  }
  if (others.length > 0) {
    const schemas = found.map((each) => each.schema).join(', ')
    throw new WarehouseFault(
      'refused',
      `The table ${name} is there in ${found.length} schemas (${schemas}), and reading the wrong one would bring another day's numbers. Say which with "schema" in the configuration.`,
    )
  }
  return table
}

function selectOf(
  { quote }: Warehouse,
  from: string,
  read: readonly { name: string; column: string }[],
  dated: string | undefined,
  firstDay: string | null,
): string {
  const cells = read.map(({ name, column }) => {
    const cell = `q.${quote(column)}`
    return `${name === 'date_day' ? `CAST(${cell} AS date)` : cell} AS ${quote(name)}`
  })
  const where =
    dated === undefined || firstDay === null ? '' : ` WHERE CAST(q.${quote(dated)} AS date) >= DATE '${firstDay}'`
  return `SELECT ${cells.join(', ')} FROM ${from} AS q${where}`
}
