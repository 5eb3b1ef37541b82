import { absenceOn } from '../../domain/absence/absence.ts'
import type { AskedPerson, UnaskedChannel } from '../../domain/review/asked.ts'
import { promptWindow, type ReminderSettings } from '../../domain/review/prompt.ts'
import { nextClockChange } from '../../domain/rhythm.ts'
import { localDay } from '../../domain/week.ts'
import { findPost } from '../../store/delivery/announcements.ts'
import { listAhead } from '../../store/review/narratives-ahead.ts'
import { readReminderSettings } from '../../store/review/reminder-settings.ts'
import { awayByStatus } from '../adopt-workspace.ts'
import type { TeamContext } from '../context.ts'
import { speakersAhead } from '../prompt/ask-narratives.ts'
import { holidayOf, nextReview, type UpcomingReview, upcomingReviews } from './next-reviews.ts'
import { PROMPT } from './open-review.ts'

const SHOWN = 4

/** The next reviews of a team, and the next change of its zone's clock. */
export type Schedule = {
  reviews: (UpcomingReview & { holiday: string | null })[]
  asked: AskedPerson[]
  unasked: UnaskedChannel[]
  reminding: ReminderSettings['reminding']
  clockChange: { at: Date; minutes: number } | null
}

/** Says when a team's next reviews open. */
export async function readSchedule(ctx: TeamContext): Promise<Schedule> {
  const reviews = (await upcomingReviews(ctx, SHOWN)).map((review) => ({ ...review, holiday: holidayOf(review) }))
  return { reviews, ...(await readAsked(ctx)), clockChange: nextClockChange(ctx.team.zone, ctx.now) }
}

/** Who is asked ahead of the next review, when and in whose place, and of which channels nobody is asked. */
async function readAsked(ctx: TeamContext): Promise<Pick<Schedule, 'asked' | 'unasked' | 'reminding'>> {
  const { db, team } = ctx
  const { week, dueAt } = await nextReview(ctx)
  const review = { dueAt, zone: team.zone }
  const { promptTime: time, reminding } = await readReminderSettings(db.prisma, team)
  const said = new Map((await listAhead(db.prisma, team, week)).map(({ channelId, passed }) => [channelId, passed]))
  const speakers = await speakersAhead(ctx, review, time)
  const statuses = await awayByStatus(
    ctx,
    speakers.map(({ userId }) => userId),
  )
  const asked = await Promise.all(
    speakers.map(async ({ userId, zone, channels, standsInFor, isWorkday }) => {
      const { from: at, until } = promptWindow(review, { zone, time, isWorkday })
      const isAsked = (await findPost(db.prisma, team, { kind: PROMPT, subject: week, part: userId })) !== null
      return {
        userId,
        zone,
        at,
        isAsked: !isAsked && until <= ctx.now ? null : isAsked,
        channels: channels.filter(({ id }) => !said.has(id)).map(({ name }) => name),
        standsInFor,
        away: absenceOn(team, userId, localDay(dueAt, zone)),
        status: statuses.get(userId) ?? null,
      }
    }),
  )
  const unasked = team.channels.flatMap(({ id, name, ownerUserId }): UnaskedChannel[] => {
    if (said.has(id)) return [{ channel: name, why: said.get(id) ? 'passed' : 'written' }]
    if (ownerUserId === null) return [{ channel: name, why: 'nobody owns it' }]
    return speakers.some(({ channels }) => channels.some((each) => each.id === id))
      ? []
      : [{ channel: name, why: 'nobody is left' }]
  })
  return { reminding, asked: asked.filter(({ channels }) => channels.length > 0), unasked }
}
