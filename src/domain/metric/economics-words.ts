import { formatMoney, formatRatio, formatWrittenPercent } from '../../lib/format.ts'
import type { Economics, Payback, UnitEconomics } from './economics.ts'

// The economics of a team in words: what was told, what was changed, and what follows from it.

const LABELS: Readonly<Record<keyof Economics, string>> = {
  grossMargin: 'gross margin',
  monthlyRevenue: 'revenue per customer and month',
  monthlyChurn: 'monthly churn',
  otherCost: 'other sales and marketing cost a month',
  horizonMonths: 'horizon',
  paybackTarget: 'payback target',
  paceWarn: 'pace warning',
  paceAlert: 'pace alert',
}

const KEYS = Object.keys(LABELS) as (keyof Economics)[]

/** One of the economics in words: `gross margin 80 %`; null where it was not told. */
function economicInWords(key: keyof Economics, economics: Economics, currency: string): string | null {
  const value = economics[key]
  if (value === null) return null
  switch (key) {
    case 'grossMargin':
    case 'monthlyChurn':
      return `${LABELS[key]} ${formatWrittenPercent(value)}`
    case 'monthlyRevenue':
    case 'otherCost':
      return `${LABELS[key]} ${formatMoney(value, currency)}`
    case 'horizonMonths':
      return `${LABELS[key]} ${value} months`
    case 'paybackTarget':
      return `${LABELS[key]} ≤ ${value} months`
    case 'paceWarn':
    case 'paceAlert':
      return `${LABELS[key]} ±${formatWrittenPercent(value)}`
  }
}

/** What a team has told, in words. */
export function toldInWords(economics: Economics, currency: string): string[] {
  return KEYS.flatMap((key) => economicInWords(key, economics, currency) ?? [])
}

/** What differs from one to the other, in words, each with what it was. */
export function economicsChanges(before: Economics, after: Economics, currency: string): string[] {
  return KEYS.filter((key) => before[key] !== after[key]).map((key) => {
    const was = economicInWords(key, before, currency)?.slice(LABELS[key].length + 1) ?? 'not told'
    return `${economicInWords(key, after, currency) ?? `${LABELS[key]} not told any more`} (before: ${was})`
  })
}

/** What keeps economics from being used: a sentence for each field. */
export function economicsFaults(economics: Economics): Partial<Record<keyof Economics, string>> {
  const faults: Partial<Record<keyof Economics, string>> = {}
  const { grossMargin, monthlyRevenue, monthlyChurn, otherCost, horizonMonths, paybackTarget } = economics
  if (grossMargin !== null && !(grossMargin > 0 && grossMargin <= 1))
    faults.grossMargin = 'A gross margin is more than 0 % and at most 100 %.'
  if (monthlyRevenue !== null && !(monthlyRevenue > 0)) faults.monthlyRevenue = 'An amount above 0, or nothing.'
  if (monthlyChurn !== null && !(monthlyChurn >= 0 && monthlyChurn <= 1))
    faults.monthlyChurn = 'From 0 % to 100 % of customers leave, or stay, in a month.'
  if (otherCost !== null && !(otherCost >= 0)) faults.otherCost = 'An amount of 0 or more, or nothing.'
  if (!(Number.isInteger(horizonMonths) && horizonMonths >= 1 && horizonMonths <= 120))
    faults.horizonMonths = 'A whole number of months from 1 to 120. 36 is usual.'
  if (paybackTarget !== null && !(paybackTarget > 0 && paybackTarget <= 120))
    faults.paybackTarget = 'More than 0 and at most 120 months, or nothing.'
  const { paceWarn, paceAlert } = economics
  if (!(paceWarn > 0 && paceWarn < 1)) faults.paceWarn = 'More than 0 % and less than 100 %. 10 % is usual.'
  if (!(paceAlert > 0 && paceAlert <= 1)) faults.paceAlert = 'More than 0 % and at most 100 %. 20 % is usual.'
  else if (paceAlert < paceWarn) faults.paceAlert = 'An alert comes after the warning: not less than it.'
  return faults
}

/** What follows for a period, a line each; what is n/a says what has to be told for it. */
export function unitEconomicsInWords(economics: Economics, unit: UnitEconomics, currency: string): string[] {
  const { mediaCac, blendedCac } = unit
  if (mediaCac === null) return ['CAC, payback and LTV:CAC are n/a, because there are no customers of these days.']
  const cac =
    blendedCac === null
      ? `blended CAC n/a: ${tell('what sales and marketing cost beside media')}`
      : `blended CAC ${formatMoney(blendedCac, currency)} (all sales and marketing cost, all new customers)`
  return [
    `Media CAC ${formatMoney(mediaCac, currency)} · ${cac}`,
    paybackLine(economics, unit),
    valueLine(economics, unit, currency),
  ]
}

/** The same in one line, of what is known. */
export function unitEconomicsLine(unit: UnitEconomics, currency: string): string {
  const { blendedCac, payback, paybackWithChurn, valueToCost, paybackTarget, onTarget } = unit
  const counts = paybackWithChurn ?? payback
  const against = onTarget === null ? '' : ` (target ≤ ${paybackTarget}: ${onTarget ? 'on target' : 'above target'})`
  return [
    ...(blendedCac === null ? [] : [`blended CAC ${formatMoney(blendedCac, currency)}`]),
    ...(counts === null ? [] : [`payback ${months(counts)}${against}`]),
    ...(valueToCost === null ? [] : [`LTV:CAC ${formatRatio(valueToCost)}`]),
  ].join(' · ')
}

function paybackLine(economics: Economics, unit: UnitEconomics): string {
  const { payback, paybackWithChurn, paybackTarget, onTarget, basis } = unit
  if (payback === null) return `Payback: n/a. ${tell(missing(economics, ['grossMargin', 'monthlyRevenue']))}`
  const stays = paybackWithChurn === null ? '' : `, ${months(paybackWithChurn)} as customers leave`
  const against =
    onTarget === null ? '' : ` · target ≤ ${paybackTarget} months: ${onTarget ? 'on target' : 'above target'}`
  return `Payback ${months(payback)} on the ${basis} CAC${stays}${against}`
}

function valueLine(economics: Economics, unit: UnitEconomics, currency: string): string {
  const { lifetimeValue, valueToCost, basis } = unit
  if (lifetimeValue === null) {
    return `LTV and LTV:CAC are n/a. ${tell(missing(economics, ['grossMargin', 'monthlyRevenue', 'monthlyChurn']))}`
  }
  const ratio = valueToCost === null ? '' : ` · LTV:CAC ${formatRatio(valueToCost)} on the ${basis} CAC`
  return `LTV ${formatMoney(lifetimeValue, currency)} (at most ${economics.horizonMonths} months)${ratio}`
}

/** What has to be told before a payback is known, and where; null where nothing is missing. */
export function paybackLacks(economics: Economics): string | null {
  const { grossMargin, monthlyRevenue } = economics
  if (grossMargin !== null && monthlyRevenue !== null) return null
  const lacks = missing(economics, ['grossMargin', 'monthlyRevenue'])
  return `Payback needs ${lacks}: tell me with \`/beat economics\`.`
}

function missing(economics: Economics, keys: readonly (keyof Economics)[]): string {
  return `your ${keys
    .filter((key) => economics[key] === null)
    .map((key) => LABELS[key])
    .join(' and ')}`
}

function tell(what: string): string {
  return `Tell me ${what} with \`/beat economics\`.`
}

function months(payback: Payback): string {
  return payback === 'never' ? 'never' : `${payback.toFixed(1)} months`
}
