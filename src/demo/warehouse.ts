import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fact } from '../domain/import/fact.ts'
import { sumDecimals } from '../lib/decimal.ts'
import type { Database } from '../store/database.ts'

// The warehouse of the demo: what a data team's dbt would have made, in the demo's own PostgreSQL, so that a newcomer sees a
// source that is read every hour. It holds the platforms whose facts bear its name, and those facts come again from it unchanged.

/** The kind of export that the facts of the warehouse's platforms have. */
export const FROM_WAREHOUSE = 'dbt_ad_reporting'
const SCHEMA = 'analytics'
const AMOUNTS = ['impressions', 'clicks', 'spend', 'conversions'] as const

/** Facts in which the platforms of the warehouse are told by campaign, as its report does. */
export function byReport(facts: readonly Fact[]): Fact[] {
  const campaigns = new Map<string, Fact[]>()
  for (const fact of facts.filter(({ source }) => source === FROM_WAREHOUSE)) {
    const key = `${fact.day} ${fact.campaignId}`
    campaigns.set(key, [...(campaigns.get(key) ?? []), fact])
  }
  const summed = [...campaigns.values()].flatMap(([first, ...others]): Fact[] => {
    if (!first) return []
    const names = { grain: 'campaign' as const, adGroupId: '', adGroupName: '', adId: '', adName: '', adLink: null }
    const sums = AMOUNTS.map((amount) => [amount, sumDecimals([first, ...others].map((each) => each[amount]))])
    return [{ ...first, ...names, ...Object.fromEntries(sums) }]
  })
  return [...facts.filter(({ source }) => source !== FROM_WAREHOUSE), ...summed]
}

/** Makes the tables of dbt anew and fills them with what the facts say of its platforms. */
export async function fillWarehouse({ pool }: Pick<Database, 'pool'>, facts: readonly Fact[]): Promise<void> {
  const own = facts.filter(({ source }) => source === FROM_WAREHOUSE)
  await pool.query(`DROP SCHEMA IF EXISTS ${SCHEMA} CASCADE;
    CREATE SCHEMA ${SCHEMA};
    CREATE TABLE ${SCHEMA}.ad_reporting__campaign_report (source_relation text, date_day date, platform text, account_id text,
      account_name text, campaign_id text, campaign_name text, clicks bigint, impressions bigint, spend numeric,
      conversions numeric)`)
  await pool.query(
    `INSERT INTO ${SCHEMA}.ad_reporting__campaign_report
       (source_relation, date_day, platform, campaign_id, campaign_name, clicks, impressions, spend, conversions)
     SELECT '', * FROM unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::numeric[], $8::numeric[])`,
    [
      own.map(({ day }) => day),
      own.map(({ platform }) => platform),
      own.map(({ campaignId }) => campaignId),
      own.map(({ campaignName }) => campaignName),
      own.map(({ clicks }) => clicks),
      own.map(({ impressions }) => impressions),
      own.map(({ spend }) => spend),
      own.map(({ conversions }) => conversions),
    ],
  )
}

/** The file that names the demo's warehouse, as SOURCES does in earnest; undefined where no demo has run yet. */
export function demoSources(dataDir: string): string | undefined {
  const file = fileOf(dataDir)
  return existsSync(file) ? file : undefined
}

/** Writes that file, so that the operator's commands know of the warehouse as well. */
export function nameWarehouse({ pool }: Pick<Database, 'pool'>, dataDir: string, team: string): void {
  const { host = '', port = 5432, user = '', database = '' } = pool.options
  const url = `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(host)}&port=${port}`
  writeFileSync(fileOf(dataDir), `${JSON.stringify([{ name: 'warehouse', team, url, schema: SCHEMA }], null, 2)}\n`)
}

function fileOf(dataDir: string): string {
  return join(dataDir, 'sources.json')
}
