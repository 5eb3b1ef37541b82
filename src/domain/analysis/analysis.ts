import type { AdReading } from '../creative/fatigue.ts'
import type { MetricKey } from '../metric/metric.ts'
import type { TrackedDay } from '../tracking/tracked-day.ts'
import type { Driver } from './driver.ts'
import { type ExplainedChange, explainCost } from './explained-cost.ts'
import { isExplained } from './funnel.ts'
import { type Lever, leadOf } from './lever.ts'
import type { Periods } from './period.ts'
import { checkQuality, type QualityFinding } from './quality.ts'
import { doubtTracking, type TrackingDoubt } from './tracking-doubt.ts'

// What changed and why, how sure, and where to look first: one question, everything that can be answered from its numbers.

/** What is asked: why a cost of some channels changed, from the last period but one to the last. */
export type Question = {
  metric: MetricKey
  /** One channel, or all of them; '' is what no rule gives to a channel. */
  channelIds: readonly string[]
  periods: Periods
  /** CPM and CTR in the place of CPC. */
  expanded?: boolean | undefined
  /** The days of the last period by channel, where they are known: a tag that is silent shows in days before it shows in sums. */
  days?: ReadonlyMap<string, readonly TrackedDay[]>
  /** How the ads of the channels read at the end of the last period, where they are known. */
  ads?: readonly AdReading[]
}

/** The answer; tracking and quality come before the change, as the change may be neither. */
export type Analysis = {
  tracking: TrackingDoubt[]
  /** Of all channels together first, then of each that went its own way. */
  quality: QualityFinding[]
  change: ExplainedChange | null
  /** The drivers of the change, each with what to look at first, and the ads that say so. */
  drivers: { driver: Driver; lever: Lever; ads: AdReading[] }[]
}

/** Answers a question about what changed; `change` is null for a KPI that is no cost, and where there are no numbers. */
export function analyse(question: Question): Analysis {
  const { metric, channelIds, periods, expanded = false, days, ads = [] } = question
  const change = isExplained(metric) ? explainCost({ cost: metric, channelIds, periods, expanded }) : null
  const tracking = channelIds.flatMap((id) => doubtTracking(id, periods, change?.parts ?? [], days?.get(id)))
  const known = { periods, doubts: tracking, ads, channels: change?.channels.length ?? 0 }
  const present = channelIds.filter((id) => periods.slice(-2).some((period) => period.has(id)))
  const scopes = present.length > 1 ? [present, ...present.map((id) => [id])] : [present]
  return {
    tracking,
    quality: scopes.map((ids) => checkQuality(periods, ids)).filter((finding) => finding !== null),
    change,
    drivers: (change?.drivers ?? []).map((driver) => ({ driver, ...leadOf(driver, known) })),
  }
}
