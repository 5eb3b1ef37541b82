import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Fact } from '../domain/fact.ts'
import { createSeenFilter } from '../lib/seen-filter.ts'
import type { Database } from './database.ts'
import type { Tx } from './transaction.ts'

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
  const table = stagingTable(importId)
  const { mayHave } = createSeenFilter()
  let mayShareKeys = false
  const client = await db.pool.connect()
  try {
    await client.query(`
      BEGIN;
      SELECT pg_advisory_xact_lock(72707370);
      CREATE SCHEMA IF NOT EXISTS staging;
      CREATE UNLOGGED TABLE ${table} (
        day date NOT NULL, source text NOT NULL, grain text NOT NULL, platform text NOT NULL, account_id text NOT NULL,
        campaign_id text NOT NULL, campaign_name text NOT NULL, ad_group_id text NOT NULL, ad_group_name text NOT NULL,
        ad_id text NOT NULL, ad_name text NOT NULL, impressions numeric(18,4), clicks numeric(18,4), spend numeric(18,6),
        conversions numeric(18,6), conversions_value numeric(18,6), reach numeric(18,4));
      COMMIT;
      SET statement_timeout = 0`)
    const copy = client.query(copyFrom(`COPY ${table} (${COLUMNS.join(', ')}) FROM STDIN`))
    const done = finished(copy)
    // The failure is awaited below; until then it must not count as unhandled.
    done.catch(() => {})
    try {
      for await (const batch of batches) {
        if (copy.errored) break
        let lines = ''
        for (const fact of batch) {
          lines += copyLine(fact)
          mayShareKeys ||= mayHave(keyOf(fact))
        }
        if (!copy.write(lines)) await Promise.race([once(copy, 'drain'), done])
      }
      copy.end()
    } catch (error) {
      copy.destroy(error instanceof Error ? error : new Error(String(error)))
    }
    await done
    await client.query('RESET statement_timeout')
    return { mayShareKeys }
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
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
  return `${fact.day}\t${text(fact.source)}\t${fact.grain}\t${text(fact.platform)}\t${text(fact.accountId)}\t${text(fact.campaignId)}\t${text(fact.campaignName)}\t${text(fact.adGroupId)}\t${text(fact.adGroupName)}\t${text(fact.adId)}\t${text(fact.adName)}\t${fact.impressions ?? '\\N'}\t${fact.clicks ?? '\\N'}\t${fact.spend ?? '\\N'}\t${fact.conversions ?? '\\N'}\t${fact.conversionsValue ?? '\\N'}\t${fact.reach ?? '\\N'}\n`
}

const SPECIAL = /[\\\t\n\r\0]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' }

function text(value: string): string {
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r\0]/g, (character) => ESCAPES[character] ?? '') : value
}
