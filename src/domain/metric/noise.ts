import {
  chanceCostAbove,
  chanceOfNone,
  costInterval,
  countInterval,
  countsApart,
  type Interval,
} from '../../stats/poisson.ts'
import { sharesApart, wilson } from '../../stats/proportion.ts'
import { type Amount, type Band, type MetricKey, metricOf, type Sums, sidesOf, standing } from './metric.ts'

// How sure a number is. A change inside the noise is called noise; a cost is only called above or below its target when the
// number of results behind it allows that.

/** What can be said of a value: against its target where there is one, else against the period before. */
export type Judgement = { none?: NoneCame } & (
  | { call: 'on target' | 'above target' | 'below target'; sure: number | null }
  | { call: 'no call yet'; sure: number | null }
  | { call: 'up' | 'down' }
  | { call: 'within noise' }
  | { call: 'no data' }
  /** The CRM has not brought all of it yet. */
  | { call: 'provisional' }
  /** An amount that somebody decides (spend), or a price without enough weeks to know its noise. */
  | { call: 'not judged' }
)

/** Money that brought no result: what was spent, and how likely that is where a result costs its target; null without one. */
export type NoneCame = { spend: number; chance: number | null; target: number | null }

/** How sure a call must be to be made [default of the team]. */
const SURE = 0.9
const Z = 1.96
/** A price has moved when it leaves two standard deviations of its own weekly log changes; fewer than this many tell nothing. */
const PRICE_HISTORY = 4

/** What people decide, not chance. */
const DECIDED: readonly MetricKey[] = ['spend', 'impressions', 'clicks']
/** Costs of one result, by what is counted. */
export const COUNTED: Partial<Record<MetricKey, Amount>> = {
  cac: 'won',
  cpl: 'leads',
  cost_per_sql: 'sqls',
  cost_per_conversion: 'conversions',
  cost_per_opportunity: 'opportunities',
}
/** Rates, by their events and trials. */
export const SHARES: Partial<Record<MetricKey, [events: Amount, trials: Amount]>> = {
  ctr: ['clicks', 'impressions'],
  cvr: ['conversions', 'clicks'],
  mql_rate: ['mqls', 'leads'],
  sql_rate: ['sqls', 'mqls'],
  win_rate: ['won', 'sqls'],
  opportunity_rate: ['opportunities', 'sqls'],
  opportunity_win_rate: ['won', 'opportunities'],
}
/** Counts of what chance brings. */
export const COUNTS: Partial<Record<MetricKey, Amount>> = {
  leads: 'leads',
  customers: 'won',
  conversions: 'conversions',
  sqls: 'sqls',
  mqls: 'mqls',
  opportunities: 'opportunities',
}

/** Judges a KPI of one period: by its target where it has one, else by its change from the period before. */
export function judge(
  key: MetricKey,
  now: Sums,
  before: Sums | null,
  target: Band | null,
  history: readonly (number | null)[],
): Judgement {
  const value = metricOf(key).of(now)
  if (value === null) return judgeNone(key, now, target)
  if (target) return judgeTarget(key, value, now, target)
  if (before === null || metricOf(key).of(before) === null || DECIDED.includes(key)) return { call: 'not judged' }
  return judgeChange(key, now, before, history)
}

/** By what a KPI is judged: chance in the results it cost, in a share, in a count, its own usual moves, or nothing (people decide it). */
export function judgedBy(key: MetricKey): 'results' | 'share' | 'count' | 'its own moves' | 'nothing' {
  if (DECIDED.includes(key)) return 'nothing'
  if (COUNTED[key]) return 'results'
  if (SHARES[key]) return 'share'
  return COUNTS[key] ? 'count' : 'its own moves'
}

/**
 * The 95 % interval of a KPI: Wilson's for a rate, Garwood's for a count and for what one of it costs. Null for what people decide,
 * for prices, and for a rate that is no share, because more reached the stage than the one before it.
 */
export function rangeOf(key: MetricKey, sums: Sums): Interval | null {
  const share = SHARES[key]
  if (share) {
    const { part: events, whole: trials } = sidesOf(sums, ...share)
    return events === null || !trials || events > trials ? null : wilson(events, trials)
  }
  const counted = COUNTS[key] && sums[COUNTS[key]]
  if (counted !== undefined) return counted === null ? null : countInterval(counted)
  return costRange(key, sums)
}

/** The 95 % interval of a cost per result, or null for a KPI that is none. */
export function costRange(key: MetricKey, sums: Sums): Interval | null {
  const cost = costSides(key, sums)
  return cost && cost.spend > 0 ? costInterval(cost.spend, cost.count) : null
}

