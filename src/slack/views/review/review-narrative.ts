import type { KnownBlock } from '@slack/types'
import { answering } from '../../../domain/absence/absence.ts'
import { absenceInWords } from '../../../domain/absence/absence-words.ts'
import { type Action, actionName } from '../../../domain/action/action.ts'
import { actionLine, settledInWords } from '../../../domain/action/action-words.ts'
import { changeOf } from '../../../domain/metric/metric.ts'
import type { Narrative, Review } from '../../../domain/review/narrative.ts'
import { labelOf, valueInWords } from '../../../domain/review/review-words.ts'
import type { Channel, Team } from '../../../domain/team.ts'
import { formatChange, formatMetric } from '../../../lib/format.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { escapeText, mention, userText } from '../../kit/text.ts'

const MOST_ACTIONS = 5

/** The reply of one channel: its numbers, its owner, and the narrative once there is one. */
export function reviewNarrative(state: {
  team: Team
  review: Review
  channelId: string
  names: Record<string, string>
  passes: Readonly<Record<string, string>>
  /** The day it is for the team. */
  today: string
  /** What was made of its next step, whatever became of it. */
  actions: readonly Action[]
}): { text: string; blocks: KnownBlock[] } {
  const { team, review, channelId, names, passes, today, actions: made } = state
  const row = review.board.channels.find((channel) => channel.channelId === channelId)
  const channel = team.channels.find(({ id }) => id === channelId)
  const name = row?.name ?? channel?.name ?? 'A channel that was removed'
  const narrative = review.narratives.find((each) => each.channelId === channelId)
  const numbers = row ? numbersInWords(review, row) : ''
  const title = `*${escapeText(name)}*${numbers ? ` · ${escapeText(numbers)}` : ''}`
  const blocks: KnownBlock[] = narrative
    ? [section(title), ...words(narrative), ...madeOf(made, today, names), context(byline(narrative, names))]
    : [section(`${title}\n${passed(passes[channelId], names) ?? asked(team, channel, today, names)}`)]
  const text = userText(narrative ? `${name}: ${narrative.happened}` : `${name}: no narrative yet`)
  return { text, blocks: channel ? [...blocks, buttons(state, channelId, narrative)] : blocks }
}

function numbersInWords(review: Review, row: Review['board']['channels'][number]): string {
  const { board } = review
  if (row.spend === null && row.cost.value === null) return 'no numbers this week'
  const cost = `${labelOf(board, row.cost)} ${valueInWords(board, row.cost, row.cost.value)}`
  const change = changeOf(row.cost.last, row.cost.value)
  const spent = `${formatMetric(row.spend, 'money', board.currency)} spent`
  return `${spent} · ${cost}${change === null ? '' : ` (${formatChange(change, { digits: 0 })})`}`
}

function passed(by: string | undefined, names: Record<string, string>): string | null {
  return by === undefined ? null : `${userText(names[by] ?? 'Its owner', 80)} has nothing to tell of this week.`
}

function asked(team: Team, channel: Channel | undefined, today: string, names: Record<string, string>): string {
  if (!channel?.ownerUserId)
    return 'Nobody owns this channel yet: whoever knows may write. Name an owner in `/beat setup`.'
  const { userId, away } = answering(team, channel, today)
  const absent = away ? `${userText(absenceInWords(away, userId, today, names), 300)}. ` : ''
  if (userId === null) return `${absent}Whoever leads the team may write.`
  return `${absent}${mention(userId)}, what happened, why do you think so, what next?`
}

function words({ happened, because, next }: Narrative): KnownBlock[] {
  const parts = [
    ['What happened', happened],
    ['Why', because],
    ['What next', next],
  ]
  return parts.filter(([, text]) => text).map(([label, text]) => section(`*${label}*\n${userText(text ?? '', 2_900)}`))
}

function byline({ writtenBy, editedAt, late }: Narrative, names: Record<string, string>): string {
  const marks = [editedAt ? 'edited' : '', late ? 'written after the close' : ''].filter((mark) => mark !== '')
  return [escapeText(names[writtenBy] ?? 'A colleague'), ...marks].join(' · ')
}

/** The actions that its next step became, each as it stands now. */
function madeOf(made: readonly Action[], today: string, names: Record<string, string>): KnownBlock[] {
  if (made.length === 0) return []
  const more = made.length - MOST_ACTIONS
  const lines = made.slice(0, MOST_ACTIONS).map((action) => {
    const line =
      action.state === 'open'
        ? actionLine(action, today, names)
        : `${actionName(action)} ${action.what}: ${settledInWords(action, names)}`
    return `→ ${userText(line, 500)}`
  })
  return [section([...lines, ...(more > 0 ? [`and ${more} more: \`/beat action list\``] : [])].join('\n'))]
}

function buttons(
  { team, review, actions: made }: Parameters<typeof reviewNarrative>[0],
  channelId: string,
  narrative: Narrative | undefined,
): KnownBlock {
  const written = narrative !== undefined
  const value = `${review.id}:${channelId}`
  const style = written ? {} : ({ style: 'primary' } as const)
  return actions(`narrative:${channelId}:${written ? 'edit' : 'write'}`, [
    button({ id: ACTION.writeNarrative, text: written ? 'Edit narrative' : 'Write narrative', value, ...style }),
    ...(narrative?.next.trim() ? [makeAction(team, review, channelId, made.length > 0)] : []),
  ])
}

/** What an owner does next is a next step with an owner already: one click makes it an action. */
function makeAction(team: Team, review: Review, channelId: string, isMade: boolean) {
  const value = `${team.id}:narrative:${review.id}/${channelId}`
  return button({ id: ACTION.newAction, text: isMade ? 'Make another action' : 'Make it an action', value })
}
