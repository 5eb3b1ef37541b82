import type { KnownBlock } from '@slack/types'
import type { AnalysisWords } from '../../../domain/analysis/analysis-words.ts'
import type { Basis } from '../../../domain/analysis/cohort-words.ts'
import { type MetricKey, metricOf } from '../../../domain/metric/metric.ts'
import type { Period } from '../../../domain/period.ts'
import type { Team } from '../../../domain/team.ts'
import { dayInWords } from '../../../domain/week.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section, table } from '../../kit/blocks.ts'
import { userText } from '../../kit/text.ts'
import { cells, changeInShort, changeParts } from './change-parts.ts'
import { daysInWords, reachInWords } from './period-words.ts'

/** Why a cost of a team or of one channel changed, over a period against the one before. */
export type ChangeState = {
  team: Pick<Team, 'name'>
  metric: MetricKey
  channel: { name: string } | null
  period: Period
  before: Period
  known: { now: boolean; before: boolean }
  lastDay: string | null
  changed: AnalysisWords
  /** Whether CPM and CTR stand in the place of CPC. */
  split: boolean
  /** By which day results count, and whether the other way can be told as well. */
  basis: Basis
  hasCohort: boolean
  /** The question as its buttons carry it: the team, then the question. */
  question: string
  /** Whether a picture of it goes to the person's direct messages. */
  picture: boolean
}

const MOST_STEPS = 12

/** The private answer to "why did it change". */
export function changeAnswer(state: ChangeState): { text: string; blocks: KnownBlock[] } {
  const { period, before, lastDay, changed, picture } = state
  const title = changeTitle(state)
  const missing = missingInWords(state)
  if (missing !== null) return { text: `${title}: ${missing}`, blocks: [section(`*${title}*\n${missing}`)] }
  const [header = [], ...rows] = cells(changed.steps)
  const hidden = rows.length - MOST_STEPS
  return {
    text: `${title}: ${changeInShort(changed)}`,
    blocks: [
      section(`*${title}*`),
      ...changeParts(changed),
      ...(rows.length > 0
        ? [
            table({
              header,
              rows: rows.slice(0, MOST_STEPS),
              align: ['left', 'left', 'right', 'right', 'right', 'left'],
            }),
          ]
        : []),
      context(
        `Against ${daysInWords(before)}. ${reachInWords(lastDay, period)}`,
        ...(rows.length > 0 ? [summedInWords(hidden)] : []),
        ...(picture ? ['The picture is in your direct messages.'] : []),
      ),
      ...(rows.length > 0 ? [again(state)] : []),
    ],
  }
}

/** What an answer is about: `Why CAC changed · Growth · week 47 (16-22 Nov)`. */
export function changeTitle({
  team,
  metric,
  channel,
  period,
  basis,
}: Pick<ChangeState, 'team' | 'metric' | 'channel' | 'period' | 'basis'>) {
  const name = userText(channel?.name ?? team.name, 120)
  return `Why ${metricOf(metric).label} changed · ${name} · ${userText(period.name)}${basis === 'cohort' ? ' · by the day of the lead' : ''}`
}

/** The question keeps its last field for the split and the basis. */
function again({ question, split, basis, hasCohort }: ChangeState): KnownBlock {
  const whole = question.slice(0, question.lastIndexOf('|') + 1)
  const flags = (isSplit: boolean, isCohort: boolean) =>
    [...(isSplit ? ['split'] : []), ...(isCohort ? ['cohort'] : [])].join(' ')
  const isCohort = basis === 'cohort'
  return actions('change', [
    button({ id: ACTION.showParts, text: 'Show the table', value: question }),
    button({
      id: ACTION.splitClicks,
      text: split ? 'CPM and CTR as CPC again' : 'Split CPC into CPM and CTR',
      value: `${whole}${flags(!split, isCohort)}`,
    }),
    ...(hasCohort
      ? [
          button({
            id: ACTION.otherBasis,
            text: isCohort ? 'By the day of the result again' : 'By the day of the lead',
            value: `${whole}${flags(split, !isCohort)}`,
          }),
        ]
      : []),
  ])
}

/** Two periods are compared: without the numbers of both nothing can be said, and this says which are missing. */
function missingInWords({ known, lastDay, period, before, channel }: ChangeState): string | null {
  if (known.now && known.before) return null
  if (lastDay === null) return 'There are no numbers yet: drop an export in the channel of the team.'
  const of = channel ? `of ${userText(channel.name, 120)} ` : ''
  const reach = `Numbers reach ${dayInWords(lastDay)}.`
  if (!known.now)
    return `There are no numbers ${of}from ${daysInWords(period)}, so there is nothing to explain. ${reach}`
  return `There are no numbers ${of}from ${daysInWords(before)}, so there is nothing to compare with. ${reach}`
}

function summedInWords(hidden: number): string {
  return hidden > 0
    ? `The parts sum to the change; the ${hidden} smallest are not shown.`
    : 'The parts sum to the change.'
}
