import type { KnownBlock } from '@slack/types'
import { type ActionsAgenda, hasActions } from '../../domain/action/action.ts'
import { hasTopic } from '../../domain/creative/retro.ts'
import { type Agenda, saysSomething } from '../../domain/experiment/agenda.ts'
import type { MonthReport } from '../../domain/month.ts'
import type { Review } from '../../domain/narrative.ts'
import type { Board } from '../../domain/review.ts'
import { reviewName } from '../../domain/review-words.ts'
import type { Team } from '../../domain/team.ts'
import { context, divider } from '../kit/blocks.ts'
import { actionsPreview } from './action/actions-reply.ts'
import { retroBlocks } from './creative/retro-reply.ts'
import { testsReply } from './experiment/tests-reply.ts'
import { alertsReply, type IncidentListState } from './guardrail/incident-list.ts'
import { whatChangedBlocks } from './review-change.ts'
import { reviewHeader } from './review-header.ts'
import { monthBlocks } from './review-month.ts'
import { reviewStanding } from './review-standing.ts'

/** A review as it would be posted now; `review` is null while it has not been opened. */
export type ReviewPreviewState = {
  team: Team
  board: Board
  review: Review | null
  agenda: Agenda
  alerts: IncidentListState
  actions: ActionsAgenda
  month: MonthReport | null
  names: Readonly<Record<string, string>>
}

const MOST_BLOCKS = 48

/** The agenda of a review in one private message, marked as a preview; nothing in it can be clicked. */
export function reviewPreview(state: ReviewPreviewState): { text: string; blocks: KnownBlock[] } {
  const { team, board } = state
  const review = state.review ?? unopened(board)
  const note = state.review
    ? `*Preview of ${reviewName(board.week)}.* It was opened already; these are the numbers it was opened on.`
    : '*Preview, nothing was posted.* This is how the review would open now; then each channel gets its own reply.'
  // One message holds one table: the scoreboard stays, the channels are in what follows.
  const replies = [
    ...reviewStanding({ review }).blocks,
    divider(),
    ...whatChangedBlocks(board),
    ...(state.alerts.open.length > 0 ? [divider(), ...alertsReply(state.alerts).blocks.map(withoutButton)] : []),
    ...(saysSomething(state.agenda) ? [divider(), ...testsReply(state).blocks.map(withoutButton)] : []),
    ...(hasActions(state.actions) ? [divider(), ...actionsPreview({ agenda: state.actions, names: state.names })] : []),
    ...(hasTopic(board.creatives) ? [divider(), ...retroBlocks(board.creatives, board.currency)] : []),
    ...(state.month ? [divider(), ...monthBlocks(state.month)] : []),
  ]
  const blocks: KnownBlock[] = [
    context(note),
    ...reviewHeader({ team, review }).blocks.filter(({ type }) => type !== 'actions'),
    divider(),
    ...replies.filter(({ type }) => type !== 'table'),
  ]
  return { text: `Preview of ${reviewName(board.week)}`, blocks: blocks.slice(0, MOST_BLOCKS) }
}

function withoutButton(block: KnownBlock): KnownBlock {
  if (block.type !== 'section') return block
  const { accessory: _accessory, ...shown } = block
  return shown
}

function unopened(board: Board): Review {
  return {
    id: 'preview',
    week: board.week,
    state: 'open',
    board,
    month: null,
    late: false,
    openedAt: new Date(0),
    openedBy: 'schedule',
    facilitatorUserId: null,
    closedAt: null,
    closedBy: null,
    decisions: [],
    focus: [],
    without: null,
    narratives: [],
    restatements: [],
  }
}
