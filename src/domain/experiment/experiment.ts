import type { DecisionRule } from './rule.ts'
import type { Template } from './template.ts'

// What people call a test: one small change with a hypothesis, a window and a rule that says beforehand what follows from what.

export const STATES = [
  'idea',
  'ready',
  'pending_approval',
  'scheduled',
  'running',
  'paused',
  'maturing',
  'decision_due',
  'decided',
  'closed',
  'abandoned',
  'invalid',
] as const
export type State = (typeof STATES)[number]

/** The one thing a test changes. */
export const LEVERS = ['offer', 'landing_page', 'audience', 'creative', 'bid_or_budget', 'other'] as const
export type Lever = (typeof LEVERS)[number]

/** Where in the funnel a test means to move something. */
export const FUNNEL_STAGES = ['attention', 'click', 'lead', 'qualified', 'customer'] as const
export type FunnelStage = (typeof FUNNEL_STAGES)[number]

/** What is counted as one unit of a test, each in one arm. */
export const UNITS = ['user', 'geo', 'day', 'campaign', 'ad_set'] as const
export type Unit = (typeof UNITS)[number]

/**
 * How units come into their arms: split at random, or by time (before against after, on against off). What is compared over
 * time is directional at best and is never called significant.
 */
export const SPLITS = ['random', 'before_after', 'on_off'] as const
export type SplitKind = (typeof SPLITS)[number]

/** A message or a page somewhere else that a test came from or rests on. */
export type Source = { conversationId: string; ts: string; permalink: string | null }

/** What is believed and why, in three parts that are asked for one by one. */
export type Brief = {
  change: string
  outcome: string
  because: string
  /** Links and remarks that support the reason. */
  evidence: string
  stage: FunnelStage | null
  tags: string[]
  /** The kind of test it began as, where one was chosen. */
  template?: Template | null
  /** The message it was made from. */
  source: Source | null
  /** The number of the test whose learning it tries elsewhere, or that it goes on from. */
  parent: number | null
}

/** What a unit brings: yes or no (a share), an amount (a mean), or two amounts of which one is divided by the other (a ratio). */
export type MetricKind = 'proportion' | 'mean' | 'ratio'

/** What is measured in each arm. */
export type TestMetric = {
  /** A measure of the catalogue (`measure.ts`), or `own` for one that only this test knows. */
  measure: string
  name: string
  kind: MetricKind
  better: 'higher' | 'lower'
}

/** The metric a test is judged by; `spread` is the standard deviation of one unit, for means and ratios. */
export type PrimaryMetric = TestMetric & { baseline: number; spread: number | null }

/** A metric that must not get worse by more than `margin` (.05 = 5 % of the control's value). */
export type GuardrailMetric = TestMetric & { margin: number }

/** One side of a test; the first is the control. `matches` are letters that its campaigns, ad sets or ads have in their names. */
export type Arm = { key: string; name: string; share: number; matches: string | null }

/** How the verdict is reached: at the planned end (and early only where there is no doubt), at any time, or by chances. */
export const METHODS = ['fixed', 'sequential', 'bayes'] as const
export type Method = (typeof METHODS)[number]

/** How a test is run and measured. */
export type Design = {
  split: SplitKind
  unit: Unit
  arms: Arm[]
  /** The audiences and creatives it needs for itself while it runs. */
  audiences: string[]
  creatives: string[]
  /** Money it spends beyond what would be spent anyway. */
  budget: number | null
  metric: PrimaryMetric
  /** Expected relative lift, as good news: .1 is 10 % better, whichever direction better is. */
  expected: { low: number; likely: number; high: number } | null
  /** The smallest relative effect worth acting on, as good news. */
  smallest: number
  guardrails: GuardrailMetric[]
  weeks: number
  /** Days after the window in which conversions still land. */
  maturityDays: number
  method: Method
  /** Units a week through all arms together; null where nobody knows. */
  traffic: number | null
  /** Units in each arm by plan; null where it cannot be said. */
  perArm: number | null
}

/** A test as it stands. Days are YYYY-MM-DD in the team's zone. */
export type Experiment = {
  id: string
  number: number
  title: string
  state: State
  ownerUserId: string
  channelId: string | null
  lever: Lever
  brief: Brief
  design: Design | null
  rule: DecisionRule | null
  ruleHash: string | null
  /** Who answered which budget, where one was needed; `declined` is the reason of a no, null where it was approved. */
  approval: { by: string; at: string; budget: number; declined: string | null } | null
  /** How often its window was extended by a decision. */
  extensions: number
  startsOn: string | null
  endsOn: string | null
  pausedAt: Date | null
  stoppedOn: string | null
  /** When it moves on by itself. */
  nextAt: Date | null
  /** When it was decided, abandoned or found invalid. */
  settledAt: Date | null
  createdAt: Date
  createdBy: string
  updatedAt: Date
  version: number
}

/** A test whose plan stands. */
export type Planned = Experiment & { design: Design; rule: DecisionRule }

/** Whether a test has been planned, and not only thought of. */
export function isPlanned(experiment: Experiment): experiment is Planned {
  return experiment.design !== null && experiment.rule !== null
}

/** How people call it: T-12. */
export function testName(experiment: Pick<Experiment, 'number'>): string {
  return `T-${experiment.number}`
}

/** Reads T-12, t12 or 12; null for anything else. */
export function readTestNumber(text: string): number | null {
  const digits = /^(?:t-?)?(\d{1,6})$/i.exec(text.trim())?.[1]
  return digits === undefined ? null : Number(digits)
}

/** How a team runs its tests. */
export type TestSettings = {
  slots: number
  channelSlots: number
  /** The largest budget a test may take without the lead's approval; null: a tenth of the monthly budget. */
  budgetLimit: number | null
  scoreModel: ScoreModel
}

/** How ideas are rated: each a formula over inputs of 1 to 10. */
export const SCORE_MODELS = ['ice', 'pie', 'rice'] as const
export type ScoreModel = (typeof SCORE_MODELS)[number]

/** A change of the plan after launch. */
export type Amendment = {
  id: string
  field: string
  before: string
  after: string
  why: string
  madeBy: string
  madeAt: Date
}
