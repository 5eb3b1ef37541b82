import type { KnownBlock } from '@slack/types'
import { statusInWords } from '../../../domain/absence/slack-status.ts'
import { actionName } from '../../../domain/action/action.ts'
import { factsInWords } from '../../../domain/action/action-words.ts'
import { comeInWords } from '../../../domain/analysis/cohort-words.ts'
import { countInWords, stageName, stageNameOfOne } from '../../../domain/analysis/driver-words.ts'
import { behindInWords } from '../../../domain/metric/crm-reach.ts'
import { changeOf } from '../../../domain/metric/metric.ts'
import { paceInWords } from '../../../domain/metric/pacing-words.ts'
import { momentInWords } from '../../../domain/moment.ts'
import type { Prompt, PromptedChannel } from '../../../domain/review/asked.ts'
import { boundsInWords, labelOf, valueInWords } from '../../../domain/review/review-words.ts'
import { primaryOutcome, type Team } from '../../../domain/team.ts'
import { dayInWords, weekNumber } from '../../../domain/week.ts'
import { formatChange, formatMetric } from '../../../lib/format.ts'
import { ACTION } from '../../ids.ts'
import { button, actions as buttons, context, section } from '../../kit/blocks.ts'
import { listed } from '../../kit/sentence.ts'
import { escapeText, userText } from '../../kit/text.ts'
import { whyLine } from '../why.ts'
import { TOLD_WORDS, toldButtons, whyAsked } from './told-buttons.ts'

/** What the private prompt to an owner shows. */
type PromptState = Prompt & { team: Team }

// A message holds 50 blocks, and each channel takes two.
const MOST = 20
const MOST_ACTIONS = 5

/** The private question to an owner before the review: their channels' numbers so far, what moved, and the narrative to write. */
export function narrativePrompt(state: PromptState): { text: string; blocks: KnownBlock[] } {
  const { team, week, opensAt, through, channels } = state
  const names = channels.map(({ name }) => userText(name, 60))
  const open = channels.filter(({ told }) => told === 'asked' || told === 'begun').length
  const reach = through === null ? 'no numbers yet' : `data through ${dayInWords(through)}`
  const title = open > 0 ? `Week ${weekNumber(week)}, what will you tell?` : `Week ${weekNumber(week)}: thank you`
  return {
    text: `${title} ${listed(names, 4)}`,
    blocks: [
      section(`*${title}* · ${reach}`),
      ...(state.crmBehind.length > 0 ? [context(`Provisional: ${escapeText(behindInWords(state.crmBehind))}`)] : []),
      ...channels
        .slice(0, MOST)
        .flatMap((channel) => [section(channelText(state, channel)), toldButtons(team.id, week, channel)]),
      ...openActions(state),
      ...(open > 0 ? awayHint(state) : []),
      whyLine(
        `You ${whyAsked(channels, team.name)}; the review opens ${momentInWords(opensAt, team.zone)}. How often I ask: \`/beat reminders\`.`,
      ),
    ],
  }
}

/** A status is set for many reasons: it stops reminders, and only the person's word sends the question to somebody else. */
function awayHint({ team, status, zone }: PromptState): KnownBlock[] {
  if (status === null) return []
  return [
    context(
      `${userText(statusInWords(status, 'Your', zone), 300)}: I don't remind you meanwhile. Say that you are away, and whoever answers for you is asked instead.`,
    ),
    buttons(`away:${team.id}`, [button({ id: ACTION.setAway, text: "I'll be away", value: team.id })]),
  ]
}

/** What they said they would do: it belongs into what they tell. */
function openActions({ actions, today }: PromptState): KnownBlock[] {
  if (actions.length === 0) return []
  const lines = actions
    .slice(0, MOST_ACTIONS)
    .map(
      (action) => `☐ ${userText(`${actionName(action)} ${action.what} (${factsInWords(action, today, null)})`, 300)}`,
    )
  const more =
    actions.length > MOST_ACTIONS ? [`And ${actions.length - MOST_ACTIONS} more: \`/beat action mine\`.`] : []
  return [section(['*Your open actions*', ...lines, ...more].join('\n'))]
}

function channelText(state: PromptState, channel: PromptedChannel): string {
  const { name, told, mover } = channel
  return [
    `*${userText(name, 80)}*, this week so far · ${TOLD_WORDS[told]}`,
    escapeText(numbersInWords(state, channel)),
    ...(mover === null ? [] : [`_${escapeText(mover)}_`]),
  ].join('\n')
}

function numbersInWords(state: PromptState, channel: PromptedChannel): string {
  const { spend, results, cost, costBefore, target, pace, coming } = channel
  if (spend === null && results === null) return 'There are no numbers of this week yet.'
  const named = { currency: state.team.currency, outcome: primaryOutcome(state.team).name }
  const row = { metric: state.cost }
  const change = changeOf(costBefore, cost)
  const bound = target ? `, target ${boundsInWords(named, row, target)}` : ''
  const moved = change === null ? '' : `, ${formatChange(change, { digits: 0 })} on the same days last week`
  return [
    `${formatMetric(spend, 'money', named.currency)} spent${pace ? ` (${paceInWords(pace)} this month)` : ''}`,
    countInWords(state.results, results),
    `${labelOf(named, row)} ${valueInWords(named, row, cost)}${bound}${moved}`,
    ...(coming ? [comingInWords(coming)] : []),
  ].join(' · ')
}

/** `168 SQLs of this week's leads so far, about 71 % of what will come`. */
function comingInWords(coming: NonNullable<PromptedChannel['coming']>): string {
  const { stage, observed } = coming
  const named = observed === 1 ? stageNameOfOne(stage) : stageName(stage)
  return `${formatMetric(observed, 'count', '')} ${named} of this week's leads so far, ${comeInWords(coming)}`
}
