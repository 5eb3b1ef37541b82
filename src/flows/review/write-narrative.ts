import { mayNarrate } from '../../domain/review/narrative.ts'
import { Conflict, Invalid, NotAllowed, NotFound } from '../../lib/errors.ts'
import { writeAudit } from '../../store/audits.ts'
import { findReview, saveNarrative } from '../../store/review/reviews.ts'
import { transaction } from '../../store/transaction.ts'
import type { TeamContext } from '../context.ts'
import { redraw } from '../delivery/announce.ts'
import { forgetDraft, NARRATIVE_FORM } from '../keep-draft.ts'
import { REMINDER } from '../prompt/ask-narratives.ts'
import { PROMPT } from './open-review.ts'

const WRITTEN_SINCE =
  'Somebody else has written this narrative since you opened the form, so I wrote nothing over it. Yours is kept as your draft: ' +
  'close this form and open it again, and it shows both.'

/** What a person wrote. */
export type NarrativeText = { happened: string; because: string; next: string }

/** Names the draft of a narrative. */
export function narrativeSubject(reviewId: string, channelId: string): string {
  return `${reviewId}:${channelId}`
}

/**
 * Writes or edits the narrative of a channel; it shows in the thread and counts in the header, also after the close. What
 * somebody else wrote there since `seen` (the version the writer started from, 0 for none) is not written over.
 */
export async function writeNarrative(
  ctx: TeamContext,
  where: { reviewId: string; channelId: string; seen: number },
  text: NarrativeText,
): Promise<void> {
  const { db, team, now, actor } = ctx
  if (actor.kind !== 'person') throw new NotAllowed('A narrative is written by a person.')
  const channel = team.channels.find(({ id }) => id === where.channelId)
  if (!channel)
    throw new NotFound('This channel has been removed from the team, so its narrative has nowhere to stand.')
  if (!mayNarrate(team, channel, actor.userId)) {
    const owner = channel.ownerUserId ? `<@${channel.ownerUserId}>` : 'its owner'
    throw new NotAllowed(`The narrative of ${channel.name} is written by ${owner}. Reply in the thread to add to it.`)
  }
  if (text.happened.trim() === '')
    throw new Invalid('Nothing was written.', { happened: 'Say in a sentence what happened.' })
  await transaction(db, async (tx) => {
    const review = await findReview(tx, team, where.reviewId)
    if (!review) throw new NotFound('I cannot find this review any more.')
    const late = review.state === 'closed'
    const replaced = review.narratives.find(({ channelId }) => channelId === channel.id)
    // One's own words may be sent twice: Slack offers to send a form again whose answer got lost.
    const mine = replaced?.writtenBy === actor.userId
    const version = mine ? replaced.version : where.seen
    const written = { channelId: channel.id, ...text, writtenBy: actor.userId, writtenAt: now, late, version }
    if ((replaced?.version ?? 0) !== version || !(await saveNarrative(tx, team, review.id, written))) {
      throw new Conflict(WRITTEN_SINCE)
    }
    await redraw(tx, ctx, { subject: review.id, kind: 'review-narrative', part: channel.id })
    await redraw(tx, ctx, { subject: review.id, kind: 'review-header' })
    await redraw(tx, ctx, { subject: review.week, kind: PROMPT })
    await redraw(tx, ctx, { subject: review.id, kind: REMINDER })
    // The review may be closing at this very moment: the digest, if there is one, counts this narrative too.
    await redraw(tx, ctx, { subject: review.id, kind: 'review-digest' })
    await forgetDraft(tx, ctx, { form: NARRATIVE_FORM, subject: narrativeSubject(review.id, channel.id) })
    await writeAudit(tx, ctx, {
      teamId: team.id,
      action: 'narrative written',
      subject: review.id,
      detail: { channel: channel.key, late, replaced },
    })
  })
}
