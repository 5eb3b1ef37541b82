import { formatCount, formatMoney, formatPercent } from '../../lib/format.ts'
import { costInterval } from '../../stats/poisson.ts'
import { type MetricKey, metricOf } from '../metric/metric.ts'
import type { Cohort, CohortStage, LateStage } from './cohort.ts'
import { stageName, stageNameOfOne } from './driver-words.ts'

// Which basis a number has, and how far a cohort has come: said wherever somebody could take one for the other.

const COSTS: Partial<Record<LateStage, MetricKey>> = { sqls: 'cost_per_sql', won: 'cac' }
const COHORT_BASIS: Partial<Record<MetricKey, string>> = {
  cac: 'customers by the day of their lead, as many as will have come in the end',
  cost_per_opportunity: 'opportunities by the day of their lead, as many as will have come in the end',
  cost_per_sql: 'SQLs by the day of their lead, as many as will have come in the end',
}

/** By which day results are counted: that on which they were reached, or that on which their lead came in. */
export type Basis = 'event' | 'cohort'

const BASIS: Partial<Record<MetricKey, string>> = {
  cac: 'customers by the day they were won',
  cost_per_opportunity: 'opportunities by the day they were opened',
  cost_per_sql: 'SQLs by the day they became one',
  cpl: 'leads by the day they came in',
  cost_per_conversion: 'conversions as the platforms date them',
}

/** What a cost counts and by which day, as it follows its number: `customers by the day they were won`; '' for a price. */
export function basisInWords(cost: MetricKey, basis: Basis = 'event'): string {
  return (basis === 'cohort' ? COHORT_BASIS[cost] : undefined) ?? BASIS[cost] ?? ''
}

/** What is known of a cohort's money, to say what its results cost. */
export type CohortMoney = { spend: number | null; currency: string }

/** A cohort in words: which basis it is, then each stage that costs something, and whether it may be judged. */
export function cohortInWords({ leads, stages }: Cohort, money: CohortMoney): string[] {
  const costed = stages.filter(({ stage }) => COSTS[stage] !== undefined)
  const shown = costed.length > 0 ? costed : stages
  const lines = shown.map((stage) => stageInWords(stage, money))
  return lines.length === 0
    ? []
    : [`By the day the lead came in (cohort): ${formatCount(leads)} ${leads === 1 ? 'lead' : 'leads'}.`, ...lines]
}

/** A stage of a cohort: `48 customers so far, about 17 % of what will come (280 in the end): CAC about €1,571, provisional, no call yet.` */
function stageInWords(reached: CohortStage, { spend, currency }: CohortMoney): string {
  const { stage, observed, nowcast, state } = reached
  const count = `${formatCount(observed)} ${observed === 1 ? stageNameOfOne(stage) : stageName(stage)} so far`
  const end = Math.round(nowcast)
  const come = end > observed ? `${comeInWords(reached)} (about ${formatCount(end)} in the end)` : 'all that will come'
  const cost = COSTS[stage]
  const verdict = state === 'provisional' ? 'provisional, no call yet' : 'mature'
  if (!cost || !spend || !(nowcast > 0) || observed === 0) return `${count}, ${come}: ${verdict}.`
  const range = state === 'mature' ? `, 95 % range ${rangeOfCohort(reached, { spend, currency })}` : ''
  const each = formatMoney(spend / nowcast, currency)
  return `${count}, ${come}: ${metricOf(cost).label} about ${each}${range}, ${verdict}.`
}

/** How much of what will come has come: `about 71 % of what will come`. */
export function comeInWords({ maturity }: Pick<CohortStage, 'maturity'>): string {
  return `about ${formatPercent(maturity, { digits: 0 })} of what will come`
}

/** The interval of the results that have come, taken up to all that will. */
function rangeOfCohort({ observed, nowcast }: CohortStage, { spend, currency }: { spend: number; currency: string }) {
  const { low, high } = costInterval((spend * observed) / nowcast, observed)
  return `${formatMoney(low, currency)}-${formatMoney(high, currency)}`
}
