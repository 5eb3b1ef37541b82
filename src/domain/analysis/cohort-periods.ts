import { formatPercent } from '../../lib/format.ts'
import { type MetricKey, metricOf } from '../metric/metric.ts'
import { type Period as Days, periodOf } from '../period.ts'
import { type Cohort, type CohortStage, type cohortReader, type LateStage, stageOf } from './cohort.ts'
import type { Period, Periods } from './period.ts'

// Why a cost changed by the day the lead came in: the spend of a period against what its own leads will have brought, so that
// what was won this week by leads of last month is no reason of this week's.

/** The days of a period, both ends counted. */
type Span = Pick<Days, 'from' | 'to'>
type Read = ReturnType<typeof cohortReader>

/** The stage a cost waits for, where it comes later than its lead. */
const LATE: Partial<Record<MetricKey, LateStage>> = {
  cac: 'won',
  cost_per_opportunity: 'opportunities',
  cost_per_sql: 'sqls',
}

/** Whether a cost can be told by the day of the lead at all: that of a lead itself, or of media, is the same on both bases. */
export function hasCohortBasis(metric: MetricKey): boolean {
  return LATE[metric] !== undefined
}

/** Why a cost cannot be told by the day of the lead, as a sentence; null where it can. */
export function cohortFault(
  metric: MetricKey,
  asked: Span & { channelId: string | null },
  spans: readonly Span[],
  read: Read | null,
  mature: number,
): string | null {
  const late = LATE[metric]
  const { label } = metricOf(metric)
  if (!late)
    return `${label} is the same by the day of the lead, because nothing in it comes later than a lead. Only CAC, cost per opportunity and cost per SQL have a cohort basis.`
  const stage = (span: Span): CohortStage | null => stageOf(read?.({ ...span, channelId: asked.channelId }), late)
  const own = stage(asked)
  if (!own)
    return `${label} cannot be told by the day of the lead: no lead of this period is followed to its result in one CRM object, or none is old enough to know how long results take.`
  if (own.state === 'mature') return null
  const judged = [...spans].reverse().find((span) => stage(span)?.state === 'mature')
  const next = judged
    ? ` The latest that can be judged: \`/beat why ${label.toLowerCase()} cohort ${wordsOf(judged)}\`.`
    : ''
  return `${label} by the day of the lead is no call yet: about ${formatPercent(own.maturity, { digits: 0 })} of what these leads will bring has come, and from ${formatPercent(mature, { digits: 0 })} on they are judged.${next}`
}

/** Periods on the cohort basis: each stage after the lead is what the leads of the period will have brought in the end. */
export function cohortPeriods(periods: Periods, spans: readonly Span[], read: Read): Periods {
  return periods.map((period, index): Period => {
    const span = spans[index]
    if (!span) return period
    return new Map(
      [...period].map(([channelId, sums]) => {
        if (sums.leads === null) return [channelId, sums]
        const cohort = read({ ...span, channelId })
        return [channelId, { ...sums, ...endOf(cohort, sums.leads) }]
      }),
    )
  })
}

/** What leads will have brought in the end, stage by stage; a stage nobody follows is not known, and of no leads comes nothing. */
function endOf(cohort: Cohort | null, leads: number): Record<LateStage | 'leads', number | null> {
  const of = (stage: LateStage) => (cohort ? (stageOf(cohort, stage)?.nowcast ?? null) : leads === 0 ? 0 : null)
  return {
    leads: cohort?.leads ?? leads,
    mqls: of('mqls'),
    sqls: of('sqls'),
    opportunities: of('opportunities'),
    won: of('won'),
  }
}

function wordsOf({ from, to }: Span): string {
  const week = /^week \d+/.exec(periodOf(from, to).name)
  return week ? week[0] : `${from}..${to}`
}
