import { describe, expect, it } from 'vitest'
import { planSample } from '../../../src/domain/experiment/plan.ts'
import { takeReading } from '../../../src/domain/experiment/read.ts'
import type { Verdict } from '../../../src/domain/experiment/rule.ts'
import { shiftDay } from '../../../src/domain/week.ts'
import { arm, plannedTest, share } from './tests.ts'

// Eight weekly looks at tests whose truth is known, each judged by takeReading as a team would see it. The published table gives
// 5.1 % false positives and 79.9 % power of the default rule; the bounds are three Monte-Carlo standard errors around them.

const WEEKS = 8
const RUNS = 2_000
const BASE = 0.04
/** Units a week in each arm, as the plan asks for to find +10 % within eight weeks. */
const WEEKLY = weeklyUnits()

describe('looking every week', () => {
  it('calls a difference where there is none in about 5.1 % of tests', () => {
    const called = simulate(BASE, 7).filter((verdict) => verdict !== 'inconclusive').length / RUNS
    expect(Math.abs(called - 0.051)).toBeLessThan(3 * Math.sqrt((0.051 * 0.949) / RUNS))
  })

  it('finds the difference it was planned for in about 79.9 % of tests', () => {
    const found = simulate(BASE * 1.1, 11).filter((verdict) => verdict === 'ship').length / RUNS
    expect(Math.abs(found - 0.799)).toBeLessThan(3 * Math.sqrt((0.799 * 0.201) / RUNS))
  })
})

/** The verdicts of tests whose treatment converts at `rate`; the first look at which the rule speaks decides. */
function simulate(rate: number, seed: number): Verdict[] {
  const normal = normals(seed)
  const startsOn = '2026-11-02'
  const endsOn = shiftDay(startsOn, 7 * WEEKS - 1)
  const test = plannedTest(
    { weeks: WEEKS, maturityDays: 0 },
    { otherwise: 'inconclusive', whenWorse: 'iterate' },
    { startsOn, endsOn },
  )
  const draw = (chance: number) => Math.round(WEEKLY * chance + Math.sqrt(WEEKLY * chance * (1 - chance)) * normal())
  return Array.from({ length: RUNS }, () => {
    let [a, b] = [0, 0]
    for (let week = 1; week <= WEEKS; week++) {
      a += draw(BASE)
      b += draw(rate)
      const dataThrough = shiftDay(startsOn, 7 * week - 1)
      const arms = [arm('A', share(week * WEEKLY, a)), arm('B', share(week * WEEKLY, b))]
      const today = shiftDay(dataThrough, 1)
      const { recommendation } = takeReading({
        experiment: test,
        arms,
        source: 'typed',
        dataThrough,
        today,
        amendments: [],
      })
      if (recommendation.kind === 'verdict') return recommendation.verdict
    }
    throw new Error('a test ended without a verdict')
  })
}

function weeklyUnits(): number {
  const { metric } = plannedTest().design
  const spec = { metric: { ...metric, baseline: BASE }, smallest: 0.1, arms: 2, weeks: WEEKS, traffic: null }
  return Math.ceil((planSample({ ...spec, method: 'fixed' }).perArm ?? 0) / WEEKS)
}

/** Standard normal variables from a seed: mulberry32 and Box & Muller. */
function normals(seed: number): () => number {
  let state = seed
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}
