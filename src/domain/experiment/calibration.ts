import type { Lever } from './experiment.ts'
import type { Verdict } from './rule.ts'

// How well a team foresees: what it expected against what it measured. With few tests that is chance, so nothing is said then.

/** A decided test as it is looked back on; lifts as good news (.1 is 10 % better), null where none was expected or measured. */
export type DecidedTest = {
  number: number
  lever: Lever
  verdict: Verdict
  expected: number | null
  actual: number | null
  /** Days from its start to its decision. */
  days: number
  scores: readonly { userId: string; impact: number | null; confidence: number | null }[]
}

/** Mean lift expected against mean lift measured, over the tests that have both. */
export type Gap = { tests: number; expected: number; actual: number }

/** How often tests of a group shipped, and how far its expectations were off. */
export type Hits = { tests: number; shipped: number; gap: Gap | null }

/**
 * What one scorer foresaw of the tests they scored: their mean confidence (1 to 10) against how many shipped, and of all pairs
 * of tests how often the one they gave more impact did better (.5 is guessing; ties of theirs do not count).
 */
export type ScorerCalibration = Hits & {
  userId: string
  confidence: number | null
  order: { right: number; pairs: number }
}

/** What a team can learn about its foresight, or how many decided tests that takes. */
export type Calibration =
  | {
      kind: 'calibrated'
      all: Hits
      medianDays: number
      byLever: (Hits & { lever: Lever })[]
      byScorer: ScorerCalibration[]
    }
  | { kind: 'too few'; have: number; need: number }

/** As many decided tests as it takes before anything is said. */
const ENOUGH_DECIDED = 5

/** Looks back on decided tests: hit rate, median days to a decision, expected against actual lift per lever and scorer. */
export function calibrate(decided: readonly DecidedTest[]): Calibration {
  // An invalid test measured nothing, and one that was extended has not been decided.
  const counted = decided.filter(({ verdict }) => verdict !== 'invalid' && verdict !== 'extend')
  if (counted.length < ENOUGH_DECIDED) return { kind: 'too few', have: counted.length, need: ENOUGH_DECIDED }
  const levers = [...new Set(counted.map(({ lever }) => lever))]
  const scorers = [...new Set(counted.flatMap(({ scores }) => scores.map(({ userId }) => userId)))]
  return {
    kind: 'calibrated',
    all: hitsOf(counted),
    medianDays: median(counted.map(({ days }) => days)),
    byLever: levers
      .map((lever) => ({ lever, ...hitsOf(counted.filter((test) => test.lever === lever)) }))
      .sort((a, b) => b.tests - a.tests),
    byScorer: scorers.map((userId) => scorerOf(counted, userId)).sort((a, b) => b.tests - a.tests),
  }
}

function scorerOf(decided: readonly DecidedTest[], userId: string): ScorerCalibration {
  const scored = decided.flatMap((test) => {
    const score = test.scores.find((each) => each.userId === userId)
    return score ? [{ test, score }] : []
  })
  const confidences = scored.map(({ score }) => score.confidence).filter((confidence) => confidence !== null)
  const rated = scored.flatMap(({ test, score }) =>
    test.actual === null || score.impact === null ? [] : [{ impact: score.impact, actual: test.actual }],
  )
  return {
    userId,
    ...hitsOf(scored.map(({ test }) => test)),
    confidence: confidences.length === 0 ? null : mean(confidences),
    order: orderOf(rated),
  }
}

function orderOf(rated: readonly { impact: number; actual: number }[]): { right: number; pairs: number } {
  let right = 0
  let pairs = 0
  for (const [index, one] of rated.entries()) {
    for (const other of rated.slice(index + 1)) {
      if (one.impact === other.impact || one.actual === other.actual) continue
      pairs += 1
      if (one.impact > other.impact === one.actual > other.actual) right += 1
    }
  }
  return { right, pairs }
}

function hitsOf(tests: readonly DecidedTest[]): Hits {
  const both = tests.flatMap(({ expected, actual }) =>
    expected === null || actual === null ? [] : [{ expected, actual }],
  )
  return {
    tests: tests.length,
    shipped: tests.filter(({ verdict }) => verdict === 'ship').length,
    gap:
      both.length === 0
        ? null
        : {
            tests: both.length,
            expected: mean(both.map(({ expected }) => expected)),
            actual: mean(both.map(({ actual }) => actual)),
          },
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const at = (index: number) => sorted[index] ?? 0
  return Number.isInteger(middle) ? (at(middle - 1) + at(middle)) / 2 : at(Math.floor(middle))
}
