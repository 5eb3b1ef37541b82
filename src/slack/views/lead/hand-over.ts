import type { KnownBlock, ModalView } from '@slack/types'
import type { Review } from '../../../domain/review/narrative.ts'
import { reviewName } from '../../../domain/review/review-words.ts'
import type { Team } from '../../../domain/team.ts'
import { ACTION, VIEW } from '../../ids.ts'
import { actions, button, section } from '../../kit/blocks.ts'
import { usersSelect } from '../../kit/inputs.ts'
import { modal } from '../../kit/modal.ts'
import { mention, userText } from '../../kit/text.ts'
import { whyLine } from '../why.ts'

/** Asks who leads a review from now on. */
export function handOverForm(review: Review): ModalView {
  const now = review.facilitatorUserId
  return modal({
    id: VIEW.handOverLead,
    title: 'Hand over the lead',
    submit: 'Hand over',
    metadata: { reviewId: review.id, from: now },
    blocks: [
      section(`*${reviewName(review.week)}* · ${now ? `${mention(now)} leads it.` : 'Nobody leads it yet.'}`),
      usersSelect({ id: 'to', label: 'Who leads it from now on?' }),
    ],
  })
}

/** What somebody is told to whom the lead of a review was handed. */
export function leadHanded(state: {
  team: Team
  review: Review
  by: string
  names: Readonly<Record<string, string>>
}): {
  text: string
  blocks: KnownBlock[]
} {
  const { team, review, by, names } = state
  const who = userText(names[by] ?? 'A colleague', 80)
  const title = `${who} handed you the lead of ${reviewName(review.week)}`
  return {
    text: title,
    blocks: [
      section(
        `*${title}* in ${userText(team.name, 80)}. Whoever leads sees that everybody is heard, and closes the review with decisions and focus.`,
      ),
      ...(review.state === 'open'
        ? [actions(`handed:${review.id}`, [button({ id: ACTION.closeReview, text: 'Close review', value: review.id })])]
        : []),
      whyLine('You lead this review now. To pass it on: *Hand over* on its first message.'),
    ],
  }
}
