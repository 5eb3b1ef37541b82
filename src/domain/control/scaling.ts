import { formatChange, formatMoney, formatPercent, formatRatio } from '../../lib/format.ts'
import { type Amount, type Band, type MetricKey, metricOf, NO_SUMS } from '../metric/metric.ts'
import { type Judgement, judge } from '../metric/noise.ts'
import { weekNumber } from '../week.ts'
import { landedSums, type MaturedWeek } from './matured.ts'
import type { Saturation } from './saturation.ts'

// How fast a channel may grow, and when another one may begin [defaults of the reference].

/** What a channel's next raise depends on. Spend is of the last five days and of the five before. */
export type ScalingFacts = {
  spend: number | null
  spendBefore: number | null
  /** What a result cost in the latest week that can be judged, and in which. */
  cost: number | null
  week: string | null
  target: number | null
  judgement: Judgement
  /** The same cost against as much above its target as takes a step back. */
  tooDear: Judgement
  tracking: 'green' | 'red' | 'unknown'
  saturation: Saturation['state']
}

/** Whether a channel may be given more money now, with the reason. */
export type Scaling = { move: 'raise' | 'hold' | 'roll back'; sentence: string }

const DAYS = 5
const STEP = 0.2
const TOO_MUCH = 0.3
const ROLL_BACK = 1.5

/** What a result costs by the latest week that can be judged, against the target and against what takes a step back. */
export function judgeCost(
  cost: MetricKey,
  amount: Amount,
  last: MaturedWeek | undefined,
  target: Band | null,
): Pick<ScalingFacts, 'cost' | 'week' | 'target' | 'judgement' | 'tooDear'> {
  const sums = last ? landedSums(amount, last) : NO_SUMS
  const high = target?.high ?? null
  return {
    cost: metricOf(cost).of(sums),
    week: last?.week ?? null,
    target: high,
    judgement: judge(cost, sums, null, target, []),
    tooDear: judge(cost, sums, null, high === null ? null : { low: null, high: ROLL_BACK * high }, []),
  }
}

/** Judges the next step of a channel: +20 % per five days, never 30 % at once, back above 1.5 times the target. */
export function judgeScaling(facts: ScalingFacts, currency: string): Scaling {
  const { spend, spendBefore, target, tracking, saturation, judgement } = facts
  if (spend === null) return { move: 'hold', sentence: 'Hold: there are no numbers of the last five days.' }
  if (spend === 0) return { move: 'hold', sentence: 'Hold: nothing was spent in the last five days.' }
  if (tracking === 'red') return { move: 'hold', sentence: 'Hold: its tracking is in doubt.' }
  if (facts.tooDear.call === 'above target') return { move: 'roll back', sentence: rollBack(facts, currency) }
  const grown = spendBefore ? spend / spendBefore - 1 : null
  const grewBy = (limit: number) => spendBefore !== null && spendBefore > 0 && spend >= spendBefore * (1 + limit)
  if (grewBy(TOO_MUCH))
    return {
      move: 'hold',
      sentence: `Hold for five days: spend grew ${formatChange(grown, { digits: 0 })} in five days, 20 % is enough at once.`,
    }
  if (grewBy(STEP))
    return {
      move: 'hold',
      sentence: `Hold: it grew ${formatChange(grown, { digits: 0 })} in the last five days already.`,
    }
  if (judgement.call === 'above target') return { move: 'hold', sentence: 'Hold: it costs more than its target.' }
  if (judgement.call !== 'on target' && judgement.call !== 'below target')
    return {
      move: 'hold',
      sentence:
        target === null
          ? 'Hold: it has no target to grow against.'
          : 'Hold: whether it keeps its target is no call yet.',
    }
  if (saturation === 'saturated')
    return { move: 'hold', sentence: 'Hold: the next result would cost more than it may.' }
  const daily = (spend / DAYS) * (1 + STEP)
  return {
    move: 'raise',
    sentence: `May grow 20 % in the next five days, to ${formatMoney(daily, currency, { digits: 0 })} a day.`,
  }
}

function rollBack({ cost, week, target, tooDear }: ScalingFacts, currency: string): string {
  const sure = tooDear.call === 'above target' && tooDear.sure !== null ? tooDear.sure : null
  const by = [
    ...(week === null ? [] : [`week ${weekNumber(week)}`]),
    ...(sure === null
      ? []
      : [`${formatPercent(Math.min(sure, 0.99), { digits: 0 })} sure that it is above ${formatRatio(ROLL_BACK)}`]),
  ]
  const aim = formatMoney(target ?? 0, currency)
  const what =
    cost === null || target === null
      ? `it brought no result at a target of ${aim}`
      : `a result costs ${formatRatio(cost / target)} the target of ${aim}`
  return `Roll back: ${what}${by.length > 0 ? ` (${by.join(', ')})` : ''}.`
}

/** What a new channel depends on, as far as numbers tell; null is not known. */
export type ExpansionFacts = {
  trackingGreenWeeks: number
  costHolds: boolean | null
  paybackHolds: boolean | null
  coreSaturating: boolean
  /** Budgets of running tests over the monthly budget. */
  testShare: number | null
  /** What a lead may cost. */
  targetCpl: number | null
}

/** One condition for a new channel: met, not met, or not known. */
export type Condition = { met: boolean | null; sentence: string }

const GREEN_WEEKS = 4
const TEST_SHARE = 0.2
const KILL = 3

/** The conditions for a new channel that the numbers can tell, and the kill rule it would need. */
export function judgeExpansion(facts: ExpansionFacts, currency: string): { conditions: Condition[]; killRule: string } {
  const { trackingGreenWeeks, costHolds, paybackHolds, coreSaturating, testShare, targetCpl } = facts
  const conditions: Condition[] = [
    {
      met: trackingGreenWeeks >= GREEN_WEEKS,
      sentence: `tracking clean for ${GREEN_WEEKS} weeks (${trackingGreenWeeks} so far)`,
    },
    { met: costHolds, sentence: 'what a result costs is on target' },
    { met: paybackHolds, sentence: 'payback is on target' },
    { met: coreSaturating, sentence: 'a core channel is saturating' },
    {
      met: testShare === null ? null : testShare <= TEST_SHARE,
      sentence: 'running tests take no more than 20 % of the budget',
    },
  ]
  const limit =
    targetCpl === null
      ? `${KILL} times your target CPL`
      : `${formatMoney(KILL * targetCpl, currency)} a lead (${KILL} × target)`
  return { conditions, killRule: `Give it an owner, a hypothesis, and a rule to stop: ${limit}.` }
}
