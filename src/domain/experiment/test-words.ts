import { formatCount, formatPercent } from '../../lib/format.ts'
import { dayInWords, shiftDay } from '../week.ts'
import type { Brief, Design, FunnelStage, GuardrailMetric, Lever, ScoreModel } from './experiment.ts'
import type { Learning } from './reading.ts'
import type { Condition, DecisionRule, Verdict } from './rule.ts'
import type { ScoreSummary } from './score.ts'

// A test in words, the same in Slack and at a terminal. Plain text: whoever shows it escapes it for its place.

/** What a rule needs to know of a design to be said. */
export type RuledDesign = Pick<Design, 'metric' | 'guardrails' | 'split' | 'maturityDays'>

/** A lever as people say it. */
export function leverInWords(lever: Lever): string {
  const words: Record<Lever, string> = {
    offer: 'offer',
    landing_page: 'landing page',
    audience: 'audience',
    creative: 'creative',
    bid_or_budget: 'bid or budget',
    other: 'other',
  }
  return words[lever]
}

/** A stage of the funnel as people say it. */
export function stageInWords(stage: FunnelStage): string {
  const words: Record<FunnelStage, string> = {
    attention: 'attention',
    click: 'click',
    lead: 'lead',
    qualified: 'qualified lead',
    customer: 'customer',
  }
  return words[stage]
}

/** A verdict as what is to be done: ship, roll back, … */
export function verdictInWords(verdict: Verdict): string {
  const words: Record<Verdict, string> = {
    ship: 'ship',
    roll_back: 'roll back',
    iterate: 'iterate',
    extend: 'extend',
    inconclusive: 'inconclusive',
    invalid: 'invalid',
  }
  return words[verdict]
}

/** A brief in one line: what changes, what should come of it, why. */
export function briefInWords({ change, outcome, because }: Pick<Brief, 'change' | 'outcome' | 'because'>): string {
  return `${bare(change)} → ${bare(outcome)}. Because: ${bare(because)}.`
}

/** A learning in one line, with the tests it stands on. */
export function learningInWords({ sentence, status, supports, contradicts }: Learning): string {
  const tests = (numbers: readonly number[]) => numbers.map((number) => `T-${number}`).join(', ')
  const parts = [
    `${bare(sentence)} (${status})`,
    ...(supports.length > 0 ? [`supported by ${tests(supports)}`] : []),
    ...(contradicts.length > 0 ? [`contradicted by ${tests(contradicts)}`] : []),
  ]
  return parts.join(' · ')
}

/** A team's score as everybody may see it, `ICE 7.3 (3 people scored)`: one person's own score stays theirs. */
export function meanScoreInWords(model: ScoreModel, { mean, count }: ScoreSummary): string {
  return count === 1 ? '1 person scored' : `${model.toUpperCase()} ${points(mean)} (${count} people scored)`
}

/** A team's score with its spread, for those who have scored: `ICE 7.3 (3 scores, 5.0 to 9.0)`. */
export function scoreInWords(model: ScoreModel, { mean, low, high, count }: ScoreSummary): string {
  const spread = count === 1 ? '1 score' : `${count} scores, ${points(low)} to ${points(high)}`
  return `${model.toUpperCase()} ${points(mean)} (${spread})`
}

function points(score: number): string {
  return formatCount(score, { digits: score < 100 ? 1 : 0 })
}

/**
 * A rule as one sentence, in the order in which it is asked: `Roll back if SQL rate is down by more than 5 %; ship if …; else
 * extend once by 1 week.` The day it names is the first on which it speaks; where units come over time it says what that is worth.
 */