/**
 * Whether chance alone hardly moves a cost per result as far as it moved: given all results of both periods, the later ones are
 * held against the later share of the spend. Null for a KPI that is no such cost, and where one of them was not reported.
 */
export function costMoved(key: MetricKey, now: Sums, before: Sums): boolean | null {
  const [later, earlier] = [costSides(key, now), costSides(key, before)]
  if (!later || !earlier) return null
  const count = later.count + earlier.count
  const share = later.spend / (later.spend + earlier.spend)
  const spread = Math.sqrt(count * share * (1 - share))
  return spread > 0 ? Math.abs(later.count - count * share) / spread >= Z : null
}

/** What was spent on how many results, for a cost per result; null where one of them was not reported. */
function costSides(key: MetricKey, sums: Sums): { spend: number; count: number } | null {
  const counted = COUNTED[key]
  if (!counted) return null
  const { part: spend, whole: count } = sidesOf(sums, 'spend', counted)
  return spend === null || count === null ? null : { spend, count }
}

function judgeTarget(key: MetricKey, value: number, sums: Sums, target: Band): Judgement {
  const plain = standing(value, target) ?? 'on target'
  const cost = costSides(key, sums)
  if (!cost || target.high === null)
    return { call: isClear(plain, rangeOf(key, sums), target) ? plain : 'no call yet', sure: null }
  const above = chanceCostAbove(cost.spend, cost.count, target.high)
  if (above >= SURE) return { call: 'above target', sure: above }
  if (above > 1 - SURE) return { call: 'no call yet', sure: Math.max(above, 1 - above) }
  return plain === 'below target' ? { call: 'below target', sure: null } : { call: 'on target', sure: 1 - above }
}

/** No result has no cost, and still says something: at three times the target it comes about once in twenty times. */
function judgeNone(key: MetricKey, sums: Sums, target: Band | null): Judgement {
  const cost = costSides(key, sums)
  if (cost?.count !== 0 || cost.spend <= 0) return { call: 'no data' }
  const { spend } = cost
  const high = target?.high ?? null
  if (high === null || high <= 0) return { call: 'not judged', none: { spend, chance: null, target: null } }
  const chance = chanceOfNone(spend, high)
  const none = { spend, chance, target: high }
  const isAbove = chance <= 1 - SURE
  return isAbove ? { call: 'above target', sure: 1 - chance, none } : { call: 'no call yet', sure: null, none }
}

/** Whether all of an interval stands where its value does; a KPI without one is taken as it is. */
function isClear(plain: string, range: Interval | null, target: Band): boolean {
  return range === null || (standing(range.low, target) === plain && standing(range.high, target) === plain)
}

function judgeChange(key: MetricKey, now: Sums, before: Sums, history: readonly (number | null)[]): Judgement {
  const apart = standardErrorsApart(key, now, before, history)
  if (apart === null) return { call: 'not judged' }
  if (Math.abs(apart) < Z) return { call: 'within noise' }
  return { call: apart > 0 ? 'up' : 'down' }
}

function standardErrorsApart(
  key: MetricKey,
  now: Sums,
  before: Sums,
  history: readonly (number | null)[],
): number | null {
  const share = SHARES[key]
  if (share) {
    const [earlier, later] = [before, now].map((sums) => sidesOf(sums, ...share))
    if (!earlier?.whole || !later?.whole) return null
    return sharesApart(
      { events: earlier.part ?? 0, trials: earlier.whole },
      { events: later.part ?? 0, trials: later.whole },
    )
  }
  const count = COUNTS[key]
  if (count) return countsApart(before[count] ?? 0, now[count] ?? 0)
  return priceApart(history)
}

/** How many of its own standard deviations the last weekly log change of a price lies from none. */
function priceApart(history: readonly (number | null)[]): number | null {
  const changes: number[] = []
  for (let index = 1; index < history.length; index++) {
    const [earlier, later] = [history[index - 1], history[index]]
    if (earlier && later && earlier > 0 && later > 0) changes.push(Math.log(later / earlier))
  }
  const last = changes.pop()
  const past = changes.slice(-8)
  if (last === undefined || past.length < PRICE_HISTORY) return null
  const mean = past.reduce((sum, change) => sum + change, 0) / past.length
  const deviation = Math.sqrt(past.reduce((sum, change) => sum + (change - mean) ** 2, 0) / (past.length - 1))
  return deviation > 0 ? last / deviation : null
}
