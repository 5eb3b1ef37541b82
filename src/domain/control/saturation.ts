import { formatMoney } from '../../lib/format.ts'
import { fitElasticity, marginalCost, type SpendPoint } from '../../stats/elasticity.ts'

// What the next result would cost. A curve through weeks that nobody assigned is observational, and every sentence says so.

/** What more money would bring in a channel, or why that cannot be told. */
export type Saturation =
  | { state: 'unknown'; why: 'fewer than 8 weeks' | 'spend hardly moved' | 'too much noise'; exponent: null }
  | {
      state: 'room' | 'diminishing' | 'saturating' | 'saturated'
      exponent: number
      se: number
      weeks: number
      /** What a result costs at the spend of the last week, and what the next one would. */
      cost: number
      marginal: number
    }

const WEEKS = 8
const SPREAD = 1.5
const ERROR = 0.25
const ROOM = 0.8
const SATURATING = 0.5

/** Judges a channel by its weeks of spend and matured results, oldest first; `allowable` is the most a result may cost, if set. */
export function judgeSaturation(weeks: readonly SpendPoint[], allowable: number | null): Saturation {
  const used = weeks.filter(({ spend, results }) => spend > 0 && results > 0)
  const last = used.at(-1)
  if (!last || used.length < WEEKS) return { state: 'unknown', why: 'fewer than 8 weeks', exponent: null }
  const fit = fitElasticity(used)
  if (!fit || fit.spread < SPREAD) return { state: 'unknown', why: 'spend hardly moved', exponent: null }
  if (fit.se > ERROR) return { state: 'unknown', why: 'too much noise', exponent: null }
  const cost = last.spend / last.results
  const { exponent, se } = fit
  const marginal = marginalCost(cost, exponent)
  const state = allowable !== null && marginal > allowable ? 'saturated' : stateOf(exponent)
  return { state, exponent, se, weeks: used.length, cost, marginal }
}

/** A saturation in words: `Saturating: the next customer costs about €744 where the mean one costs €427 (observational, not causal).` */
export function saturationInWords(saturation: Saturation, result: string, currency: string): string {
  if (saturation.state === 'unknown') return `What more money would bring cannot be told: ${saturation.why}.`
  const { state, cost, marginal, exponent, se, weeks } = saturation
  const next = Number.isFinite(marginal)
    ? `the next ${result} costs about ${formatMoney(marginal, currency)} where the mean one costs ${formatMoney(cost, currency)}`
    : `more money has brought no more of a ${result}`
  return `${STATES[state]}: ${next} (${weeks} weeks, exponent ${exponent.toFixed(2)} ± ${se.toFixed(2)}; observational, not causal).`
}

const STATES = {
  room: 'Room to grow',
  diminishing: 'Diminishing returns',
  saturating: 'Saturating',
  saturated: 'Saturated',
} as const

function stateOf(exponent: number): 'room' | 'diminishing' | 'saturating' {
  if (exponent >= ROOM) return 'room'
  return exponent >= SATURATING ? 'diminishing' : 'saturating'
}
