import type { KnownBlock } from '@slack/types'
import { type ActionsAgenda, hasActions } from '../../../domain/action/action.ts'
import { hasTopic } from '../../../domain/creative/retro.ts'
import { type Agenda, saysSomething } from '../../../domain/experiment/agenda.ts'
import { hasLaunches, type LaunchWeek } from '../../../domain/launch.ts'
import type { MonthReport } from '../../../domain/review/month.ts'
import type { Review } from '../../../domain/review/narrative.ts'
import type { Board } from '../../../domain/review/review.ts'
import { reviewName } from '../../../domain/review/review-words.ts'
import type { Team } from '../../../domain/team.ts'
import { context, divider } from '../../kit/blocks.ts'
import { actionsPreview } from '../action/actions-reply.ts'
import { retroBlocks } from '../creative/retro-reply.ts'
import { testsReply } from '../experiment/tests-reply.ts'
import { alertsReply, type IncidentListState } from '../guardrail/incident-list.ts'
import { launchesReply } from '../launch/launches-reply.ts'
import { whatChangedBlocks } from './review-change.ts'
import { reviewHeader } from './review-header.ts'
import { reviewMissing } from './review-missing.ts'
import { monthBlocks } from './review-month.ts'
import { reviewStanding } from './review-standing.ts'

/** A review as it would be posted now; `review` is null while it has not been opened. */
export type ReviewPreviewState = {
  team: Team
  board: Board
  review: Review | null
  alerts: IncidentListState & { isPending: boolean }
  agenda: Agenda
  launches: LaunchWeek & { today: string }
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
  const parts = [
    reviewMissing(board)?.blocks ?? [],
    board.missing?.includes('changed') ? [] : whatChangedBlocks(board),
    reviewStanding({ review }).blocks,
    state.alerts.open.length > 0 ? alertsReply(state.alerts).blocks : [],
    saysSomething(state.agenda) ? testsReply(state).blocks : [],
    hasTopic(board.creatives) ? retroBlocks(board.creatives, board.currency) : [],
    hasLaunches(state.launches) ? launchesReply({ team, ...state.launches }).blocks : [],
    hasActions(state.actions) ? actionsPreview({ agenda: state.actions, names: state.names }) : [],
    state.month ? monthBlocks(state.month) : [],
  ]
  const blocks: KnownBlock[] = [
    context(note),
    ...reviewHeader({ team, review }).blocks.filter(({ type }) => type !== 'actions'),
    ...parts
      .map((part) => part.filter(({ type }) => type !== 'table' && type !== 'actions').map(withoutButton))
      .flatMap((part) => (part.length > 0 ? [divider(), ...part] : [])),
  ]
  return { text: `Preview of ${reviewName(board.week)}`, blocks: folded(blocks, state.review !== null) }
}

function folded(blocks: KnownBlock[], isOpened: boolean): KnownBlock[] {
  if (blocks.length <= MOST_BLOCKS) return blocks
  return [
    ...blocks.slice(0, MOST_BLOCKS - 1),
    context(
      `The rest does not fit here: ${isOpened ? 'it is in the thread' : 'the thread will show it once the review opens'}.`,
    ),
  ]
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
