import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Fact } from '../../domain/import/fact.ts'
import { createSeenFilter } from '../../lib/seen-filter.ts'
import type { Database } from '../database.ts'
import type { Tx } from '../transaction.ts'

// Rows of a file wait in a table of their own until the import is confirmed: COPY in, one merge out. The table is unlogged;
// should the server crash before the merge it is empty, and the merge refuses because the row count differs.

const COLUMNS = [
  'day',
  'source',
  'grain',
  'platform',
  'account_id',
  'campaign_id',
  'campaign_name',
  'ad_group_id',
  'ad_group_name',
  'ad_id',
  'ad_name',
  'impressions',
  'clicks',
  'spend',
  'conversions',
  'conversions_value',
  'reach',
  'ad_link',
] as const

/** The staging table of an import; the id is checked because a table's name cannot be a parameter. */
export function stagingTable(importId: string): string {
  if (!/^[a-z]+_[0-9a-z]+$/.test(importId)) throw new Error(`not an import id: ${importId}`)
  return `staging.${importId}`
}

/** Whether some rows of a staging table may stand for the same key; where not, surely none do. */
export type Staged = { mayShareKeys: boolean }

/** Makes the staging table of an import and copies all batches into it; constant memory, whatever the file's size. */
export async function stageFacts(db: Database, importId: string, batches: AsyncIterable<Fact[]>): Promise<Staged> {
  const { mayHave } = createSeenFilter()
  let mayShareKeys = false
  const columns = `
    day date NOT NULL, source text NOT NULL, grain text NOT NULL, platform text NOT NULL, account_id text NOT NULL,
    campaign_id text NOT NULL, campaign_name text NOT NULL, ad_group_id text NOT NULL, ad_group_name text NOT NULL,
    ad_id text NOT NULL, ad_name text NOT NULL, impressions numeric(18,4), clicks numeric(18,4), spend numeric(18,6),
    conversions numeric(18,6), conversions_value numeric(18,6), reach numeric(18,4), ad_link text`
  await copyIn(db, importId, { columns, names: COLUMNS, zone: 'UTC' }, batches, (fact) => {
    mayShareKeys ||= mayHave(keyOf(fact))
    return copyLine(fact)
  })
  return { mayShareKeys }
}

/** A staging table: its columns, the names of those a line of COPY fills, and the zone of moments without an offset. */
export type StagingShape = { columns: string; names: readonly string[]; zone: string }

/** Makes a staging table and copies all batches into it, a line a row; where that fails, no table is left. */
export async function copyIn<Row>(
  db: Database,
  importId: string,
  { columns, names, zone }: StagingShape,
  batches: AsyncIterable<Row[]>,
  lineOf: (row: Row) => string,
): Promise<void> {
  const table = stagingTable(importId)
  const client = await db.pool.connect()
  try {
    await client.query(`
      BEGIN;
      SELECT pg_advisory_xact_lock(72707370);
      CREATE SCHEMA IF NOT EXISTS staging;
      CREATE UNLOGGED TABLE ${table} (${columns});
      COMMIT;
      SET statement_timeout = 0`)
    await client.query("SELECT set_config('TimeZone', $1, false)", [zone])
    const copy = client.query(copyFrom(`COPY ${table} (${names.join(', ')}) FROM STDIN`))
    const done = finished(copy)
    // The failure is awaited below; until then it must not count as unhandled.
    done.catch(() => {})
    try {
      for await (const batch of batches) {
        if (copy.errored) break
        let lines = ''
        for (const row of batch) lines += lineOf(row)
        if (!copy.write(lines)) await Promise.race([once(copy, 'drain'), done])
      }
      copy.end()
    } catch (error) {
      copy.destroy(error instanceof Error ? error : new Error(String(error)))
    }
    await done
    await client.query('RESET statement_timeout; RESET TimeZone')
  } catch (error) {
    await client.query('ROLLBACK; RESET statement_timeout; RESET TimeZone').catch(() => {})
    await client.query(`DROP TABLE IF EXISTS ${table}`).catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** Whether the staging table of an import is there; a restored backup brings none. */
export async function hasStaging(tx: Tx, importId: string): Promise<boolean> {
  const name = stagingTable(importId)
  const [found] = await tx.$queryRaw<{ there: boolean }[]>`SELECT to_regclass(${name}) IS NOT NULL AS there`
  return found?.there === true
}

/** Drops a staging table that is no longer needed. */
export async function dropStaging(db: Database, importId: string): Promise<void> {
  await db.pool.query(`DROP TABLE IF EXISTS ${stagingTable(importId)}`)
}

/** Drops the tables of imports that nobody waits for, made before an id: a process that died left them behind. */
export async function dropForgottenStaging(db: Database, before: string): Promise<number> {
  const { rows } = await db.pool.query<{ id: string }>(
    `SELECT relname AS id FROM pg_class WHERE relnamespace = to_regnamespace('staging') AND relkind = 'r'
       AND relname COLLATE "C" < $1
       AND NOT EXISTS (SELECT FROM import WHERE import.id = relname AND import.state IN ('asking', 'ready'))`,
    [before],
  )
  for (const { id } of rows) await dropStaging(db, id)
  return rows.length
}

function keyOf(fact: Fact): string[] {
  const { day, source, grain, platform, accountId, campaignId, adGroupId, adId } = fact
  return [day, source, grain, platform, accountId, campaignId, adGroupId, adId]
}

function copyLine(fact: Fact): string {
  return `${fact.day}\t${copyText(fact.source)}\t${fact.grain}\t${copyText(fact.platform)}\t${copyText(fact.accountId)}\t${copyText(fact.campaignId)}\t${copyText(fact.campaignName)}\t${copyText(fact.adGroupId)}\t${copyText(fact.adGroupName)}\t${copyText(fact.adId)}\t${copyText(fact.adName)}\t${fact.impressions ?? '\\N'}\t${fact.clicks ?? '\\N'}\t${fact.spend ?? '\\N'}\t${fact.conversions ?? '\\N'}\t${fact.conversionsValue ?? '\\N'}\t${fact.reach ?? '\\N'}\t${fact.adLink ? copyText(fact.adLink) : '\\N'}\n`
}

const SPECIAL = /[\\\t\n\r\0]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' }

/** A text as a cell of COPY. */
export function copyText(value: string): string {
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r\0]/g, (character) => ESCAPES[character] ?? '') : value
}
