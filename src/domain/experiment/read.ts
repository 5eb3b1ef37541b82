import { holm } from '../../stats/multiplicity.ts'
import { judgeSplit } from '../../stats/split.ts'
import { guardrailsOf, type Measured, measureArm, standingOf } from './arm-reading.ts'
import type { Design, Planned } from './experiment.ts'
import { progressOf } from './progress.ts'
import type {
  ArmNumbers,
  ArmReading,
  GuardrailReading,
  Progress,
  ReadingInput,
  ReadingResult,
  Recommendation,
  SplitHealth,
} from './reading.ts'
import { type Condition, type Conditions, endRisk, ruleOn } from './rule.ts'

/**
 * What follows from the numbers of a day: how the units were split, how far the test is, what each arm does against the control,
 * and what the rule recommends. Before the planned end a clause must be true beyond doubt; the default never speaks early.
 */
export function takeReading(input: ReadingInput): ReadingResult {
  const { experiment, amendments } = input
  const split = readSplit(input)
  const progress = progressOf(input)
  const arms = readArms(input, progress)
  return {
    split,
    progress,
    arms,
    recommendation: recommend(experiment, split, arms),
    directional: experiment.design.split !== 'random',
    rule: { hash: experiment.ruleHash, amendments: amendments.length },
  }
}

const NOTHING: Omit<ArmNumbers, 'arm'> = { primary: null, guardrails: [] }

function readArms(input: ReadingInput, progress: Progress): ArmReading[] {
  const { experiment } = input
  const [control, ...treatments] = experiment.design.arms
  if (!control) return []
  const numbersOf = (key: string) => input.arms.find(({ arm }) => arm === key) ?? NOTHING
  const measured = treatments.map((arm) =>
    measureArm(experiment, arm, numbersOf(control.key), numbersOf(arm.key), progress.phase === 'end'),
  )
  const adjusted = holm(measured.map(({ effect }) => effect?.p ?? 1))
  return measured.map((arm, index) => ruled(experiment, progress, arm, adjusted[index] ?? 1))
}

/** An arm with what the rule says of it; a verdict of null waits for the planned end. */
function ruled(
  { design, rule, extensions }: Planned,
  progress: Progress,
  measured: Measured,
  adjustedP: number,
): ArmReading {
  const found = measured.effect
  const effect = found && { lift: found.lift, low: found.low, high: found.high, p: found.p, adjustedP }
  const arm = { ...measured, effect }
  const ended = progress.phase === 'end'
  const standing = standingOf(arm, design.metric.better, rule.method, riskOf({ rule, extensions }, progress))
  const conditions: Conditions = { ...standing, ...guardrailsOf(arm.guardrails) }
  const ruling = ruleOn(rule, conditions)
  const isCalled = [conditions.better, conditions.worse, conditions.guardrail_broken].includes('yes')
  if (!ended && (!isCalled || (ruling.kind === 'verdict' && ruling.clause === null))) {
    return { ...arm, ruling: { verdict: null, clause: null, missing: [] } }
  }
  return ruling.kind === 'unknown'
    ? { ...arm, ruling: { verdict: null, clause: null, missing: namesOf(design, arm.guardrails, ruling.missing) } }
    : { ...arm, ruling: { verdict: ruling.verdict, clause: ruling.clause, missing: [] } }
}

/** The risk at which the rule calls now. A test that was stopped early has been looked at, so its end is no planned end. */
function riskOf({ rule, extensions }: Pick<Planned, 'rule' | 'extensions'>, { phase, stopped }: Progress): number {
  const early = rule.method === 'bayes' ? rule.early / 2 : rule.early
  if (phase === 'open' || rule.method === 'sequential') return rule.alpha
  return phase === 'early' || stopped ? early : endRisk(rule, extensions)
}

/** What cannot be told, by the names of the metrics that would tell it. */
function namesOf(design: Design, guardrails: readonly GuardrailReading[], missing: readonly Condition[]): string[] {
  const unknown = guardrails.filter(({ state }) => state === 'unknown')
  const guards = (unknown.length > 0 ? unknown : guardrails).map(({ name }) => name)
  const names = missing.flatMap((condition) => {
    if (condition === 'better' || condition === 'worse') return [design.metric.name]
    return guards.length > 0 ? guards : ['a guardrail']
  })
  return [...new Set(names)]
}

/** Who assigned the units decides whether their split says anything: platforms steer their traffic as they like. */
function readSplit({ experiment, arms, source }: ReadingInput): SplitHealth {
  const { split, unit, arms: planned } = experiment.design
  if (split !== 'random' || (unit !== 'user' && unit !== 'geo') || source === 'numbers') {
    return { state: 'not judged', why: 'not assigned by us' }
  }
  const units = planned.map(({ key }) => arms.find(({ arm }) => arm === key)?.primary?.units ?? null)
  const known = units.filter((count) => count !== null)
  if (known.length < units.length || known.every((count) => count === 0))
    return { state: 'not judged', why: 'no units' }
  const judged = judgeSplit(
    known,
    planned.map(({ share }) => share),
  )
  return judged.state === 'too few' ? { state: 'not judged', why: 'too few' } : { ...judged, units: known }
}

function recommend(experiment: Planned, split: SplitHealth, arms: readonly ArmReading[]): Recommendation {
  if (split.state === 'unhealthy') return { kind: 'blocked', why: 'split' }
  if (arms.every(({ control, value }) => control === null || value === null)) return { kind: 'wait', why: 'no data' }
  const ranked = [...arms].sort((a, b) => gainOf(experiment, b) - gainOf(experiment, a))
  const winner = ranked.find(({ ruling }) => ruling.verdict === 'ship')
  if (winner) return { kind: 'verdict', verdict: 'ship', arm: winner.arm, clause: winner.ruling.clause }
  const missing = [...new Set(arms.flatMap(({ ruling }) => ruling.missing))]
  if (missing.length > 0) return { kind: 'unclear', missing }
  const [best] = ranked
  const verdict = best?.ruling.verdict ?? null
  if (!best || verdict === null || arms.some(({ ruling }) => ruling.verdict === null)) {
    return { kind: 'wait', why: 'too early' }
  }
  // Extending again and again until something shows would be peeking by another name.
  const isSpent = verdict === 'extend' && experiment.extensions > 0
  return { kind: 'verdict', verdict: isSpent ? 'inconclusive' : verdict, arm: null, clause: best.ruling.clause }
}

function gainOf({ design }: Planned, { effect }: ArmReading): number {
  if (!effect) return Number.NEGATIVE_INFINITY
  return design.metric.better === 'higher' ? effect.lift : -effect.lift
}
