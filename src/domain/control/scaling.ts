import { formatChange, formatMoney, formatRatio } from '../../lib/format.ts'
import type { Judgement } from '../metric/noise.ts'
import type { Saturation } from './saturation.ts'

// How fast a channel may grow, and when another one may begin [defaults of the reference].

/** What a channel's next raise depends on. Spend is of the last five days and of the five before. */
export type ScalingFacts = {
  spend: number | null
  spendBefore: number | null
  cost: number | null
  target: number | null
  judgement: Judgement
  tracking: 'green' | 'red' | 'unknown'
  saturation: Saturation['state']
}

/** Whether a channel may be given more money now, with the reason. */
export type Scaling = { move: 'raise' | 'hold' | 'roll back'; sentence: string }

const DAYS = 5
const STEP = 0.2
const TOO_MUCH = 0.3
const ROLL_BACK = 1.5

/** Judges the next step of a channel: +20 % per five days, never 30 % at once, back above 1.5 times the target. */
export function judgeScaling(facts: ScalingFacts, currency: string): Scaling {
  const { spend, spendBefore, cost, target, tracking, saturation, judgement } = facts
  if (spend === null) return { move: 'hold', sentence: 'Hold: there are no numbers of the last five days.' }
  if (spend === 0) return { move: 'hold', sentence: 'Hold: nothing was spent in the last five days.' }
  if (tracking === 'red') return { move: 'hold', sentence: 'Hold: its tracking is in doubt.' }
  if (cost !== null && target !== null && cost > ROLL_BACK * target) {
    const times = formatRatio(cost / target)
    return {
      move: 'roll back',
      sentence: `Roll back: a result costs ${times} the target of ${formatMoney(target, currency)}.`,
    }
  }
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
