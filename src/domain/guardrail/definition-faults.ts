import type { Bounds, Definition } from './guardrail.ts'
import { watchedBy } from './watched.ts'

const LONGEST_WINDOW = 90
const LONGEST_REMIND = 168
const LONGEST_MATURITY = 60

/** What keeps a definition from being a guardrail: a sentence for each part. */
export function definitionFaults(definition: Definition): Record<string, string> {
  const { name, breach, windowDays, fireAfter, remindHours, sure, maturityDays, resolveAfter } = definition
  const { sides } = watchedBy(definition)
  const { low, high } = breach
  const faults: Record<string, string> = {}
  if (name.trim() === '') faults.name = 'Give it a name that people will know it by.'
  if (sides.length > 0 && low === null && high === null)
    faults[sides.at(-1) ?? 'high'] = 'Give a bound: without one nothing can break.'
  if (low !== null && high !== null && low >= high) faults.high = 'The upper bound has to lie above the lower one.'
  if (low !== null && low < 0) faults.low = 'A bound cannot be below 0.'
  if (high !== null && high <= 0) faults.high = 'An upper bound has to be above 0.'
  if (!isWithin(windowDays, 1, LONGEST_WINDOW)) faults.windowDays = `1 to ${LONGEST_WINDOW} days; 7 is usual.`
  if (!isWithin(fireAfter, 1, 14)) faults.fireAfter = '1 to 14 days; 2 is usual.'
  if (!isWithin(remindHours, 1, LONGEST_REMIND)) faults.remindHours = `1 to ${LONGEST_REMIND} hours; 24 is usual.`
  if (!(sure >= 0.5 && sure < 1)) faults.sure = 'From 50 to 99.9; 90 is usual. Nothing is ever 100 % sure.'
  if (!isWithin(maturityDays, 0, LONGEST_MATURITY)) faults.maturityDays = `0 to ${LONGEST_MATURITY} days; 0 is usual.`
  if (!isWithin(resolveAfter, 1, 14)) faults.resolveAfter = '1 to 14 days; 2 is usual.'
  return { ...faults, ...withinFaults(definition) }
}

/** A warning comes before its breach, and a recovery lies within it. */
function withinFaults({ breach, warn, recover, minSpend, minResults }: Definition): Record<string, string> {
  const faults: Record<string, string> = {}
  const isBeyond = ({ low, high }: Bounds) => ({
    low: low !== null && breach.low !== null && low < breach.low,
    high: high !== null && breach.high !== null && high > breach.high,
  })
  const early = 'A warning comes before the breach: put it'
  if (isBeyond(warn).high) faults.warnHigh = `${early} at the upper bound or below it.`
  if (isBeyond(warn).low) faults.warnLow = `${early} at the lower bound or above it.`
  const back = 'It is over once it is back within the bound: put this'
  if (isBeyond(recover).high) faults.recoverHigh = `${back} at the upper bound or below it.`
  if (isBeyond(recover).low) faults.recoverLow = `${back} at the lower bound or above it.`
  if (minSpend !== null && !(minSpend > 0)) faults.minSpend = 'An amount above 0, or nothing.'
  if (minResults !== null && !(minResults > 0)) faults.minResults = 'A number above 0, or nothing.'
  return faults
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
