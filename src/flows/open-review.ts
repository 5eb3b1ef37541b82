import { hasActions } from '../domain/action/action.ts'
import { saysSomething } from '../domain/experiment/agenda.ts'
import type { Board } from '../domain/review.ts'
import { actorName } from '../domain/team.ts'
import { Conflict } from '../lib/errors.ts'
import { writeAudit } from '../store/audits.ts'
import { settleOccurrence } from '../store/occurrences.ts'
import { findReviewByWeek, insertReview } from '../store/reviews.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { ACTIONS_REPLY } from './action/change-action.ts'
import { readActionsAgenda } from './action/read-actions.ts'
import { type Announced, announce } from './announce.ts'
import type { TeamContext } from './context.ts'
import { readTestsAgenda } from './experiment/read-tests-agenda.ts'
import { AGENDA } from './experiment/redraw-agenda.ts'
import { readBoard } from './read-board.ts'

export const REVIEW = 'review'

/** What happened: the review was opened, or it had been open already. */
export type Opened = { kind: 'opened'; reviewId: string } | { kind: 'open already'; reviewId: string }

/**
 * Opens the review of a week, once: its numbers are frozen, its thread is announced, its slot is settled.
 * A week without a single number opens too, and says so: silence would look like a failure of the bot.
 */
export async function openReview(ctx: TeamContext, week: string, options: { late: boolean }): Promise<Opened> {
  const { db, team, now } = ctx
  const board = await readBoard(ctx, week)
  const tests = saysSomething(await readTestsAgenda(ctx, week))
  const actions = hasActions(await readActionsAgenda(ctx, week))
  return await transaction(db, async (tx) => {
    const id = ctx.newId('rev')
    const openedBy = actorName(ctx.actor)
    const won = await insertReview(tx, team, { id, week, board, late: options.late, openedAt: now, openedBy })
    await settleOccurrence(
      tx,
      team,
      { ritual: REVIEW, slot: week },
      { state: 'done', late: options.late, note: null },
      now,
    )
    if (!won) return { kind: 'open already', reviewId: await idOf(tx, ctx, week) }
    await announce(tx, ctx, thread(id, week, board, { tests, actions }))
    await writeAudit(tx, ctx, { teamId: team.id, action: 'review opened', subject: id, detail: { week, ...options } })
    return { kind: 'opened', reviewId: id }
  })
}

/** The messages of a review's thread, in their order: the header in the conversation, the rest as its replies. */
function thread(subject: string, week: string, board: Board, has: { tests: boolean; actions: boolean }): Announced[] {
  const parent = { kind: 'review-header', subject, slot: week }
  const reply = (kind: string, part = ''): Announced => ({ kind, subject, slot: week, part, parent })
  return [
    parent,
    reply('review-chart'),
    reply('review-standing'),
    reply('review-movement'),
    ...(has.tests ? [reply(AGENDA)] : []),
    ...board.channels.map(({ channelId }) => reply('review-narrative', channelId)),
    ...(has.actions ? [reply(ACTIONS_REPLY)] : []),
  ]
}

async function idOf(tx: Tx, { team }: TeamContext, week: string): Promise<string> {
  const review = await findReviewByWeek(tx, team, week)
  if (!review) throw new Conflict(`The review of ${week} is being opened by somebody else. Look again in a moment.`)
  return review.id
}
