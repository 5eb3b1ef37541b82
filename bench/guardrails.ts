import { DEFAULTS } from '../src/domain/guardrail/guardrail.ts'
import { shiftDay } from '../src/domain/week.ts'
import type { TeamContext } from '../src/flows/context.ts'
import { judgeGuardrails } from '../src/flows/guardrail/judge-guardrails.ts'
import type { Database } from '../src/store/database.ts'
import { listTeams } from '../src/store/teams.ts'
import { ratio, spoken, timed } from './figures.ts'
import { inFreshDatabase, makeTeam } from './place.ts'

const CHANNELS = ['google', 'meta', 'linkedin', 'tiktok', 'microsoft']
const CAMPAIGNS = 45
const WINDOW = 90
/** The window, the eight weeks before it, and what is judged one by one. */
const DAYS = WINDOW + 56 + 14
const LAST_DAY = '2026-11-22'
const EACH = 500

/** Guardrails with windows of 90 days in many teams, judged and kept, against the bare SQL that reads their windows. */
export async function benchGuardrails(guardrails: number): Promise<void> {
  await inFreshDatabase(async (db) => {
    const first = await makeTeam(db)
    const teams = Math.max(1, Math.round(guardrails / EACH))
    await fill(db, first, teams)
    const all = await listTeams(db.prisma, first.workspaceId)
    const pairs: [number, number][] = []
    for (const team of all) {
      const ctx = { ...first, team }
      // What came in before was judged before: a day of numbers is judged a day.
      await judgeGuardrails({ ...ctx, now: new Date('2026-11-22T08:00:00Z') })
      const { ms: floor } = await timed(async () => await readBarely(ctx))
      const { ms: ours } = await timed(async () => await judgeGuardrails(ctx))
      pairs.push([ours, floor])
    }
    const total = (index: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[index], 0)
    console.log(`${(all.length * EACH).toLocaleString('en')} guardrails × ${WINDOW} days in ${all.length} teams`)
    console.log(`  SQL reads the windows  ${spoken(total(1))}`)
    console.log(`  judged and kept        ${spoken(total(0))}`)
    console.log(`  time                   ${(total(0) / total(1)).toFixed(2)} × in all, ${ratio(pairs)} a team`)
  })
}

/** The first team with its numbers and guardrails, and as many copies of it. */
async function fill(db: Database, { team }: TeamContext, teams: number): Promise<void> {
  const { pool } = db
  const key = [team.workspaceId, team.id]
  await pool.query(
    `INSERT INTO campaign (workspace_id, team_id, source, platform, account_id, campaign_id, campaign_name, channel_id)
     SELECT $1, $2, 'file', c.key, 'a', 'c' || n, 'Campaign ' || n, c.id FROM generate_series(0, $3::int - 1) AS n
     JOIN channel AS c ON c.workspace_id = $1 AND c.team_id = $2 AND c.position = n % $4::int`,
    [...key, CAMPAIGNS, CHANNELS.length],
  )
  await pool.query(
    `INSERT INTO fact (workspace_id, team_id, day, source, grain, platform, account_id, campaign_id, ad_group_id, ad_id,
       ad_group_name, ad_name, currency, impressions, clicks, spend, conversions, conversions_value, click_kind, import_id)
     SELECT $1, $2, $3::date - d, source, 'campaign', platform, account_id, campaign_id, '', '', '', '', 'EUR',
       10000 + d, 100 + d % 7, 120.5 + d % 11, 5 + d % 3, 300, 'all', 'imp'
     FROM campaign CROSS JOIN generate_series(0, $4::int) AS d WHERE workspace_id = $1 AND team_id = $2`,
    [...key, LAST_DAY, DAYS],
  )
  const { windowDays: _, quiet: __, dependsOn: ___, warn: ____, recover: _____, ...usual } = DEFAULTS
  const scopes = Array.from({ length: EACH }, (_each, n) => scopeOf(n, team.channels))
  await db.prisma.guardrail.createMany({
    data: scopes.map((scope, n) => ({
      ...usual,
      ...scope,
      workspaceId: team.workspaceId,
      teamId: team.id,
      id: `grd_${n}`,
      number: n + 1,
      name: 'Ceiling',
      kind: 'max',
      metric: ['cost_per_conversion', 'cvr', 'conversions'][n % 3] ?? 'cvr',
      windowDays: WINDOW,
      // Nothing breaks: a breach is rare, and what it costs is said elsewhere.
      breachHigh: 1_000_000,
      quietFrom: null,
      quietTo: null,
      createdBy: 'bench',
      createdAt: new Date(),
    })),
  })
  for (const table of ['team', 'channel', 'campaign', 'fact', 'guardrail']) await copy(db, table, team.id, teams)
  await pool.query('VACUUM ANALYZE')
}

function scopeOf(
  n: number,
  channels: readonly { id: string }[],
): { level: string; channelId?: string; campaign?: string } {
  if (n % 10 === 0) return { level: 'team' }
  if (n % 2 === 0) return { level: 'channel', channelId: channels[n % channels.length]?.id ?? '' }
  return { level: 'campaign', campaign: `Campaign ${n % CAMPAIGNS}` }
}

async function copy({ pool }: Database, table: string, of: string, teams: number): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 AND table_schema = 'public'`,
    [table],
  )
  const fresh: Record<string, string> =
    table === 'team'
      ? { id: `'team_' || n`, key: `'bench-' || n`, conversation_id: `'C' || n` }
      : { team_id: `'team_' || n` }
  const columns = rows.map(({ name }) => name)
  const id = table === 'team' ? 'id' : 'team_id'
  await pool.query(
    `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.map((column) => fresh[column] ?? column).join(', ')}
     FROM ${table} CROSS JOIN generate_series(2, $2::int) AS n WHERE ${id} = $1`,
    [of, teams],
  )
}

/** What judging cannot do without: the days of each channel and campaign, planned the best way there is. */
async function readBarely({ db, team }: TeamContext): Promise<void> {
  const read = async (by: string) =>
    await db.pool.query(
      `WITH own AS MATERIALIZED (SELECT * FROM campaign WHERE workspace_id = $1 AND team_id = $2)
       SELECT ${by}, day, sum(spend), sum(impressions), sum(clicks), sum(conversions), sum(conversions_value)
       FROM fact JOIN own USING (workspace_id, team_id, source, platform, account_id, campaign_id)
       WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3 AND $4 GROUP BY 1, 2`,
      [team.workspaceId, team.id, shiftDay(LAST_DAY, -DAYS), LAST_DAY],
    )
  await read('channel_id')
  await read('campaign_name')
}
