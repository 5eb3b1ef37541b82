import type { Team } from '../../domain/team.ts'
import type { Database } from '../database.ts'
import type { Tx } from '../transaction.ts'
import { stagingTable } from './staging.ts'

// Facts and the campaigns they belong to. What stands in a staging table is looked at for the preview and merged on
// confirmation; the merge replaces rows of the same key, so that importing a file twice changes nothing.

const KEY = 'day, source, grain, platform, account_id, campaign_id, ad_group_id, ad_id'
const AMOUNTS = ['impressions', 'clicks', 'spend', 'conversions', 'conversions_value', 'reach']
/** Whether a fact (f) and a staged row (s) have the same key. */
export const SAME_KEY = KEY.split(', ')
  .map((column) => `f.${column} = s.${column}`)
  .join(' AND ')

type TeamKey = Pick<Team, 'workspaceId' | 'id'>

/** What the rows of one campaign in a staging table add up to; amounts are exact decimal strings. */
export type StagedCampaign = {
  platform: string
  campaign: string
  rows: number
  firstDay: string
  lastDay: string
  spend: string | null
  impressions: string | null
  clicks: string | null
  conversions: string | null
  conversionsValue: string | null
}

/** Sums up a staging table per campaign in one reading, the largest spend first. */
export async function summariseStaging(db: Database, importId: string): Promise<StagedCampaign[]> {
  const sum = (column: string) => `trim_scale(sum(${column}))::text`
  const { rows } = await db.pool.query<StagedCampaign>(`
    SELECT platform, campaign_name AS campaign, count(*)::int AS rows,
           min(day)::text AS "firstDay", max(day)::text AS "lastDay",
           ${sum('spend')} AS spend, ${sum('impressions')} AS impressions, ${sum('clicks')} AS clicks,
           ${sum('conversions')} AS conversions, ${sum('conversions_value')} AS "conversionsValue"
    FROM ${stagingTable(importId)} GROUP BY platform, campaign_name
    ORDER BY sum(spend) DESC NULLS LAST, platform, campaign_name`)
  return rows
}

