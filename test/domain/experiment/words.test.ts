import { describe, expect, it } from 'vitest'
import type { Planned } from '../../../src/domain/experiment/experiment.ts'
import { oddsInWords, pInWords } from '../../../src/domain/experiment/proof-words.ts'
import { takeReading } from '../../../src/domain/experiment/read.ts'
import type { ReadingInput } from '../../../src/domain/experiment/reading.ts'
import { readingInWords, verdictLine } from '../../../src/domain/experiment/reading-words.ts'
import type { RuleChoices } from '../../../src/domain/experiment/rule.ts'
import {
  briefInWords,
  learningInWords,
  meanScoreInWords,
  ruleInWords,
  scoreInWords,
} from '../../../src/domain/experiment/test-words.ts'
import { arm, atTheEnd, plannedTest, SQL_RATE, share, underway, WINDOW } from './tests.ts'

const plain = (text: string) => text.replaceAll('\u202f', ' ')
const rule = (test: Planned) => plain(ruleInWords(test.rule, test.design, WINDOW.endsOn))

/** T-31: 4.2 % against 4.7 %. */
const SEVEN = arm('A', share(32_300, 1_357))
const THREE = arm('B', share(32_300, 1_517))

function words(input: ReadingInput) {
  const { experiment, dataThrough } = input
  const said = readingInWords({ experiment, currency: 'EUR' }, { dataThrough, result: takeReading(input) })
  return {
    ...said,
    progress: plain(said.progress),
    arms: said.arms.map(({ name, effect, proof, guardrails }) => ({
      name,
      effect: plain(effect),
      proof: proof.map(plain),
      guardrails: guardrails.map(plain),
    })),
  }
}

function line(input: ReadingInput) {
  return plain(verdictLine(input.experiment, takeReading(input)))
}

describe('a rule as one sentence', () => {
  it('says in its order what follows from what, and on which day', () => {
    expect(rule(plannedTest())).toBe(
      'Roll back if SQL rate is down by more than 5 %; ship if Leads per click is up with p < .05 on Thu 26 Nov (or p < .001 earlier) and SQL rate holds; roll back if Leads per click is down by the same measure; else extend once by 1 week and ask for p < .01 then.',
    )
  })

  it('turns with the direction that is good news', () => {
    const metric = { measure: 'cpl', name: 'CPL', kind: 'ratio', better: 'lower', baseline: 60, spread: 40 } as const
    const guardrail = { ...SQL_RATE, name: 'Unsubscribes', better: 'lower' as const, margin: 0.025 }
    const test = plannedTest(
      { metric, guardrails: [SQL_RATE, guardrail] },
      { whenWorse: 'iterate', otherwise: 'inconclusive' },
    )
    expect(rule(test)).toBe(
      'Roll back if SQL rate is down by more than 5 % or Unsubscribes is up by more than 2.5 %; ship if CPL is down with p < .05 on Thu 26 Nov (or p < .001 earlier) and SQL rate and Unsubscribes hold; iterate if CPL is up by the same measure; else call it inconclusive.',
    )
  })

  it.each<[string, Partial<RuleChoices>, string]>([
    ['at any time', { method: 'sequential' }, 'p < .05 at any time (a p that allows for looking every week)'],
    ['by chances', { method: 'bayes' }, 'with a chance of 95 % on Thu 26 Nov (or 99.95 % earlier)'],
  ])('says when it may speak: %s', (_, choices, part) => {
    expect(rule(plannedTest({}, choices))).toContain(part)
  })

  it('says that it never ships without a guardrail, and what a comparison over time is worth', () => {
    expect(rule(plannedTest({ guardrails: [] }))).toContain('its guardrails hold (none is set, so it never ships)')
    expect(rule(plannedTest({ split: 'on_off' }))).toMatch(/Directional only: over time other things change as well\.$/)
  })
})

