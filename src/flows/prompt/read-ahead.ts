import type { AheadNarrative, Narrative } from '../../domain/review/narrative.ts'
import type { Board } from '../../domain/review/review.ts'
import type { Channel } from '../../domain/team.ts'
import { NotFound } from '../../lib/errors.ts'
import { listAhead } from '../../store/review/narratives-ahead.ts'
import { findEarlierNarrative, findReviewByWeek } from '../../store/review/reviews.ts'
import type { TeamContext } from '../context.ts'
import { readBoard } from '../review/read-board.ts'

/** What the form of a narrative starts from ahead of its review; `reviewId` is there once the review is open. */
export type Ahead = {
  reviewId: string | null
  channel: Channel
  board: Board
  written: AheadNarrative | null
  earlier: Narrative | null
}

/** Reads what was said of a channel ahead of a week's review, with the numbers of the week so far. */
export async function readAhead(ctx: TeamContext, week: string, channelId: string): Promise<Ahead> {
  const { db, team } = ctx
  const channel = team.channels.find(({ id }) => id === channelId)
  if (!channel) throw new NotFound('This channel has been removed from the team.')
  const review = await findReviewByWeek(db.prisma, team, week)
  const said = (await listAhead(db.prisma, team, week)).find((each) => each.channelId === channelId)
  return {
    reviewId: review?.id ?? null,
    channel,
    board: review?.board ?? (await readBoard(ctx, week)),
    written: said && !said.passed ? said : null,
    earlier: await findEarlierNarrative(db.prisma, team, channelId, week),
  }
}
