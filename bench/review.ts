import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { weeksShown } from '../src/domain/review/review.ts'
import { daysOf, weekOf } from '../src/domain/week.ts'
import type { TeamContext } from '../src/flows/context.ts'
import { confirmImport } from '../src/flows/import/settle-import.ts'
import { readBoard } from '../src/flows/review/read-board.ts'
import { importFile } from '../src/ingest/import-file.ts'
import { median, ratio, spoken, timed } from './figures.ts'
import { inFreshDatabase, makeTeam } from './place.ts'
import { LAST_DAY, writeExport } from './rows.ts'

const THREE_YEARS = 1096
const ONE_YEAR = 365
const RUNS = 15
const WARM_UP = 3
const WEEK = weekOf(LAST_DAY)

/**
 * The board of the last week against one bare aggregate over the weeks it shows, and against the board of a team that has one
 * year of the same numbers a day: it must grow with the weeks shown, not with history.
 */
export async function benchReview(rows: number): Promise<void> {
  const fewer = Math.round((rows * ONE_YEAR) / THREE_YEARS)
  await inFilledDatabase(rows, THREE_YEARS, async (long) => {
    await inFilledDatabase(fewer, ONE_YEAR, async (short) => {
      const runs: { board: number; aggregate: number; byPlatform: number; shortBoard: number }[] = []
      for (let run = -WARM_UP; run < RUNS; run++) {
        const { ms: aggregate } = await timed(() => sumBarely(long))
        const { ms: byPlatform } = await timed(() => sumByPlatform(long))
        const { ms: board } = await timed(() => readBoard(long, WEEK))
        const { ms: shortBoard } = await timed(() => readBoard(short, WEEK))
        if (run >= 0) runs.push({ board, aggregate, byPlatform, shortBoard })
      }
      const middle = (key: keyof (typeof runs)[number]) => spoken(median(runs.map((run) => run[key])))
      console.log(`review of ${weeksShown(WEEK).length} weeks out of ${rows.toLocaleString('en')} rows, ${RUNS} runs`)
      console.log(`  aggregate by channel  ${middle('aggregate')}`)
      console.log(`  same by platform      ${middle('byPlatform')} (no join)`)
      console.log(`  board, three years    ${middle('board')}`)
      console.log(`  board, one year       ${middle('shortBoard')} (${fewer.toLocaleString('en')} rows)`)
      console.log(
        `  time                  ${ratio(runs.map((run) => [run.board, run.aggregate]))} the aggregate by channel`,
      )
      console.log(
        `                        ${ratio(runs.map((run) => [run.board, run.byPlatform]))} the one by platform`,
      )
      console.log(`  three years           ${ratio(runs.map((run) => [run.board, run.shortBoard]))} one year`)
    })
  })
}

async function inFilledDatabase(rows: number, days: number, work: (ctx: TeamContext) => Promise<void>): Promise<void> {
  await inFreshDatabase(async (db, dataDir) => {
    const ctx = await makeTeam(db)
    await fill(ctx, join(dataDir, 'export.csv'), rows, days)
    await db.pool.query('VACUUM ANALYZE fact')
    await work(ctx)
  })
}

async function fill(ctx: TeamContext, path: string, rows: number, days: number): Promise<void> {
  await writeExport(path, rows, days)
  const file = { path, fileName: 'export.csv', slackFileId: null, conversationId: null, answers: {} }
  await confirmImport(ctx, (await importFile(ctx, file)).id)
  rmSync(path)
}

/** What a review cannot do without: the sums of the weeks shown by channel, planned the best way there is. */
async function sumBarely({ db, team }: TeamContext): Promise<void> {
  await db.pool.query(
    `WITH own AS MATERIALIZED (SELECT * FROM campaign WHERE workspace_id = $1 AND team_id = $2)
     SELECT channel_id, date_trunc('week', day) AS week, sum(spend), sum(impressions), sum(clicks), sum(conversions),
            sum(conversions_value)
     FROM fact JOIN own USING (workspace_id, team_id, source, platform, account_id, campaign_id)
     WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3 AND $4 GROUP BY 1, 2`,
    [team.workspaceId, team.id, daysOf(weeksShown(WEEK)[0] ?? WEEK).from, LAST_DAY],
  )
}

/** Less than a review needs, and so a stricter floor: the same sums by platform, which takes no second table. */
async function sumByPlatform({ db, team }: TeamContext): Promise<void> {
  await db.pool.query(
    `SELECT platform, date_trunc('week', day) AS week, sum(spend), sum(impressions), sum(clicks), sum(conversions),
            sum(conversions_value)
     FROM fact WHERE workspace_id = $1 AND team_id = $2 AND day BETWEEN $3 AND $4 GROUP BY 1, 2`,
    [team.workspaceId, team.id, daysOf(weeksShown(WEEK)[0] ?? WEEK).from, LAST_DAY],
  )
}
