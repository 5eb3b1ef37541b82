import type { AnalysisWords } from '../analysis/analysis-words.ts'
import type { CohortStage, Cohorts, Sureness } from '../analysis/cohort.ts'
import type { ExplainedCost } from '../analysis/funnel.ts'
import { periodsOf } from '../analysis/period.ts'
import type { Bar } from '../analysis/waterfall.ts'
import type { Creatives } from '../creative/creatives.ts'
import { type Retro, retroOf } from '../creative/retro.ts'
import { type CrmBehind, withoutBehind } from '../metric/crm-reach.ts'
import type { UnitEconomics } from '../metric/economics.ts'
import { type Band, type MetricKey, metricOf, NO_SUMS, type Sums } from '../metric/metric.ts'
import type { MonthPace } from '../metric/pacing.ts'
import { type Channel, primaryOutcome, type Team } from '../team.ts'
import type { TrackedDay } from '../tracking/tracked-day.ts'
import { daysOf, weeksThrough } from '../week.ts'
import { changedIn } from './board-changed.ts'
import { type BoardCohort, type Followed, followLeads, NOT_FOLLOWED } from './board-cohort.ts'
import { type BoardRow, boardRow, type Range } from './board-row.ts'
import { knownOf, series, sumsOf, trendOf } from './board-sums.ts'
import { type ChannelCall, callChannel } from './channel-call.ts'
import type { ReviewPart } from './review-part.ts'
import { beneathScoreboard, scoreboardKeys } from './scoreboard.ts'

// A review is one week's thread. Its board is the numbers it was opened on: made once, kept as a snapshot, then only shown.

const TREND_WEEKS = 12

/** The weeks a board is made of, the reported one last. */
export function weeksShown(week: string): string[] {
  return weeksThrough(week, TREND_WEEKS)
}

/** Sums of each week and channel; channel '' holds the campaigns that no rule gives to a channel. */
export type WeeklySums = { week: string; channelId: string; sums: Sums }[]

/** The last day each platform reported within the weeks shown. */
export type Freshness = { platform: string; lastDay: string }[]

/** One channel of the board: what it spent and got, and how it is called. */
export type BoardChannel = {
  channelId: string
  name: string
  ownerUserId: string | null
  spend: number | null
  results: number | null
  cost: BoardRow
  shareOfSpend: number | null
  shareOfResults: number | null
  call: ChannelCall
  /** How far the results of its leads of the week have come, where that is known. */
  cohort?: CohortStage | null
  trend: (number | null)[]
  /** Its own targets beside that of the cost; not there in the reviews of earlier versions. */
  targets?: BoardRow[]
}

/** What changed from the week before, as it is told in the thread. */
export type Changed = Pick<AnalysisWords, 'first' | 'sentence' | 'caveats' | 'drivers'> & {
  /** The picture and the table of all parts; not there in the reviews of earlier versions. */
  bars?: Bar[]
  parts?: string[][]
}

/** The numbers of one review, complete enough to draw it without the store. */
export type Board = {
  week: string
  from: string
  to: string
  currency: string
  outcome: string
  /** The KPI the team is judged by: what one primary outcome costs, with its 95 % interval. */
  headline: BoardRow & { range: Range | null }
  results: MetricKey
  rows: BoardRow[]
  channels: BoardChannel[]
  weeks: string[]
  trend: (number | null)[]
  /** The week's spend over a week's share of the monthly budget (1 is on pace); null without a budget. */
  pace: number | null
  freshness: Freshness
  /** What the CRM has not brought in full of the week; not there in the reviews of earlier versions. */
  crmBehind?: CrmBehind[]
  /** Spend of campaigns that no rule gives to a channel. */
  unassignedSpend: number | null
  /** How the budgets of the month stand; this and what follows is not there in the reviews of earlier versions. */
  month?: MonthPace[]
  economics?: UnitEconomics
  /** Which ratios leave out which platform, a sentence each. */
  leftOut?: string[]
  changed?: Changed
  /** Results by the day of the lead; null where no lead is followed to a result. */
  cohort?: BoardCohort | null
  /** Not there in the reviews of versions that did not look at creatives. */
  creatives?: Retro
  /** What could not be worked out when the review was opened. */
  missing?: ReviewPart[]
}

const WEEKS_PER_MONTH = 365.25 / 12 / 7

/** What one primary outcome costs and how many there were: the two KPIs a team and its channels are judged by. */
export function primaryMetrics(team: Pick<Team, 'outcomes'>): { cost: ExplainedCost; results: MetricKey } {
  switch (primaryOutcome(team).counts) {
    case 'won':
      return { cost: 'cac', results: 'customers' }
    case 'sql':
      return { cost: 'cost_per_sql', results: 'sqls' }
    case 'lead':
      return { cost: 'cpl', results: 'leads' }
    case 'platform_conversions':
      return { cost: 'cost_per_conversion', results: 'conversions' }
  }
}

