import { formatMoney, formatPercent } from '../../lib/format.ts'
import type { Amendment, Design } from './experiment.ts'
import { choicesOf, type DecisionRule } from './rule.ts'
import { verdictInWords, verdictWithWeeks, weeksInWords } from './test-words.ts'

// What may still be changed of a test that runs. What it is judged by, its arms and what was expected of it may not: that would
// be another test.

/** A plan with its rule. */
export type PlanAndRule = { design: Design; rule: DecisionRule }

/** One change of a plan in words. */
export type Change = Pick<Amendment, 'field' | 'before' | 'after'>

/** What differs between two versions of a plan, one change a field, in words. */
export function changesBetween(before: PlanAndRule, after: PlanAndRule, currency: string): Change[] {
  const [old, now] = [inWords(before, currency), inWords(after, currency)]
  return Object.entries(old).flatMap(([field, was]) => {
    const is = now[field] ?? ''
    return was === is ? [] : [{ field, before: was, after: is }]
  })
}

/** A change as one says it: `Window: 2 weeks → 3 weeks`. */
export function changeInWords({ field, before, after }: Change): string {
  return `${field}: ${before} → ${after}`
}

function inWords({ design, rule }: PlanAndRule, currency: string): Record<string, string> {
  const { weeks, maturityDays, budget, audiences, creatives, guardrails, arms } = design
  const { otherwise, whenBroken, whenWorse } = choicesOf(rule)
  const margins = guardrails.map(({ name, margin }) => `${name} ${formatPercent(margin)}`)
  const letters = arms.map(({ name, matches }) => `${name}: ${matches ?? 'none'}`)
  return {
    Window: weeksInWords(weeks),
    'Days for late conversions': String(maturityDays),
    Budget: budget === null ? 'none' : formatMoney(budget, currency),
    Audiences: audiences.join(', ') || 'none',
    Creatives: creatives.join(', ') || 'none',
    'Guardrail margins': margins.join(', '),
    'Letters of the arms': letters.join(', '),
    'If neither better nor worse': verdictWithWeeks(otherwise, rule),
    'If worse': verdictInWords(whenWorse),
    'If a guardrail breaks': verdictInWords(whenBroken),
  }
}
