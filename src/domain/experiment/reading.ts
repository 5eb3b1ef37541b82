import type { Amendment, Planned } from './experiment.ts'
import type { Verdict } from './rule.ts'

// A reading is a snapshot: what each arm had counted on a day, what follows from it, and what does not follow yet.

/** What one arm counted of one metric. Squares and products are sums over units, as means and ratios need them. */
export type MetricSums =
  | { kind: 'proportion'; units: number; events: number }
  | { kind: 'mean'; units: number; sum: number; sumOfSquares: number }
  | {
      kind: 'ratio'
      units: number
      top: number
      bottom: number
      topSquares: number
      bottomSquares: number
      products: number
    }

/** One arm: its primary metric and its guardrail metrics, in the order of the design; null where nothing was given. */
export type ArmNumbers = { arm: string; primary: MetricSums | null; guardrails: (MetricSums | null)[] }

/** Where numbers came from: typed into a form, a file of units, or the team's own numbers. */
export const SOURCES = ['typed', 'units', 'numbers'] as const
export type ReadingSource = (typeof SOURCES)[number]

/** Whether the units fell into the arms as planned; an unhealthy split blocks every verdict. */
export type SplitHealth =
  | { state: 'healthy' | 'unhealthy'; p: number; units: number[] }
  | { state: 'not judged'; why: 'too few' | 'not assigned by us' | 'no units' }

/** How far a test is: days of its window, its share of the planned sample (null without a plan), and which talk is allowed. */
export type Progress = {
  day: number
  days: number
  sample: number | null
  /** `early`: only a result beyond doubt counts. `end`: the planned end is reached. `open`: the method allows a verdict at any time. */
  phase: 'early' | 'end' | 'open'
  /** The day from which the rule may speak. */
  verdictOn: string
  /** Stopped before its planned end: the last conversions are in, and still only a result beyond doubt counts. */
  stopped: boolean
}

/** A guardrail metric in one arm: holds, broken, or UNKNOWN with the reason. */
export type GuardrailReading = {
  name: string
  state: 'holds' | 'broken' | 'unknown'
  why: 'no data' | 'no call yet' | null
  /** Relative change as measured (not turned), null where it cannot be told. */
  lift: number | null
  /** The chance that it got worse by more than its margin. */
  chanceBeyond: number | null
  margin: number
}

/** One arm against the control. Lifts are relative and as measured: for a cost, -.1 is 10 % cheaper. */
export type ArmReading = {
  arm: string
  name: string
  control: number | null
  value: number | null
  effect: { lift: number; low: number; high: number; p: number; adjustedP: number } | null
  /** The classic two-proportion z-test as a second opinion; null for means and ratios. */
  z: { z: number; p: number } | null
  chanceToWin: number | null
  /** Expected relative loss of choosing this arm, and of keeping the control. */
  lossOfChoosing: number | null
  lossOfKeeping: number | null
  guardrails: GuardrailReading[]
  /** What the rule says of this arm, were it to speak now. */
  ruling: { verdict: Verdict | null; clause: number | null; missing: string[] }
}

/** What a reading recommends. */
export type Recommendation =
  | { kind: 'wait'; why: 'too early' | 'no data' | 'outdated' }
  | { kind: 'unclear'; missing: string[] }
  | { kind: 'blocked'; why: 'split' }
  | { kind: 'verdict'; verdict: Verdict; arm: string | null; clause: number | null }

/** What was concluded from the numbers of a day. */
export type ReadingResult = {
  split: SplitHealth
  progress: Progress
  arms: ArmReading[]
  recommendation: Recommendation
  /** Comparisons over time are directional and never called significant. */
  directional: boolean
  /** Less was counted than in the reading before, which whoever took this one calls wrong. */
  replaces?: boolean
  rule: { hash: string | null; amendments: number }
}

/** A kept reading. */
export type Reading = {
  id: string
  source: ReadingSource
  asOf: Date
  dataThrough: string
  arms: ArmNumbers[]
  result: ReadingResult
  takenBy: string
}

/** What a reading is made from. `today` is the day in the team's zone. */
export type ReadingInput = {
  experiment: Planned
  arms: ArmNumbers[]
  source: ReadingSource
  dataThrough: string
  today: string
  amendments: readonly Amendment[]
}

/** The version of the maths of this file: readings of another version are not compared with each other. */
export const RULES_VERSION = 1

/** A decision about a test; `proposed` waits for a second person, because it goes against the recommendation. */
export type Decision = {
  id: string
  number: number
  readingId: string | null
  state: 'proposed' | 'made' | 'declined'
  verdict: Verdict
  arm: string | null
  rationale: string
  recommendation: Recommendation
  followed: boolean
  madeBy: string
  madeAt: Date
  secondBy: string | null
  secondAt: Date | null
}

export const LEARNING_STATUSES = ['emerging', 'supported', 'confirmed', 'rejected'] as const
export type LearningStatus = (typeof LEARNING_STATUSES)[number]

/** What a test taught, with the numbers of the tests that support or contradict it. */
export type Learning = {
  sentence: string
  status: LearningStatus
  supports: number[]
  contradicts: number[]
  writtenBy: string
  writtenAt: Date
}

/**
 * What a reading still recommends: nothing once the plan was amended after it, or the test extended on it or after it. `latest` is
 * the last decision about the test.
 */
export function standingRecommendation(
  reading: Pick<Reading, 'id' | 'asOf' | 'result'> | null,
  amendments: readonly Pick<Amendment, 'madeAt'>[],
  latest: Decision | null,
): Recommendation {
  if (!reading) return { kind: 'wait', why: 'no data' }
  const isAmended = amendments.some(({ madeAt }) => madeAt > reading.asOf)
  return isAmended || isExtendedOn(reading, latest) ? { kind: 'wait', why: 'outdated' } : reading.result.recommendation
}

function isExtendedOn({ id, asOf }: Pick<Reading, 'id' | 'asOf'>, latest: Decision | null): boolean {
  if (latest?.state !== 'made' || latest.verdict !== 'extend') return false
  return latest.readingId === id || (latest.secondAt ?? latest.madeAt) > asOf
}

/**
 * What a verdict goes against, or null: what is recommended now and, where the plan was amended after the reading, what that
 * reading recommended. To amend a plan must not spare anybody the second person.
 */
export function opposedBy(
  { verdict, arm }: Pick<Decision, 'verdict' | 'arm'>,
  reading: Pick<Reading, 'id' | 'asOf' | 'result'> | null,
  amendments: readonly Pick<Amendment, 'madeAt'>[],
  latest: Decision | null,
): Recommendation | null {
  const standing = standingRecommendation(reading, amendments, latest)
  const isAmended = standing.kind === 'wait' && standing.why === 'outdated' && reading && !isExtendedOn(reading, latest)
  const told = isAmended ? [reading.result.recommendation, standing] : [standing]
  return told.find((recommendation) => goesAgainst(verdict, recommendation, arm)) ?? null
}

/**
 * Whether a verdict goes against what was recommended and so needs a second person; so does shipping another arm than the one
 * recommended. Without a recommendation only `ship` does: everything else keeps what is there.
 */
export function goesAgainst(verdict: Verdict, recommendation: Recommendation, arm?: string | null): boolean {
  if (recommendation.kind === 'verdict') {
    const otherArm = verdict === 'ship' && arm !== undefined && arm !== recommendation.arm
    return verdict !== recommendation.verdict || otherArm
  }
  if (recommendation.kind === 'blocked') return verdict !== 'invalid'
  return verdict === 'ship'
}
