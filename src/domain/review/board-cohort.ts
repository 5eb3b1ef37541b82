import { type Cohort, type CohortStage, type LateStage, stageOf } from '../analysis/cohort.ts'
import { type Band, type MetricKey, NO_SUMS, type Sums } from '../metric/metric.ts'
import { primaryOutcome, type Team } from '../team.ts'
import { type BoardRow, boardRow } from './board-row.ts'

/** The leads of the week and how far their results have come; the latest week whose leads may be judged. */
export type BoardCohort = Cohort & {
  spend: number | null
  latest: { week: string; stage: CohortStage; cost: BoardRow } | null
}

/** The stage of the funnel that the primary outcome waits for; null where it is counted at once. */
export function lateStageOf(team: Pick<Team, 'outcomes'>): Extract<LateStage, 'sqls' | 'won'> | null {
  const { counts } = primaryOutcome(team)
  return counts === 'won' ? 'won' : counts === 'sql' ? 'sqls' : null
}

/** The latest week whose leads are mature, judged by what their results will have cost; null where there is none. */
export function latestMature(
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
