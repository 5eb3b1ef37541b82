import { AD_WEEKS } from '../src/domain/creative/ad.ts'
import { periodOf } from '../src/domain/period.ts'
import { daysOf, shiftDay, weekOf, weeksThrough } from '../src/domain/week.ts'
import type { TeamContext } from '../src/flows/context.ts'
import { readCreatives } from '../src/flows/creative/show-creatives.ts'
import { explainAgain } from '../src/flows/metric/explain-change.ts'
import { readBoard } from '../src/flows/review/read-board.ts'
import { atMost, median, medianRatio, ratio, spoken, timed } from './figures.ts'
import { inFreshDatabase, makeTeam } from './place.ts'
import { LAST_DAY } from './rows.ts'

const CHANNELS = 50
const CAMPAIGNS = 5_000
const OBJECTS = 190_000
const RUNS = 9
/** How many times the aggregates it needs an analysis may take. */
const MOST_TIMES = 3
const WARM_UP = 2
const WEEK = weekOf(LAST_DAY)
const SHOWN = 12

/**
 * The whole analysis (why a cost changed, its noise, tracking, quality, creatives and cohorts) of 12 weeks, 50 channels and 5,000
 * campaigns against the bare aggregates it cannot do without, in the same run; and the same question asked again.
 */
export async function benchAnalysis(rows: number): Promise<void> {
  await inFreshDatabase(async (db) => {
    const ctx = await makeTeam(
      db,
      Array.from({ length: CHANNELS }, (_, index) => `channel-${index}`),
    )
    await fill(ctx, rows)
    const runs: {
      why: number
      again: number
      board: number
      floor: number
      ads: number
      adsAgain: number
      adSums: number
    }[] = []
    for (let run = -WARM_UP; run < RUNS; run++) {
      // Another version of the numbers each time, so that nothing is remembered of the run before.
      const asked = { ...ctx, team: { ...ctx.team, dataVersion: 1_000 + run } }
      const { ms: floor } = await timed(() => aggregateBarely(ctx))
      const { ms: why } = await timed(() => explainAgain(asked, question()))
      const { ms: again } = await timed(() => explainAgain(asked, question()))
      const { ms: board } = await timed(() => readBoard(asked, WEEK))
      const other = { ...asked, team: { ...asked.team, dataVersion: 2_000 + run } }
      const { ms: adSums } = await timed(() => sumAdsBarely(ctx))
      const { ms: ads } = await timed(() => readCreatives(other, LAST_DAY))
      const { ms: adsAgain } = await timed(() => readCreatives(other, LAST_DAY))
      if (run >= 0) runs.push({ why, again, board, floor, ads, adsAgain, adSums })
    }
    const middle = (key: keyof (typeof runs)[number]) => spoken(median(runs.map((run) => run[key])))
    console.log(`analysis of ${SHOWN} weeks, ${CHANNELS} channels, ${CAMPAIGNS} campaigns, ${rows} rows, ${RUNS} runs`)
    console.log(`  aggregates alone      ${middle('floor')}`)
    console.log(`  why a cost changed    ${middle('why')}`)
    console.log(`  the same again        ${middle('again')}`)
    console.log(`  board, cohorts known  ${middle('board')}`)
    console.log(`  time                  ${ratio(runs.map((run) => [run.why, run.floor]))} the aggregates`)
    console.log(`  sums of ads alone     ${middle('adSums')}`)
    console.log(`  creatives             ${middle('ads')}`)
    console.log(`  the same again        ${middle('adsAgain')}`)
    console.log(`  time                  ${ratio(runs.map((run) => [run.ads, run.adSums]))} the sums of ads`)
    atMost(
      'the analysis, in times of its aggregates,',
      medianRatio(runs.map((run) => [run.why, run.floor])),
      MOST_TIMES,
    )
  })
}

function question(): string {
  const { from, to } = periodOf(daysOf(WEEK).from, daysOf(WEEK).to)
  return ['cac', '', from, to, ''].join('|')
}

