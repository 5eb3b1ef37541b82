import { formatChange, formatCount, formatRatio } from '../../lib/format.ts'
import { adInWords } from '../creative/creative-words.ts'
import type { AdReading } from '../creative/fatigue.ts'
import { changeOf } from '../metric/metric.ts'
import { dayInWords } from '../week.ts'
import type { Driver } from './driver.ts'
import { contributionInWords, driverInWords, type Naming, stepName, stepValueInWords } from './driver-words.ts'
import type { ExplainedChange } from './explained-cost.ts'
import { type FunnelStep, stepValue } from './funnel.ts'
import { clickPrice, type Lever } from './lever.ts'
import { lastTwo, type Periods } from './period.ts'
import { checkTracking, type TrackingDoubt } from './tracking-doubt.ts'

/** A driver, what to look at, and what bears on it. */
type Found = {
  driver: Driver
  lever: Lever
  ads: readonly AdReading[]
  change: ExplainedChange
  doubts: readonly TrackingDoubt[]
}

/** A driver with its evidence and where to look first: `+€210 from dearer clicks`, `CPC €2.60 → €2.95 (+13 %): …`. */
export function evidenceInWords({ driver, lever, ads, change, doubts }: Found, periods: Periods, naming: Naming) {
  return {
    what: `${contributionInWords(driver.contribution, change.after, naming.currency)} from ${driverInWords(driver, naming, change.channels.length)}`,
    evidence: [evidenceOf(driver, periods, naming.currency), ...ads.map(adInWords)].join(' '),
    tracking: trackingInWords(driver, lever, doubts, periods, naming),
    lookAt: driver.contribution > 0 ? `Look first at: ${lever}.` : `Behind it, most likely: ${lever}.`,
  }
}

/** A doubt about tracking, in one sentence that says what was seen. */
export function doubtInWords(doubt: TrackingDoubt, nameOf: Naming['nameOf']): string {
  const name = nameOf(doubt.channelId)
  switch (doubt.kind) {
    case 'platform fell, CRM did not':
      return `Tracking first: ${name} reports ${formatCount(doubt.conversions)} conversions where ${whole(doubt.expected)} were to be expected, while the CRM holds (${formatCount(doubt.leads.before)} → ${formatCount(doubt.leads.after)} leads).`
    case 'platform counts double':
      return `Tracking first: ${name} reports ${formatCount(doubt.conversions)} conversions where its CRM leads speak for ${whole(doubt.expected)}. A tag may fire twice.`
    case 'conversions fell, clicks did not':
      return `Tracking first: ${name} reports ${formatCount(doubt.conversions)} conversions where its clicks speak for ${whole(doubt.expected)}.`
    case 'silent days':
      return `Tracking first: ${name} spent money ${spanInWords(doubt.from, doubt.to)} and reports no conversions (${whole(doubt.expected)} were to be expected).`
    case 'every step at once':
      return `Tracking first: all ${doubt.steps} steps of ${name} fell in the same period, which audience, page and sales do not do together.`
  }
}

function evidenceOf(driver: Driver, periods: Periods, currency: string): string {
  if (driver.kind === 'mix') return `Share of spend ${share(driver.before)} → ${share(driver.after)}.`
  if (driver.kind === 'unpaid') return `${formatCount(driver.before)} → ${formatCount(driver.after)} results.`
  const moved = movedInWords(driver.step, periods, driver.channelIds, currency)
  if (driver.step.from !== 'spend' || driver.step.to !== 'clicks') return `${moved}.`
  const halves = clickPrice(periods, driver.channelIds)
  const [cpm, ctr] = halves?.steps ?? []
  if (!cpm || !ctr) return `${moved}.`
  const both = [cpm, ctr].map((step) => movedInWords(step, periods, driver.channelIds, currency))
  return `${moved}: ${both.join(', ')}.`
}

function movedInWords(step: FunnelStep, periods: Periods, channelIds: readonly string[], currency: string): string {
  const { before, after } = lastTwo(periods, ...channelIds)
  const [was, is] = [stepValue(step, before), stepValue(step, after)]
  const name = stepName(step)
  const values = `${stepValueInWords(step, was, currency)} → ${stepValueInWords(step, is, currency)}`
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${values} (${formatChange(changeOf(was, is), { digits: 0 })})`
}

/** Whether tracking is to blame, why it is not, or that nobody can tell. */
function trackingInWords(
  { channelIds }: Driver,
  lever: Lever,
  doubts: readonly TrackingDoubt[],
  periods: Periods,
  { nameOf }: Naming,
): string {
  if (lever === 'tracking') return 'Rule tracking out before anything else is done.'
  if (doubts.some(({ channelId }) => channelIds.includes(channelId)))
    return "The platform's conversions are in doubt; this does not come from them."
  const checks = channelIds.map((id) => ({ id, check: checkTracking(id, periods) }))
  const unknown = checks.filter(({ check }) => check === null)
  if (unknown.length > 0)
    return `Tracking cannot be ruled out for ${unknown.map(({ id }) => nameOf(id)).join(', ')}: conversions and CRM leads are not both known.`
  const [first] = checks
  if (!first?.check || checks.length > 1) return 'Tracking is ruled out: platform conversions move with the CRM leads.'
  const [before, after] = [first.check.before, first.check.after].map((each) => formatRatio(each, { digits: 2 }))
  return `Tracking is ruled out: ${before} → ${after} platform conversions per CRM lead.`
}

function spanInWords(from: string, to: string): string {
  return from === to ? `on ${dayInWords(from)}` : `from ${dayInWords(from)} to ${dayInWords(to)}`
}

function share(value: number): string {
  return `${Math.round(value * 100)}\u202f%`
}

function whole(value: number): string {
  return formatCount(Math.round(value))
}
