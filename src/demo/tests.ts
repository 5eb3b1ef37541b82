import type { Arm, Lever } from '../domain/experiment/experiment.ts'
import type { MeasureKey } from '../domain/experiment/measure.ts'
import type { LearningStatus } from '../domain/experiment/reading.ts'
import type { RuleChoices, Verdict } from '../domain/experiment/rule.ts'

/** What a test's numbers show: units in the control, the share of them that did it, and how the new arm differs. */
export type DemoReading = {
  /** Days after the launch through which it counts. */
  day: number
  units: [control: number, treatment: number]
  rate: number
  lift: number
  /** The guardrail in both arms: of how many, which share. */
  guard: { of: number; rate: number; lift: number }
}

/** How a demo test is run and judged; times are days before today. */
export type DemoPlan = {
  launched: number
  measure: MeasureKey
  baseline: number
  /** Units a week in both arms. */
  traffic: number
  smallest: number
  expected: number
  weeks: number
  maturityDays: number
  guardrail: { measure: MeasureKey; margin: number }
  arms: [control: DemoArm, treatment: DemoArm]
  audiences?: string[]
  creatives?: string[]
  budget?: number
  /** What follows where its rule finds nothing; to extend it, unless said otherwise. */
  otherwise?: RuleChoices['otherwise']
  /** Waits with its plan: for a launch, its day, or the approval of its budget. */
  waits?: 'ready' | 'scheduled' | 'approval'
}
type DemoArm = Pick<Arm, 'name' | 'matches'>

/** One test of the demo team, from its idea to what it taught. */
export type DemoTest = {
  title: string
  change: string
  outcome: string
  because: string
  evidence: string
  tags: string[]
  lever: Lever
  channelKey: string | null
  owner: string
  /** How many days ago it was logged. */
  logged: number
  /** Impact, confidence and ease, by who rated it. */
  scores: Record<string, [impact: number, confidence: number, ease: number]>
  plan?: DemoPlan
  readings?: DemoReading[]
  decided?: { daysAgo: number; verdict: Verdict; rationale: string; secondBy?: string }
  learning?: { sentence: string; status: LearningStatus }
}

/** An arm that no campaign or ad is named after. */
export function plain(name: string): DemoArm {
  return { name, matches: null }
}

/** What every test of the form on LP-demo has in common. */
export const onTheForm = {
  measure: 'lead_rate',
  baseline: 0.054,
  traffic: 46_000,
  weeks: 3,
  maturityDays: 3,
  guardrail: { measure: 'sql_rate', margin: 0.1 },
} satisfies Partial<DemoPlan>