async function fill({ db, team }: TeamContext, rows: number): Promise<void> {
  const ids = team.channels.map(({ id }) => id)
  const own = [team.workspaceId, team.id]
  await db.pool.query(
    `INSERT INTO campaign (workspace_id, team_id, source, platform, account_id, campaign_id, campaign_name, channel_id)
     SELECT $1, $2, 'bench', 'Ads', 'a', 'c' || n, 'Campaign ' || n, ($3::text[])[1 + n % ${CHANNELS}]
     FROM generate_series(0, ${CAMPAIGNS - 1}) AS n`,
    [...own, ids],
  )
  await db.pool.query(
    `INSERT INTO fact (workspace_id, team_id, day, source, grain, platform, account_id, campaign_id, ad_group_id, ad_id, ad_group_name,
       ad_name, currency, impressions, clicks, spend, conversions, click_kind, import_id)
     SELECT $1, $2, $3::date - n / ${CAMPAIGNS}, 'bench', 'campaign', 'Ads', 'a', 'c' || n % ${CAMPAIGNS}, '', '', '', '', 'EUR',
       1000 + n % 977, 20 + n % 17, 12 + n % 13, 1 + n % 3, 'all', 'bench'
     FROM generate_series(0, $4::int - 1) AS n`,
    [...own, LAST_DAY, rows],
  )
  const after = (share: number, days: number) =>
    `CASE WHEN n % ${share} = 0 THEN at + make_interval(days => n % ${days}) END`
  await db.pool.query(
    `INSERT INTO funnel_record (workspace_id, team_id, source, object_id, channel_id, lead_at, mql_at, sql_at, opportunity_at, won_at, currency)
     SELECT $1, $2, 'crm', 'o' || n, ($3::text[])[1 + n % ${CHANNELS}], at, ${after(2, 3)}, ${after(5, 7)}, ${after(9, 11)}, ${after(17, 31)}, 'EUR'
     FROM (SELECT n, $4::date - n % 185 + interval '9 hours' AS at FROM generate_series(0, ${OBJECTS - 1}) AS n) AS lead`,
    [...own, ids, LAST_DAY],
  )
  await db.pool.query('VACUUM ANALYZE')
}

/** What the analysis cannot do without: sums by channel and week of media and of each stage, days of the last week, leads by day. */
async function aggregateBarely({ db, team }: TeamContext): Promise<void> {
  const from = daysOf(weeksThrough(WEEK, SHOWN)[0] ?? WEEK).from
  const media = (part: string) =>
    `WITH own AS MATERIALIZED (SELECT * FROM campaign WHERE workspace_id = $1 AND team_id = $2)
     SELECT channel_id, ${part} AS part, sum(spend), sum(impressions), sum(clicks), sum(conversions), sum(conversions_value)
     FROM fact JOIN own USING (workspace_id, team_id, source, platform, account_id, campaign_id)
     WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3 AND $4 GROUP BY 1, 2`
  const stage = (column: string) =>
    db.pool.query(
      `SELECT channel_id, date_trunc('week', ${column} AT TIME ZONE $5), count(*), sum(amount) FROM funnel_record
       WHERE workspace_id = $1 AND team_id = $2 AND ${column} >= $3 AND ${column} < $4::date + 1 GROUP BY 1, 2`,
      [team.workspaceId, team.id, from, LAST_DAY, team.zone],
    )
  await Promise.all([
    db.pool.query(media("date_trunc('week', day)"), [team.workspaceId, team.id, from, LAST_DAY]),
    db.pool.query(media('day'), [team.workspaceId, team.id, daysOf(WEEK).from, LAST_DAY]),
    ...['lead_at', 'mql_at', 'sql_at', 'opportunity_at', 'won_at'].map(stage),
    db.pool.query(
      `SELECT channel_id, (lead_at AT TIME ZONE $4)::date, count(*), count(mql_at), count(sql_at), count(opportunity_at), count(won_at)
       FROM funnel_record WHERE workspace_id = $1 AND team_id = $2 AND lead_at >= $3 GROUP BY 1, 2`,
      [team.workspaceId, team.id, shiftDay(LAST_DAY, -180), team.zone],
    ),
  ])
}

/** What the reading of creatives cannot do without: the sums of each ad over the ten weeks in which it may have begun. */
async function sumAdsBarely({ db, team }: TeamContext): Promise<void> {
  await db.pool.query(
    `SELECT source, grain, platform, account_id, campaign_id, ad_group_id, ad_id, min(day), sum(spend), sum(impressions), sum(clicks),
       sum(conversions), sum(reach)
     FROM fact WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3 AND $4 GROUP BY 1, 2, 3, 4, 5, 6, 7`,
    [team.workspaceId, team.id, shiftDay(LAST_DAY, 1 - 7 * AD_WEEKS), LAST_DAY],
  )
}
