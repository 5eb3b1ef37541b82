import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { DEFAULTS } from '../src/domain/guardrail/guardrail.ts'
import { shiftDay } from '../src/domain/week.ts'
import type { TeamContext } from '../src/flows/context.ts'
import { guardTeams } from '../src/flows/guardrail/guard-teams.ts'
import type { Database } from '../src/store/database.ts'
import { listTeams } from '../src/store/teams.ts'
import { median, ratio, spoken, timed } from './figures.ts'
import { inFreshDatabase, makeTeam } from './place.ts'

const CHANNELS = ['google', 'meta', 'linkedin', 'tiktok', 'microsoft']
const CAMPAIGNS = 45
const WINDOW = 90
/** The window, the eight weeks before it, and what is judged one by one. */
const DAYS = WINDOW + 56 + 14
const LAST_DAY = '2026-11-22'
const EACH = 500
/** As many teams as the clock serves at once. */
const LANES = 4

/**
 * Guardrails with windows of 90 days in many teams, judged and kept as the clock does it, against two floors in bare SQL that read
 * as many teams at once: the days of every guardrail's own window, which is what the guardrails ask for, and the days of every
 * scope once, which is the least that any judge must read. Then a minute in which nothing is due.
 */
export async function benchGuardrails(guardrails: number, rounds: number): Promise<void> {
  await inFreshDatabase(async (db) => {
    const first = await makeTeam(db)
    await fill(db, first, Math.max(1, Math.round(guardrails / EACH)))
    const times: Times[] = []
    for (let round = 0; round < rounds; round++) {
      // Numbers came in for every team.
      await db.pool.query('UPDATE team SET data_version = data_version + 1, guarded_at = NULL')
      const all = (await listTeams(db.prisma, first.workspaceId)).map((team) => ({ ...first, team }))
      times.push({
        scopes: await alone(async () => await inLanes(all, readScopes)),
        ours: await alone(async () => await guardTeams(first)),
        windows: await alone(async () => await inLanes(all, readWindows)),
        idle: await alone(async () => await guardTeams(first)),
        guardrails: all.length * EACH,
      })
    }
    const of = (name: keyof Times) => median(times.map((each) => each[name]))
    const against = (floor: 'windows' | 'scopes') =>
      `${spoken(of(floor))}, ours is ${ratio(times.map((each) => [each.ours, each[floor]]))}`
    const perMinute = Math.round((of('guardrails') / of('ours')) * 60_000)
    console.log(`${of('guardrails').toLocaleString('en')} guardrails × ${WINDOW} days in teams of ${EACH}`)
    console.log(`  judged and kept            ${spoken(of('ours'))}, ${perMinute.toLocaleString('en')} a minute`)
    console.log(`  SQL reads every window     ${against('windows')}`)
    console.log(`  SQL reads each scope once  ${against('scopes')}`)
    console.log(`  a minute with nothing due  ${spoken(of('idle'))}`)
  })
}

type Times = { ours: number; windows: number; scopes: number; idle: number; guardrails: number }

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** Milliseconds that some work takes, without clearing away what the work before it left behind. */
async function alone(work: () => Promise<unknown>): Promise<number> {
  collectGarbage()
  return (await timed(work)).ms
}

async function inLanes(all: readonly TeamContext[], read: (ctx: TeamContext) => Promise<void>): Promise<void> {
  const waiting = [...all]
  const lane = async () => {
    for (let ctx = waiting.shift(); ctx; ctx = waiting.shift()) await read(ctx)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
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
  // What came in before was judged before: a day of numbers is judged a day.
  await pool.query(
    `INSERT INTO guardrail_watch SELECT workspace_id, team_id, id, 'NORMAL', 0, NULL, $1::date, 0, $1::date, 1 FROM guardrail`,
    [shiftDay(LAST_DAY, -1)],
  )
  for (const table of ['team', 'channel', 'campaign', 'fact', 'guardrail', 'guardrail_watch'])
    await copy(db, table, team.id, teams)
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

const SUMS = 'sum(spend), sum(impressions), sum(clicks), sum(conversions), sum(conversions_value)'
const OF_TEAM = `WITH own AS MATERIALIZED (
    SELECT source, platform, account_id, campaign_id, campaign_name, channel_id FROM campaign
    WHERE workspace_id = $1 AND team_id = $2)`
// Read as one range and then joined, as our own query does it: of the plans there are, the quickest.
const FACTS = `FROM (
    SELECT * FROM fact WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3::date AND $4::date OFFSET 0) AS whole
  JOIN own USING (source, platform, account_id, campaign_id)`

/** The days of the window of each guardrail, out of sums that each scope has once. */
async function readWindows({ db, team }: TeamContext): Promise<void> {
  await db.pool.query(
    `${OF_TEAM}, scoped (level, name, day, spend, impressions, clicks, conversions, value) AS MATERIALIZED (
       SELECT 'team', '', day, ${SUMS} ${FACTS} GROUP BY day
       UNION ALL SELECT 'channel', channel_id, day, ${SUMS} ${FACTS} GROUP BY channel_id, day
       UNION ALL SELECT 'campaign', campaign_name, day, ${SUMS} ${FACTS} GROUP BY campaign_name, day)
     SELECT guardrail.id, scoped.day, spend, impressions, clicks, conversions, value FROM guardrail
     JOIN scoped ON scoped.level = guardrail.level AND scoped.name = guardrail.channel_id || guardrail.campaign
       AND scoped.day > $4::date - window_days - maturity_days
     WHERE workspace_id = $1 AND team_id = $2 AND paused_at IS NULL AND deleted_at IS NULL`,
    [team.workspaceId, team.id, shiftDay(LAST_DAY, 1 - WINDOW), LAST_DAY],
  )
}

/** The days of each channel and campaign once, with the weeks before the window that say how much counts vary. */
async function readScopes({ db, team }: TeamContext): Promise<void> {
  for (const by of ['channel_id', 'campaign_name'])
    await db.pool.query(`${OF_TEAM} SELECT ${by}, day, ${SUMS} ${FACTS} GROUP BY 1, 2`, [
      team.workspaceId,
      team.id,
      shiftDay(LAST_DAY, -DAYS),
      LAST_DAY,
    ])
}
