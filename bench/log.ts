import type { TeamContext } from '../src/flows/context.ts'
import { findSimilar } from '../src/flows/experiment/find-similar.ts'
import { searchExperiments } from '../src/flows/experiment/search-experiments.ts'
import { atMost, median, ratio, spoken, timed } from './figures.ts'
import { copyLog, fillLog } from './past-tests.ts'
import { inFreshDatabase, makeTeam } from './place.ts'

const TESTS = 5_000
const OTHER_TEAMS = 4
const WARM_UP = 3
const RUNS = 5
/** What a search may take. */
const MOST_MS = 100

/** What people type into `/beat log`: names of pages, half words, slips, whole phrases, numbers, things nobody tested. */
const QUERIES = [
  'cac landing page',
  'two-step form',
  'form mobile',
  'pricing page',
  'pricing mobile germany',
  'headline',
  'calculator',
  'calc',
  'founder video',
  'carousel france',
  'lookalike won customers',
  'job seekers',
  'exclude career pages prospecting',
  'broad targeting',
  'target cost bidding',
  'bids night weekend',
  'dayparting',
  'trial thirty days',
  'free audit demo',
  'annual discount enterprise',
  'trust survey',
  'session recordings scrolling',
  'frequency click rate fell',
  'roll back trust',
  '"customer logos" -mobile',
  '"two months for free"',
  'finance director quote',
  'headlnie',
  'convresion landing',
  'T-4711',
  'zeppelin',
]

const IDEA =
  'Split the form on LP-demo into two steps and ask for the work email first. More leads per click within three weeks, ' +
  'because nine fields at once look like work and moblie users scroll past the hreo withuot reading it.'

type Run = { run: number; query: string; ms: number; floor: number }

/** The search over everything ever tested, for one team among others, against a bare count over the same index. */
export async function benchLog(): Promise<void> {
  await inFreshDatabase(async (db) => {
    const ctx = await makeTeam(db)
    await fillLog(ctx, TESTS)
    await copyLog(ctx, OTHER_TEAMS)
    await db.pool.query('VACUUM ANALYZE')
    for (let run = 0; run < WARM_UP; run++) for (const query of QUERIES) await searchExperiments(ctx, query)
    const runs: Run[] = []
    for (let run = 0; run < RUNS; run++) {
      for (const query of QUERIES) {
        const { ms: floor } = await timed(() => countBarely(ctx, query))
        const { ms } = await timed(() => searchExperiments(ctx, query))
        runs.push({ run, query, ms, floor })
      }
    }
    const similar: number[] = []
    for (let run = 0; run < RUNS; run++) similar.push((await timed(() => lookForSimilar(ctx))).ms)
    report(runs, similar)
  })
}

function report(runs: readonly Run[], similar: readonly number[]): void {
  const worst = runs.reduce((slowest, run) => (run.ms > slowest.ms ? run : slowest))
  const all = ((OTHER_TEAMS + 1) * TESTS).toLocaleString('en')
  console.log(`log of ${TESTS.toLocaleString('en')} tests among ${all}, ${QUERIES.length} queries, ${RUNS} runs`)
  console.log(
    `  bare count            ${spoken(median(runs.map(({ floor }) => floor)))} (one to_tsquery over the index)`,
  )
  console.log(
    `  search                ${spoken(median(runs.map(({ ms }) => ms)))}, worst ${spoken(worst.ms)} (${worst.query})`,
  )
  const mean = runs.reduce((sum, { ms }) => sum + ms, 0) / runs.length
  console.log(`  search, mean          ${spoken(mean)}`)
  console.log(`  similar to an idea    ${spoken(median(similar))}, worst ${spoken(Math.max(...similar))}`)
  console.log(`  time                  ${ratio(wholeRuns(runs))} the bare count, all queries of a run together`)
  atMost('the mean of a search, in ms,', mean, MOST_MS)
  atMost('looking for similar tests, in ms,', median(similar), MOST_MS)
}

function wholeRuns(runs: readonly Run[]): [number, number][] {
  const sum = (run: number, of: 'ms' | 'floor') =>
    runs.filter((each) => each.run === run).reduce((all, each) => all + each[of], 0)
  return [...new Set(runs.map(({ run }) => run))].map((run) => [sum(run, 'ms'), sum(run, 'floor')])
}

async function lookForSimilar(ctx: TeamContext): Promise<void> {
  await findSimilar(ctx, { text: IDEA, lever: 'landing_page', channelId: ctx.team.channels[0]?.id ?? null }, 3)
}

/** What no search can do without: the tests of the team that hold any of the words, counted by the index. */
async function countBarely({ db, team }: TeamContext, query: string): Promise<void> {
  await db.pool.query(
    `SELECT count(*) FROM experiment WHERE workspace_id = $1 AND team_id = $2
       AND to_tsvector('english', words) @@ to_tsquery('english', $3)`,
    [team.workspaceId, team.id, (query.toLowerCase().match(/[a-z0-9]+/g) ?? []).join(' | ')],
  )
}
