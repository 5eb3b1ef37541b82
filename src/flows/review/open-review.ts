import { absenceOn, isGone } from '../../domain/absence/absence.ts'
import { hasActions } from '../../domain/action/action.ts'
import { hasTopic } from '../../domain/creative/retro.ts'
import { saysSomething } from '../../domain/experiment/agenda.ts'
import { hasLaunches } from '../../domain/launch.ts'
import { facilitatorOf } from '../../domain/review/facilitation.ts'
import type { MonthReport } from '../../domain/review/month.ts'
import type { Board } from '../../domain/review/review.ts'
import type { ReviewPart } from '../../domain/review/review-part.ts'
import { actorName } from '../../domain/team.ts'
import { localDay } from '../../domain/week.ts'
import { Conflict } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { listOpenIncidents } from '../../store/guardrail/incidents.ts'
import { forgetAheadWords, listAhead, lockWeek } from '../../store/review/narratives-ahead.ts'
import { settleOccurrence } from '../../store/review/occurrences.ts'
import { readReviewSettings } from '../../store/review/review-settings.ts'
import { findReviewByWeek, insertReview, saveNarrative } from '../../store/review/reviews.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import { ACTIONS_REPLY } from '../action/change-action.ts'
import { readActionsAgenda } from '../action/read-actions.ts'
import type { TeamContext } from '../context.ts'
import { RETRO } from '../creative/answer-retro.ts'
import { type Announced, announce, redraw } from '../delivery/announce.ts'
import { readTestsAgenda } from '../experiment/read-tests-agenda.ts'
import { AGENDA } from '../experiment/redraw-agenda.ts'
import { isJudgementDue } from '../guardrail/judge-guardrails.ts'
import { ALERTS } from '../guardrail/tell.ts'
import { LAUNCHES } from '../launch/change-launch.ts'
import { readLaunchWeek } from '../launch/read-launches.ts'
import { readBoard } from './read-board.ts'
import { readMonth } from './read-month.ts'
import { partsOf } from './work-out-parts.ts'

export const REVIEW = 'review'

/** The private question to an owner ahead of a review; its subject is the week, its part the person. */
export const PROMPT = 'narrative-prompt'

/** What happened: the review was opened, or it had been open already. */
export type Opened =
  | { kind: 'opened'; reviewId: string; missing: readonly ReviewPart[] }
  | { kind: 'open already'; reviewId: string }

/**
 * Opens the review of a week, once: its numbers are frozen, its thread is announced, its slot is settled.
 * A week without a single number opens too, and says so: silence would look like a failure of the bot. A part that cannot be
 * worked out holds up none of this; the thread says that it is missing.
 */
export async function openReview(ctx: TeamContext, week: string, options: { late: boolean }): Promise<Opened> {
  const { db, team, now } = ctx
  const { board, month, says } = await workOut(ctx, week)
  const { missing = [] } = board
  const { facilitators } = await readReviewSettings(db.prisma, team)
  const today = localDay(now, team.zone)
  const leadUserId = team.leadUserId !== null && isGone(team, team.leadUserId) ? null : team.leadUserId
  const facilitatorUserId = facilitatorOf(facilitators, week, leadUserId, (id) => !absenceOn(team, id, today))
  return await transaction(db, async (tx) => {
    const id = ctx.newId('rev')
    const openedBy = actorName(ctx.actor)
    await lockWeek(tx, team, week)
    const won = await insertReview(tx, team, {
      id,
      week,
      board,
      month,
      facilitatorUserId,
      late: options.late,
      openedAt: now,
      openedBy,
    })
    await settleOccurrence(
      tx,
      team,
      { ritual: REVIEW, slot: week },
      { state: 'done', late: options.late, note: null },
      now,
    )
    if (!won) return { kind: 'open already', reviewId: await idOf(tx, ctx, week) }
    await takeAhead(tx, ctx, id, week)
    await announce(tx, ctx, thread(id, week, board, says))
    const detail = { week, ...options, ...(missing.length > 0 && { missing }) }
    await writeAudit(tx, ctx, { teamId: team.id, action: 'review opened', subject: id, detail })
    return { kind: 'opened', reviewId: id, missing }
  })
}

