import { formatCount, formatPercent } from '../../lib/format.ts'
import { dayInWords, shiftDay } from '../week.ts'
import type { Design, Planned, TestMetric } from './experiment.ts'
import { metricValue } from './measure.ts'
import {
  chanceInWords,
  doubtInWords,
  enoughInWords,
  guardrailReadingInWords,
  guardrailsInWords,
  liftInWords,
  listOf,
  oddsInWords,
  pInWords,
} from './proof-words.ts'
import type { ArmReading, Progress, Reading, ReadingResult, Recommendation, SplitHealth } from './reading.ts'
import { type DecisionRule, endRisk } from './rule.ts'
import { verdictWithWeeks } from './test-words.ts'

// A reading in words. Before the plan allows it there is no p and no chance in them, however good they look: only how far the
// test is and when its rule speaks.

/** A reading as a thread or a terminal shows it, part by part. */
export type ReadingWords = {
  /** `Day 13 of 21 · 63 % of the planned sample · data through Sun 15 Nov` */
  progress: string
  split: string
  /** For each arm what it does against the control, and what is known of it. */
  arms: { name: string; effect: string; proof: string[]; guardrails: string[] }[]
  /** What the rule says, or what it does not yet allow. */
  says: string
}

/** What a reading is told with. */
type Setting = { experiment: Planned; currency: string }

/** Puts a reading into words. */
export function readingInWords(
  { experiment, currency }: Setting,
  reading: Pick<Reading, 'dataThrough' | 'result'>,
): ReadingWords {
  const { result, dataThrough } = reading
  const { design } = experiment
  return {
    progress: [
      sentenceCase(progressInWords(result.progress)),
      ...daysLeft(result.progress),
      `data through ${dayInWords(dataThrough)}`,
      ...(result.replaces ? ['replaces the counts of an earlier reading, which were wrong'] : []),
    ].join(' · '),
    split: splitHealthInWords(result.split, design),
    arms: result.arms.map((arm) => ({
      name: arm.name,
      effect: armInWords(arm, result.split, design.metric, currency),
      proof: [...proofOf(arm, result, experiment), ...rulingOf(arm, result, experiment)],
      guardrails: arm.guardrails.map((each) => guardrailReadingInWords(each)),
    })),
    says: [
      recommendationInWords(result.recommendation, experiment, result.progress),
      ...enoughInWords(result, experiment.rule),
      ...amendmentsInWords(result),
    ].join(' '),
  }
}

/** How far a test is: `day 13 of 21 · 63 % of the planned sample`. */
export function progressInWords({ day, days, sample, stopped }: Progress): string {
  const share = sample === null ? '' : ` · ${formatPercent(Math.max(0, sample), { digits: 0 })} of the planned sample`
  return `day ${day} of ${days}${stopped ? ', stopped there' : ''}${share}`
}

/** The one line about a test that may be decided: effect, proof, guardrails, what its rule says, and that its plan was amended. */
export function verdictLine(experiment: Planned, result: ReadingResult): string {
  const [mind] = amendmentsInWords(result)
  const line = unamendedLine(experiment, result)
  if (mind === undefined) return line
  return `${line}${/[.!?]$/.test(line) ? '' : '.'} ${mind}`
}

function unamendedLine(experiment: Planned, result: ReadingResult): string {
  const { recommendation, progress } = result
  const { metric } = experiment.design
  const arm = armOf(result, recommendation, metric.better)
  const says = recommendationInWords(recommendation, experiment, progress)
  if (!arm?.effect || recommendation.kind === 'wait' || recommendation.kind === 'blocked') return says
  const parts = [
    liftInWords(arm.effect, metric.name),
    ...(result.directional ? ['directional only'] : []),
    ...(mayTell(arm, result, experiment) ? [proofInShort(arm, result, experiment)] : []),
    guardrailsInWords(arm.guardrails),
  ]
  return recommendation.kind === 'verdict'
    ? `${parts.join(', ')} → its rule says ${verdictWithWeeks(recommendation.verdict, experiment.rule)}`
    : `${parts.join(', ')}. ${says}`
}

/** What a reading recommends, what it does not yet allow, and why. */
export function recommendationInWords(
  recommendation: Recommendation,
  { design, rule }: Pick<Planned, 'design' | 'rule'>,
  progress: Progress,
): string {
  switch (recommendation.kind) {
    case 'wait':
      if (recommendation.why === 'outdated') return 'The plan has changed since this reading. Take a new result first.'
      return recommendation.why === 'no data'
        ? 'No numbers to compare yet. Take a result once both arms have some.'
        : waitInWords(rule, design, progress)
    case 'unclear':
      return `The rule can't speak while ${listOf(recommendation.missing)} ${recommendation.missing.length === 1 ? 'is' : 'are'} unknown. What is unknown never ships.`
    case 'blocked':
      return 'No verdict from these numbers: the split is not as planned. Find out why (redirects, bots, tracking), then call the test invalid and start it anew.'
    case 'verdict': {
      const name = design.arms.find(({ key }) => key === recommendation.arm)?.name
      const what = verdictWithWeeks(recommendation.verdict, rule)
      return `Its rule says: ${what}${name === undefined ? '' : ` ${name}`}.`
    }
  }
}

/** Whether units came as planned, and what it means where they did not. */
function splitHealthInWords(split: SplitHealth, { arms }: Pick<Design, 'arms'>): string {
  switch (split.state) {
    case 'healthy':
      return `Split as planned (${split.units.map((units) => formatCount(units)).join(' / ')}).`
    case 'unhealthy': {
      const total = split.units.reduce((sum, units) => sum + units, 0)
      const shares = arms.reduce((sum, { share }) => sum + share, 0)
      const planned = arms.map(({ share }) => formatCount(Math.round((total * share) / shares)))
      return `Split is off: ${split.units.map((units) => formatCount(units)).join(' / ')} instead of ${planned.join(' / ')}. Chance alone does this in ${oddsInWords(split.p)}, so something else sorts the units.`
    }
    case 'not judged':
      return {
        'too few': 'Split not judged yet: too few units.',
        'not assigned by us': 'Split not judged: the units were not assigned at random by us.',
        'no units': 'Split not judged: an arm has no units.',
      }[split.why]
  }
}

