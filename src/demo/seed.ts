import type { State } from '../domain/experiment/experiment.ts'
import { MEASURED } from '../domain/experiment/life.ts'
import type { Team } from '../domain/team.ts'
import { lastCompleteWeek, localDay, shiftDay, shiftWeek } from '../domain/week.ts'
import { adoptWorkspace } from '../flows/adopt-workspace.ts'
import type { Context } from '../flows/context.ts'
import { CARD } from '../flows/experiment/change-experiment.ts'
import { findTeamHere } from '../flows/find-team.ts'
import { INCIDENT_CARD, INCIDENT_CHART } from '../flows/guardrail/tell.ts'
import { confirmImport } from '../flows/import/settle-import.ts'
import { stageImport } from '../flows/import/stage-import.ts'
import { setEconomics } from '../flows/metric/set-economics.ts'
import { readBoard } from '../flows/review/read-board.ts'
import { setUpTeam } from '../flows/set-up-team.ts'
import { silentLog } from '../lib/log.ts'
import type { Database } from '../store/database.ts'
import { insertFunnelRecords } from '../store/fact/funnel-records.ts'
import { readLastDay } from '../store/fact/weekly-sums.ts'
import { savePeople } from '../store/people.ts'
import { closeReviewRow, insertReview, saveNarrative } from '../store/review/reviews.ts'
import { type Demo, makeDemoTeam } from './numbers.ts'
import { seedActions } from './seed-actions.ts'
import { seedGuardrails } from './seed-guardrails.ts'
import { seedLaunches } from './seed-launches.ts'
import { seedPeople } from './seed-people.ts'
import { seedTests } from './seed-tests.ts'

/** The demo's place in its workspace. */
export const DEMO = { slackId: 'T0SANDBOX', workspace: 'Northwind', botUserId: 'U0BEAT', conversationId: 'C0GROWTH' }

const DAYS = 185
const PEOPLE = [
  { userId: 'U0MARA', name: 'Mara Lindt', zone: 'Europe/Berlin' },
  { userId: 'U0PRIYA', name: 'Priya Shah', zone: 'Europe/London' },
  { userId: 'U0SAM', name: 'Sam Ortiz', zone: 'America/New_York' },
  { userId: 'U0JO', name: 'Jo Becker', zone: 'Europe/Berlin' },
]

type Base = Pick<Context, 'db' | 'now' | 'newId'>

/**
 * Fills the demo's database: the team, half a year of numbers, and the reviews of the weeks before the last one.
 * With `refresh` everything is made anew up to yesterday; without, a database that has the team is left as it is.
 */
export async function seedDemo(
  base: Base,
  options: { refresh: boolean },
): Promise<{ team: Team; demo: Demo; ctx: Context }> {
  const { db, now } = base
  if (options.refresh)
    await db.pool.query(
      'TRUNCATE workspace, person, team, campaign, fact, funnel_record, announcement, delivery, draft, audit CASCADE',
    )
  const { id: workspaceId } = await adoptWorkspace(base, {
    slackId: DEMO.slackId,
    name: DEMO.workspace,
    botUserId: DEMO.botUserId,
  })
  const ctx: Context = { ...base, workspaceId, actor: { kind: 'operator' }, log: silentLog }
  const demo = makeDemoTeam({ lastDay: shiftDay(localDay(now, 'Europe/Berlin'), -1), days: DAYS })
  const there = await findTeamHere(ctx, DEMO.conversationId)
  if (there && (await readLastDay(db, there))) return { team: there, demo, ctx }
  await savePeople(
    db.prisma,
    workspaceId,
    PEOPLE.map((person) => ({ ...person, standing: null, away: null })),
    now,
  )
  const team = there ?? (await makeTeam(ctx, demo))
  await importFacts({ ...ctx, team }, demo)
  await insertFunnelRecords(db, team, funnelOf(demo, team))
  // Half a year came in at once, and the planner would only hear of it in a minute.
  await db.pool.query('ANALYZE fact, campaign, funnel_record')
  await addPastReviews({ ...ctx, team }, demo)
  await seedTests({ ...ctx, team })
  await seedActions({ ...ctx, team })
  await seedPeople({ ...ctx, team })
  await seedLaunches({ ...ctx, team })
  await seedGuardrails({ ...ctx, team: (await findTeamHere(ctx, DEMO.conversationId)) ?? team })
  await forgetAnnounced(db)
  return { team: (await findTeamHere(ctx, DEMO.conversationId)) ?? team, demo, ctx }
}

