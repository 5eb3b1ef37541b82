import { aroundHolidays } from '../domain/absence/calendar.ts'
import type { ReviewPart } from '../domain/review/review-part.ts'
import { judgeSlot, REVIEW_CATCH_UP, slotsBetween } from '../domain/rhythm.ts'
import {
  listPlanned,
  lockPlan,
  type PlannedOccurrence,
  planOccurrences,
  readPlannedThrough,
  type Settlement,
  settleOccurrence,
} from '../store/review/occurrences.ts'
import { listTeams } from '../store/teams.ts'
import { transaction } from '../store/transaction.ts'
import { listWorkspaces } from '../store/workspaces.ts'
import { readCalendar } from './absence/read-calendar.ts'
import { forgetPast } from './absence/set-absence.ts'
import { tellGone } from './absence/tell-gone.ts'
import { nudgeOwners } from './action/nudge-owners.ts'
import type { Context, TeamContext } from './context.ts'
import { announce } from './delivery/announce.ts'
import { advanceExperiments } from './experiment/advance-experiments.ts'
import { readDueTests } from './experiment/read-numbers.ts'
import { askDueLaunches } from './launch/ask-launches.ts'
import { askForNarratives } from './prompt/ask-narratives.ts'
import { holidayNote, reviewRitual } from './review/next-reviews.ts'
import { openReview, REVIEW } from './review/open-review.ts'
import { tellStaleSources } from './source/note-run.ts'

const CURSOR_TRAILS_MS = 5 * 60_000

/** What one run did, for the log and for the operator who asked. */
export type Ran = {
  opened: { team: string; week: string; late: boolean }[]
  missed: { team: string; week: string }[]
  /** Parts that reviews had to open without. */
  lacking: ReviewPart[]
  failed: string[]
}

/**
 * Does all that is due at `now`, for every team of every workspace. A team that fails does not hold up the others. Guardrails are
 * no part of it: numbers that take long to judge hold up nobody.
 */
export async function runDue(base: Omit<Context, 'workspaceId' | 'actor'>): Promise<Ran> {
  const ran: Ran = { opened: [], missed: [], lacking: [], failed: [] }
  for (const workspace of await listWorkspaces(base.db.prisma)) {
    for (const team of await listTeams(base.db.prisma, workspace.id)) {
      const ctx: TeamContext = { ...base, workspaceId: workspace.id, actor: { kind: 'schedule' }, team }
      await attempt(ctx, ran, async () => await forgetPast(ctx))
      await attempt(ctx, ran, async () => await tellGone(ctx))
      // Tests come first: a review that opens in the same minute shows what is to be decided about them.
      await attempt(ctx, ran, async () => await advanceExperiments(ctx))
      await attempt(ctx, ran, async () => {
        await planReviews(ctx)
        await settleReviews(ctx, ran)
      })
      await attempt(ctx, ran, async () => await tellStaleSources(ctx))
      // A rhythm that is paused asks nothing of people.
      if (team.pausedAt) continue
      await attempt(ctx, ran, async () => await readDueTests(ctx))
      await attempt(ctx, ran, async () => await nudgeOwners(ctx))
      await attempt(ctx, ran, async () => await askDueLaunches(ctx))
      await attempt(ctx, ran, async () => await askForNarratives(ctx))
    }
  }
  return ran
}

async function attempt({ team, log }: TeamContext, ran: Ran, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!ran.failed.includes(team.key)) ran.failed.push(team.key)
    log.error({ err: error, team: team.id }, 'a team could not be served')
  }
}

/** Writes down every slot since the last run; any number of processes may do it at once. */
async function planReviews(ctx: TeamContext): Promise<void> {
  const { db, team, now } = ctx
  const seen = await readPlannedThrough(db.prisma, team)
  // Most beats have nothing to write down: the cursor follows the clock every few minutes, and at once where a slot has come.
  if (seen === null || (now < longAfter(seen) && slotsBetween(reviewRitual(team), seen, now).length === 0)) return
  const calendar = await readCalendar(ctx)
  await transaction(db, async (tx) => {
    const through = await lockPlan(tx, team)
    if (through === null || through >= now) return
    const slots = slotsBetween(reviewRitual(team), through, now).map((slot) => {
      const { holiday, ...moved } = aroundHolidays(slot, team, calendar)
      return { ...moved, note: holidayNote(holiday) }
    })
    await planOccurrences(tx, team, REVIEW, slots, now)
  })
}

function longAfter(seen: Date): Date {
  return new Date(seen.getTime() + CURSOR_TRAILS_MS)
}

/** Of all waiting slots only the latest is run, if it is not too late for it; the others are missed, and said to be. */
async function settleReviews(ctx: TeamContext, ran: Ran): Promise<void> {
  const waiting = await listPlanned(ctx.db.prisma, ctx.team, REVIEW)
  // A slot that was moved ahead of its time stands among the waiting ones before it is due.
  const latest = waiting.findLast(({ dueAt }) => judgeSlot(dueAt, ctx.now, REVIEW_CATCH_UP) !== 'early')
  for (const occurrence of waiting) {
    const verdict = judgeSlot(occurrence.dueAt, ctx.now, REVIEW_CATCH_UP)
    if (verdict === 'early') continue
    if (ctx.team.pausedAt) {
      await settle(ctx, occurrence, { state: 'skipped', late: false, note: 'the rhythm was paused' })
    } else if (occurrence === latest && verdict !== 'missed') {
      const late = verdict === 'late'
      const opened = await openReview(ctx, occurrence.slot, { late })
      if (opened.kind !== 'opened') continue
      ran.opened.push({ team: ctx.team.key, week: occurrence.slot, late })
      ran.lacking.push(...opened.missing)
    } else if (await settle(ctx, occurrence, { state: 'missed', late: true, note: 'the bot was not running' })) {
      ran.missed.push({ team: ctx.team.key, week: occurrence.slot })
    }
  }
}

async function settle(ctx: TeamContext, { ritual, slot }: PlannedOccurrence, settlement: Settlement): Promise<boolean> {
  return await transaction(ctx.db, async (tx) => {
    const won = await settleOccurrence(tx, ctx.team, { ritual, slot }, settlement, ctx.now)
    if (won && settlement.state === 'missed') {
      await announce(tx, ctx, [
        { kind: 'review-missed', subject: slot, conversationId: ctx.team.leadUserId ?? ctx.team.conversationId },
      ])
    }
    return won
  })
}
