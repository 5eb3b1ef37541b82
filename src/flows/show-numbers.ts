import { type Cohort, cohortReader } from '../domain/analysis/cohort.ts'
import { type Range, rangeKept } from '../domain/board-row.ts'
import { leftOutInWords } from '../domain/left-out.ts'
import {
  addSums,
  type Band,
  type ChannelNumbers,
  type MetricKey,
  metricOf,
  NO_SUMS,
  type Sums,
} from '../domain/metric.ts'
import { type Judgement, judge } from '../domain/noise.ts'
import { type Period, periodBefore } from '../domain/period.ts'
import { primaryMetrics, targetOf, weeksShown } from '../domain/review.ts'
import type { Channel } from '../domain/team.ts'
import { daysOf, weekOf } from '../domain/week.ts'
import { readChannelSums, readLastDay, readWeeklySums } from '../store/weekly-sums.ts'
import type { TeamContext } from './context.ts'
import { readAsked } from './read-asked.ts'
import { readFollowed } from './read-followed.ts'

/** One KPI of the answer, with the period before. */
export type NumberRow = {
  metric: MetricKey
  value: number | null
  before: number | null
  judgement: Judgement
  range: Range | null
}

/** The answer to "what are the numbers": of the team or one channel, over a period, against the one before. */
export type Numbers = {
  channel: Channel | null
  period: Period
  before: Period
  currency: string
  rows: NumberRow[]
  /** Spend and cost per result of each channel; empty where one channel was asked for. */
  channels: ChannelNumbers[]
  cost: MetricKey
  results: MetricKey
  lastDay: string | null
  /** The leads of the period and how far their results have come; null where no lead is followed. */
  cohort: Cohort | null
  spend: number | null
  /** Which ratios leave out which platform, a sentence each. */
  leftOut: string[]
  /** Twelve weeks of what a result costs in the channel that was asked for; null for the whole team. */
  trend: { weeks: string[]; values: (number | null)[]; target: Band | null } | null
}

/** Reads `[channel] [period]` as people write it and answers with the numbers. */
export async function showNumbers(ctx: TeamContext, text: string): Promise<Numbers> {
  const { db, team } = ctx
  const { channel, period } = readAsked(ctx, text)
  const before = periodBefore(period)
  const [sums, earlier, lastDay, { cohorts, sureness }] = await Promise.all([
    readChannelSums(db, team, period.from, period.to),
    readChannelSums(db, team, before.from, before.to),
    readLastDay(db, team),
    readFollowed(ctx, period.from),
  ])
  const { cost, results } = primaryMetrics(team)
  // As on the board: a channel without a cost target of its own is held against the team's.
  const targetFor = (key: MetricKey) =>
    (channel && targetOf(team, channel.id, key)) ?? (!channel || key === cost ? targetOf(team, null, key) : null)
  const of = (all: typeof sums, id: string): Sums => all.find(({ channelId }) => channelId === id)?.sums ?? NO_SUMS
  const sumsNow = channel ? of(sums, channel.id) : addSums(sums.map((each) => each.sums))
  const then = channel ? of(earlier, channel.id) : addSums(earlier.map((each) => each.sums))
  return {
    channel,
    period,
    before,
    currency: team.currency,
    rows: rowsFor(sumsNow, cost).map((key) => ({
      metric: key,
      value: metricOf(key).of(sumsNow),
      before: metricOf(key).of(then),
      judgement: judge(key, sumsNow, then, targetFor(key), []),
      range: rangeKept(key, sumsNow),
    })),
    channels: channel
      ? []
      : team.channels.map(({ id, name }) => ({
          name,
          spend: of(sums, id).spend,
          cost: metricOf(cost).of(of(sums, id)),
          costBefore: metricOf(cost).of(of(earlier, id)),
          results: metricOf(results).of(of(sums, id)),
        })),
    cost,
    results,
    lastDay,
    cohort: cohorts && cohortReader(cohorts, sureness)({ ...period, channelId: channel?.id ?? null }),
    spend: sumsNow.spend,
    leftOut: leftOutInWords(sumsNow, rowsFor(sumsNow, cost)),
    trend: channel && { ...(await readTrend(ctx, channel.id, period.to, cost)), target: targetFor(cost) },
  }
}

async function readTrend({ db, team }: TeamContext, channelId: string, to: string, cost: MetricKey) {
  const weeks = weeksShown(weekOf(to))
  const sums = await readWeeklySums(db, team, daysOf(weeks[0] ?? weekOf(to)).from, daysOf(weekOf(to)).to)
  const of = (week: string) => sums.find((each) => each.week === week && each.channelId === channelId)?.sums ?? NO_SUMS
  return { weeks, values: weeks.map((week) => metricOf(cost).of(of(week))) }
}

function rowsFor(sums: Sums, cost: MetricKey): MetricKey[] {
  const crm: MetricKey[] = ['leads', 'cpl', 'sql_rate', 'cost_per_sql', 'customers']
  const platform: MetricKey[] = ['conversions', 'roas']
  const rows: MetricKey[] = [
    'spend',
    'impressions',
    'clicks',
    'ctr',
    'cpc',
    'cvr',
    ...(sums.leads === null ? platform : crm),
    cost,
  ]
  return [...new Set(rows)]
}
