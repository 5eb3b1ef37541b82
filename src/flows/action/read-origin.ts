import { type ActionFields, type ActionOrigin, LONGEST_ACTION } from '../../domain/action/action.ts'
import { readActionLine } from '../../domain/action/action-line.ts'
import { localDay, weekNumber } from '../../domain/week.ts'
import { findPost } from '../../store/delivery/announcements.ts'
import { findReview } from '../../store/review/reviews.ts'
import type { TeamContext } from '../context.ts'
import { NARRATIVE } from './change-action.ts'

/** What an action is made of: where it came from, the post of that, and what is known of the action already. */
export type Begun = {
  origin: Omit<ActionOrigin, 'permalink'>
  post: { conversationId: string; ts: string | null } | null
  fields: Partial<ActionFields>
}

/** What a button knows of an action: the kind of thing it stands on and which one; what is behind it is read here. */
export async function readOrigin(ctx: TeamContext, kind: string, subject: string): Promise<Begun> {
  switch (kind) {
    case 'review':
      return await fromReview(ctx, subject)
    case NARRATIVE:
      return await fromNarrative(ctx, subject)
    default:
      return { origin: { kind, subject: subject || null, words: '' }, post: null, fields: {} }
  }
}

async function fromReview({ db, team }: TeamContext, reviewId: string): Promise<Begun> {
  const review = await findReview(db.prisma, team, reviewId)
  const words = review ? `the review of week ${weekNumber(review.week)}` : ''
  const post = await findPost(db.prisma, team, { kind: 'review-header', subject: reviewId })
  return { origin: { kind: 'review', subject: reviewId, words }, post, fields: {} }
}

/** A narrative says what its owner does next, and perhaps until when: that is where the action starts. */
async function fromNarrative({ db, team, now }: TeamContext, subject: string): Promise<Begun> {
  const [reviewId = '', channelId = ''] = subject.split('/')
  const review = await findReview(db.prisma, team, reviewId)
  const narrative = review?.narratives.find((each) => each.channelId === channelId)
  const channel = team.channels.find(({ id }) => id === channelId)?.name ?? 'a channel'
  const words = review ? `the narrative of ${channel}, week ${weekNumber(review.week)}` : ''
  const what = (narrative?.next ?? '').trim().replace(/\s+/g, ' ').slice(0, LONGEST_ACTION)
  const { dueOn } = readActionLine(what, {}, localDay(now, team.zone))
  const fields = narrative ? { what, ownerUserId: narrative.writtenBy, ...(dueOn && { dueOn }) } : {}
  const post = await findPost(db.prisma, team, { kind: 'review-narrative', subject: reviewId, part: channelId })
  return { origin: { kind: NARRATIVE, subject, words }, post, fields }
}
