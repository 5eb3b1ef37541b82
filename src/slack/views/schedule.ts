import type { KnownBlock } from '@slack/types'
import { momentInWords, zoneInWords } from '../../domain/moment.ts'
import { reviewName } from '../../domain/review-words.ts'
import type { Team } from '../../domain/team.ts'
import { dayInWords, localDay } from '../../domain/week.ts'
import { context, section } from '../kit/blocks.ts'
import { escapeText, userText } from '../kit/text.ts'

/** One review to come: when, when it usually would be, and by whom it was moved or skipped. */
type Upcoming = { week: string; dueAt: Date; usual: Date; skipped: boolean; note: string | null }

/** When a team's next reviews open, and when its clocks change. */
export function schedule(state: {
  team: Team
  reviews: readonly Upcoming[]
  names: Readonly<Record<string, string>>
  clockChange: { at: Date; minutes: number } | null
}): {
  text: string
  blocks: KnownBlock[]
} {
  const { team, reviews, clockChange, names } = state
  const lines = reviews.map((review) => lineOf(review, team.zone, names))
  const clocks = clockChange
    ? `The clocks in ${zoneInWords(team.zone)} change on ${dayInWords(localDay(clockChange.at, team.zone))}; the review stays at ${team.reviewTime} there.`
    : `The clocks in ${zoneInWords(team.zone)} do not change.`
  const paused = team.pausedAt ? '*Paused*: nothing opens until `/beat review resume`.\n' : ''
  const text = `Next reviews of ${team.name}: ${reviews
    .filter(({ skipped }) => !skipped)
    .map(({ dueAt }) => momentInWords(dueAt, team.zone))
    .join(', ')}`
  return {
    text,
    blocks: [section(`${paused}*${escapeText(team.name)}*, next reviews\n${lines.join('\n')}`), context(clocks)],
  }
}

function lineOf(review: Upcoming, zone: string, names: Readonly<Record<string, string>>): string {
  const { week, dueAt, usual, skipped, note } = review
  const when = `• *${momentInWords(dueAt, zone)}* · review of ${reviewName(week)}`
  if (!skipped && dueAt.getTime() === usual.getTime()) return when
  const by = note?.match(/[UW][A-Z0-9]{2,}$/)?.[0]
  const who = by === undefined ? '' : ` by ${userText(names[by] ?? 'a colleague', 80)}`
  return skipped
    ? `• ~${momentInWords(dueAt, zone)}~ · review of ${reviewName(week)} is skipped${who}`
    : `${when}, moved${who} from ${momentInWords(usual, zone)}`
}
