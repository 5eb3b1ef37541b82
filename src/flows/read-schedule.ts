import { nextClockChange } from '../domain/rhythm.ts'
import type { TeamContext } from './context.ts'
import { type UpcomingReview, upcomingReviews } from './next-reviews.ts'

const SHOWN = 4

/** The next reviews of a team, and the next change of its zone's clock. */
export type Schedule = { reviews: UpcomingReview[]; clockChange: { at: Date; minutes: number } | null }

/** Says when a team's next reviews open. */
export async function readSchedule(ctx: TeamContext): Promise<Schedule> {
  return { reviews: await upcomingReviews(ctx, SHOWN), clockChange: nextClockChange(ctx.team.zone, ctx.now) }
}
