import type { Method } from './experiment.ts'

// What follows from what, written before the test starts: ordered rules and a default, as data. Every condition is yes, no or
// unknown, because a guardrail without data is no guardrail that holds.

/** What can be decided about a test. */
export const VERDICTS = ['ship', 'roll_back', 'iterate', 'extend', 'inconclusive', 'invalid'] as const
export type Verdict = (typeof VERDICTS)[number]

/** What a rule may ask about one arm against the control. */
export const CONDITIONS = ['better', 'worse', 'guardrails_hold', 'guardrail_broken'] as const
export type Condition = (typeof CONDITIONS)[number]

/** yes, no, or not known. */
export type Truth = 'yes' | 'no' | 'unknown'

/** If all conditions hold, then this verdict. */
export type Clause = { when: Condition[]; verdict: Verdict }

/** Ordered clauses: the first that holds decides; `otherwise` where none does. */
export type DecisionRule = {
  method: Method
  /** The risk taken at the planned end. */
  alpha: number
  /** The risk below which a result may be acted on before the planned end. */
  early: number
  /** The risk taken at the end of an extended window: a second look at `alpha` would err in 7 to 8 of 100 tests. */
  extended: number
  clauses: Clause[]
  otherwise: Verdict
  /** By how many weeks `extend` extends, once. */
  extendWeeks: number
}

/** The few choices a rule is built from. */
export type RuleChoices = {
  method: Method
  whenWorse: 'roll_back' | 'iterate'
  whenBroken: 'roll_back' | 'iterate'
  otherwise: 'roll_back' | 'iterate' | 'extend' | 'inconclusive'
  extendWeeks: number
}

/** The conditions as they stand for one arm; guardrails hold only where every one of them is known to. */
export type Conditions = Record<Condition, Truth>

/** What a rule says: a verdict by one of its clauses (or by default, `clause` null), or which conditions it lacks. */
export type Ruling =
  | { kind: 'verdict'; verdict: Verdict; clause: number | null }
  | { kind: 'unknown'; missing: Condition[] }

/** Builds a rule from the few choices; a broken guardrail comes first, because no lift is worth it. */
export function buildRule(choices: RuleChoices): DecisionRule {
  const { method, whenBroken, whenWorse, otherwise, extendWeeks } = choices
  return {
    method,
    alpha: 0.05,
    early: 0.001,
    extended: 0.01,
    clauses: [
      { when: ['guardrail_broken'], verdict: whenBroken },
      { when: ['better', 'guardrails_hold'], verdict: 'ship' },
      { when: ['worse'], verdict: whenWorse },
    ],
    otherwise,
    extendWeeks,
  }
}

/** The choices a rule was built from. */
export function choicesOf(rule: DecisionRule): RuleChoices {
  const choice = (condition: Condition) =>
    rule.clauses.find(({ when }) => when.length === 1 && when[0] === condition)?.verdict === 'iterate'
      ? 'iterate'
      : 'roll_back'
  const { otherwise } = rule
  return {
    method: rule.method,
    whenBroken: choice('guardrail_broken'),
    whenWorse: choice('worse'),
    otherwise: otherwise === 'ship' || otherwise === 'invalid' ? 'inconclusive' : otherwise,
    extendWeeks: rule.extendWeeks,
  }
}

/**
 * What a rule says of an arm. An unknown condition is tried both ways: where the verdict is the same either way it stands,
 * where it is not nothing is recommended. `ship` stands only where the guardrails are known to hold, whatever the rule says.
 */
export function ruleOn(rule: DecisionRule, conditions: Conditions): Ruling {
  const unknown = CONDITIONS.filter((condition) => conditions[condition] === 'unknown')
  const worlds = resolutions(conditions, unknown).map((world) => firstClause(rule, world))
  const [first] = worlds
  const agreed = first !== undefined && worlds.every(({ verdict }) => verdict === first.verdict)
  if (!agreed) return { kind: 'unknown', missing: unknown }
  if (first.verdict === 'ship' && conditions.guardrails_hold !== 'yes') {
    return { kind: 'unknown', missing: ['guardrails_hold'] }
  }
  return { kind: 'verdict', ...first }
}

/** The risk a rule takes at the end of a window that was extended so often. */
export function endRisk(rule: Pick<DecisionRule, 'alpha' | 'extended'>, extensions: number): number {
  return extensions === 0 ? rule.alpha : rule.extended
}

/** The text over which a rule's fingerprint is taken: the same for the same rule, however its fields are ordered. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).filter(([, each]) => each !== undefined)
  fields.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}

function firstClause(rule: DecisionRule, world: Conditions): { verdict: Verdict; clause: number | null } {
  const clause = rule.clauses.findIndex(({ when }) => when.every((condition) => world[condition] === 'yes'))
  const found = rule.clauses[clause]
  return found ? { verdict: found.verdict, clause } : { verdict: rule.otherwise, clause: null }
}

/** Every way the unknown conditions could turn out; a guardrail never holds and is broken at once, nor is an arm better and worse. */
function resolutions(conditions: Conditions, unknown: readonly Condition[]): Conditions[] {
  let worlds: Conditions[] = [{ ...conditions }]
  for (const condition of unknown) {
    worlds = worlds.flatMap((world) => [
      { ...world, [condition]: 'yes' as const },
      { ...world, [condition]: 'no' as const },
    ])
  }
  return worlds.filter(
    (world) =>
      !(world.better === 'yes' && world.worse === 'yes') &&
      !(world.guardrails_hold === 'yes' && world.guardrail_broken === 'yes'),
  )
}
