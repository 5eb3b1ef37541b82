import { type ArmStat, meanArm, proportionArm, ratioArm } from '../../stats/arm.ts'
import { type Effect, posterior, sequential, welch } from '../../stats/effect.ts'
import { normalCdf } from '../../stats/normal.ts'
import { pooledZ } from '../../stats/proportion.ts'
import type { Design, GuardrailMetric } from './experiment.ts'
import type { ArmReading, GuardrailReading, MetricSums } from './reading.ts'
import type { DecisionRule, Truth } from './rule.ts'

/** One arm's effect and guardrails, before the rule has looked at it and at how many arms there are. */
export type Measured = Omit<ArmReading, 'effect' | 'ruling'> & { effect: Effect | null }

/** The numbers of one arm. */
type Numbers = { primary: MetricSums | null; guardrails: readonly (MetricSums | null)[] }

/** The units over both arms around which a sequential test is narrowest where none are planned; it holds for any number. */
const UNPLANNED_UNITS = 5_000

/** How likely a guardrail's break must be to count as broken, and how unlikely to hold; in between there is no call. */
const BROKEN_ABOVE = 0.8
const HOLDS_BELOW = 0.2

/** Measures one treatment against the control. While a test runs a guardrail is broken only beyond doubt, as the rule looks weekly. */
export function measureArm(
  { design, rule }: { design: Design; rule: DecisionRule },
  { key, name }: { key: string; name: string },
  control: Numbers,
  treatment: Numbers,
  ended: boolean,
): Measured {
  const { metric } = design
  const [a, b] = statsOf(control.primary, treatment.primary)
  const believed = a && b ? posterior(a, b, { lowerIsBetter: metric.better === 'lower', alpha: rule.alpha }) : null
  const brokenAbove = ended ? BROKEN_ABOVE : 1 - rule.early
  return {
    arm: key,
    name,
    control: a?.mean ?? null,
    value: b?.mean ?? null,
    effect: a && b ? effectOf(rule, design.perArm, a, b) : null,
    z: design.split === 'random' ? secondOpinion(control.primary, treatment.primary) : null,
    chanceToWin: believed?.chanceToWin ?? null,
    lossOfChoosing: believed?.lossOfTreatment ?? null,
    lossOfKeeping: believed?.lossOfControl ?? null,
    guardrails: design.guardrails.map((guardrail, index) =>
      readGuardrail(guardrail, control.guardrails[index] ?? null, treatment.guardrails[index] ?? null, brokenAbove),
    ),
  }
}

/** Whether an arm is better and whether it is worse, at a level of risk: by its p, or by its chance to win under Bayes. */
export function standingOf(
  { effect, chanceToWin }: { effect: { lift: number; adjustedP: number } | null; chanceToWin: number | null },
  better: 'higher' | 'lower',
  method: DecisionRule['method'],
  risk: number,
): { better: Truth; worse: Truth } {
  if (effect === null || chanceToWin === null) return { better: 'unknown', worse: 'unknown' }
  const isGood = better === 'higher' ? effect.lift > 0 : effect.lift < 0
  const isCalled = effect.adjustedP < risk
  return method === 'bayes'
    ? { better: truth(chanceToWin >= 1 - risk), worse: truth(chanceToWin <= risk) }
    : { better: truth(isCalled && isGood), worse: truth(isCalled && !isGood) }
}

/** Whether all guardrails hold, and whether one is broken. An empty list holds nothing. */
export function guardrailsOf(guardrails: readonly Pick<GuardrailReading, 'state'>[]): {
  guardrails_hold: Truth
  guardrail_broken: Truth
} {
  if (guardrails.length === 0) return { guardrails_hold: 'unknown', guardrail_broken: 'no' }
  if (guardrails.some(({ state }) => state === 'broken')) return { guardrails_hold: 'no', guardrail_broken: 'yes' }
  if (guardrails.every(({ state }) => state === 'holds')) return { guardrails_hold: 'yes', guardrail_broken: 'no' }
  return { guardrails_hold: 'unknown', guardrail_broken: 'unknown' }
}

function effectOf(rule: DecisionRule, perArm: number | null, control: ArmStat, treatment: ArmStat): Effect | null {
  return rule.method === 'sequential'
    ? sequential(control, treatment, perArm === null ? UNPLANNED_UNITS : 2 * perArm, rule.alpha)
    : welch(control, treatment, rule.alpha)
}

function readGuardrail(
  { name, better, margin }: GuardrailMetric,
  control: MetricSums | null,
  treatment: MetricSums | null,
  brokenAbove: number,
): GuardrailReading {
  const [a, b] = statsOf(control, treatment)
  if (!a || !b) return { name, state: 'unknown', why: 'no data', lift: null, chanceBeyond: null, margin }
  const found = posterior(a, b, { priorSd: null })
  if (!found) return { name, state: 'unknown', why: 'no call yet', lift: null, chanceBeyond: null, margin }
  const { lift, se } = found
  const chanceBeyond = normalCdf(((better === 'higher' ? -lift : lift) - margin) / se)
  const state = chanceBeyond > brokenAbove ? 'broken' : chanceBeyond < HOLDS_BELOW ? 'holds' : 'unknown'
  return { name, state, why: state === 'unknown' ? 'no call yet' : null, lift, chanceBeyond, margin }
}

function secondOpinion(control: MetricSums | null, treatment: MetricSums | null): { z: number; p: number } | null {
  if (control?.kind !== 'proportion' || treatment?.kind !== 'proportion') return null
  if (control.units === 0 || treatment.units === 0) return null
  return pooledZ(
    { events: control.events, trials: control.units },
    { events: treatment.events, trials: treatment.units },
  )
}

/** Both arms as statistics; nothing where one has no units, or counts something else than the other. */
function statsOf(control: MetricSums | null, treatment: MetricSums | null): [ArmStat, ArmStat] | [] {
  if (!control || !treatment || control.kind !== treatment.kind) return []
  return control.units > 0 && treatment.units > 0 ? [statOf(control), statOf(treatment)] : []
}

function statOf(sums: MetricSums): ArmStat {
  switch (sums.kind) {
    case 'proportion':
      return proportionArm(sums.units, sums.events)
    case 'mean':
      return meanArm(sums.units, sums.sum, sums.sumOfSquares)
    case 'ratio':
      return ratioArm({ ...sums, n: sums.units })
  }
}

function truth(holds: boolean): Truth {
  return holds ? 'yes' : 'no'
}