function armInWords(arm: ArmReading, split: SplitHealth, metric: TestMetric, currency: string): string {
  if (arm.value === null || arm.control === null) return 'No numbers to compare yet.'
  const value = (amount: number) => metricValue(metric, amount, currency)
  const both = `${metric.name} ${value(arm.value)} against ${value(arm.control)}`
  if (split.state === 'unhealthy') return `${both}. What that means can't be said while the split is off.`
  if (arm.effect) return `${both}: ${liftInWords(arm.effect)}.`
  return `${both}. An arm without any variation can't be compared: look at its tracking first.`
}

/** What is known of an arm's effect, as far as the plan allows saying it. */
function proofOf(arm: ArmReading, result: ReadingResult, experiment: Planned): string[] {
  const { effect, chanceToWin, lossOfChoosing, lossOfKeeping } = arm
  if (result.directional) return ['Directional only: compared over time, so other changes may have done it.']
  if (!effect || chanceToWin === null || !mayTell(arm, result, experiment)) return []
  const { design, rule } = experiment
  const control = design.arms[0]?.name ?? 'the control'
  const several = result.arms.length > 1 ? ` (corrected for ${result.arms.length} arms)` : ''
  const loss = (amount: number | null) => formatPercent(amount ?? 0, { digits: 1 })
  const p = `${pInWords(effect.adjustedP, endRisk(rule, experiment.extensions))}${several}`
  const odds = oddsInWords(effect.adjustedP)
  // The p of a sequential rule allows for looking every week. A chance to win does not, so it is not told.
  if (rule.method === 'sequential') {
    return [`${p}: without any effect, and looking every week, chance alone gets this far in ${odds}.`]
  }
  return [
    ...(rule.method === 'bayes' ? [] : [`${p}: without any effect, chance alone does this in ${odds}.`]),
    `${sentenceCase(chanceInWords(chanceToWin))} to be better than ${control}.`,
    `Expected loss: ${loss(lossOfChoosing)} if we choose it, ${loss(lossOfKeeping)} if we keep ${control}.`,
  ]
}

/** `p .004 at its planned end`, or under Bayes `98 % likely better`. */
function proofInShort(
  { effect, chanceToWin }: ArmReading,
  { progress }: ReadingResult,
  { rule, extensions }: Planned,
): string {
  const proof =
    rule.method === 'bayes'
      ? `${chanceInWords(chanceToWin ?? 0)} better`
      : pInWords(effect?.adjustedP ?? 1, endRisk(rule, extensions))
  return progress.phase === 'end' && !progress.stopped ? `${proof} at its planned end` : proof
}

/** What the rule says of one arm of several; of a single one the whole reading says it. */
function rulingOf({ ruling }: ArmReading, { arms, split }: ReadingResult, { rule }: Planned): string[] {
  if (arms.length < 2 || ruling.verdict === null || split.state === 'unhealthy') return []
  return [`For this arm its rule says: ${verdictWithWeeks(ruling.verdict, rule)}.`]
}

/** Whether p and chances may be told: at the planned end, under a rule made for looking, or where there is no doubt. */
function mayTell({ effect, ruling }: ArmReading, result: ReadingResult, { rule }: Planned): boolean {
  const { progress, directional, split } = result
  if (directional || !effect || split.state === 'unhealthy') return false
  if (rule.method === 'sequential' || (progress.phase === 'end' && !progress.stopped)) return true
  return ruling.verdict === 'ship' || effect.adjustedP < rule.early
}

function daysLeft({ day, days, stopped }: Progress): string[] {
  const left = days - day
  return stopped || left <= 0 ? [] : [left === 1 ? '1 day left' : `${left} days left`]
}

function waitInWords(rule: DecisionRule, { maturityDays }: Design, { verdictOn, stopped, phase }: Progress): string {
  const day = dayInWords(verdictOn)
  if (phase === 'open') {
    return `No verdict yet: its bounds allow for looking every week and are not crossed. The last look is on ${day}.`
  }
  const doubt = doubtInWords(rule)
  if (stopped) {
    return `No verdict yet: it was stopped early, so on ${day} its rule will speak only of what is beyond doubt (${doubt}).`
  }
  const numbers = `with numbers through ${dayInWords(shiftDay(verdictOn, -maturityDays - 1))}`
  return `No verdict yet: its rule speaks from ${day} on, ${numbers}. Before that only of what is beyond doubt (${doubt}).`
}

function amendmentsInWords({ rule }: ReadingResult): string[] {
  if (rule.amendments === 0) return []
  const times = rule.amendments === 1 ? 'once' : `${rule.amendments} times`
  return [`Mind: the plan was amended ${times} after its launch.`]
}

/** The arm a recommendation is about: the one it names, or the best. */
function armOf(
  { arms }: ReadingResult,
  recommendation: Recommendation,
  better: 'higher' | 'lower',
): ArmReading | undefined {
  if (recommendation.kind === 'verdict' && recommendation.arm !== null) {
    return arms.find(({ arm }) => arm === recommendation.arm)
  }
  const gain = ({ effect }: ArmReading) =>
    effect ? (better === 'higher' ? effect.lift : -effect.lift) : Number.NEGATIVE_INFINITY
  return [...arms].sort((a, b) => gain(b) - gain(a))[0]
}

function sentenceCase(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
