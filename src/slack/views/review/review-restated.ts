import type { KnownBlock } from '@slack/types'
import { momentInWords } from '../../../domain/moment.ts'
import type { Review } from '../../../domain/review/narrative.ts'
import { decidedOn, type Restatement, restatedInWords } from '../../../domain/review/restatement.ts'
import { reviewName } from '../../../domain/review/review-words.ts'
import { isPersonId, type Team } from '../../../domain/team.ts'
import { weekNumber } from '../../../domain/week.ts'
import { context, section } from '../../kit/blocks.ts'
import { escapeText, userText } from '../../kit/text.ts'

/** A material change of a reviewed week, and the names of people. */
export type RestatedState = {
  team: Pick<Team, 'zone'>
  review: Review
  restatement: Restatement
  names: Readonly<Record<string, string>>
}

/** The reply that says once that the numbers of a reviewed week have changed: what was, what is, by whom and by what. */
export function reviewRestated(state: RestatedState): { text: string; blocks: KnownBlock[] } {
  const { team, review, restatement, names } = state
  const { was, now, at, fileName, madeBy } = restatement
  const changed = restatedInWords(review.board, was, now)
  const title = `${reviewName(review.week)} was restated`
  const cause = `${userText(fileName, 150)}, imported by ${whoInWords(madeBy, names)} ${momentInWords(at, team.zone)}`
  return {
    text: escapeText(`${title}: ${changed}.`),
    blocks: [
      section(`*${title}* · ${escapeText(changed)}.\nBecause of ${cause}.`),
      context(
        `This review keeps the numbers it was decided on; \`/beat numbers week ${weekNumber(review.week)}\` shows the present ones.`,
      ),
    ],
  }
}

/** The line of a review whose week was restated since: from what it was decided on to what is known now; empty where it was not. */
export function restatedSince({ board, restatements }: Review): string[] {
  const last = restatements.at(-1)
  if (!last) return []
  const changed = restatedInWords(board, decidedOn(board, last.was), last.now)
  return changed === ''
    ? []
    : [`*Restated since:* ${escapeText(changed)}. The numbers above are those it was decided on.`]
}

function whoInWords(madeBy: string, names: Readonly<Record<string, string>>): string {
  if (isPersonId(madeBy)) return userText(names[madeBy] ?? 'a colleague', 80)
  return madeBy === 'operator' ? 'the operator' : 'a source'
}
