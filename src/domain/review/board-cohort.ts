import {
  type Cohort,
  type CohortStage,
  type Cohorts,
  cohortReader,
  type LateStage,
  type Sureness,
  stageOf,
} from '../analysis/cohort.ts'
import { cohortPeriods } from '../analysis/cohort-periods.ts'
import type { Periods } from '../analysis/period.ts'
import { whatChanged } from '../analysis/what-changed.ts'
import { type CrmBehind, reachOf } from '../metric/crm-reach.ts'
import { type Band, type MetricKey, NO_SUMS, type Sums } from '../metric/metric.ts'
import { primaryOutcome, type Team } from '../team.ts'
import { daysOf, weekNumber } from '../week.ts'
import { type BoardRow, boardRow } from './board-row.ts'

/** The leads of the week and how far their results have come; the latest week whose leads may be judged. */
export type BoardCohort = Cohort & {
  spend: number | null
  latest: { week: string; stage: CohortStage; cost: BoardRow } | null
}

/** The stage of the funnel that the primary outcome waits for; null where it is counted at once. */
function lateStageOf(team: Pick<Team, 'outcomes'>): Extract<LateStage, 'sqls' | 'won'> | null {
  const { counts } = primaryOutcome(team)
  return counts === 'won' ? 'won' : counts === 'sql' ? 'sqls' : null
}

/** The latest week whose leads are mature, judged by what their results will have cost; null where there is none. */
function latestMature(
  { late, cost, target }: { late: LateStage | null; cost: MetricKey; target: Band | null },
  weeks: readonly string[],
  whole: readonly Sums[],
  cohort: (week: string) => Cohort | null,
): BoardCohort['latest'] {
  if (!late) return null
  for (const [index, week] of [...weeks.entries()].reverse()) {
    const stage = stageOf(cohort(week), late)
    const spend = whole[index]?.spend
    if (stage?.state !== 'mature' || !spend || stage.observed === 0) continue
    // The results that have come, at what they will have cost once all have: as sure as those that were counted.
    const sums = { ...NO_SUMS, spend: (spend * stage.observed) / stage.nowcast, [late]: stage.observed }
    return { week, stage, cost: boardRow(cost, [sums], target) }
  }
  return null
}

/** What the change of a cohort is worked out from; `latest` is the last week whose leads may be judged. */
export type CohortAsked = {
  metric: MetricKey
  periods: Periods
  weeks: readonly string[]
  read: ReturnType<typeof cohortReader> | null
  latest: string
}

/** Why the latest leads that may be judged cost more or less than those of the week before, as one line; none where nobody can say. */
export function cohortChange(
  team: Pick<Team, 'channels' | 'currency'>,
  { metric, periods, weeks, read, latest }: CohortAsked,
): string[] {
  const upTo = weeks.indexOf(latest) + 1
  if (!read || upTo < 2) return []
  const spans = weeks.slice(0, upTo).map(daysOf)
  const { sentence, bars } = whatChanged(team, {
    metric,
    channelId: null,
    periods: cohortPeriods(periods.slice(0, upTo), spans, read),
    days: new Map(),
    ads: [],
    basis: 'cohort',
  })
  const which = `week ${weekNumber(latest)} against week ${weekNumber(weeks[upTo - 2] ?? latest)}`
  return bars.length === 0
    ? []
    : [`By the day of the lead (cohort basis), ${which}, the latest that can be judged: ${sentence}`]
}

/** What became of leads: the latest that may be judged, the whole team's of the week, and how far each channel's have come. */
export type Followed = Pick<CohortAsked, 'read'> & {
  latest: BoardCohort['latest']
  whole: BoardCohort | null
  stages: ReadonlyMap<string, CohortStage | null>
}

/** Where no lead is followed to a result. */
export const NOT_FOLLOWED: Followed = { read: null, latest: null, whole: null, stages: new Map() }

/** Follows the leads of some weeks, the last one that of the board. */
export function followLeads(
  team: Pick<Team, 'outcomes' | 'channels'>,
  judged: { cost: MetricKey; target: Band | null },
  weeks: readonly string[],
  whole: readonly Sums[],
  {
    cohorts = null,
    sureness,
    crmBehind = [],
  }: { cohorts?: Cohorts | null; sureness?: Sureness; crmBehind?: readonly CrmBehind[] },
): Followed {
  const read = cohorts && cohortReader(cohorts, sureness)
  const cohort = (channelId: string | null, week = weeks.at(-1) ?? '') => read?.({ ...daysOf(week), channelId }) ?? null
  const [late, own] = [lateStageOf(team), cohort(null)]
  const latest = latestMature({ late, ...judged }, weeks, whole, (week) => cohort(null, week))
  // Leads that have not all come in yet cost less than the week's money.
  const spend = reachOf('cpl', crmBehind) === 'whole' ? (whole.at(-1)?.spend ?? null) : null
  return {
    read,
    latest,
    whole: own && { ...own, spend, latest },
    stages: new Map(team.channels.map(({ id }) => [id, late && stageOf(cohort(id), late)])),
  }
}
