import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { Source } from '../../domain/import/source.ts'
import { localDay, shiftDay } from '../../domain/week.ts'
import { writeCsv } from './csv.ts'
import { WarehouseFault } from './fault.ts'
import { OPENERS } from './kinds.ts'
import { planRead, type ReadPlan } from './plan.ts'
import type { Warehouse, WarehouseSettings } from './settings.ts'

/** What was read from a warehouse: a CSV on disk, its fingerprint by which the same again is known, and the first day that was asked for. */
export type ReadRows = { path: string; rows: number; hash: string; from: string; firstDay: string | null }

/** Reads a warehouse into a file in a folder: all of it the first time, then from some days before the latest one on. */
export async function readWarehouse(
  settings: WarehouseSettings,
  source: Pick<Source, 'lastOkAt' | 'lastDay'>,
  at: { now: Date; zone: string; folder: string; signal: AbortSignal },
): Promise<ReadRows> {
  const timeoutMs = settings.timeoutSeconds * 1000
  const signal = AbortSignal.any([at.signal, AbortSignal.timeout(timeoutMs)])
  const warehouse = await OPENERS[settings.kind](settings.url, timeoutMs)
  try {
    const firstDay = firstDayOf(settings, source, at)
    const plan = await planRead(warehouse, settings, firstDay)
    const path = join(at.folder, 'rows.csv')
    const header = plan.columns.includes('object_id') ? plan.columns : withPlatform(plan)
    const rows = await writeCsv(path, header, capped(warehouse, plan, settings, signal))
    return { path, rows, hash: await hashOf(path), from: plan.from, firstDay }
  } finally {
    await warehouse.close()
  }
}

/** Looks whether a warehouse can be read as it is configured, without its rows; answers with what would be read. */
export async function tryWarehouse(settings: WarehouseSettings): Promise<string> {
  const timeoutMs = settings.timeoutSeconds * 1000
  const warehouse = await OPENERS[settings.kind](settings.url, timeoutMs)
  try {
    const plan = await planRead(warehouse, settings, null)
    const rows = warehouse.select(`${plan.sql} LIMIT 0`, AbortSignal.timeout(timeoutMs))
    for await (const _ of rows) break
    return plan.from
  } finally {
    await warehouse.close()
  }
}

function firstDayOf(
  { since, lookBackDays }: WarehouseSettings,
  { lastOkAt, lastDay }: Pick<Source, 'lastOkAt' | 'lastDay'>,
  { now, zone }: { now: Date; zone: string },
): string | null {
  if (lastOkAt === null) return since ?? null
  // Whatever was restated or came late in the days before the last success is read once more.
  const latest = [lastDay ?? localDay(now, zone), localDay(lastOkAt, zone)].sort()[0] ?? ''
  return [shiftDay(latest, -lookBackDays), since ?? ''].sort().at(-1) ?? null
}

function withPlatform({ columns }: ReadPlan): string[] {
  return columns.includes('platform') ? columns : [...columns, 'platform']
}

async function* capped(
  warehouse: Warehouse,
  { sql, columns }: ReadPlan,
  { mostRows, platform, name }: WarehouseSettings,
  signal: AbortSignal,
): AsyncGenerator<(string | null)[][]> {
  const at = columns.indexOf('platform')
  const isFacts = !columns.includes('object_id')
  let rows = 0
  for await (const batch of warehouse.select(sql, signal)) {
    rows += batch.length
    if (rows > mostRows) throw tooMany(mostRows)
    if (isFacts) for (const row of batch) row[at === -1 ? columns.length : at] ||= platform ?? name
    yield batch
  }
}

function tooMany(mostRows: number): WarehouseFault {
  return new WarehouseFault(
    'refused',
    `The warehouse has more than ${mostRows.toLocaleString('en-US')} rows for me, so I imported nothing. Set a later "since" or a smaller "lookBackDays" in the configuration of this source, or raise "mostRows".`,
  )
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const block of createReadStream(path)) hash.update(block as Buffer)
  return hash.digest('hex')
}
