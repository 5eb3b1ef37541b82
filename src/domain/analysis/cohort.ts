import { type AgeCount, lagCurve, maturity, nowcast } from '../../stats/survival.ts'

// Results arrive late. Beside the results of a week (by the day they were reached: the event basis) stand those of its leads
// (by the day the lead came in: the cohort basis), how far they have come, and what they will have brought in the end.

/** Stages that follow a lead after some days. */
export const LATE_STAGES = ['mqls', 'sqls', 'opportunities', 'won'] as const
export type LateStage = (typeof LATE_STAGES)[number]

/** What is known of leads by the day they came in, as it stood on `asOf`: the last day the CRM speaks of. */
export type Cohorts = {
  asOf: string
  /** Of the last half year: how many days after their lead results came, and how long those that have not are waiting. */
  lags: Readonly<Record<LateStage, readonly AgeCount[]>>
  /** Leads by channel and day, with how many of them have reached each stage; '' is no channel. `age` is that day's, in days. */
  days: readonly ({ channelId: string; day: string; age: number; leads: number } & Record<LateStage, number>)[]
}

/** When a cohort is judged: from this maturity on, with so many days for a customer to come. */
export type Sureness = { mature: number; wonDays: number }

/** What a team has that set nothing else. */
const USUAL_SURENESS: Sureness = { mature: 0.8, wonDays: 90 }

/** Leads become MQL or SQL within a month, or not at all. */
const EARLY_DAYS = 30

/** How far the results of a cohort have come; below maturity all that is made of them is provisional. */
export type CohortStage = {
  stage: LateStage
  state: 'mature' | 'provisional'
  observed: number
  /** The part of what will come that has come. */
  maturity: number
  nowcast: number
}

/** A cohort: its leads, and each stage whose lag is known. */
export type Cohort = { leads: number; stages: CohortStage[] }

/** Which leads are asked for: of some days, of one channel or of all (null). */
type Scope = { from: string; to: string; channelId: string | null }

/** Makes a reader of cohorts: what became of some leads; null where there are none, or none of them is followed to a result. */
export function cohortReader(
  { days, lags }: Cohorts,
  { mature, wonDays }: Sureness = USUAL_SURENESS,
): (scope: Scope) => Cohort | null {
  const curves = LATE_STAGES.map((stage) => {
    return { stage, curve: lagCurve(lags[stage]), horizon: stage === 'won' ? wonDays : EARLY_DAYS }
    // A curve that has not seen a lead as old as its horizon does not know what is still to come.
  }).filter(({ stage, horizon }) => lags[stage].some(({ age }) => age >= horizon))
  return ({ from, to, channelId }) => {
    const own = days.filter(
      (each) => each.day >= from && each.day <= to && (channelId === null || each.channelId === channelId),
    )
    const aged = own.map((each) => ({ age: each.age, count: each.leads }))
    const stages = curves.flatMap(({ stage, curve, horizon }): CohortStage[] => {
      const part = maturity(curve, aged, horizon)
      if (part === null) return []
      const observed = own.reduce((sum, each) => sum + each[stage], 0)
      const waiting = own.map((each) => ({ age: each.age, count: each.leads - each[stage] }))
      const state = part >= mature ? 'mature' : 'provisional'
      return [{ stage, state, observed, maturity: part, nowcast: nowcast(curve, observed, waiting, horizon) }]
    })
    return stages.length > 0 ? { leads: aged.reduce((sum, { count }) => sum + count, 0), stages } : null
  }
}

/** A stage of a cohort; null where its lag is not known. */
export function stageOf(cohort: Cohort | null | undefined, stage: LateStage): CohortStage | null {
  return cohort?.stages.find((each) => each.stage === stage) ?? null
}
