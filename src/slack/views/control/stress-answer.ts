import type { KnownBlock } from '@slack/types'
import type { StressedBound, StressTest, Survival } from '../../../domain/control/stress-test.ts'
import { amountOfUnit } from '../../../domain/guardrail/watched.ts'
import { type MetricKey, metricOf } from '../../../domain/metric/metric.ts'
import type { Team } from '../../../domain/team.ts'
import { dayInWords } from '../../../domain/week.ts'
import { formatChange, formatMetric, formatPercent } from '../../../lib/format.ts'
import { ACTION } from '../../ids.ts'
import { actions, button, context, section } from '../../kit/blocks.ts'
import { inTexts, listed, sentence } from '../../kit/sentence.ts'
import { escapeText, mention, userText } from '../../kit/text.ts'

/** A stress test as it is shown; `sharedBy` is who shared it, null for the private answer. */
export type StressState = StressTest & {
  team: Pick<Team, 'id' | 'name' | 'currency'>
  asked: string
  words: string
  from: string
  to: string
  guessed: readonly string[]
  sharedBy: string | null
  /** The alert it was asked at; null for one that was asked by itself. */
  incidentId: string | null
}

/** What a plan would look like under a stress: the numbers, what breaks, what holds, and how much it survives. */
export function stressAnswer(state: StressState): { text: string; blocks: KnownBlock[] } {
  const { team, words, from, to, guessed, sharedBy } = state
  const title = `What if: ${escapeText(words)} · ${userText(team.name, 80)}`
  const breaks = state.bounds.filter(({ verdict }) => verdict === 'breaks')
  const summary =
    breaks.length > 0
      ? `${breaks.length} ${breaks.length === 1 ? 'bound breaks' : 'bounds break'}`
      : 'no bound breaks by it'
  const notes = [
    `From ${dayInWords(from)} to ${dayInWords(to)}, and exact if nothing else changes.`,
    ...(guessed.length > 0
      ? [
          `Worst case for ${escapeText(listed(guessed))}: what more money brings there is not known, so it is counted as nothing.`,
        ]
      : []),
    ...(sharedBy ? [`Shared by ${mention(sharedBy)}.`] : []),
  ]
  return {
    text: `${title}: ${summary}`,
    blocks: [
      section(`*${title}* · ${summary}`),
      ...inTexts(state.rows.map((row) => rowInWords(row, team.currency))).map((text) => section(text)),
      ...boundBlocks(state),
      ...(sharedBy
        ? []
        : [
            actions('stress', [
              button({
                id: ACTION.shareStress,
                text: state.incidentId ? 'Share in the thread' : 'Share in the channel',
                value: shareValue(state),
              }),
            ]),
          ]),
      context(...notes),
    ],
  }
}

function shareValue({ team, asked, incidentId }: StressState): string {
  return `${team.id}:${incidentId ?? ''}:${asked.slice(0, 200)}`
}

function boundBlocks({ bounds, survives, team }: StressState): KnownBlock[] {
  if (bounds.length === 0)
    return [section('There is no target and no guardrail to hold it against: `/beat setup` takes targets.')]
  const groups = [
    ['*Breaks*', 'breaks'],
    ['Beyond it, but not surely', 'unsure'],
    ['*Broken already*', 'broken already'],
    ['Holds', 'holds'],
    ['Has no numbers then', 'gone'],
  ] as const
  const lines = groups.flatMap(([word, verdict]) => {
    const own = bounds.filter((bound) => bound.verdict === verdict)
    return own.length > 0 ? [`${word} · ${own.map((bound) => boundInWords(bound, team.currency)).join(' · ')}`] : []
  })
  return [...inTexts(lines).map((text) => section(text)), section(survivalInWords(survives))]
}

function rowInWords({ metric, now, under, change }: StressTest['rows'][number], currency: string): string {
  const { label } = metricOf(metric)
  const unchanged = change === 0
  return unchanged
    ? `${label} ${value(metric, now, currency)}, as now`
    : `${label} ${value(metric, now, currency)} → *${value(metric, under, currency)}* (${formatChange(change, { digits: 1 })})`
}

function boundInWords(bound: StressedBound, currency: string): string {
  const { name, metric, band, under, verdict, payback } = bound
  if (payback) {
    const months = (value: number) => amountOfUnit(value, 'months', currency)
    const was = verdict === 'gone' ? '' : ` ${payback.under === null ? 'never' : months(payback.under)}`
    return `${sentence(name, 120)}: payback${was} against ≤ ${months(payback.bound)}`
  }
  const { low, high } = band
  const { label } = metricOf(metric)
  const limits = [
    ...(low === null ? [] : [`≥ ${value(metric, low, currency)}`]),
    ...(high === null ? [] : [`≤ ${value(metric, high, currency)}`]),
  ].join(' and ')
  const is = verdict === 'gone' ? '' : ` ${under === null ? 'no result' : value(metric, under, currency)}`
  return `${sentence(name, 120)}: ${label}${is} against ${limits}`
}

function survivalInWords(survives: Survival | null): string {
  if (!survives) return 'No bound that holds would break by fewer results.'
  const { bound, drop } = survives
  return `*Survives* a drop of ${formatPercent(drop, { digits: 1 })} in results: then ${metricOf(bound.metric).label} leaves ${sentence(bound.name, 120)} first.`
}

function value(metric: MetricKey, amount: number | null, currency: string): string {
  return formatMetric(amount, metricOf(metric).unit, currency)
}
