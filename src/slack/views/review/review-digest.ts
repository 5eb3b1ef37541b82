import type { KnownBlock } from '@slack/types'
import type { ActionsAgenda } from '../../../domain/action/action.ts'
import { actionsTally } from '../../../domain/action/action-words.ts'
import { changeOf } from '../../../domain/metric/metric.ts'
import { momentInWords } from '../../../domain/moment.ts'
import { type Decided, decidedLines } from '../../../domain/review/decided.ts'
import { heard, type Review } from '../../../domain/review/narrative.ts'
import { type Participation, participationInWords } from '../../../domain/review/participation.ts'
import { headlineInWords, labelOf, valueInWords } from '../../../domain/review/review-words.ts'
import { spendPaceInWords } from '../../../domain/review/scoreboard-words.ts'
import type { Team } from '../../../domain/team.ts'
import { dayInWords, weekNumber } from '../../../domain/week.ts'
import { formatChange } from '../../../lib/format.ts'
import { context, section } from '../../kit/blocks.ts'
import { inTexts } from '../../kit/sentence.ts'
import { escapeText, userText } from '../../kit/text.ts'

/** What a review ended with: the numbers in a line, who was heard, decisions, next week's focus, the next review. */
export function reviewDigest(state: {
  team: Team
  review: Review
  names: Record<string, string>
  next: Date
  actions: ActionsAgenda
  participation: Participation
  /** What was decided about tests and alerts. */
  decided: readonly Decided[]
  /** Whether it stands in a second conversation, where nobody knows the thread. */
  mirrored: boolean
  /** Who said that there is nothing to tell of a channel, by the channel's id. */
  passes: Readonly<Record<string, string>>
}): {
  text: string
  blocks: KnownBlock[]
  broadcast: boolean
} {
  const { team, review, names, next } = state
  const count = heard(review)
  const { passed, silent } = unheard(state, count.missing)
  const took = participationInWords(state.participation)
  const title = `${state.mirrored ? `${team.name} · ` : ''}Week ${weekNumber(review.week)} closed`
  const { number, rest } = headlineInWords(review.board)
  const pace = spendPaceInWords(review.board)
  const closer = review.closedBy ? names[review.closedBy] : undefined
  const decisions = [...decidedLines(state.decided, names), ...review.decisions]
  const tally = actionsTally(state.actions)
  const blocks: KnownBlock[] = [
    section(
      `*${userText(title, 120)}* · ${count.heard} of ${count.of} heard${closer ? ` · by ${escapeText(closer)}` : ''}${state.mirrored ? ` · in <#${team.conversationId}>` : ''}`,
    ),
    section(`*${escapeText(number)}* ${escapeText(rest)}${pace ? ` · spend ${escapeText(pace)}` : ''}`),
    context(escapeText(numbersInWords(review))),
    ...inTexts(['*Decisions*', ...lines(decisions, 'None were taken.')]).map((text) => section(text)),
    section(["*Next week's focus*", ...lines(review.focus, 'No action was named.')].join('\n')),
    ...(tally ? [context(`Actions since ${dayInWords(state.actions.since)}: ${tally}`)] : []),
    ...(took === '' ? [] : [context(`Taking part: ${took}`)]),
    ...closedWithout(review),
    ...(silent.length > 0 && !review.without?.lacks.includes(silent.join(', '))
      ? [context(`Not heard yet: ${escapeText(silent.join(', '))}. A late narrative still counts.`)]
      : []),
    ...(passed.length > 0 ? [context(`Nothing to tell this week: ${escapeText(passed.join(', '))}.`)] : []),
    context(`Next review ${momentInWords(next, team.zone)}`),
  ]
  return {
    text: escapeText(`${title}. ${number}. ${decisions.length} decisions, ${review.focus.length} actions.`),
    blocks,
    broadcast: team.broadcast && !state.mirrored,
  }
}

/** The channels without a narrative, by name: those with nothing to tell, and those nobody spoke of. */
function unheard(
  { review, passes }: { review: Review; passes: Readonly<Record<string, string>> },
  missing: readonly string[],
): { passed: string[]; silent: string[] } {
  const names = (ids: string[]) =>
    ids.map((id) => review.board.channels.find(({ channelId }) => channelId === id)?.name ?? 'a channel')
  return {
    passed: names(missing.filter((id) => passes[id] !== undefined)),
    silent: names(missing.filter((id) => passes[id] === undefined)),
  }
}

/** Each KPI of the scoreboard in its shortest form, one a line. */
function numbersInWords({ board }: Review): string {
  const said = board.rows
    .filter(({ value }) => value !== null)
    .map((row) => {
      const change = changeOf(row.last, row.value)
      const moved = change === null ? '' : ` (${formatChange(change, { digits: 0 })})`
      return `${labelOf(board, row)} ${valueInWords(board, row, row.value)}${moved}`
    })
  return said.length > 0 ? said.join('\n') : 'There were no numbers.'
}

function closedWithout({ without }: Review): KnownBlock[] {
  return without
    ? [
        context(
          `Closed although something was lacking (${userText(without.lacks, 600)}): ${userText(without.why, 300)}`,
        ),
      ]
    : []
}

function lines(said: readonly string[], none: string): string[] {
  return said.length > 0 ? said.map((line) => `• ${userText(line, 500)}`) : [`_${none}_`]
}
