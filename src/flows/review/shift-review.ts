import { momentInWords } from '../../domain/moment.ts'
import { reviewName } from '../../domain/review/review-words.ts'
import { instantOf } from '../../domain/rhythm.ts'
import { actorName } from '../../domain/team.ts'
import { countDays, daysOf, localDay, shiftDay } from '../../domain/week.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { forgetOverride, lockPlan, overrideSlot } from '../../store/review/occurrences.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { announce } from '../delivery/announce.ts'
import { holidayOf, SHIFTABLE, type UpcomingReview, upcomingReviews } from './next-reviews.ts'
import { REVIEW } from './open-review.ts'

/** What is done to one review that is to come. */
export type Shift = 'skip' | 'move' | 'usual'

/** Told in the channel of the team: a review was moved or skipped, or is as usual again. */
export const SHIFTED = 'rhythm-shifted'

/** Skips the next review of a team; the one of a week, where one is named. */
export async function skipReview(ctx: TeamContext, week: string | null): Promise<UpcomingReview> {
  const review = await shiftable(ctx, week)
  if (review.skipped) throw new Conflict(`The review of ${reviewName(review.week)} is skipped already.`)
  return await shift(ctx, 'skip', { ...review, skipped: true })
}

/** Moves the next review of a team to another local day and time, later or earlier, but never before its week is over. */
export async function moveReview(ctx: TeamContext, to: { day: string; time: string }): Promise<UpcomingReview> {
  const { team, now } = ctx
  const review = await shiftable(ctx, null)
  const dueAt = instantOf(to.day, to.time, team.zone)
  const last = shiftDay(localDay(review.usual, team.zone), 6)
  const name = reviewName(review.week)
  if (dueAt <= now)
    throw new Invalid(`${momentInWords(dueAt, team.zone)} has passed. \`/beat review now\` opens it at once.`)
  if (to.day <= daysOf(review.week).to || countDays(to.day, last) < 1) {
    throw new Invalid(
      `The review of ${name} can be moved to a day after that week, and before the next one opens. To leave it out: \`/beat review skip\`.`,
    )
  }
  return await shift(ctx, 'move', { ...review, dueAt, skipped: false })
}

/** Takes back that the next review was moved or skipped. */
export async function restoreReview(ctx: TeamContext): Promise<UpcomingReview> {
  const reviews = await upcomingReviews(ctx, SHIFTABLE)
  const review = reviews.find(
    (each) => each.skipped || (each.usual.getTime() !== each.dueAt.getTime() && holidayOf(each) === null),
  )
  if (!review) throw new Conflict('No review that is to come was moved or skipped: all of them open as usual.')
  if (review.usual <= ctx.now) {
    throw new Conflict(
      `The usual time of the review of ${reviewName(review.week)} has passed. \`/beat review now\` opens it at once, \`/beat review move\` at another time.`,
    )
  }
  return await shift(ctx, 'usual', { ...review, dueAt: review.usual, skipped: false })
}

async function shiftable(ctx: TeamContext, week: string | null): Promise<UpcomingReview> {
  if (ctx.team.pausedAt)
    throw new Conflict('The rhythm is paused, so no review opens by itself. `/beat review resume` first.')
  const reviews = await upcomingReviews(ctx, SHIFTABLE)
  const review = week === null ? reviews.find(({ skipped }) => !skipped) : reviews.find((each) => each.week === week)
  if (!review) {
    throw new Invalid(
      week === null
        ? 'The next eight reviews are skipped already. `/beat review pause` stops them all.'
        : `The review of ${reviewName(week)} is not among the next eight. \`/beat schedule\` shows what is to come.`,
    )
  }
  return review
}

async function shift(ctx: TeamContext, what: Shift, to: UpcomingReview): Promise<UpcomingReview> {
  return await transaction(ctx.db, async (tx) => {
    if (!(await write(tx, ctx, what, to)))
      throw new Conflict(`The review of ${reviewName(to.week)} has been opened or settled meanwhile. Nothing changed.`)
    const by = actorName(ctx.actor)
    const part = [what, by, to.dueAt.toISOString(), ctx.now.toISOString()].join(' ')
    await announce(tx, ctx, [{ kind: SHIFTED, subject: to.week, part }])
    await writeAudit(tx, ctx, {
      teamId: ctx.team.id,
      action: `review ${what}`,
      subject: ctx.team.id,
      detail: { week: to.week, dueAt: to.dueAt },
    })
    return to
  })
}

async function write(
  tx: Tx,
  { team, actor }: TeamContext,
  what: Shift,
  { week: slot, dueAt, skipped }: UpcomingReview,
) {
  if (what === 'usual') {
    // Once the planner has passed the usual time, nothing would write the slot down again.
    const through = await lockPlan(tx, team)
    return through !== null && through < dueAt && (await forgetOverride(tx, team, REVIEW, slot))
  }
  const by = actorName(actor)
  const note = `${skipped ? 'skipped' : 'moved'} by ${by}`
  return await overrideSlot(tx, team, { ritual: REVIEW, slot, dueAt, state: skipped ? 'skipped' : 'planned', note })
}
