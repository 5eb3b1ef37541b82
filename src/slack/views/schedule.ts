import type { KnownBlock } from '@slack/types'
import { momentInWords, zoneInWords } from '../../domain/moment.ts'
import { reviewName } from '../../domain/review-words.ts'
import type { Slot } from '../../domain/rhythm.ts'
import type { Team } from '../../domain/team.ts'
import { dayInWords, localDay } from '../../domain/week.ts'
import { context, section } from '../kit/blocks.ts'
import { escapeText } from '../kit/text.ts'

/** When a team's next reviews open, and when its clocks change. */
export function schedule(state: { team: Team; slots: Slot[]; clockChange: { at: Date; minutes: number } | null }): {
  text: string
  blocks: KnownBlock[]
} {
  const { team, slots, clockChange } = state
  const lines = slots.map(({ week, dueAt }) => `• *${momentInWords(dueAt, team.zone)}* · review of ${reviewName(week)}`)
  const clocks = clockChange
    ? `The clocks in ${zoneInWords(team.zone)} change on ${dayInWords(localDay(clockChange.at, team.zone))}; the review stays at ${team.reviewTime} there.`
    : `The clocks in ${zoneInWords(team.zone)} do not change.`
  const paused = team.pausedAt ? '*Paused*: nothing opens until `/beat review resume`.\n' : ''
  const text = `Next reviews of ${team.name}: ${slots.map(({ dueAt }) => momentInWords(dueAt, team.zone)).join(', ')}`
  return {
    text,
    blocks: [section(`${paused}*${escapeText(team.name)}*, next reviews\n${lines.join('\n')}`), context(clocks)],
  }
}
