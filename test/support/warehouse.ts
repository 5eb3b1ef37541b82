import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSources } from '../../src/compose/sources.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import { readSources } from '../../src/flows/source/list-sources.ts'
import { tellStaleSources } from '../../src/flows/source/note-run.ts'
import type { WarehouseSettings } from '../../src/ingest/sources/settings.ts'
import { createTestDatabase } from './database.ts'
import type { openFlowStage } from './flow-stage.ts'

/** What a warehouse is set to in these tests, unless a test says otherwise. */
export const WAREHOUSE: Omit<WarehouseSettings, 'url' | 'team'> = {
  name: 'warehouse',
  kind: 'postgres',
  report: 'campaign',
  lookBackDays: 30,
  everyMinutes: 60,
  timeoutSeconds: 20,
  mostRows: 1_000_000,
}

/** A PostgreSQL of its own that holds what dbt_ad_reporting makes. */
export async function openWarehouse() {
  const db = await createTestDatabase()
  await db.pool.query(`CREATE SCHEMA analytics;
    CREATE TABLE analytics.ad_reporting__campaign_report (source_relation text, date_day date, platform text, account_id text,
      account_name text, campaign_id text, campaign_name text, clicks bigint, impressions bigint, spend numeric,
      conversions numeric, conversions_value numeric);
    CREATE TABLE analytics.ad_reporting__ad_report (LIKE analytics.ad_reporting__campaign_report);
    ALTER TABLE analytics.ad_reporting__ad_report ADD ad_group_id text, ADD ad_group_name text, ADD ad_id text, ADD ad_name text`)
  return {
    ...db,
    /** Adds a day of campaigns; spends as exact texts. */
    async add(day: string, rows: { platform?: string; campaign: string; spend: string | null; clicks?: number }[]) {
      for (const { platform = 'google_ads', campaign, spend, clicks = 10 } of rows) {
        await db.pool.query(
          `INSERT INTO analytics.ad_reporting__campaign_report
           VALUES ('', $1, $2, '123-456-7890', 'Acme', $3, $3, $4, 1000, $5, 0.5, NULL)`,
          [day, platform, campaign, clicks, spend],
        )
      }
    },
  }
}

/** Sources as the bot composes them, for a team of a test. */
export function sourcesFor(
  stage: Awaited<ReturnType<typeof openFlowStage>>,
  team: TeamContext,
  url: string,
  ...changes: Partial<WarehouseSettings>[]
) {
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-sources-'))
  const { db, newId, log } = stage.ctx
  const all = changes.length > 0 ? changes : [{}]
  const configured = all.map((change) => ({ ...WAREHOUSE, url, team: team.team.key, ...change }))
  const sources = createSources({ base: (now) => ({ db, now, newId, log }), configured, dataDir: folder })
  return {
    ...sources,
    /** Lets the clock come to an instant: what is due is read, and what went quiet is told. */
    async at(instant: string) {
      const now = new Date(instant)
      const ran = await sources.runDue(now)
      await tellStaleSources({ ...team, now })
      return ran
    },
    /** How the source stands at an instant. */
    async standing(instant: string, name = 'warehouse') {
      const standings = await readSources({ ...team, now: new Date(instant) }, await sources.namesOf(team))
      const found = standings.find(({ source }) => source.name === name)
      if (!found) throw new Error(`There is no source ${name}.`)
      return found
    },
    /** What the lead was told of sources, in order. */
    async told(): Promise<string[]> {
      const { rows } = await db.pool.query<{ part: string; to: string }>(
        `SELECT part, conversation_id AS to FROM announcement WHERE kind = 'source-note' AND team_id = $1 ORDER BY position`,
        [team.team.id],
      )
      return rows.map(({ part, to }) => `${to}: ${part.split(' ')[0]}`)
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
