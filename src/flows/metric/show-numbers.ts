import { type Cohort, cohortReader } from '../../domain/analysis/cohort.ts'
import { behindAt, type CrmBehind, reachOf, withoutBehind } from '../../domain/metric/crm-reach.ts'
import { type Economics, NO_ECONOMICS, type UnitEconomics, unitEconomics } from '../../domain/metric/economics.ts'
import { leftOutInWords } from '../../domain/metric/left-out.ts'
import {
  addSums,
  type Band,
  type ChannelNumbers,
  METRIC_KEYS,
  type MetricKey,
  metricOf,
  NO_SUMS,
  type Sums,
} from '../../domain/metric/metric.ts'
import { type Judgement, judge } from '../../domain/metric/noise.ts'
import type { MonthPace } from '../../domain/metric/pacing.ts'
import { bandFor } from '../../domain/metric/target.ts'
import { type Period, periodBefore } from '../../domain/period.ts'
import { type CostReading, type Range, rangeKept, readCost } from '../../domain/review/board-row.ts'
import { primaryMetrics, targetOf, weeksShown } from '../../domain/review/review.ts'
import type { Channel, Team } from '../../domain/team.ts'
import { countDays, daysOf, weekOf } from '../../domain/week.ts'
import { readChannelSums, readLastDay, readWeeklySums } from '../../store/fact/weekly-sums.ts'
import type { TeamContext } from '../context.ts'
import { readCrmBehind } from '../read-crm-behind.ts'
import { readFollowed } from '../read-followed.ts'
import { readAsked } from './read-asked.ts'
import { readPacing } from './read-pacing.ts'

/** One KPI of the answer, with the period before. */
export type NumberRow = {
  metric: MetricKey
  value: number | null
  before: number | null
  /** The target of these days: that of an amount is a week's, and stretched to them. */
  target: Band | null
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
  channels: (ChannelNumbers & { reading: CostReading })[]
  cost: MetricKey
  results: MetricKey
  lastDay: string | null
  /** What the CRM has not brought in full of these days. */
  crmBehind: CrmBehind[]
  /** The leads of the period and how far their results have come; null where no lead is followed. */
  cohort: Cohort | null
  /** What its leads cost together; null where they have not all come in yet. */
  spend: number | null
  /** Which ratios leave out which platform, a sentence each. */
  leftOut: string[]
  /** The month's budget of the team or of the channel, and how it stands. */
  month: MonthPace[]
  /** What follows from the economics; null where the CRM reports no customers at all. */
  worth: { economics: Economics; unit: UnitEconomics } | null
  /** Twelve weeks of what a result costs in the channel that was asked for; null for the whole team. */
  trend: { weeks: string[]; values: (number | null)[]; target: Band | null } | null
}

/** Reads `[channel] [period]` as people write it and answers with the numbers. */
export async function showNumbers(ctx: TeamContext, text: string): Promise<Numbers> {
  const { db, team } = ctx
  const { channel, period } = readAsked(ctx, text)
  const before = periodBefore(period)
  const days = countDays(period.from, period.to)
  const [sums, earlier, lastDay, { cohorts, sureness }, months, crmBehind] = await Promise.all([
    readChannelSums(db, team, period.from, period.to),
    readChannelSums(db, team, before.from, before.to),
    readLastDay(db, team),
    readFollowed(ctx, period.from),
    readPacing(ctx, period.to),
    readCrmBehind(ctx, period.to),
  ])
  const { cost, results } = primaryMetrics(team)
  // As on the board: a channel without a cost target of its own is held against the team's.
  const targetFor = (key: MetricKey) =>
    (channel && targetOf(team, channel.id, key)) ?? (!channel || key === cost ? targetOf(team, null, key) : null)
  const of = (all: typeof sums, id: string): Sums => all.find(({ channelId }) => channelId === id)?.sums ?? NO_SUMS
  const sumsNow = channel ? of(sums, channel.id) : addSums(sums.map((each) => each.sums))
  const lateBefore = behindAt(crmBehind, before.to)
  const then = withoutBehind(channel ? of(earlier, channel.id) : addSums(earlier.map((each) => each.sums)), lateBefore)
  const costIn = (own: Sums, past: Sums, target: Band | null) => {
    const now = reachOf(cost, crmBehind) === 'whole' ? own : NO_SUMS
    const reading = readCost(cost, now, past, target ?? targetOf(team, null, cost))
    return { cost: metricOf(cost).of(now), costBefore: metricOf(cost).of(past), reading }
  }
  return {
    channel,
    period,
    before,
    currency: team.currency,
    rows: shownOf(sumsNow, then).map((key): NumberRow => {
      const target = bandFor(key, targetFor(key), days)
      const before = metricOf(key).of(then)
      const reach = reachOf(key, crmBehind)
      const value = reach === 'unknown' ? null : metricOf(key).of(sumsNow)
      if (reach !== 'whole')
        return { metric: key, value, before, target, judgement: { call: 'provisional' }, range: null }
      const judgement = judge(key, sumsNow, then, target, [])
      return { metric: key, value, before, target, judgement, range: rangeKept(key, sumsNow) }
    }),
    channels: channel
      ? []
      : team.channels.map(({ id, name }) => ({
          name,
          spend: of(sums, id).spend,
          ...costIn(of(sums, id), withoutBehind(of(earlier, id), lateBefore), targetOf(team, id, cost)),
          results: metricOf(results).of(of(sums, id)),
        })),
    cost,
    results,
    lastDay,
    crmBehind,
    cohort: cohorts && cohortReader(cohorts, sureness)({ ...period, channelId: channel?.id ?? null }),
    spend: reachOf('cpl', crmBehind) === 'whole' ? sumsNow.spend : null,
    leftOut: leftOutInWords(sumsNow, shownOf(sumsNow, then)),
    month: months.filter(({ channelId }) => channel === null || channelId === channel.id),
    worth: sumsNow.won === null || reachOf('cac', crmBehind) !== 'whole' ? null : worthOf(team, channel, sumsNow, days),
    trend: channel && { ...(await readTrend(ctx, channel.id, period.to, cost, crmBehind)), target: targetFor(cost) },
  }
}

async function readTrend(
  { db, team }: TeamContext,
  channelId: string,
  to: string,
  cost: MetricKey,
  behind: readonly CrmBehind[],
) {
  const weeks = weeksShown(weekOf(to))
  const sums = await readWeeklySums(db, team, daysOf(weeks[0] ?? weekOf(to)).from, daysOf(weekOf(to)).to)
  const of = (week: string) => sums.find((each) => each.week === week && each.channelId === channelId)?.sums ?? NO_SUMS
  const known = (week: string) => withoutBehind(of(week), behindAt(behind, daysOf(week).to))
  return { weeks, values: weeks.map((week) => metricOf(cost).of(known(week))) }
}

/** All KPIs that say something now or said something before, by stage. */
function shownOf(now: Sums, before: Sums): MetricKey[] {
  return METRIC_KEYS.filter((key) =>
    [now, before].some((sums) => metricOf(key).of(sums) !== null || judge(key, sums, null, null, []).none),
  )
}

/** What sales and marketing cost beside media belongs to no single channel: a channel is judged by its media CAC. */
function worthOf(team: Team, channel: Channel | null, sums: Sums, days: number): Numbers['worth'] {
  const told = team.economics ?? NO_ECONOMICS
  const economics = channel ? { ...told, otherCost: null } : told
  return { economics, unit: unitEconomics(economics, sums, days) }
}
