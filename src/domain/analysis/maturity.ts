import { formatCount, formatPercent } from '../../lib/format.ts'
import { type LagCurve, maturity, nowcast } from '../../stats/survival.ts'

// Conversions arrive late. A cohort of leads is judged when most of what it will bring has come; before that every number of it
// is provisional, and says so wherever it is shown.

/** How many days a result may take after the lead, by what is counted. */
export const HORIZON_DAYS = { mqls: 30, sqls: 30, won: 90 } as const

/** A cohort is judged from this maturity on [default]. */
const MATURE = 0.8

/** How far a cohort has come: what it has brought, which part of all that is, and what it will have brought in the end. */
export type CohortMaturity = {
  state: 'mature' | 'provisional'
  leads: number
  observed: number
  maturity: number
  nowcast: number
}

/** The leads of one age of a cohort: how many there are, and how many of them have had their event. */
export type CohortAge = { age: number; leads: number; events: number }

/** Judges a cohort by the age of its leads; null for an empty one, and where the past knows no such event to learn the lag from. */
export function judgeMaturity(curve: LagCurve, cohort: readonly CohortAge[], horizon: number): CohortMaturity | null {
  const all = cohort.map(({ age, leads }) => ({ age, count: leads }))
  const part = maturity(curve, all, horizon)
  if (part === null) return null
  const waiting = cohort.map(({ age, leads, events }) => ({ age, count: leads - events }))
  const observed = cohort.reduce((sum, { events }) => sum + events, 0)
  return {
    state: part >= MATURE ? 'mature' : 'provisional',
    leads: all.reduce((sum, { count }) => sum + count, 0),
    observed,
    maturity: part,
    nowcast: nowcast(curve, observed, waiting, horizon),
  }
}

/** How mature a cohort is, in words: `Provisional, no call yet: 42 % of the customers these 1,303 leads will bring have come (98, about 129 in the end).` */
export function maturityInWords(
  { state, leads, observed, maturity: part, nowcast: end }: CohortMaturity,
  results: string,
): string {
  const share = formatPercent(part, { digits: 0 })
  const come = `${share} of the ${results} these ${formatCount(leads)} leads will bring have come`
  const counts = `${formatCount(observed)}, about ${formatCount(Math.round(end))} in the end`
  return state === 'mature' ? `Mature: ${come} (${counts}).` : `Provisional, no call yet: ${come} (${counts}).`
}