/** How many different keys the rows of a staging table stand for. */
export async function countKeys(db: Database, importId: string): Promise<number> {
  const { rows } = await db.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM (SELECT FROM ${stagingTable(importId)} GROUP BY ${KEY}) AS keys`,
  )
  return rows[0]?.n ?? 0
}

/** Rows of a file that add up others of it: without an ad, or without an ad group, and with the very sums of those that have one. */
export type Subtotals = { lacks: 'ad' | 'ad_group'; rows: number; campaign: string; day: string }

/** Finds days that a staging table holds at two levels; null where it holds each at one. */
export async function findSubtotals(db: Pick<Database, 'pool'>, importId: string): Promise<Subtotals | null> {
  const any = (which: string) => `EXISTS (SELECT FROM ${stagingTable(importId)} WHERE ${which})`
  for (const lacks of ['ad', 'ad_group'] as const) {
    const level = lacks === 'ad' ? ', ad_group_id' : ''
    const blank = lacks === 'ad' ? "ad_id = ''" : "ad_group_id = ''"
    const sums = (which: string) =>
      `(coalesce(sum(impressions) ${which}, 0), coalesce(sum(clicks) ${which}, 0), coalesce(sum(spend) ${which}, 0))`
    const { rows } = await db.pool.query<Omit<Subtotals, 'lacks'>>(
      `SELECT sum(n)::int AS rows, (array_agg(campaign ORDER BY day, campaign))[1] AS campaign, min(day)::text AS day FROM (
         SELECT day, max(campaign_name) AS campaign, count(*) FILTER (WHERE ${blank}) AS n
         FROM ${stagingTable(importId)} WHERE grain ${lacks === 'ad' ? "= 'ad'" : "IN ('ad', 'ad_group')"}
           AND ${any(blank)} AND ${any(`NOT ${blank}`)}
         GROUP BY day, source, platform, account_id, campaign_id${level}
         HAVING count(*) FILTER (WHERE ${blank}) > 0 AND count(*) FILTER (WHERE NOT ${blank}) > 0
           AND sum(clicks) FILTER (WHERE ${blank}) > 0
           AND ${sums(`FILTER (WHERE ${blank})`)} = ${sums(`FILTER (WHERE NOT ${blank})`)}) AS twice
       HAVING count(*) > 0`,
    )
    if (rows[0]) return { lacks, ...rows[0] }
  }
  return null
}

/** What a merge of a staging table would replace: rows of the same key, with their spend before and after. */
export async function findReplaced(
  db: Database,
  team: TeamKey,
  importId: string,
): Promise<{ rows: number; spendBefore: string | null; spendAfter: string | null }> {
  const { rows } = await db.pool.query<{ rows: number; spendBefore: string | null; spendAfter: string | null }>(
    `SELECT count(*)::int AS rows, trim_scale(sum(f.spend))::text AS "spendBefore", trim_scale(sum(s.spend))::text AS "spendAfter"
     FROM (SELECT ${KEY}, sum(spend) AS spend FROM ${stagingTable(importId)} GROUP BY ${KEY}) AS s
     JOIN fact f ON f.workspace_id = $1 AND f.team_id = $2 AND ${SAME_KEY}`,
    [team.workspaceId, team.id],
  )
  return rows[0] ?? { rows: 0, spendBefore: null, spendAfter: null }
}

/** Whether the team has any row within the days of a staging table: where not, nothing can clash or be replaced. */
export async function hasFactsWithin(tx: Tx, team: TeamKey, firstDay: string, lastDay: string): Promise<boolean> {
  const rows = await tx.$queryRawUnsafe<unknown[]>(
    'SELECT 1 FROM fact WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3::date AND $4::date LIMIT 1',
    team.workspaceId,
    team.id,
    firstDay,
    lastDay,
  )
  return rows.length === 1
}

/** Days of a platform that are there at one grain and come at another. */
export type GrainClash = { platform: string; there: string; comes: string; days: number; firstDay: string }

/** Days that the team has at one grain and the staging table brings at another. */
export async function findGrainClash(tx: Tx, team: TeamKey, importId: string): Promise<GrainClash | null> {
  const rows = await tx.$queryRawUnsafe<GrainClash[]>(
    `SELECT s.platform, f.grain AS there, s.grain AS comes, count(DISTINCT s.day)::int AS days, min(s.day)::text AS "firstDay"
     FROM (SELECT DISTINCT day, source, platform, grain FROM ${stagingTable(importId)}) AS s
     JOIN fact f ON f.workspace_id = $1 AND f.team_id = $2 AND f.day = s.day AND f.source = s.source
       AND f.platform = s.platform AND f.grain <> s.grain
     GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT 1`,
    team.workspaceId,
    team.id,
  )
  return rows[0] ?? null
}

/**
 * How many staged rows repeat, to the click, a row of the same day and campaign name: one from another source or platform, or,
 * with the same spend, one of the same under other ids, as when an export had no column of ids before.
 */
export async function findRepeated(
  db: Database,
  team: TeamKey,
  importId: string,
): Promise<{ source: string; platform: string; rows: number } | null> {
  const table = stagingTable(importId)
  const { rows } = await db.pool.query<{ source: string; platform: string; rows: number }>(
    `WITH staged AS (
       SELECT day, source, platform, account_id, campaign_id, campaign_name, sum(clicks) AS clicks, sum(spend) AS spend
       FROM ${table} WHERE clicks > 0 GROUP BY 1, 2, 3, 4, 5, 6),
     there AS (
       SELECT day, source, platform, account_id, campaign_id, campaign_name, clicks, spend
       FROM (SELECT day, source, platform, account_id, campaign_id, sum(clicks) AS clicks, sum(spend) AS spend FROM fact
             WHERE workspace_id = $1 AND team_id = $2
               AND day BETWEEN (SELECT min(day) FROM ${table}) AND (SELECT max(day) FROM ${table})
             GROUP BY 1, 2, 3, 4, 5) AS summed
       JOIN campaign USING (source, platform, account_id, campaign_id)
       WHERE workspace_id = $1 AND team_id = $2)
     SELECT source, platform, count(*)::int AS rows FROM (
       SELECT f.source, f.platform FROM ${byName('staged')} AS s JOIN ${byName('there')} AS f USING (day, campaign_name, clicks)
       WHERE (f.source, f.platform) <> (s.source, s.platform)
       UNION ALL
       SELECT source, platform FROM staged AS s JOIN there AS f USING (day, source, platform, campaign_name, clicks)
       WHERE (f.account_id, f.campaign_id) <> (s.account_id, s.campaign_id) AND f.spend IS NOT DISTINCT FROM s.spend) AS repeats
     GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 1`,
    [team.workspaceId, team.id],
  )
  return rows[0] ?? null
}

/** One source may name a campaign once where another has several ids for it. */
function byName(table: 'staged' | 'there'): string {
  return `(SELECT day, source, platform, campaign_name, sum(clicks) AS clicks FROM ${table} GROUP BY 1, 2, 3, 4)`
}

/** What is merged: the currency and click kind of the whole file, and whether rows share keys and must be added up first. */
export type Merge = { importId: string; currency: string; clickKind: string; shared: boolean; replaceGrain: boolean }

/** Imports of one team follow one another: what is found there now stays as it is until the transaction ends. */
export async function lockFacts(tx: Tx, team: TeamKey): Promise<void> {
  await tx.$executeRawUnsafe('SET LOCAL statement_timeout = 0')
  const name = `numbers of ${team.workspaceId} ${team.id}`
  await tx.$executeRawUnsafe('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', name)
}

/** Merges a staging table into the facts and the campaigns, under `lockFacts`; returns how many facts were written. */
export async function mergeStaging(tx: Tx, team: TeamKey, merge: Merge): Promise<number> {
  const table = stagingTable(merge.importId)
  const tenant = [team.workspaceId, team.id]
  if (merge.replaceGrain) {
    await tx.$executeRawUnsafe(
      `DELETE FROM fact f USING (SELECT DISTINCT day, source, platform, grain FROM ${table}) AS s
       WHERE f.workspace_id = $1 AND f.team_id = $2 AND f.day = s.day AND f.source = s.source
         AND f.platform = s.platform AND f.grain <> s.grain`,
      ...tenant,
    )
  }
  await tx.$executeRawUnsafe(
    `INSERT INTO campaign (workspace_id, team_id, source, platform, account_id, campaign_id, campaign_name)
     SELECT $1, $2, source, platform, account_id, campaign_id, max(campaign_name) FROM ${table} GROUP BY 3, 4, 5, 6
     ON CONFLICT (workspace_id, team_id, source, platform, account_id, campaign_id)
       DO UPDATE SET campaign_name = EXCLUDED.campaign_name
       WHERE campaign.campaign_name <> EXCLUDED.campaign_name`,
    ...tenant,
  )
  const rows = merge.shared
    ? `SELECT ${KEY}, max(ad_group_name) AS ad_group_name, max(ad_name) AS ad_name,
              ${AMOUNTS.map((amount) => `sum(${amount}) AS ${amount}`).join(', ')} FROM ${table} GROUP BY ${KEY}`
    : `SELECT * FROM ${table}`
  const updates = ['ad_group_name', 'ad_name', 'currency', 'click_kind', 'import_id', ...AMOUNTS]
  const replacing = `ON CONFLICT (workspace_id, team_id, ${KEY})
    DO UPDATE SET ${updates.map((column) => `${column} = EXCLUDED.${column}`).join(', ')}`
  // Into empty days rows go without being looked up first; that also writes a third less to the log.
  const intoEmptyDays = !(await hasFactsInDaysOf(tx, tenant, table))
  return await tx.$executeRawUnsafe(
    `INSERT INTO fact (workspace_id, team_id, ${KEY}, ad_group_name, ad_name, ${AMOUNTS.join(', ')}, currency, click_kind, import_id)
     SELECT $1, $2, ${KEY}, ad_group_name, ad_name, ${AMOUNTS.join(', ')}, $3, $4, $5 FROM (${rows}) AS s
     ${intoEmptyDays ? '' : replacing}`,
    ...tenant,
    merge.currency,
    merge.clickKind,
    merge.importId,
  )
}

async function hasFactsInDaysOf(tx: Tx, tenant: string[], table: string): Promise<boolean> {
  const [found] = await tx.$queryRawUnsafe<{ any: boolean }[]>(
    `SELECT EXISTS (SELECT FROM fact, (SELECT min(day) AS first, max(day) AS last FROM ${table}) AS days
       WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN first AND last) AS any`,
    ...tenant,
  )
  return found?.any ?? true
}
