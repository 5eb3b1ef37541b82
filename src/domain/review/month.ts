import type { Lever } from '../experiment/experiment.ts'
import type { Learning } from '../experiment/reading.ts'
import type { Verdict } from '../experiment/rule.ts'
import { addSums, type Band, type MetricKey, metricOf, NO_SUMS, type Sums } from '../metric/metric.ts'
import { slotOf } from '../rhythm.ts'
import type { Team } from '../team.ts'
import { daysOf, localDay, shiftDay, weeksThrough } from '../week.ts'
import { type CostReading, readCost } from './board-row.ts'
import { primaryMetrics, targetOf, type WeeklySums } from './review.ts'

// The strategic part of the first review of a month: what the month before cost and brought against its envelope, where six
// months lead, and what was learnt. Made once with the board, kept as a snapshot, then only shown.

/** One month of a team or a channel. */
export type MonthNumbers = {
  spend: number | null
  results: number | null
  cost: number | null
  /** How sure the cost is; not there in the months that earlier versions kept. */
  reading?: CostReading
}

/** The month that is over, as the first review that opens after it tells it. */
export type MonthReport = {
  /** The month itself, such as 2026-10. */
  month: string
  cost: MetricKey
  results: MetricKey
  currency: string
  budget: number | null
  target: Band | null
  /** Six months, the reported one last. */
  months: (MonthNumbers & { month: string })[]
  channels: (MonthNumbers & { name: string; costBefore: number | null; target: Band | null })[]
  /** The cost of 26 weeks, for the picture. */
  weeks: string[]
  trend: { name: string; values: (number | null)[]; high: number | null }[]
  decided: { number: number; title: string; verdict: Verdict | null }[]
  learnings: { number: number; lever: Lever; sentence: string; status: Learning['status'] }[]
  /** How well the team foresees, in one line; what guardrails, saturation and the like had to say, a line each. */
  foresight: string
  notes: { title: string; lines: string[] }[]
}

/** The sums of one month by channel; channel '' holds what no rule gives to one. */
export type MonthSums = { month: string; channels: readonly { channelId: string; sums: Sums }[] }

const MONTHS = 6
const MOST_REVIEWS = 5
const WEEKS = 26

/** The month that a review may look back on, and the reviews of the same month that come before it and may have told of it. */
export type MonthBehind = { month: string; earlier: string[] }

/** The month before the day on which the review of a week opens. */
export function monthBehind(team: Pick<Team, 'reviewWeekday' | 'reviewTime' | 'zone'>, week: string): MonthBehind {
  const ritual = { weekday: team.reviewWeekday, time: team.reviewTime, zone: team.zone }
  const dayOfReview = (each: string) => localDay(slotOf(ritual, each).dueAt, team.zone)
  const day = dayOfReview(week)
  const ofSameMonth = weeksThrough(week, MOST_REVIEWS).filter((each) => dayOfReview(each).startsWith(day.slice(0, 7)))
  return {
    month: shiftDay(`${day.slice(0, 7)}-01`, -1).slice(0, 7),
    earlier: ofSameMonth.filter((each) => each !== week),
  }
}

/** Six months up to one, oldest first. */
export function monthsThrough(month: string): string[] {
  const months = [month]
  while (months.length < MONTHS) months.unshift(shiftDay(`${months[0]}-01`, -1).slice(0, 7))
  return months
}

/** The weeks of the picture, up to the reported one. */
export function weeksOfTrend(week: string): { weeks: string[]; from: string; to: string } {
  const weeks = weeksThrough(week, WEEKS)
  return { weeks, from: daysOf(weeks[0] ?? week).from, to: daysOf(week).to }
}

type Known = Pick<MonthReport, 'decided' | 'learnings' | 'foresight' | 'notes'>

/** Makes the report of a month from its sums, the sums of its weeks, and what is known beside the numbers. */
export function planMonth(
  team: Team,
  months: readonly MonthSums[],
  { weeks, weekly }: { weeks: string[]; weekly: WeeklySums },
  known: Known,
): MonthReport {
  const { cost, results } = primaryMetrics(team)
  const of = (sums: Sums, before: Sums, id: string | null): MonthNumbers => ({
    spend: sums.spend,
    results: metricOf(results).of(sums),
    cost: metricOf(cost).of(sums),
    reading: readCost(cost, sums, before, targetFor(id)),
  })
  const sumsIn = (month: MonthSums | undefined, id?: string) =>
    addSums(
      (month?.channels ?? []).filter(({ channelId }) => id === undefined || channelId === id).map(({ sums }) => sums),
    )
  const costIn = (week: string, id?: string) => {
    const found = weekly.filter((each) => each.week === week && (id === undefined || each.channelId === id))
    return metricOf(cost).of(found.length > 0 ? addSums(found.map(({ sums }) => sums)) : NO_SUMS)
  }
  const targetFor = (id: string | null) => targetOf(team, id, cost) ?? targetOf(team, null, cost)
  return {
    month: months.at(-1)?.month ?? '',
    cost,
    results,
    currency: team.currency,
    budget: team.monthlyBudget,
    target: targetOf(team, null, cost),
    months: months.map((month, index) => ({
      month: month.month,
      ...of(sumsIn(month), sumsIn(months[index - 1]), null),
    })),
    channels: team.channels.map(({ id, name }) => ({
      name,
      ...of(sumsIn(months.at(-1), id), sumsIn(months.at(-2), id), id),
      costBefore: metricOf(cost).of(sumsIn(months.at(-2), id)),
      target: targetFor(id),
    })),
    weeks,
    trend: [
      { name: '', values: weeks.map((week) => costIn(week)), high: targetFor(null)?.high ?? null },
      ...team.channels.map(({ id, name }) => ({
        name,
        values: weeks.map((week) => costIn(week, id)),
        high: targetFor(id)?.high ?? null,
      })),
    ],
    ...known,
  }
}
