import { formatCount, formatMetric, formatMoney, formatWrittenPercent } from '../../lib/format.ts'
import { cacWithin, type Economics, monthlyMargin, NO_ECONOMICS, paybackOf } from '../metric/economics.ts'
import { metricOf, resultsOf } from '../metric/metric.ts'
import { COUNTED, COUNTS } from '../metric/noise.ts'
import { momentInWords } from '../moment.ts'
import type { Team } from '../team.ts'
import { countDays, dayInWords } from '../week.ts'
import type { Asked } from './attention.ts'
import type { Guardrail } from './guardrail.ts'
import type { Incident, IncidentDecision, IncidentNote } from './incident.ts'
import { boundsInWords, percentSure } from './judged-words.ts'
import { amountOfUnit, watchedBy } from './watched.ts'

/** What the machine says of an incident, in words: `breaching since Wed 25 Nov`, `resolved after 6 days, decision D-12`. */
export function standingInWords(incident: Incident, decisions: readonly IncidentDecision[] = []): string {
  const { state, since, condition, resolution, resolvedOn } = incident
  const decided = decisions.length === 0 ? '' : `, decision ${decisions.map(({ number }) => `D-${number}`).join(', ')}`
  if (state === 'resolved') return `${endInWords(resolution, since, resolvedOn)}${decided}`
  const runs =
    state === 'firing' ? `breaching since ${dayInWords(since)}` : `recovering, was breaching since ${dayInWords(since)}`
  return `${runs}${CONDITION_WORDS[condition]}${decided}`
}

const CONDITION_WORDS: Record<Incident['condition'], string> = {
  NO_DATA: ' · no numbers just now',
  NO_SPEND: ' · nothing is spent just now',
  ERROR: ' · cannot be judged just now',
  '': '',
}

/** Why an open incident is not judged just now, and what to do where that lasts; null for one that is. */
export function unjudgedInWords({ condition }: Incident, notes: readonly IncidentNote[]): string | null {
  if (condition === '') return null
  const why = notes.findLast(({ what }) => what === 'no data')?.detail.sentence
  const lasts =
    condition === 'NO_SPEND' ? ' If it was switched off for good, log a decision or pause the guardrail.' : ''
  return `Not judged just now${typeof why === 'string' ? `: ${why}` : '.'} The number above is the last one that could be judged; I ask nobody about it until there is another.${lasts}`
}

function endInWords(resolution: Incident['resolution'], since: string, on: string | null): string {
  const days = on === null ? 1 : countDays(since, on)
  const after = days === 1 ? 'on its first day' : `after ${days} days`
  switch (resolution) {
    case 'rule changed':
      return `closed ${after}: its rule was changed`
    case 'paused':
      return `closed ${after}: the guardrail was paused`
    case 'deleted':
      return `closed ${after}: the guardrail was removed`
    case 'drill over':
      return 'drill over'
    default:
      return `resolved ${after}`
  }
}

/** Who has it, in words, or whose it is while nobody does; `name` writes a person. */
export function holderInWords(
  incident: Incident,
  { zone, owner }: { zone: string; owner: Asked },
  name: (userId: string) => string,
): string {
  const { assignedTo, assignedBy, ackedBy, ackedAt, snoozedUntil, snoozedBy, snoozedWhy } = incident
  const parts: string[] = []
  if (assignedTo !== null) {
    const by = assignedBy === null || assignedBy === assignedTo ? '' : `, given by ${name(assignedBy)}`
    parts.push(`${name(assignedTo)} has it${by}`)
  } else if (ackedBy !== null && ackedAt !== null) {
    parts.push(`${name(ackedBy)} is on it since ${momentInWords(ackedAt, zone)}`)
  } else if (incident.state !== 'resolved') parts.push(`Nobody is on it yet${waitsInWords(owner, name)}`)
  if (snoozedUntil !== null && snoozedBy !== null)
    parts.push(
      `snoozed by ${name(snoozedBy)} until ${momentInWords(snoozedUntil, zone)}${snoozedWhy ? `: ${snoozedWhy}` : ''}`,
    )
  return parts.join(' · ')
}

function waitsInWords({ to, standsInFor }: Asked, name: (userId: string) => string): string {
  if (to === null) return ''
  return `: it waits for ${name(to)}${standsInFor === null ? '' : ` while ${name(standsInFor)} is away`}`
}

/** What it comes to where a breach stays as it is: its payback, and its price a week; null where it is no such matter. */
export function staysInWords(
  guardrail: Guardrail,
  incident: Incident,
  { currency, economics }: Pick<Team, 'currency' | 'economics'>,
): string | null {
  const said = [
    paybackInWords(guardrail, incident, economics ?? NO_ECONOMICS),
    weekInWords(guardrail, incident, currency, economics ?? NO_ECONOMICS),
  ]
  return said.filter((part) => part !== null).join('; ') || null
}

/** The payback of a CAC that is too high, against its target: `payback 15.9 months against ≤ 15`. */
function paybackInWords({ metric, kind }: Guardrail, { judged, state }: Incident, economics: Economics): string | null {
  const { paybackTarget } = economics
  if (state !== 'firing' || metric !== 'cac' || judged.value === null || paybackTarget === null) return null
  if (kind === 'payback') return null
  const payback = paybackOf(economics, judged.value)
  if (payback === null) return null
  const months = payback === 'never' ? 'a payback that never comes' : `payback ${payback.toFixed(1)} months`
  return `${months} against ≤ ${paybackTarget}`
}

