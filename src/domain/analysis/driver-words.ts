import { formatCount, formatMetric, formatMoney, formatPercent } from '../../lib/format.ts'
import { type MetricKey, metricOf } from '../metric/metric.ts'
import type { Driver } from './driver.ts'
import type { FunnelStage, FunnelStep } from './funnel.ts'

// Drivers as people say them: dearer clicks, fewer MQLs per lead, more of the spend in Paid social.

/** What numbers are told with: the team's currency, and what its channels are called. */
export type Naming = { currency: string; nameOf: (channelId: string) => string }

const STAGES: Record<FunnelStage, { one: string; many: string }> = {
  impressions: { one: 'impression', many: 'impressions' },
  clicks: { one: 'click', many: 'clicks' },
  conversions: { one: 'conversion', many: 'conversions' },
  leads: { one: 'lead', many: 'leads' },
  mqls: { one: 'MQL', many: 'MQLs' },
  sqls: { one: 'SQL', many: 'SQLs' },
  opportunities: { one: 'opportunity', many: 'opportunities' },
  won: { one: 'customer', many: 'customers' },
}

/** The results of a stage, as many as there are: `customers`. */
export function stageName(stage: FunnelStage): string {
  return STAGES[stage].many
}

/** One result of a stage: `customer`. */
export function stageNameOfOne(stage: FunnelStage): string {
  return STAGES[stage].one
}

/** A count with what a KPI counts: `1 customer`, `2,207 leads`, `n/a conversions`. */
export function countInWords(results: MetricKey, count: number | null): string {
  const named = results === 'customers' ? STAGES.won : Object.entries(STAGES).find(([stage]) => stage === results)?.[1]
  const { one, many } = named ?? { one: metricOf(results).label, many: metricOf(results).label }
  return `${formatMetric(count, 'count', '')} ${count === 1 ? one : many}`
}

/** A step as a column is headed: `CPC`, `CPM`, `leads per click`. */
export function stepName({ from, to }: FunnelStep): string {
  if (from !== 'spend')
    return from === 'impressions' && to === 'clicks' ? 'CTR' : `${STAGES[to].many} per ${STAGES[from].one}`
  if (to === 'clicks') return 'CPC'
  return to === 'impressions' ? 'CPM' : `cost per ${STAGES[to].one}`
}

/** A step's value: a price in money (a CPM for a thousand impressions), a rate in percent. */
export function stepValueInWords({ from, to }: FunnelStep, value: number | null, currency: string): string {
  if (value === null) return 'n/a'
  if (from !== 'spend') return formatPercent(value)
  return formatMoney(to === 'impressions' ? value * 1000 : value, currency)
}

/** What happened, as the reason of a change over so many channels: `dearer clicks in Paid social`, `more leads per click`. */
export function driverInWords(driver: Driver, naming: Naming, channels: number): string {
  const [first = ''] = driver.channelIds
  switch (driver.kind) {
    case 'mix':
      return mixInWords(driver.before, driver.after, naming.nameOf(first))
    case 'unpaid':
      return `results without spend in ${naming.nameOf(first)} (${formatCount(driver.before)} → ${formatCount(driver.after)})`
    case 'step':
      return `${stepMovedInWords(driver.step, driver.contribution)}${placeOf(driver.channelIds, naming, channels)}`
  }
}

/** A contribution with its sign, in the digits of the cost it is part of: `+€308`, `−€0.42`. */
export function contributionInWords(contribution: number, cost: number, currency: string, digits?: number): string {
  const shown = digits ?? (cost >= 100 ? 0 : 2)
  // What rounds to nothing is nothing here: a part that did less than the last digit did not do "less than €1".
  const money = formatMoney(Number(contribution.toFixed(shown)), currency, { digits: shown })
  return Number(contribution.toFixed(shown)) > 0 ? `+${money}` : money
}

/** What a step did to a cost: dearer clicks, fewer MQLs per lead. */
export function stepMovedInWords({ from, to }: FunnelStep, contribution: number): string {
  const dearer = contribution > 0
  if (from === 'spend') return `${dearer ? 'dearer' : 'cheaper'} ${STAGES[to].many}`
  return `${dearer ? 'fewer' : 'more'} ${STAGES[to].many} per ${STAGES[from].one}`
}

function mixInWords(before: number, after: number, name: string): string {
  if (before === 0) return `the new channel ${name}`
  if (after === 0) return `stopping ${name}`
  return `${after > before ? 'more' : 'less'} of the spend in ${name}`
}

/** Nobody says where when there is one channel only; all of them are everywhere. */
function placeOf(channelIds: readonly string[], { nameOf }: Naming, channels: number): string {
  if (channels < 2) return ''
  if (channelIds.length === channels) return ' in every channel'
  const names = channelIds.map(nameOf)
  const last = names.pop() ?? ''
  return ` in ${names.length > 0 ? `${names.join(', ')} and ${last}` : last}`
}
