import { mayNarrate } from '../../domain/review/narrative.ts'
import { type Channel, narrators } from '../../domain/team.ts'
import { Conflict, Invalid, NotAllowed, NotFound } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { listAhead, lockWeek, saveAhead } from '../../store/review/narratives-ahead.ts'
import { findReviewByWeek } from '../../store/review/reviews.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { redraw } from '../delivery/announce.ts'
import { forgetDraft, NARRATIVE_FORM } from '../keep-draft.ts'
import { PROMPT } from '../review/open-review.ts'
import { type NarrativeText, narrativeSubject, writeNarrative } from '../review/write-narrative.ts'
import { REMINDER } from './ask-narratives.ts'

/** A channel in a week whose review may not be open yet; `seen` is the version that the writer started from, 0 for none. */
export type AheadPlace = { week: string; channelId: string; seen: number }

/** Names the draft of a narrative that is written ahead of its review. */
export function aheadSubject(week: string, channelId: string): string {
  return narrativeSubject(week, channelId)
}

/** Keeps a narrative until its review opens; where the review has opened meanwhile, it is written there. */
export async function writeAhead(
  ctx: TeamContext,
  place: AheadPlace,
  text: NarrativeText,
): Promise<'ahead' | 'in review'> {
  const { channel, userId } = writerOf(ctx, place.channelId)
  if (text.happened.trim() === '')
    throw new Invalid('Nothing was written.', { happened: 'Say in a sentence what happened.' })
  const reviewId = await transaction(ctx.db, async (tx) => {
    await lockWeek(tx, ctx.team, place.week)
    const review = await findReviewByWeek(tx, ctx.team, place.week)
    if (review) return review.id
    const before = (await listAhead(tx, ctx.team, place.week)).find(({ channelId }) => channelId === channel.id)
    if (before && before.writtenBy !== userId && before.version !== place.seen) {
      throw new Conflict(
        'Somebody else has written this narrative since you opened the form, so I wrote nothing over it. Yours is kept as your draft: close this form and open it again.',
      )
    }
    const words = { channelId: channel.id, passed: false, ...text, writtenBy: userId, writtenAt: ctx.now }
    await saveAhead(tx, ctx.team, place.week, words)
    await noted(tx, ctx, place, 'narrative written ahead')
    await forgetDraft(tx, ctx, draftOf(place))
    return null
  })
  if (reviewId === null) return 'ahead'
  await writeNarrative(ctx, { reviewId, channelId: channel.id, seen: 0 }, text)
  await transaction(ctx.db, async (tx) => await forgetDraft(tx, ctx, draftOf(place)))
  return 'in review'
}

/** Remembers that nothing is to be told of a channel this week: nobody is asked for it again. A draft stays, and words that were sent. */
export async function passWeek(ctx: TeamContext, place: Omit<AheadPlace, 'seen'>): Promise<void> {
  const { channel, userId } = writerOf(ctx, place.channelId)
  await transaction(ctx.db, async (tx) => {
    await lockWeek(tx, ctx.team, place.week)
    const review = await findReviewByWeek(tx, ctx.team, place.week)
    if (review?.narratives.some(({ channelId }) => channelId === channel.id))
      throw new Conflict(
        `The narrative of ${channel.name} stands in the review already. To take it back, edit it there.`,
      )
    const before = (await listAhead(tx, ctx.team, place.week)).find(({ channelId }) => channelId === channel.id)
    if (before && !before.passed)
      throw new Conflict(`The narrative of ${channel.name} is written already and stands in the review when it opens.`)
    const words = { happened: '', because: '', next: '', writtenBy: userId, writtenAt: ctx.now }
    await saveAhead(tx, ctx.team, place.week, { channelId: channel.id, passed: true, ...words })
    await noted(tx, ctx, place, 'week passed')
    if (!review) return
    await redraw(tx, ctx, { subject: review.id, kind: 'review-narrative', part: channel.id })
    await redraw(tx, ctx, { subject: review.id, kind: REMINDER })
  })
}

async function noted(tx: Tx, ctx: TeamContext, place: Omit<AheadPlace, 'seen'>, action: string): Promise<void> {
  await redraw(tx, ctx, { subject: place.week, kind: PROMPT })
  await writeAudit(tx, ctx, { teamId: ctx.team.id, action, subject: place.week, detail: { channel: place.channelId } })
}

function draftOf({ week, channelId }: Omit<AheadPlace, 'seen'>) {
  return { form: NARRATIVE_FORM, subject: aheadSubject(week, channelId) }
}

function writerOf({ team, actor }: TeamContext, channelId: string): { channel: Channel; userId: string } {
  if (actor.kind !== 'person') throw new NotAllowed('A narrative is written by a person.')
  const channel = team.channels.find(({ id }) => id === channelId)
  if (!channel) throw new NotFound('This channel has been removed from the team.')
  if (!mayNarrate(team, channel, actor.userId)) {
    const [owner] = narrators(channel)
    throw new NotAllowed(`The narrative of ${channel.name} is written by ${owner ? `<@${owner}>` : 'its owner'}.`)
  }
  return { channel, userId: actor.userId }
}
