import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { METHODS } from '../../../src/domain/experiment/experiment.ts'
import { goesAgainst, type Recommendation } from '../../../src/domain/experiment/reading.ts'
import {
  buildRule,
  CONDITIONS,
  type Conditions,
  canonical,
  choicesOf,
  type DecisionRule,
  type RuleChoices,
  ruleOn,
  type Truth,
  VERDICTS,
} from '../../../src/domain/experiment/rule.ts'

const truth = fc.constantFrom<Truth>('yes', 'no', 'unknown')
const conditions = fc.record<Conditions>({
  better: truth,
  worse: truth,
  guardrails_hold: truth,
  guardrail_broken: truth,
})
const choices = fc.record<RuleChoices>({
  method: fc.constantFrom(...METHODS),
  whenWorse: fc.constantFrom('roll_back', 'iterate'),
  whenBroken: fc.constantFrom('roll_back', 'iterate'),
  otherwise: fc.constantFrom('roll_back', 'iterate', 'extend', 'inconclusive'),
  extendWeeks: fc.integer({ min: 1, max: 4 }),
})
/** Any rule at all, also one nobody would write. */
const anyRule: fc.Arbitrary<DecisionRule> = fc.record({
  method: fc.constantFrom(...METHODS),
  alpha: fc.constant(0.05),
  early: fc.constant(0.001),
  extended: fc.constant(0.01),
  clauses: fc.array(
    fc.record({ when: fc.uniqueArray(fc.constantFrom(...CONDITIONS)), verdict: fc.constantFrom(...VERDICTS) }),
    { maxLength: 4 },
  ),
  otherwise: fc.constantFrom(...VERDICTS),
  extendWeeks: fc.constant(1),
})

const RULE = buildRule({
  method: 'fixed',
  whenWorse: 'roll_back',
  whenBroken: 'iterate',
  otherwise: 'extend',
  extendWeeks: 1,
})
const KNOWN: Conditions = { better: 'no', worse: 'no', guardrails_hold: 'yes', guardrail_broken: 'no' }

describe('a rule', () => {
  it.each<[string, Partial<Conditions>, string]>([
    ['ships what is better and holds', { better: 'yes' }, 'ship'],
    ['rolls back what is worse', { worse: 'yes' }, 'roll_back'],
    ['does its default otherwise', {}, 'extend'],
    [
      'lets a broken guardrail come before any lift',
      { better: 'yes', guardrails_hold: 'no', guardrail_broken: 'yes' },
      'iterate',
    ],
    [
      'does not ship what is better while guardrails neither hold nor break',
      { better: 'yes', guardrails_hold: 'no' },
      'extend',
    ],
  ])('%s', (_, given, verdict) => {
    expect(ruleOn(RULE, { ...KNOWN, ...given })).toMatchObject({ kind: 'verdict', verdict })
  })

  it('says what it lacks where the unknown decides', () => {
    const blind: Conditions = { ...KNOWN, better: 'yes', guardrails_hold: 'unknown', guardrail_broken: 'unknown' }
    expect(ruleOn(RULE, blind)).toEqual({ kind: 'unknown', missing: ['guardrails_hold', 'guardrail_broken'] })
  })

  it('speaks in spite of the unknown where it comes out the same either way', () => {
    const same = {
      ...RULE,
      clauses: RULE.clauses.map((each) =>
        each.verdict === 'iterate' ? { ...each, verdict: 'roll_back' as const } : each,
      ),
    }
    const blind: Conditions = { ...KNOWN, worse: 'yes', guardrails_hold: 'unknown', guardrail_broken: 'unknown' }
    expect(ruleOn(same, blind)).toMatchObject({ kind: 'verdict', verdict: 'roll_back' })
    expect(ruleOn(RULE, blind)).toMatchObject({ kind: 'unknown' })
  })

  it('never ships on guardrails that are not known to hold, not even a rule that forgot to ask', () => {
    fc.assert(
      fc.property(anyRule, conditions, (rule, given) => {
        const ruling = ruleOn(rule, given)
        if (ruling.kind === 'verdict' && ruling.verdict === 'ship') expect(given.guardrails_hold).toBe('yes')
      }),
      { numRuns: 3_000 },
    )
  })

  it('keeps its verdict however the unknown turns out later', () => {
    fc.assert(
      fc.property(anyRule, conditions, conditions, (rule, given, later) => {
        const known = { ...given }
        for (const condition of CONDITIONS) if (given[condition] === 'unknown') known[condition] = later[condition]
        const isPossible =
          !(known.better === 'yes' && known.worse === 'yes') &&
          !(known.guardrails_hold === 'yes' && known.guardrail_broken === 'yes')
        const [now, then] = [ruleOn(rule, given), ruleOn(rule, known)]
        if (isPossible && now.kind === 'verdict') expect(then).toMatchObject({ kind: 'verdict', verdict: now.verdict })
      }),
      { numRuns: 3_000 },
    )
  })

  it('comes back as the choices it was built from', () => {
    fc.assert(
      fc.property(choices, (given) => {
        expect(choicesOf(buildRule(given))).toEqual(given)
      }),
    )
  })

  it('is written the same for its fingerprint however its fields are ordered', () => {
    const turned = Object.fromEntries(Object.entries(RULE).reverse())
    expect(canonical(turned)).toBe(canonical(RULE))
    expect(canonical({ ...RULE, alpha: 0.1 })).not.toBe(canonical(RULE))
  })
})

describe('a decision needs a second person', () => {
  const ship: Recommendation = { kind: 'verdict', verdict: 'ship', arm: 'B', clause: 1 }
  const rollBack: Recommendation = { kind: 'verdict', verdict: 'roll_back', arm: null, clause: 2 }
  const blocked: Recommendation = { kind: 'blocked', why: 'split' }
  const none: Recommendation[] = [
    { kind: 'wait', why: 'too early' },
    { kind: 'wait', why: 'no data' },
    { kind: 'unclear', missing: ['SQL rate'] },
  ]

  it('where it is another one than recommended', () => {
    for (const verdict of VERDICTS) {
      expect(goesAgainst(verdict, ship), verdict).toBe(verdict !== 'ship')
      expect(goesAgainst(verdict, rollBack), verdict).toBe(verdict !== 'roll_back')
    }
  })

  it('where it ships another arm than recommended', () => {
    expect(goesAgainst('ship', ship, 'B')).toBe(false)
    expect(goesAgainst('ship', ship, 'C')).toBe(true)
    expect(goesAgainst('roll_back', rollBack, null)).toBe(false)
  })

  it('where it makes anything of numbers whose split is off but calling them invalid', () => {
    for (const verdict of VERDICTS) expect(goesAgainst(verdict, blocked), verdict).toBe(verdict !== 'invalid')
  })

  it('where it ships although nothing was recommended', () => {
    for (const recommendation of none) {
      for (const verdict of VERDICTS) expect(goesAgainst(verdict, recommendation)).toBe(verdict === 'ship')
    }
  })
})
