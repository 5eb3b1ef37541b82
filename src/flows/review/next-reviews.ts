import { aroundHolidays } from '../../domain/absence/calendar.ts'
import { nextSlot, type Ritual, type Slot, slotOf } from '../../domain/rhythm.ts'
import type { Team } from '../../domain/team.ts'
import { listSlots } from '../../store/review/occurrences.ts'
import { readCalendar } from '../absence/read-calendar.ts'
import type { TeamContext } from '../context.ts'
import { REVIEW } from './open-review.ts'

/** A review that is to come: when, when it usually would be, and why that differs or why it will not open at all. */
export type UpcomingReview = Slot & { usual: Date; skipped: boolean; note: string | null }

/** How many of the next reviews may be skipped or moved. */
export const SHIFTABLE = 8

const HOLIDAY = 'holiday: '

/** What is noted of a review that gives way to a holiday, which nobody has moved; null for none. */
export function holidayNote(holiday: string | null): string | null {
  return holiday === null ? null : `${HOLIDAY}${holiday}`
}

/** The holiday that a review gives way to; null where it does not, or where a person has moved it. */
export function holidayOf({ note }: Pick<UpcomingReview, 'note'>): string | null {
  return note?.startsWith(HOLIDAY) ? note.slice(HOLIDAY.length) : null
}

/** The weekly review of a team as a ritual. */
export function reviewRitual(team: Team): Ritual {
  return { weekday: team.reviewWeekday, time: team.reviewTime, zone: team.zone }
}

/** The next reviews of a team in their order, with what was moved or skipped ahead of its time. */
export async function upcomingReviews(ctx: TeamContext, count: number): Promise<UpcomingReview[]> {
  const { db, team, now } = ctx
  const calendar = await readCalendar(ctx)
  const usual = slotsAfter(team, now, count)
  const known = usual.map(({ week }) => week)
  const rows = await listSlots(db.prisma, team, REVIEW, known, now)
  const moved = rows
    .filter(
      ({ slot, state, dueAt }) => (state === 'planned' || state === 'skipped') && (known.includes(slot) || dueAt > now),
    )
    .map(({ slot: week, dueAt, state, note }) => ({
      week,
      dueAt,
      usual: slotOf(reviewRitual(team), week).dueAt,
      skipped: state === 'skipped',
      note,
    }))
  const untouched = usual
    .filter(({ week }) => !rows.some(({ slot }) => slot === week))
    .map((slot) => {
      const { holiday, ...moved } = aroundHolidays(slot, team, calendar)
      return { ...moved, usual: slot.dueAt, skipped: false, note: holidayNote(holiday) }
    })
  return [...moved, ...untouched].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime()).slice(0, count)
}

/** The next moment at which a review of a team opens by itself. */
export async function nextReview(ctx: TeamContext): Promise<UpcomingReview> {
  // Nobody can skip more than the next few, so the one after them opens.
  const found = (await upcomingReviews(ctx, SHIFTABLE + 1)).find(({ skipped }) => !skipped)
  return found ?? { ...nextOf(ctx.team, ctx.now), skipped: false, note: null }
}

function slotsAfter(team: Team, now: Date, count: number): Slot[] {
  const slots: Slot[] = []
  for (let after = now; slots.length < count; after = slots.at(-1)?.dueAt ?? after)
    slots.push(nextSlot(reviewRitual(team), after))
  return slots
}

function nextOf(team: Team, now: Date) {
  const slot = nextSlot(reviewRitual(team), now)
  return { ...slot, usual: slot.dueAt }
}