/**
 * What was announced while seeding is history, and nobody is told of it now. Cards are where a story goes on: those of alerts, and
 * of tests that run or wait for somebody; the others are found in the lists and the log.
 */
async function forgetAnnounced({ pool }: Database): Promise<void> {
  await pool.query('DELETE FROM announcement WHERE NOT kind = ANY($1)', [[CARD, INCIDENT_CARD, INCIDENT_CHART]])
  await pool.query(
    'DELETE FROM announcement USING experiment WHERE experiment.id = subject AND NOT experiment.state = ANY($1)',
    [[...MEASURED, 'pending_approval' satisfies State]],
  )
}

async function makeTeam(ctx: Context, { team: { economics, ...team } }: Demo): Promise<Team> {
  const plan = {
    ...team,
    conversationId: DEMO.conversationId,
    broadcast: false,
    channels: team.channels.map((channel) => ({ ...channel, delegateUserId: null })),
    targets: team.targets.map(({ channelKey, metric, band }) => ({ channelId: channelKey, metric, band })),
  }
  const made = await setUpTeam(ctx, plan, null)
  // Told when the team began; what is told today would stand on every alert as a change.
  await setEconomics({ ...ctx, team: made, now: new Date(ctx.now.getTime() - DAYS * 86_400_000) }, economics)
  return (await findTeamHere(ctx, DEMO.conversationId)) ?? made
}

async function importFacts(ctx: Context & { team: Team }, { facts }: Demo): Promise<void> {
  const staged = await stageImport(ctx, {
    fileName: 'half a year of demo numbers',
    fileHash: 'demo',
    slackFileId: null,
    conversationId: null,
    answers: { leaveOutPlatforms: [] },
    reading: {
      layout: 'demo',
      encoding: '',
      columns: [{ field: 'adLink', header: 'Preview link' }],
      ignoredColumns: [],
      grain: 'ad',
      clickKind: 'all',
      currency: 'EUR',
      dateOrder: 'ymd',
      decimal: 'point',
      questions: [],
      notes: [],
    },
    batches: inBatches(facts),
    tally: () => ({ read: facts.length, kept: facts.length, skipped: [], questions: [], warnings: [] }),
  })
  await confirmImport(ctx, staged.id)
}

async function* inBatches<T>(items: T[]): AsyncGenerator<T[]> {
  for (let start = 0; start < items.length; start += 2_000) yield items.slice(start, start + 2_000)
}

function funnelOf({ funnel }: Demo, team: Team) {
  const ids = new Map(team.channels.map(({ key, id }) => [key, id]))
  return funnel.map(({ channelKey, ...record }) => ({ ...record, channelId: ids.get(channelKey) ?? '' }))
}

async function addPastReviews(ctx: Context & { team: Team }, { narratives }: Demo): Promise<void> {
  const { db, team, now } = ctx
  const last = lastCompleteWeek(now, team.zone)
  const weeksAgo = [...new Set(narratives.map((narrative) => narrative.weeksAgo))].filter((count) => count > 0)
  for (const count of weeksAgo) {
    const week = shiftWeek(last, -count)
    const board = await readBoard(ctx, week)
    const at = new Date(now.getTime() - count * 7 * 86_400_000)
    const id = ctx.newId('rev')
    await insertReview(db.prisma, team, { id, week, board, late: false, openedAt: at, openedBy: 'schedule' })
    for (const { channelKey, userId: writtenBy, happened, because, next } of narratives.filter(
      (each) => each.weeksAgo === count,
    )) {
      const channelId = team.channels.find(({ key }) => key === channelKey)?.id
      if (channelId)
        await saveNarrative(db.prisma, team, id, {
          channelId,
          happened,
          because,
          next,
          writtenBy,
          writtenAt: at,
          late: false,
          version: 0,
        })
    }
    await closeReviewRow(db.prisma, team, id, {
      closedAt: at,
      closedBy: 'U0MARA',
      decisions: [],
      focus: [],
      without: null,
    })
  }
}
