import type { KnownBlock } from '@slack/types'
import type { Cohort } from '../../../domain/analysis/cohort.ts'
import { basisInWords, cohortInWords } from '../../../domain/analysis/cohort-words.ts'
import { countInWords } from '../../../domain/analysis/driver-words.ts'
import { behindInWords, type CrmBehind } from '../../../domain/metric/crm-reach.ts'
import type { Economics, UnitEconomics } from '../../../domain/metric/economics.ts'
import { unitEconomicsInWords } from '../../../domain/metric/economics-words.ts'
import { type Band, type ChannelNumbers, changeOf, type MetricKey } from '../../../domain/metric/metric.ts'
import type { Judgement } from '../../../domain/metric/noise.ts'
import type { MonthPace } from '../../../domain/metric/pacing.ts'
import { monthPaceInWords, offPaceInWords } from '../../../domain/metric/pacing-words.ts'
import type { Period } from '../../../domain/period.ts'
import type { CostReading, Range } from '../../../domain/review/board-row.ts'
import { costNotes, labelOf, readingInWords, targetInWords, valueInWords } from '../../../domain/review/review-words.ts'
import { inStages } from '../../../domain/review/scoreboard-words.ts'
import { type Channel, primaryOutcome, type Team } from '../../../domain/team.ts'
import { dayInWords } from '../../../domain/week.ts'
import { formatChange, formatMetric } from '../../../lib/format.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section, table } from '../../kit/blocks.ts'
import { inTexts } from '../../kit/sentence.ts'
import { clamp, escapeText, userText } from '../../kit/text.ts'
import { daysInWords, reachInWords } from './period-words.ts'

/** The numbers of a team or of one channel over a period, against the period before. */
export type NumbersState = {
  team: Pick<Team, 'id' | 'name' | 'outcomes'>
  /** Whether a picture of it goes to the person's direct messages. */
  picture: boolean
  channel: Pick<Channel, 'id' | 'name'> | null
  period: Period
  before: Period
  currency: string
  rows: readonly {
    metric: MetricKey
    value: number | null
    before: number | null
    target: Band | null
    judgement: Judgement
    range: Range | null
  }[]
  channels: readonly (ChannelNumbers & { reading: CostReading })[]
  cost: MetricKey
  results: MetricKey
  lastDay: string | null
  crmBehind: readonly CrmBehind[]
  cohort: Cohort | null
  spend: number | null
  leftOut: readonly string[]
  month: readonly MonthPace[]
  worth: { economics: Economics; unit: UnitEconomics } | null
}

const MOST_TEXTS = 12
const PICTURE = 'The picture is in your direct messages.'

/** The private answer to "what are the numbers". */
export function numbersAnswer(state: NumbersState): { text: string; blocks: KnownBlock[] } {
  const { channel, team, period, before, picture } = state
  const title = `${userText(channel?.name ?? team.name, 120)} · ${escapeText(period.name)}`
  if (state.rows.every(({ value }) => value === null)) return nothingYet(title, state)
  const [first, ...more] = channelTexts(state)
  const blocks: KnownBlock[] = [
    section(`*${title}*`),
    table({
      header: ['KPI', 'Now', 'Before', 'Change', 'Reading, 95 % range'],
      rows: inStages(state.rows, (row) => kpiRow(state, row)),
      align: ['left', 'right', 'right', 'right', 'left'],
    }),
    ...howSure(state),
    ...(first === undefined ? [] : [section(`*By channel*\n${first}`)]),
    ...more.map((text) => section(text)),
    ...moneyBlocks(state),
    context(
      `Before is ${daysInWords(before)}. ${reachInWords(state.lastDay, period)}`,
      ...(state.crmBehind.length > 0 ? [`*Provisional:* ${escapeText(behindInWords(state.crmBehind))}`] : []),
      ...state.leftOut.map(escapeText),
      ...(picture ? [PICTURE] : []),
    ),
    actions('numbers', [
      button({ id: ACTION.showCreatives, text: 'Creatives', value: `${team.id}:${channel?.id ?? ''}` }),
      button({ id: ACTION.showDefinitions, text: 'Definitions', value: state.team.id }),
      button({ id: ACTION.showTargets, text: 'Targets', value: state.team.id }),
      button({ id: ACTION.showRules, text: 'Channel rules', value: state.team.id }),
    ]),
  ]
  return { text: `${title}: ${keyNumber(state)}`, blocks }
}

