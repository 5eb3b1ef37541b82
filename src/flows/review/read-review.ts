import type { ActionsAgenda } from '../../domain/action/action.ts'
import type { Agenda } from '../../domain/experiment/agenda.ts'
import type { LaunchWeek } from '../../domain/launch.ts'
import type { MonthReport } from '../../domain/review/month.ts'
import type { Narrative, Review } from '../../domain/review/narrative.ts'
import type { Board } from '../../domain/review/review.ts'
import type { Team } from '../../domain/team.ts'
import { daysOf, lastCompleteWeek, localDay } from '../../domain/week.ts'
import { NotFound } from '../../lib/errors.ts'
import { findPost } from '../../store/delivery/announcements.ts'
import { readNames } from '../../store/people.ts'
import { listAhead } from '../../store/review/narratives-ahead.ts'
import { findEarlierNarrative, findLatestReview, findReview, findReviewByWeek } from '../../store/review/reviews.ts'
import { readActionsAgenda } from '../action/read-actions.ts'
import type { TeamContext } from '../context.ts'
import { readTestsAgenda } from '../experiment/read-tests-agenda.ts'
import { type Incidents, readAlerts } from '../guardrail/read-guardrails.ts'
import { readLaunchWeek } from '../launch/read-launches.ts'
import { nextReview } from './next-reviews.ts'
import { readBoard } from './read-board.ts'
import { readMonth } from './read-month.ts'
import { partsOf } from './work-out-parts.ts'

/** Everything a message of a review's thread is drawn from. */
export type ReviewState = {
  team: Team
  review: Review
  names: Record<string, string>
  next: Date
  /** Who said that there is nothing to tell of a channel this week, by the channel's id. */
  passes: Record<string, string>
  /** The day it is for the team. */
  today: string
}

/** A review with its team and the names of its people. */
export async function readReview(ctx: TeamContext, reviewId: string): Promise<ReviewState> {
  const { db, team } = ctx
  const review = await findReview(db.prisma, team, reviewId)
  if (!review) throw new NotFound('I cannot find this review any more.')
  return {
    team,
    review,
    names: await readNames(db.prisma, ctx.workspaceId),
    next: (await nextReview(ctx)).dueAt,
    today: localDay(ctx.now, team.zone),
    passes: Object.fromEntries(
      (await listAhead(db.prisma, team, review.week)).map(({ channelId, writtenBy }) => [channelId, writtenBy]),
    ),
  }
}

/** Where the review of a team stands now. */
export type ReviewStatus = {
  week: string
  next: Date
  paused: { at: Date; by: string } | null
  latest: { review: Review; post: { conversationId: string; ts: string | null } | null } | null
}

/** The latest review of a team, where it was posted, and when the next one opens. */
export async function readReviewStatus(ctx: TeamContext): Promise<ReviewStatus> {
  const { db, team, now } = ctx
  const review = await findLatestReview(db.prisma, team)
  return {
    week: lastCompleteWeek(now, team.zone),
    next: (await nextReview(ctx)).dueAt,
    paused: team.pausedAt ? { at: team.pausedAt, by: team.pausedBy ?? 'somebody' } : null,
    latest: review && { review, post: await findPost(db.prisma, team, { kind: 'review-header', subject: review.id }) },
  }
}

/** A review as it would be posted now: the snapshot of an opened one, else the numbers of today. */
export type ReviewPreview = {
  team: Team
  board: Board
  review: Review | null
  alerts: Incidents & { isPending: boolean }
  agenda: Agenda
  launches: LaunchWeek & { today: string }
  actions: ActionsAgenda
  month: MonthReport | null
  names: Record<string, string>
}

/** Previews the review of a week; the last complete one unless another is named. A part may be missing, as in the review itself. */
export async function previewReview(ctx: TeamContext, week?: string): Promise<ReviewPreview> {
  const { db, team } = ctx
  const named = week ?? lastCompleteWeek(ctx.now, team.zone)
  const review = await findReviewByWeek(db.prisma, team, named)
  const parts = partsOf(ctx, named)
  const board = review?.board ?? (await readBoard(ctx, named, parts))
  const none = nothingOf(ctx, named)
  const shown = {
    month: review ? review.month : await parts.read('month', async () => await readMonth(ctx, named), null),
    alerts: await parts.read('alerts', async () => await readAlerts(ctx, named), none.alerts),
    agenda: await parts.read('tests', async () => await readTestsAgenda(ctx, named), none.agenda),
    launches: await parts.read('launches', async () => await readLaunchWeek(ctx, named), none.launches),
    actions: await parts.read('actions', async () => await readActionsAgenda(ctx, named), none.actions),
    names: await readNames(db.prisma, ctx.workspaceId),
  }
  const missing = [...new Set([...(board.missing ?? []), ...parts.missing])]
  return { team, review, board: missing.length > 0 ? { ...board, missing } : board, ...shown }
}

/** What stands in the place of the parts that are missing. */
function nothingOf(
  { team, now }: TeamContext,
  week: string,
): Pick<ReviewPreview, 'alerts' | 'agenda' | 'launches' | 'actions'> {
  const [today, since] = [localDay(now, team.zone), daysOf(week).from]
  return {
    alerts: { team, today, open: [], resolved: [], decisions: [], names: {}, isPending: false },
    agenda: { since, due: [], running: [], ended: [], next: null, slots: { used: 0, of: 0 } },
    launches: { today, late: [], planned: [], live: [], dropped: [] },
    actions: { today, since, focus: [], carried: [], others: [], done: [], dropped: [] },
  }
}

/** What the narrative of a channel starts from: what stands there, and what was written the week before. */
export async function readNarrative(
  ctx: TeamContext,
  reviewId: string,
  channelId: string,
): Promise<{ state: ReviewState; written: Narrative | null; earlier: Narrative | null }> {
  const state = await readReview(ctx, reviewId)
  const written = state.review.narratives.find((narrative) => narrative.channelId === channelId) ?? null
  return { state, written, earlier: await findEarlierNarrative(ctx.db.prisma, ctx.team, channelId, state.review.week) }
}
