import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/demo/random.ts'
import type { ArmStat } from '../../src/stats/arm.ts'
import { relativeLift, sequential } from '../../src/stats/effect.ts'
import { normalQuantile, normalSurvival } from '../../src/stats/normal.ts'

const RUNS = 20_000
const WEEKS = 8
const PER_ARM_AND_WEEK = 5000
const PLANNED_TOTAL = 2 * PER_ARM_AND_WEEK * WEEKS
/** So far above its noise that a relative lift is as normal as the difference it stands for. */
const BASE = 100
/** The lift that one look at the planned end finds in 80 of 100 runs. */
const PLANNED_LIFT = ((normalQuantile(0.975) + normalQuantile(0.8)) / BASE) * Math.sqrt(2 / (PER_ARM_AND_WEEK * WEEKS))

type Look = { week: number; p: number; sequentialP: number }
type Rule = (look: Look) => boolean

const anyWeek: Rule = ({ p }) => p < 0.05
const chanceToWin: Rule = ({ p }) => p < 0.1
const earlyOnlyIfSure: Rule = ({ week, p }) => p < (week < WEEKS ? 0.001 : 0.05)
const always: Rule = ({ sequentialP }) => sequentialP < 0.05
const onlyAtTheEnd: Rule = ({ week, p }) => week === WEEKS && p < 0.05

describe('a test that is looked at every week for eight weeks', () => {
  const nothing = simulate(0)
  const lift = simulate(PLANNED_LIFT)

  it.each([
    ['stop any week at p < .05', anyWeek, 0.175],
    ['stop any week at a chance to win over 95 % or under 5 %', chanceToWin, 0.317],
    ['p < .001 early, else p < .05 at the planned end', earlyOnlyIfSure, 0.051],
    ['sequential around the planned total', always, 0.0075],
    ['one look at the planned end', onlyAtTheEnd, 0.05],
  ])('calls what is not there, by the rule "%s", as often as known', (_, rule, expected) => {
    expectShare(called(nothing, rule), expected)
  })

  it.each([
    ['p < .001 early, else p < .05 at the planned end', earlyOnlyIfSure, 0.799],
    ['sequential around the planned total', always, 0.469],
    ['one look at the planned end', onlyAtTheEnd, 0.8],
  ])('calls the lift it was planned for, by the rule "%s", as often as known', (_, rule, expected) => {
    expectShare(called(lift, rule), expected)
  })
})

/** Within four standard errors of a share counted in these runs against one counted in 40,000 others. */
function expectShare(share: number, expected: number) {
  const error = Math.sqrt(expected * (1 - expected) * (1 / RUNS + 1 / 40_000))
  expect(Math.abs(share - expected), `${share} against ${expected}`).toBeLessThan(4 * error)
}

function called(runs: Look[][], rule: Rule): number {
  return runs.filter((looks) => looks.some(rule)).length / runs.length
}

function simulate(lift: number): Look[][] {
  const normal = normals(`peeking at ${lift}`)
  return Array.from({ length: RUNS }, () => {
    const sums = { control: 0, treatment: 0 }
    return Array.from({ length: WEEKS }, (_, index) => {
      sums.control += PER_ARM_AND_WEEK * BASE + normal() * Math.sqrt(PER_ARM_AND_WEEK)
      sums.treatment += PER_ARM_AND_WEEK * BASE * (1 + lift) + normal() * Math.sqrt(PER_ARM_AND_WEEK)
      const n = PER_ARM_AND_WEEK * (index + 1)
      return look(index + 1, armOf(n, sums.control), armOf(n, sums.treatment))
    })
  })
}

function look(week: number, control: ArmStat, treatment: ArmStat): Look {
  const found = relativeLift(control, treatment)
  return {
    week,
    p: found ? 2 * normalSurvival(Math.abs(found.lift / found.se)) : 1,
    sequentialP: sequential(control, treatment, PLANNED_TOTAL)?.p ?? 1,
  }
}

function armOf(n: number, sum: number): ArmStat {
  return { n, mean: sum / n, variance: 1 }
}

/** Standard normal numbers, the same for the same name (Box and Muller). */
function normals(name: string): () => number {
  const random = createRandom(name)
  return () => Math.sqrt(random.wait(2)) * Math.cos(2 * Math.PI * random.next())
}