function weekInWords(
  guardrail: Guardrail,
  { judged, state }: Incident,
  currency: string,
  economics: Economics,
): string | null {
  const { metric, windowDays } = guardrail
  const { value, numerator, denominator } = judged
  const bound = boundOfCost(guardrail, judged, economics)
  if (state !== 'firing' || metric === null || bound === null) return null
  const weekly = 7 / windowDays
  if (COUNTED[metric] && numerator !== null && denominator !== null) {
    const extra = numerator - bound * denominator
    return extra > 0 ? `about ${formatMoney(extra * weekly, currency)} a week more than these results may cost` : null
  }
  if (COUNTS[metric] && value !== null && value < bound)
    return `about ${formatCount(Math.round((bound - value) * weekly))} ${metricOf(metric).label.toLowerCase()} a week short`
  return null
}

/** The bound as what a result may cost: that of a payback as the CAC it allows. */
function boundOfCost({ kind }: Guardrail, { bound }: Incident['judged'], economics: Economics): number | null {
  return kind === 'payback' && bound !== null ? cacWithin(economics, bound) : bound
}

/** The last judgement as inputs and formula, line by line, for whoever wants to check it. */
export function workedOut(
  guardrail: Guardrail,
  judged: Incident['judged'],
  { currency, economics }: Pick<Team, 'currency' | 'economics'>,
): string[] {
  const { metric, sure } = guardrail
  const { numerator, denominator, probability, dispersion, low, high } = judged
  if (metric === null) return []
  const { unit } = watchedBy(guardrail)
  const told = economics ?? NO_ECONOMICS
  const lines = formulasOf(guardrail, judged, currency, told)
  const counted = COUNTED[metric]
  if (numerator !== null && denominator !== null)
    lines.push(
      counted
        ? `inputs: ${formatMoney(numerator, currency)} and ${formatCount(denominator)} ${resultsOf(counted)}`
        : `inputs: ${formatCount(numerator)} of ${formatCount(denominator)}`,
    )
  if (low !== null)
    lines.push(
      `95 % interval: ${amountOfUnit(low, unit, currency)} to ${high === null ? 'without end' : amountOfUnit(high, unit, currency)}`,
    )
  if (probability !== null) lines.push(chanceOf(guardrail, judged, currency, told))
  if (numerator !== null && dispersion !== null && dispersion > 1)
    lines.push(`φ ${dispersion.toFixed(2)}: its weeks vary that much more than chance alone`)
  lines.push(
    `breach: not ${boundsInWords(guardrail, currency)}, ${Math.round(sure * 100)} % sure, ${guardrail.fireAfter} days in a row; over: ${guardrail.resolveAfter} days in a row`,
  )
  return lines
}

/** What the value is made of; of a payback also the CAC behind it, and what it is held against. */
function formulasOf(
  guardrail: Guardrail,
  judged: Incident['judged'],
  currency: string,
  economics: Economics,
): string[] {
  const { metric, kind } = guardrail
  if (metric === null) return []
  const { label, formula, unit } = metricOf(metric)
  if (kind !== 'payback') return [`${label} = ${formula} = ${formatMetric(judged.value, unit, currency)}`]
  const { numerator, denominator, bound } = judged
  const margin = monthlyMargin(economics)
  const { monthlyChurn } = economics
  const cac = numerator === null || !denominator ? null : numerator / denominator
  const isWhole = guardrail.scope.level === 'team' && economics.otherCost !== null
  return [
    `Payback = ${monthlyChurn ? 'ln(1 − CAC × churn / margin) / ln(1 − churn)' : 'CAC / margin'} = ${judged.value === null ? 'never' : amountOfUnit(judged.value, 'months', currency)}`,
    `CAC = ${isWhole ? 'all sales and marketing cost' : 'spend'} / customers = ${formatMetric(cac, 'money', currency)}`,
    ...(margin === null
      ? []
      : [
          `margin: ${formatMoney(margin, currency)} a customer and month${monthlyChurn ? `, churn ${formatWrittenPercent(monthlyChurn)} a month` : ''} (\`/beat economics\`)`,
        ]),
    ...(bound === null
      ? []
      : [
          `${amountOfUnit(bound, 'months', currency)} allow a CAC of ${formatMetric(cacWithin(economics, bound), 'money', currency)}`,
        ]),
  ]
}

function chanceOf(guardrail: Guardrail, judged: Incident['judged'], currency: string, economics: Economics): string {
  const { metric } = guardrail
  const { probability, numerator, denominator, dispersion } = judged
  const bound = boundOfCost(guardrail, judged, economics)
  const percent = percentSure(probability ?? 0, 1)
  if (metric === null || !COUNTED[metric] || bound === null) return `chance that the bound is broken: ${percent}`
  const phi = dispersion ?? 1
  const divided = phi > 1 ? `, both / ${phi.toFixed(2)}` : ''
  return `chance that it is above ${formatMoney(bound, currency)}: P(${formatCount(denominator ?? 0)} + ½, ${formatCount(numerator ?? 0)} / ${formatCount(bound)}${divided}) = ${percent}`
}