/** What a board is made of: sums and freshness of the weeks shown, the days of its own week by channel, and its creatives. */
export type BoardNumbers = {
  weekly: WeeklySums
  freshness: Freshness
  days: ReadonlyMap<string, readonly TrackedDay[]>
  creatives: Creatives
  /** Leads by the day they came in; null or absent where the CRM has none. */
  cohorts?: Cohorts | null
  sureness?: Sureness
  crmBehind?: CrmBehind[]
  month?: MonthPace[]
}

/** Works out a part of a board; where it cannot, `without` stands in its place. */
type WorkOut = <T>(part: ReviewPart, work: () => T, without: T) => T

/** Makes the board of a week from its numbers; `workOut` says what becomes of a part that fails. */
export function planBoard(
  team: Team,
  week: string,
  numbers: BoardNumbers,
  workOut: WorkOut = (_, work) => work(),
): Board {
  const { freshness, days, creatives, month = [], crmBehind: behind = [] } = numbers
  const weeks = weeksShown(week)
  const weekly = numbers.weekly.map((each) => (each.week === week ? each : knownOf(each, behind)))
  const { cost, results } = primaryMetrics(team)
  const whole = series(weeks, weekly, () => true)
  const headline = boardRow(cost, whole, targetOf(team, null, cost), behind)
  const total = whole.at(-1) ?? NO_SUMS
  const followed = workOut<Followed>(
    'cohorts',
    () => followLeads(team, { cost, target: targetOf(team, null, cost) }, weeks, whole, numbers),
    NOT_FOLLOWED,
  )
  const { read, latest } = followed
  const keys = scoreboardKeys(
    team,
    weekly.some(({ sums }) => sums.leads !== null),
  )
  return {
    week,
    ...daysOf(week),
    currency: team.currency,
    outcome: primaryOutcome(team).name,
    headline: { ...headline, range: headline.range ?? null },
    results,
    rows: keys
      .filter((key) => key !== cost)
      .map((key) => boardRow(key, whole, targetOf(team, null, key), behind))
      .filter(
        (row) =>
          row.metric === results || row.judgement.none || row.value !== null || row.last !== null || row.mean !== null,
      ),
    channels: team.channels
      .map((channel) => boardChannel(team, channel, total, weeks, { weekly, behind }))
      .map((channel) => ({ ...channel, cohort: followed.stages.get(channel.channelId) ?? null })),
    weeks,
    trend: trendOf(cost, whole, behind),
    pace: team.monthlyBudget && total.spend !== null ? total.spend / (team.monthlyBudget / WEEKS_PER_MONTH) : null,
    month,
    ...beneathScoreboard(team, withoutBehind(total, behind), keys),
    freshness,
    crmBehind: behind,
    unassignedSpend: sumsOf(week, weekly, (id) => id === '').spend,
    ...workOut<Pick<Board, 'changed'>>(
      'changed',
      () => {
        const known = weekly.map((each) => knownOf(each, behind))
        const asked = { periods: periodsOf(known, weeks), behind, days, ads: creatives.readings }
        return { changed: changedIn(team, latest?.week, { metric: cost, ...asked, read, weeks }) }
      },
      {},
    ),
    ...workOut<Pick<Board, 'creatives'>>('creatives', () => ({ creatives: retroOf(creatives) }), {}),
    cohort: followed.whole,
  }
}

/** The target of a KPI for a channel, or for the whole team (`channelId` null). */
export function targetOf(team: Pick<Team, 'targets'>, channelId: string | null, metric: MetricKey): Band | null {
  return team.targets.find((target) => target.channelId === channelId && target.metric === metric)?.band ?? null
}

function boardChannel(
  team: Team,
  channel: Channel,
  total: Sums,
  weeks: string[],
  { weekly, behind }: { weekly: WeeklySums; behind: readonly CrmBehind[] },
): BoardChannel {
  const { cost, results } = primaryMetrics(team)
  const sums = series(weeks, weekly, (id) => id === channel.id)
  const now = sums.at(-1) ?? NO_SUMS
  const costs = trendOf(cost, sums, behind)
  const target = targetOf(team, channel.id, cost) ?? targetOf(team, null, cost)
  const row = boardRow(cost, sums, target, behind)
  const count = metricOf(results).of(now)
  return {
    channelId: channel.id,
    name: channel.name,
    ownerUserId: channel.ownerUserId,
    spend: now.spend,
    results: count,
    cost: row,
    shareOfSpend: share(now.spend, total.spend),
    shareOfResults: share(count, metricOf(results).of(total)),
    call: callChannel({
      cost: row.value,
      judgement: row.judgement,
      teamCost: metricOf(cost).of(total),
      target: target?.high ?? null,
      costs,
      spend: now.spend,
      results: count,
      range: row.range ?? null,
    }),
    trend: costs,
    targets: team.targets
      .filter((each) => each.channelId === channel.id && each.metric !== cost)
      .map((each) => boardRow(each.metric, sums, each.band, behind)),
  }
}

function share(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole
}
