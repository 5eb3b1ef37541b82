import type { KnownBlock } from '@slack/types'
import { cohortLines } from '../../../domain/review/board-cohort-words.ts'
import { channelHeader, channelRows } from '../../../domain/review/channel-call-words.ts'
import { heard, type Review } from '../../../domain/review/narrative.ts'
import type { Board } from '../../../domain/review/review.ts'
import { freshnessInWords, headlineInWords, reviewName } from '../../../domain/review/review-words.ts'
import { beneathInWords, SCOREBOARD_HEADER, scoreboardRows } from '../../../domain/review/scoreboard-words.ts'
import { isPersonId, type Team } from '../../../domain/team.ts'
import { formatMoney } from '../../../lib/format.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section, table } from '../../kit/blocks.ts'
import { escapeText, mention } from '../../kit/text.ts'
import { restatedSince } from './review-restated.ts'

/** The first message of a review's thread: the headline, the scoreboard, how fresh the numbers are, who was heard. */
export function reviewHeader({ team, review }: { team: Team; review: Review }): { text: string; blocks: KnownBlock[] } {
  const { board } = review
  const { number, rest } = headlineInWords(board)
  const title = `${reviewName(review.week)} · numbers and narrative`
  const blocks: KnownBlock[] = [
    section(`*${title}*${review.late ? ' · opened late' : ''} · ${heardInWords(review)}`),
    section(`*${escapeText(number)}* ${escapeText(rest)}`),
    table({
      header: SCOREBOARD_HEADER,
      rows: scoreboardRows(board),
      align: ['left', 'right', 'right', 'right', 'right', 'left'],
    }),
    ...cohortBlocks(board),
    ...beneath(board),
    context(escapeText(freshnessInWords(board)), ...ledBy(review), ...unassigned(review), ...restatedSince(review)),
    ...(review.state === 'open' ? [openActions(team, review)] : [context(closedInWords(review))]),
  ]
  return { text: escapeText(`${team.name}: ${title}. ${number} ${rest}`), blocks }
}

/** The scoreboard's second half, the first reply's table: each channel with its spend, results and cost. */
export function reviewChannels({ review }: { review: Review }): KnownBlock {
  return table({
    header: channelHeader(review.board),
    rows: channelRows(review.board),
    align: ['left', 'right', 'right', 'right', 'right', 'left'],
  })
}

function beneath(board: Review['board']): KnownBlock[] {
  const lines = beneathInWords(board)
  return lines.length > 0 ? [context(...lines.map(escapeText))] : []
}

/** The same results by the day of the lead: how far they have come, and what may be judged. */
function cohortBlocks(board: Board): KnownBlock[] {
  const [title, ...lines] = cohortLines(board)
  if (title === undefined) return []
  return [section([`*${escapeText(title)}*`, ...lines.map((line) => `• ${escapeText(line)}`)].join('\n'))]
}

function heardInWords(review: Review): string {
  const count = heard(review)
  const late = review.narratives.filter((narrative) => narrative.late).length
  return `${count.heard} of ${count.of} narratives in${late > 0 ? ` (${late} after the close)` : ''}`
}

function ledBy({ state, facilitatorUserId }: Review): string[] {
  return state === 'open' && facilitatorUserId ? [`${mention(facilitatorUserId)} leads this review`] : []
}

function unassigned({ board }: Review): string[] {
  if (!board.unassignedSpend) return []
  return [
    `${formatMoney(board.unassignedSpend, board.currency)} of spend belongs to no channel: add a rule in \`/beat setup\`.`,
  ]
}

function openActions(team: Team, review: Review): KnownBlock {
  return actions(`review:${review.id}`, [
    button({ id: ACTION.writeNarrative, text: 'Write narrative', value: `${review.id}:`, style: 'primary' }),
    button({ id: ACTION.newAction, text: 'Add action', value: `${team.id}:review:${review.id}` }),
    button({ id: ACTION.newTest, text: 'Log a test', value: team.id }),
    button({ id: ACTION.closeReview, text: 'Close review', value: review.id }),
    button({
      id: ACTION.handOverLead,
      text: 'Hand over',
      value: review.id,
      label: 'Hand over the lead of this review',
    }),
  ])
}

function closedInWords({ closedBy }: Review): string {
  return closedBy && isPersonId(closedBy) ? `Closed by ${mention(closedBy)}` : 'Closed'
}