describe('a reading in words', () => {
  it('says at the planned end what each number means', () => {
    expect(words(atTheEnd(plannedTest(), [SEVEN, THREE]))).toEqual({
      progress: 'Day 21 of 21 · 81 % of the planned sample · data through Sun 22 Nov',
      split: 'Split as planned (32,300 / 32,300).',
      arms: [
        {
          name: 'Three fields',
          effect: 'Leads per click 4.70 % against 4.20 %: +11.8 % (3.8 % to 19.8 %).',
          proof: [
            'p .004: without any effect, chance alone does this in 4 of 1,000 such tests.',
            '99.8 % likely to be better than Seven fields.',
            'Expected loss: <0.1 % if we choose it, 11.6 % if we keep Seven fields.',
          ],
          guardrails: ['SQL rate: holds (±0 %, less than 0.1 % likely to be worse by more than 5 %).'],
        },
      ],
      says: 'Its rule says: ship Three fields.',
    })
  })

  it('is one line where it is decided', () => {
    expect(line(atTheEnd(plannedTest(), [SEVEN, THREE]))).toBe(
      '+11.8 % Leads per click (3.8 % to 19.8 %), p .004 at its planned end, guardrails hold → its rule says ship',
    )
  })

  it('has neither p nor chance before the plan allows it, only how far it is and when the rule speaks', () => {
    const said = words(underway(plannedTest(), [SEVEN, THREE]))
    expect(said.progress).toBe('Day 14 of 21 · 81 % of the planned sample · 7 days left · data through Sun 15 Nov')
    expect(said.arms[0]?.proof).toEqual([])
    expect(said.says).toBe(
      'No verdict yet: its rule speaks from Thu 26 Nov on, with numbers through Sun 22 Nov. Before that only of what is beyond doubt (p < .001).',
    )
  })

  it('tells the p of a rule made for looking, and no chance to win, which is not', () => {
    const [three] = words(underway(plannedTest({}, { method: 'sequential' }), [SEVEN, THREE])).arms
    expect(three?.proof).toHaveLength(1)
    expect(three?.proof[0]).toContain('looking every week')
  })

  it('tells a chance and no p under Bayes', () => {
    const [three] = words(atTheEnd(plannedTest({}, { method: 'bayes' }), [SEVEN, THREE])).arms
    expect(three?.proof[0]).toBe('99.8 % likely to be better than Seven fields.')
    expect(line(atTheEnd(plannedTest({}, { method: 'bayes' }), [SEVEN, THREE]))).toContain(
      '99.8 % likely better at its planned end, guardrails hold → its rule says ship',
    )
  })

  it('says UNKNOWN, and that this never ships', () => {
    const said = words(atTheEnd(plannedTest(), [SEVEN, arm('B', share(32_300, 1_517), [null])]))
    expect(said.arms[0]?.guardrails).toEqual(['SQL rate: UNKNOWN, no data. What is unknown never ships.'])
    expect(said.says).toBe("The rule can't speak while SQL rate is unknown. What is unknown never ships.")
  })

  it('says that the split is off before anybody reads a lift, and gives no proof of one', () => {
    const said = words(atTheEnd(plannedTest(), [SEVEN, arm('B', share(30_000, 1_700))]))
    expect(said.split).toBe(
      'Split is off: 32,300 / 30,000 instead of 31,150 / 31,150. Chance alone does this in fewer than 1 of a million such tests, so something else sorts the units.',
    )
    expect(said.arms[0]?.proof).toEqual([])
    expect(said.arms[0]?.effect).toMatch(/ against .*\. What that means can't be said while the split is off\.$/)
    expect(said.says).toMatch(/^No verdict from these numbers: the split is not as planned\./)
  })

  it('calls a comparison over time directional', () => {
    const test = plannedTest({ split: 'before_after', unit: 'day' })
    const said = words(atTheEnd(test, [SEVEN, THREE]))
    expect(said.arms[0]?.proof).toEqual(['Directional only: compared over time, so other changes may have done it.'])
    expect(line(atTheEnd(test, [SEVEN, THREE]))).toContain('directional only, guardrails hold')
  })

  it('never says that anything is significant', () => {
    for (const at of [atTheEnd, underway]) {
      for (const split of ['random', 'before_after'] as const) {
        for (const treatment of [THREE, arm('B', share(32_000, 2_000)), arm('B', null)]) {
          const input = at(plannedTest({ split }), [SEVEN, treatment])
          expect(`${JSON.stringify(words(input))} ${line(input)}`).not.toMatch(/significan/i)
        }
      }
    }
  })

  it('shows on every result that the plan was amended', () => {
    const amendment = {
      id: 'a',
      field: 'weeks',
      before: '2',
      after: '3',
      why: 'slow',
      madeBy: 'U1',
      madeAt: new Date(0),
    }
    const input = { ...atTheEnd(plannedTest(), [SEVEN, THREE]), amendments: [amendment, amendment] }
    expect(words(input).says).toMatch(/Mind: the plan was amended 2 times after its launch\.$/)
    expect(line(input)).toMatch(/its rule says .*[^.]\. Mind: the plan was amended 2 times after its launch\.$/)
  })

  it('looks at the tracking of an arm in which nothing ever happened', () => {
    expect(words(atTheEnd(plannedTest(), [SEVEN, arm('B', share(32_000, 0))])).arms[0]?.effect).toBe(
      "Leads per click 0 % against 4.20 %. An arm without any variation can't be compared: look at its tracking first.",
    )
  })
})

describe('small words', () => {
  it('never round a p onto the bound it is held against', () => {
    expect([0.0496, 0.0502, 0.05, 0.004, 0.234, 0.0009].map((p) => pInWords(p))).toEqual([
      'p .0496',
      'p .0502',
      'p .050',
      'p .004',
      'p .23',
      'p < .001',
    ])
  })

  it('keep a metric whose name looks like code as it is', () => {
    const metric = { ...plannedTest().design.metric, name: 'Revenue $& (net)' }
    expect(line(atTheEnd(plannedTest({ metric }), [SEVEN, THREE]))).toContain(
      '+11.8 % Revenue $& (net) (3.8 % to 19.8 %)',
    )
  })

  it('put a brief, a learning and a score into one line', () => {
    expect(briefInWords(plannedTest().brief)).toBe(
      'Ask for three fields instead of seven → more leads per click. Because: half of the visitors leave at the phone number.',
    )
    const learning = {
      sentence: 'Fewer fields bring more leads.',
      status: 'supported',
      supports: [31, 18],
      contradicts: [7],
    } as const
    expect(
      learningInWords({ ...learning, supports: [31, 18], contradicts: [7], writtenBy: 'U1', writtenAt: new Date(0) }),
    ).toBe('Fewer fields bring more leads (supported) · supported by T-31, T-18 · contradicted by T-7')
    const given = { mean: 7.333, low: 5, high: 9, byUser: new Map() }
    expect(meanScoreInWords('ice', { ...given, count: 3 })).toBe('ICE 7.3 (3 people scored)')
    expect(meanScoreInWords('ice', { ...given, count: 1 })).toBe('1 person scored')
    expect(scoreInWords('ice', { mean: 7.333, low: 5, high: 9, count: 3, byUser: new Map() })).toBe(
      'ICE 7.3 (3 scores, 5.0 to 9.0)',
    )
  })

  it('says how often chance alone would do it in whole tests', () => {
    expect([0.0621, 0.001, 0.000417, 2e-6, 1e-9].map((p) => oddsInWords(p))).toEqual([
      '62 of 1,000 such tests',
      '1 of 1,000 such tests',
      '1 of 2,400 such tests',
      '1 of 500,000 such tests',
      'fewer than 1 of a million such tests',
    ])
  })
})