export function ruleInWords(rule: DecisionRule, design: RuledDesign, endsOn: string | null): string {
  const parts = rule.clauses.flatMap(({ when, verdict }) => {
    if (when.includes('guardrail_broken') && design.guardrails.length === 0) return []
    const conditions = when.map((condition) => conditionInWords(condition, rule, design, endsOn))
    return [`${verdictWithWeeks(verdict, rule)} if ${conditions.join(' and ')}`]
  })
  const last = `else ${verdictWithWeeks(rule.otherwise, rule)}${secondLook(rule)}`
  const sentence = [...parts, last].join('; ')
  const directional = design.split === 'random' ? '' : ' Directional only: over time other things change as well.'
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.${directional}`
}

/** What a guardrail watches for: `SQL rate is down by more than 5 %`. */
function guardrailInWords({ name, better, margin }: Pick<GuardrailMetric, 'name' | 'better' | 'margin'>): string {
  const way = better === 'higher' ? 'down' : 'up'
  return margin > 0
    ? `${name} is ${way} by more than ${formatPercent(margin, { digits: digitsOf(margin) })}`
    : `${name} is ${way}`
}

/** How `extend` reads with its weeks, and every other verdict as it is. */
export function verdictWithWeeks(verdict: Verdict, rule: Pick<DecisionRule, 'extendWeeks'>): string {
  if (verdict === 'inconclusive' || verdict === 'invalid') return `call it ${verdict}`
  return verdict === 'extend' ? `extend once by ${weeksInWords(rule.extendWeeks)}` : verdictInWords(verdict)
}

/** `1 week`, `6 weeks`. */
export function weeksInWords(weeks: number): string {
  return weeks === 1 ? '1 week' : `${formatCount(weeks)} weeks`
}

function conditionInWords(
  condition: Condition,
  rule: DecisionRule,
  { metric, guardrails, maturityDays }: RuledDesign,
  endsOn: string | null,
): string {
  const good = metric.better === 'higher' ? 'up' : 'down'
  const bad = metric.better === 'higher' ? 'down' : 'up'
  switch (condition) {
    case 'better':
      return `${metric.name} is ${good} ${proofInWords(rule, endsOn && shiftDay(endsOn, maturityDays + 1))}`
    case 'worse':
      return `${metric.name} is ${bad} ${rule.method === 'bayes' ? 'as surely' : 'by the same measure'}`
    case 'guardrail_broken':
      return guardrails.map(guardrailInWords).join(' or ')
    case 'guardrails_hold':
      if (guardrails.length === 0) return 'its guardrails hold (none is set, so it never ships)'
      return `${guardrails.map(({ name }) => name).join(' and ')} ${guardrails.length === 1 ? 'holds' : 'hold'}`
  }
}

/** What the end of an extended window asks for. */
function secondLook({ method, otherwise, extended }: DecisionRule): string {
  if (otherwise !== 'extend' || method === 'sequential') return ''
  const asked =
    method === 'fixed'
      ? `p < ${pValue(extended)}`
      : `a chance of ${formatPercent(1 - extended, { digits: digitsOf(1 - extended) })}`
  return ` and ask for ${asked} then`
}

function proofInWords({ method, alpha, early }: DecisionRule, verdictOn: string | null): string {
  const end = verdictOn === null ? 'at the planned end' : `on ${dayInWords(verdictOn)}`
  const chance = (risk: number) => formatPercent(1 - risk, { digits: digitsOf(1 - risk) })
  switch (method) {
    case 'fixed':
      return `with p < ${pValue(alpha)} ${end} (or p < ${pValue(early)} earlier)`
    case 'sequential':
      return `with p < ${pValue(alpha)} at any time (a p that allows for looking every week)`
    case 'bayes':
      return `with a chance of ${chance(alpha)} ${end} (or ${chance(early / 2)} earlier)`
  }
}

/** A share of a risk as it is written: .05, .001. */
function pValue(risk: number): string {
  return String(risk).replace(/^0/, '')
}

/** As few decimals of a percentage as it takes to write a fraction as it was set. */
function digitsOf(fraction: number): number {
  const percent = fraction * 100
  return [0, 1, 2].find((digits) => Math.abs(percent - Number(percent.toFixed(digits))) < 1e-9) ?? 2
}

function bare(text: string): string {
  return text.trim().replace(/[.;,\s]+$/, '')
}
