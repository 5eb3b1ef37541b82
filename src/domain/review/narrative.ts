import { speakersOf } from '../absence/absence.ts'
import type { Channel, Team } from '../team.ts'
import type { MonthReport } from './month.ts'
import type { Restatement } from './restatement.ts'
import type { Board } from './review.ts'

/** One owner's words on their channel: what happened, why they think so, what next. */
export type Narrative = {
  channelId: string
  happened: string
  because: string
  next: string
  writtenBy: string
  writtenAt: Date
  editedAt: Date | null
  /** Written after the review had been closed. */
  late: boolean
  version: number
}

/** What an owner said of a week before its review opened: their words, or that they have nothing to tell of it. */
export type AheadNarrative = Pick<
  Narrative,
  'channelId' | 'happened' | 'because' | 'next' | 'writtenBy' | 'writtenAt' | 'version'
> & {
  passed: boolean
}

/** One week's review with what people added to it. */
export type Review = {
  id: string
  week: string
  state: 'open' | 'closed'
  board: Board
  /** The month before, in the first review after it. */
  month: MonthReport | null
  late: boolean
  openedAt: Date
  openedBy: string
  /** Who leads it; null where the team has nobody for it. */
  facilitatorUserId: string | null
  closedAt: Date | null
  closedBy: string | null
  decisions: string[]
  focus: string[]
  /** What it was closed without, and why; null where nothing was lacking. */
  without: { lacks: string; why: string } | null
  narratives: Narrative[]
  /** Material changes of the week's numbers since it was opened, the earliest first. */
  restatements: Restatement[]
}

/**
 * Whether a person may write a channel's narrative: its owner, their delegate, whom they named while they are away, the team's lead;
 * anyone where nobody owns it.
 */
export function mayNarrate(team: Pick<Team, 'leadUserId' | 'absences'>, channel: Channel, userId: string): boolean {
  const people = speakersOf(team, channel)
  return people.length === 0 || people.includes(userId) || team.leadUserId === userId
}

/** Who was heard: how many of the review's channels have a narrative. A channel added or dropped since counts by the board. */
export function heard(review: Review): { heard: number; of: number; missing: string[] } {
  const written = new Set(review.narratives.map(({ channelId }) => channelId))
  const missing = review.board.channels.filter(({ channelId }) => !written.has(channelId))
  return {
    heard: review.board.channels.length - missing.length,
    of: review.board.channels.length,
    missing: missing.map(({ channelId }) => channelId),
  }
}
