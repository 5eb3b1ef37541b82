import { chanceOfNone } from '../../stats/poisson.ts'
import type { Judgement } from '../metric/noise.ts'

// Where are we winning, where are we leaking: one call per channel, from what a result costs there.

/** What is known of a channel when it is called. Costs are oldest first, this week's last. */
export type ChannelFacts = {
  cost: number | null
  judgement: Judgement
  teamCost: number | null
  target: number | null
  costs: readonly (number | null)[]
  spend: number | null
  results: number | null
  /** The 95 % interval of the cost; null where there is none. */
  range: { low: number; high: number | null } | null
}

/** Winning, leaking or neither, and for how many weeks in a row it has been so. */
export type ChannelCall =
  | { kind: 'winning' | 'leaking'; against: 'target' | 'team'; bound: number; weeks: number }
  | { kind: 'leaking'; against: 'nothing'; bound: null; weeks: number }
  | { kind: 'steady' | 'no call yet' | 'no data' }

/** A channel without a target of its own wins or leaks when it is this far from what the team pays. */
const APART = 0.15
const SURPRISE = 0.05

/** Calls one channel. */
export function callChannel(facts: ChannelFacts): ChannelCall {
  if (facts.spend === null || facts.spend === 0) return { kind: 'no data' }
  if (facts.judgement.call === 'provisional') return { kind: 'no call yet' }
  if (facts.results === 0) return callNothing(facts, facts.spend)
  if (facts.cost === null) return { kind: 'no data' }
  if (facts.target !== null) return callAgainstTarget(facts, facts.cost, facts.target)
  if (facts.teamCost === null) return { kind: 'steady' }
  if (isApart(facts.cost, facts.teamCost) && spans(facts.range, facts.teamCost)) return { kind: 'no call yet' }
  const winBound = facts.teamCost * (1 - APART)
  const leakBound = facts.teamCost * (1 + APART)
  if (facts.cost < winBound) return { kind: 'winning', against: 'team', bound: facts.teamCost, weeks: 1 }
  if (facts.cost > leakBound) return { kind: 'leaking', against: 'team', bound: facts.teamCost, weeks: 1 }
  return { kind: 'steady' }
}

/** No result is a leak once that would be a surprise at what a result may cost: its target, else what the team pays. */
function callNothing({ judgement, target, teamCost }: ChannelFacts, spend: number): ChannelCall {
  const isSurprise =
    target === null && teamCost ? chanceOfNone(spend, teamCost) <= SURPRISE : judgement.call !== 'no call yet'
  return isSurprise ? { kind: 'leaking', against: 'nothing', bound: null, weeks: 1 } : { kind: 'no call yet' }
}

function isApart(cost: number, teamCost: number): boolean {
  return Math.abs(cost / teamCost - 1) > APART
}

function spans(range: ChannelFacts['range'], value: number): boolean {
  return range !== null && range.low <= value && (range.high === null || range.high >= value)
}

function callAgainstTarget(facts: ChannelFacts, cost: number, target: number): ChannelCall {
  const { call } = facts.judgement
  if (call === 'no call yet') return { kind: 'no call yet' }
  const over = cost > target
  const weeks = streak(facts.costs, (each) => each > target === over)
  return { kind: over ? 'leaking' : 'winning', against: 'target', bound: target, weeks }
}

/** How many values at the end keep to a rule, without a break. */
function streak(values: readonly (number | null)[], keeps: (value: number) => boolean): number {
  let count = 0
  for (let index = values.length - 1; index >= 0; index--) {
    const value = values[index]
    if (value === null || value === undefined || !keeps(value)) break
    count++
  }
  return count
}