/** A table of blanks says less than a sentence. */
function nothingYet(title: string, { lastDay, picture }: NumbersState): { text: string; blocks: KnownBlock[] } {
  const why =
    lastDay === null
      ? 'There are no numbers yet: drop an export in the channel of the team.'
      : `There are no numbers of these days. They reach ${dayInWords(lastDay)}: \`/beat numbers\` shows the last complete week.`
  return {
    text: `${title}: no numbers`,
    blocks: [section(`*${title}*\n${why}`), ...(picture ? [context(PICTURE)] : [])],
  }
}

/** What the numbers count by which day, and beside it the same by the day of the lead. */
function howSure({ cohort, cost, spend, currency }: NumbersState): KnownBlock[] {
  const basis = basisInWords(cost)
  const counted = basis === '' ? [] : [context(`The table counts ${escapeText(basis)} (event basis).`)]
  if (!cohort) return counted
  const [title = '', ...lines] = cohortInWords(cohort, { spend, currency })
  return [...counted, section([`*${escapeText(title)}*`, ...lines.map((line) => `• ${escapeText(line)}`)].join('\n'))]
}

type Row = NumbersState['rows'][number]

function kpiRow(state: NumbersState, row: Row): string[] {
  const named = { currency: state.currency, outcome: primaryOutcome(state.team).name, results: state.results }
  return [
    labelOf(named, row),
    valueInWords(named, row, row.value),
    valueInWords(named, row, row.before),
    row.judgement.call === 'provisional' ? '–' : formatChange(changeOf(row.before, row.value), { digits: 0 }),
    readingOf(named, row),
  ].map((cell) => clamp(cell, 120))
}

/** The target comes before what is said of it: `≤ €1,400: above target, 92 % sure`. */
function readingOf(named: Parameters<typeof readingInWords>[0], row: Row): string {
  const judged = readingInWords(named, row)
  return row.target ? `${targetInWords(named, row)}: ${judged}` : judged
}

function channelTexts({ channels, cost, results, currency, team }: NumbersState): string[] {
  const each = labelOf({ outcome: clamp(primaryOutcome(team).name, 60) }, { metric: cost })
  const sorted = [...channels].sort((a, b) => (b.spend ?? -1) - (a.spend ?? -1))
  const lines = sorted.map((channel) => {
    const name = `• *${userText(channel.name, 80)}*`
    if (channel.spend === null && channel.results === null) return `${name} no numbers`
    const notes = costNotes({ currency }, cost, changeOf(channel.costBefore, channel.cost), channel.reading)
    const known = notes.length > 0 ? ` (${escapeText(notes.join(' · '))})` : ''
    const price = `${escapeText(each)} *${formatMetric(channel.cost, 'money', currency)}*${known}`
    const volume = `${formatMetric(channel.spend, 'money', currency)} spent, ${countInWords(results, channel.results)}`
    return `${name} ${price} · ${volume}`
  })
  return inTexts(lines, 2_800).slice(0, MOST_TEXTS)
}

function keyNumber(state: NumbersState): string {
  const row = state.rows.find(({ metric }) => metric === state.cost) ?? state.rows[0]
  if (!row) return 'no numbers'
  const [label, value, before] = kpiRow(state, row)
  return escapeText(`${label} ${value}, before ${before}.`)
}

/** Budgets and economics: what the month comes to, and what a customer is worth. */
function moneyBlocks({ month, worth, currency, channel }: NumbersState): KnownBlock[] {
  const own = month.filter(({ channelId }) => channelId === null || channel !== null)
  const budgets = [
    ...own.map((each) => monthPaceInWords(each, currency)),
    ...(channel === null ? offPaceInWords(month, currency) : []),
  ]
  const economics = worth ? unitEconomicsInWords(worth.economics, worth.unit, currency) : []
  return [
    ...(budgets.length > 0 ? [section(`*Budget*\n${budgets.map((line) => `• ${escapeText(line)}`).join('\n')}`)] : []),
    ...(economics.length > 0
      ? [section(`*Economics*\n${economics.map((line) => `• ${escapeText(line)}`).join('\n')}`)]
      : []),
  ]
}