/** All that a review opens with: its numbers, which have to be there, and its parts, each of which may be missing. */
async function workOut(
  ctx: TeamContext,
  week: string,
): Promise<{ board: Board; month: MonthReport | null; says: Says }> {
  const parts = partsOf(ctx, week)
  const board = await readBoard(ctx, week, parts)
  const has = async (part: ReviewPart, look: () => Promise<boolean>) => await parts.read(part, look, false)
  const says = {
    alerts: await has('alerts', async () => await hasAlerts(ctx)),
    tests: await has('tests', async () => saysSomething(await readTestsAgenda(ctx, week))),
    launches: await has('launches', async () => hasLaunches(await readLaunchWeek(ctx, week))),
    actions: await has('actions', async () => hasActions(await readActionsAgenda(ctx, week))),
  }
  const month = await parts.read('month', async () => await readMonth(ctx, week), null)
  const { missing } = parts
  return {
    board: missing.length > 0 ? { ...board, missing } : board,
    month,
    says: { ...says, month: month !== null },
  }
}

/** A breach that is found in a moment stands in its place in the thread, and not at its end. */
async function hasAlerts(ctx: TeamContext): Promise<boolean> {
  if (await isJudgementDue(ctx)) return true
  return (await listOpenIncidents(ctx.db.prisma, ctx.team)).some(({ isDrill }) => !isDrill)
}

/** What owners wrote ahead of the review becomes part of it, and their prompts say so. */
async function takeAhead(tx: Tx, ctx: TeamContext, reviewId: string, week: string): Promise<void> {
  const { team } = ctx
  const there = new Set(team.channels.map(({ id }) => id))
  for (const { passed, version: _version, ...words } of await listAhead(tx, team, week)) {
    if (!passed && there.has(words.channelId))
      await saveNarrative(tx, team, reviewId, { ...words, late: false, version: 0 })
  }
  await forgetAheadWords(tx, team, week)
  await redraw(tx, ctx, { subject: week, kind: PROMPT })
}

/** Which of the replies that speak of something have something to say. */
type Says = { alerts: boolean; tests: boolean; launches: boolean; actions: boolean; month: boolean }

/** The messages of a review's thread, in their order: the header in the conversation, the rest as its replies. */
function thread(subject: string, week: string, board: Board, says: Says): Announced[] {
  const { alerts, tests, launches, actions, month } = says
  const parent = { kind: 'review-header', subject, slot: week }
  const reply = (kind: string, part = ''): Announced => ({ kind, subject, slot: week, part, parent })
  return [
    parent,
    reply('review-chart'),
    ...(board.missing ? [reply('review-missing')] : []),
    ...(board.missing?.includes('changed') ? [] : [reply('review-movement')]),
    ...(isPictured(board) ? [reply('review-waterfall')] : []),
    reply('review-standing'),
    ...(alerts ? [reply(ALERTS)] : []),
    ...(tests ? [reply(AGENDA)] : []),
    ...(hasTopic(board.creatives) ? [reply(RETRO)] : []),
    ...board.channels.map(({ channelId }) => reply('review-narrative', channelId)),
    ...(launches ? [reply(LAUNCHES)] : []),
    ...(actions ? [reply(ACTIONS_REPLY)] : []),
    ...(month ? [reply('review-month'), reply('review-month-chart')] : []),
  ]
}

/** A change with nothing between before and after is told, and not drawn. */
function isPictured({ changed }: Board): boolean {
  return (changed?.bars?.length ?? 0) > 2
}

async function idOf(tx: Tx, { team }: TeamContext, week: string): Promise<string> {
  const review = await findReviewByWeek(tx, team, week)
  if (!review) throw new Conflict(`The review of ${week} is being opened by somebody else. Look again in a moment.`)
  return review.id
}
