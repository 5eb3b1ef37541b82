import { isWithin, MOST_REMINDERS, promptWindow, reminderWindows } from '../../domain/review/prompt.ts'
import { localDay } from '../../domain/week.ts'
import { findPost } from '../../store/delivery/announcements.ts'
import { listAhead } from '../../store/review/narratives-ahead.ts'
import { readReminderSettings } from '../../store/review/reminder-settings.ts'
import { findLatestStanding, listUnheard } from '../../store/review/reviews.ts'
import { transaction } from '../../store/transaction.ts'
import { awayByStatus } from '../adopt-workspace.ts'
import type { TeamContext } from '../context.ts'
import { type Announced, announce } from '../delivery/announce.ts'
import { nextReview } from '../review/next-reviews.ts'
import { PROMPT } from '../review/open-review.ts'
import { type Speaker, speakersFor } from './speakers.ts'

/** The private reminder of a review that waits for somebody; its subject is the review, its part which one and for whom. */
export const REMINDER = 'narrative-reminder'

/** Asks the owners whose hour has come, each once: ahead of the next review, and again while the open one waits for them. */
export async function askForNarratives(ctx: TeamContext): Promise<void> {
  const { reminding, promptTime } = await readReminderSettings(ctx.db.prisma, ctx.team)
  await say(ctx, await duePrompts(ctx, promptTime))
  await say(ctx, await dueReminders(ctx, MOST_REMINDERS[reminding]))
}

async function duePrompts(ctx: TeamContext, time: string): Promise<Announced[]> {
  const { db, team, now } = ctx
  const { week, dueAt } = await nextReview(ctx)
  const review = { dueAt, zone: team.zone }
  const speakers = (await speakersAhead(ctx, review, time)).filter(({ zone, isWorkday }) =>
    isWithin(promptWindow(review, { zone, time, isWorkday }), now),
  )
  if (speakers.length === 0) return []
  const said = new Set((await listAhead(db.prisma, team, week)).map(({ channelId }) => channelId))
  return speakers
    .filter(({ channels }) => channels.some(({ id }) => !said.has(id)))
    .map(({ userId }) => ({ kind: PROMPT, subject: week, part: userId, conversationId: userId }))
}

/** Who is asked ahead of a review: whoever answers for each channel on the day on which its owner would be asked. */
export async function speakersAhead(
  ctx: TeamContext,
  review: { dueAt: Date; zone: string },
  time: string,
): Promise<Speaker[]> {
  return await speakersFor(ctx, ctx.team.channels, (owner) =>
    localDay(promptWindow(review, { ...owner, time }).from, owner.zone),
  )
}

async function dueReminders(ctx: TeamContext, most: number): Promise<Announced[]> {
  const { db, team, now } = ctx
  const review = most > 0 ? await findLatestStanding(db.prisma, team) : null
  if (review?.state !== 'open') return []
  const speakers = await speakersFor(ctx, team.channels, ({ zone }) => localDay(now, zone))
  const reachable = speakers.flatMap(({ userId, zone, isWorkday, channels }) => {
    if (!isWorkday(localDay(now, zone))) return []
    const which = reminderWindows(review.openedAt, most, { zone, isWorkday }).findIndex((each) => isWithin(each, now))
    return which < 0 ? [] : [{ userId, channels, part: `${which + 1} ${userId}` }]
  })
  // Most beats are nobody's hour: who was heard is looked for only where somebody may be reminded.
  if (reachable.length === 0) return []
  const passed = (await listAhead(db.prisma, team, review.week)).map(({ channelId }) => channelId)
  const waiting = (await listUnheard(db.prisma, team, review.id)).filter((id) => !passed.includes(id))
  const statuses = await awayByStatus(
    ctx,
    reachable.map(({ userId }) => userId),
  )
  return reachable
    .filter(({ userId, channels }) => !statuses.has(userId) && channels.some(({ id }) => waiting.includes(id)))
    .map(({ userId, part }) => ({
      kind: REMINDER,
      subject: review.id,
      slot: review.week,
      part,
      conversationId: userId,
    }))
}

/** The heartbeat comes every few seconds: what was said already opens no transaction. */
async function say(ctx: TeamContext, items: readonly Announced[]): Promise<void> {
  const found = await Promise.all(items.map(async (item) => await findPost(ctx.db.prisma, ctx.team, item)))
  const fresh = items.filter((_, index) => found[index] === null)
  if (fresh.length > 0) await transaction(ctx.db, async (tx) => await announce(tx, ctx, fresh))
}
