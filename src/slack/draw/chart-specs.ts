import type { BarRow, Bars, WeeklyTrend } from '../../charts/spec.ts'
import { type Band, type ChannelNumbers, changeOf, type MetricKey, metricOf } from '../../domain/metric/metric.ts'
import type { Period } from '../../domain/period.ts'
import type { MonthReport } from '../../domain/review/month.ts'
import type { Board, BoardChannel } from '../../domain/review/review.ts'
import {
  isBehind,
  judgementInWords,
  labelOf,
  targetInWords,
  valueInWords,
  weekLabels,
} from '../../domain/review/review-words.ts'
import { primaryOutcome, type Team } from '../../domain/team.ts'
import { weekInWords } from '../../domain/week.ts'
import { formatChange, formatMetric } from '../../lib/format.ts'
import { clamp } from '../kit/text.ts'

const MOST_CHANNELS = 6
const MOST_BARS = 12
/** Names in a picture are cut, not wrapped. */
const LONGEST_NAME = 60

/** The picture of a review: twelve weeks of the headline with its target, the largest channels below. */
export function reviewChart(board: Board): WeeklyTrend {
  const { headline } = board
  const label = labelOf(board, headline)
  const change = changeOf(headline.last, headline.value)
  const moved =
    change === null
      ? []
      : [`${formatChange(change, { digits: 0 })} on last week (${valueInWords(board, headline, headline.last)})`]
  const state =
    (headline.target && headline.value !== null) || headline.judgement.call === 'provisional'
      ? `, ${judgementInWords(headline.judgement).split(',')[0]}`
      : ''
  const target = targetInWords(board, headline)
  return {
    kind: 'weekly-trend',
    title: `${label} ${valueInWords(board, headline, headline.value)}${state}`,
    subtitle: [...moved, `week of ${weekInWords(board.week)}`].join(' · '),
    metric: label,
    unit: metricOf(headline.metric).unit,
    currency: board.currency,
    weeks: weekLabels(board),
    values: board.trend,
    band: headline.target,
    target: target === '' ? null : `target ${target}`,
    isProvisional: isBehind(board),
    channels: largest(board.channels).map((channel) => ({
      name: clamp(channel.name, LONGEST_NAME),
      values: channel.trend,
      high: channel.cost.target?.high ?? null,
      note: noteOf(channel),
    })),
  }
}

/** The picture of a month: half a year of the headline with its target, the channels below. */
export function monthChart(month: MonthReport): WeeklyTrend {
  const [team, ...channels] = month.trend
  const { label, unit } = metricOf(month.cost)
  return {
    kind: 'weekly-trend',
    title: `${label}, half a year`,
    subtitle: `26 weeks, by week`,
    metric: label,
    unit,
    currency: month.currency,
    weeks: weekLabels(month),
    values: team?.values ?? [],
    band: month.target,
    target: null,
    isProvisional: false,
    channels: channels.slice(0, MOST_CHANNELS).map(({ name, values, high }) => ({
      name: clamp(name, LONGEST_NAME),
      values,
      high,
      note: '',
    })),
  }
}

/** What the picture of an answer is made of. */
type Pictured = {
  team: Pick<Team, 'outcomes'>
  channel: { name: string } | null
  trend?: { weeks: string[]; values: (number | null)[]; target: Band | null } | null
  period: Period
  currency: string
  channels: readonly ChannelNumbers[]
  cost: MetricKey
  results: MetricKey
}

/** The picture of an answer: a channel's cost over twelve weeks, or what a result costs in each channel; null without numbers. */
export function numbersChart(numbers: Pictured): WeeklyTrend | Bars | null {
  const { channel, trend } = numbers
  return channel && trend ? channelChart(channel.name, trend, numbers) : channelsChart(numbers)
}

function channelChart(
  name: string,
  trend: NonNullable<Pictured['trend']>,
  { cost, currency, team }: Pictured,
): WeeklyTrend | null {
  if (trend.values.every((value) => value === null)) return null
  const label = labelOf({ outcome: primaryOutcome(team).name }, { metric: cost })
  const { unit } = metricOf(cost)
  return {
    kind: 'weekly-trend',
    title: `${label} · ${clamp(name, LONGEST_NAME)}`,
    subtitle: '12 weeks',
    metric: label,
    unit,
    currency,
    weeks: weekLabels(trend),
    values: trend.values,
    band: trend.target,
    target: null,
    isProvisional: false,
    channels: [],
  }
}

/** Each channel against the period before. */
function channelsChart(numbers: Pictured): Bars | null {
  const { period, currency, cost, results, team } = numbers
  const channels = numbers.channels.filter((channel) => channel.cost !== null || channel.costBefore !== null)
  if (channels.length === 0) return null
  const label = labelOf({ outcome: primaryOutcome(team).name }, { metric: cost })
  const { unit } = metricOf(cost)
  const counted = metricOf(results).label.toLowerCase()
  return {
    kind: 'bars',
    title: `${label} by channel`,
    subtitle: `${period.name}, against the period before`,
    metric: label,
    unit,
    currency,
    previousLabel: 'the period before',
    rows: [...channels]
      .sort((a, b) => (b.spend ?? 0) - (a.spend ?? 0))
      .slice(0, MOST_BARS)
      .map(
        (channel): BarRow => ({
          name: clamp(channel.name, LONGEST_NAME),
          value: channel.cost,
          previous: channel.costBefore,
          tone: 'neutral',
          note: channel.results === null ? '' : `${formatMetric(channel.results, 'count', '')} ${counted}`,
        }),
      ),
  }
}

function largest(channels: readonly BoardChannel[]): BoardChannel[] {
  return [...channels].sort((a, b) => (b.spend ?? 0) - (a.spend ?? 0)).slice(0, MOST_CHANNELS)
}

/** What a channel is called; where it has a limit and is called nothing, the picture says how it stands. */
function noteOf({ call }: BoardChannel): string {
  switch (call.kind) {
    case 'winning':
    case 'leaking':
    case 'no call yet':
      return call.kind
    default:
      return ''
  }
}
