import type { ReviewPart } from '../../domain/review/review-part.ts'
import type { TeamContext } from '../context.ts'
import { isDatabaseAway } from '../delivery/deliver-announcements.ts'

/** The parts of a review as they are worked out, and those that failed so far. */
export type Parts = {
  missing: ReviewPart[]
  /** Works out a part; where it fails it is missing, and `without` stands in its place. */
  read<T>(part: ReviewPart, work: () => Promise<T>, without: T): Promise<T>
  plan<T>(part: ReviewPart, work: () => T, without: T): T
}

/**
 * Works out the parts of a review each by itself: one that fails is logged, and holds up neither the numbers nor the other parts.
 * A database that is away for a moment is no fault of a part: the review opens when it is back.
 */
export function partsOf(ctx: TeamContext, week: string): Parts {
  const missing: ReviewPart[] = []
  function fail(part: ReviewPart, error: unknown): void {
    if (isDatabaseAway(error)) throw error
    if (!missing.includes(part)) missing.push(part)
    ctx.log.error({ err: error, team: ctx.team.id, week, part }, 'a part of a review could not be worked out')
  }
  return {
    missing,
    async read(part, work, without) {
      try {
        return await work()
      } catch (error) {
        fail(part, error)
        return without
      }
    },
    plan(part, work, without) {
      if (missing.includes(part)) return without
      try {
        return work()
      } catch (error) {
        fail(part, error)
        return without
      }
    },
  }
}
