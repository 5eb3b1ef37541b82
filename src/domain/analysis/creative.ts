import { ratesApart, yieldsApart } from '../../stats/rates.ts'
import { changeOf } from '../metric.ts'

// Creative fatigue: an ad against its own beginnings, and against its siblings. One bad week is a thing to watch; two reads in
// a row, or a deep fall, are a tired creative. Where the siblings fell alike, the audience is tired and not the ad.

/** What an ad did in a week. Frequency is that of the week as its platform reports it: reach does not add up over days or ads. */
export type AdWeek = {
  week: string
  spend: number | null
  impressions: number | null
  clicks: number | null
  conversions: number | null
  frequency: number | null
}

/** An ad with its weeks, oldest first, none left out and the one that is read last. */
export type AdLife = {
  adId: string
  name: string
  channelId: string
  campaign: string
  adGroup: string
  /** How many days it has run by the end of the last week; null where its beginning is not in the numbers. */
  daysLive: number | null
  isVideo: boolean
  audience: 'cold' | 'retargeting' | 'abm'
  weeks: readonly AdWeek[]
}

/** What shows that an ad tires. */
export type FatigueSignal =
  | { kind: 'ctr' | 'cost per result' | 'cpm'; change: number }
  | { kind: 'age'; days: number }
  | { kind: 'frequency'; frequency: number; isCritical: boolean }

/** How an ad reads. A tired one blames itself, or the audience where its siblings fell alike. */
export type AdReading = {
  ad: AdLife
  ctr: { before: number; after: number; change: number }
  /** How the click rate of the other ads in the ad group moved; null without any that can be read. */
  siblings: number | null
  signals: FatigueSignal[]
  level: 'fresh' | 'watch' | 'fatigued' | 'critical'
  blame: 'creative' | 'audience' | null
}

const BASELINE_IMPRESSIONS = 2000
const BASELINE_CLICKS = 30
const CURRENT_IMPRESSIONS = 1000
const LEAST_DAYS = 7
const CTR_DROP = -0.2
const CTR_COLLAPSE = -0.3
const DEVIATIONS = 2
const Z = 1.96
const COST_RISE = 0.2
const COST_DOUBLE = 1
const CPM_RISE = 0.3
const OLD = { image: 28, video: 35 }
const FREQUENT = { cold: [2.5, 4], retargeting: [4, 6], abm: [5, 8] } as const
/** Siblings whose click rate fell within so much of the ad's own fell alike. */
const ALIKE = 0.1

/** Reads every ad of a week that has enough numbers to be read; the order is the one given. */
export function readAds(ads: readonly AdLife[]): AdReading[] {
  return ads.map((ad) => readAd(ad, ads)).filter((reading) => reading !== null)
}

function readAd(ad: AdLife, all: readonly AdLife[]): AdReading | null {
  const now = compare(ad, 0)
  if (!now) return null
  const last = compare(ad, 1)
  const signals = signalsOf(ad, now, 0)
  const siblings = siblingChange(ad, all)
  const level = levelOf(signals, last ? signalsOf(ad, last, 1) : [])
  const isTired = level === 'fatigued' || level === 'critical'
  const fellAlike = siblings !== null && siblings < 0 && Math.abs(siblings - now.ctr) <= ALIKE
  return {
    ad,
    ctr: { before: now.ctrBefore, after: now.ctrAfter, change: now.ctr },
    siblings,
    signals,
    level,
    blame: isTired ? (fellAlike ? 'audience' : 'creative') : null,
  }
}

function levelOf(signals: readonly FatigueSignal[], lastWeek: readonly FatigueSignal[]): AdReading['level'] {
  const isCritical = signals.some(
    (signal) =>
      (signal.kind === 'ctr' && signal.change <= CTR_COLLAPSE) ||
      (signal.kind === 'cost per result' && signal.change >= COST_DOUBLE),
  )
  if (isCritical) return 'critical'
  if (isTiring(signals) && isTiring(lastWeek)) return 'fatigued'
  return signals.length > 0 ? 'watch' : 'fresh'
}

/** A click rate that fell, and one thing more. */
function isTiring(signals: readonly FatigueSignal[]): boolean {
  return signals.length > 1 && signals.some(({ kind }) => kind === 'ctr')
}

type Counts = { spend: number; impressions: number; clicks: number; conversions: number | null }

type Comparison = {
  before: Counts
  after: Counts
  ctrBefore: number
  ctrAfter: number
  ctr: number
}

/** A week of an ad (`weeksAgo` 0 is the last) against its baseline; null where there are too few numbers. */
function compare(ad: AdLife, weeksAgo: number): Comparison | null {
  const weeks = ad.weeks.slice(0, ad.weeks.length - weeksAgo)
  const current = weeks.slice(-1)
  const days = ad.daysLive === null ? null : ad.daysLive - 7 * weeksAgo
  const [before, after] = [addUp(baselineOf(weeks, days)), addUp(current)]
  if (days !== null && days < LEAST_DAYS) return null
  if (before.impressions < BASELINE_IMPRESSIONS || before.clicks < BASELINE_CLICKS) return null
  if (after.impressions < CURRENT_IMPRESSIONS) return null
  const [ctrBefore, ctrAfter] = [before.clicks / before.impressions, after.clicks / after.impressions]
  return { before, after, ctrBefore, ctrAfter, ctr: ctrAfter / ctrBefore - 1 }
}

/** An ad's first two weeks, or where its beginning is not in the weeks given the three before the one that is read. */
function baselineOf(weeks: readonly AdWeek[], daysLive: number | null): readonly AdWeek[] {
  const earlier = weeks.slice(0, -1)
  if (daysLive === null || daysLive > 7 * weeks.length) return earlier.slice(-3)
  return earlier.filter(({ impressions }) => (impressions ?? 0) > 0).slice(0, 2)
}

function signalsOf(ad: AdLife, { before, after, ctr }: Comparison, weeksAgo: number): FatigueSignal[] {
  const signals: FatigueSignal[] = []
  const clicksApart = ratesApart([
    {
      before: { trials: before.impressions, events: before.clicks },
      after: { trials: after.impressions, events: after.clicks },
    },
  ])
  if (ctr <= CTR_DROP && clicksApart <= -DEVIATIONS) signals.push({ kind: 'ctr', change: ctr })
  const cost = costChange(before, after)
  if (cost !== null && cost >= COST_RISE) signals.push({ kind: 'cost per result', change: cost })
  const cpm = changeOf(before.spend / before.impressions, after.spend / after.impressions)
  if (cpm !== null && cpm >= CPM_RISE) signals.push({ kind: 'cpm', change: cpm })
  const days = ad.daysLive === null ? null : ad.daysLive - 7 * weeksAgo
  if (days !== null && days > (ad.isVideo ? OLD.video : OLD.image)) signals.push({ kind: 'age', days })
  const [warn, critical] = FREQUENT[ad.audience]
  const frequency = ad.weeks.at(-1 - weeksAgo)?.frequency ?? null
  if (frequency !== null && frequency >= warn)
    signals.push({ kind: 'frequency', frequency, isCritical: frequency >= critical })
  return signals
}

/** The change of what a result costs, where it is more than the luck of few results; null else. */
function costChange(before: Counts, after: Counts): number | null {
  if (!before.conversions || !after.conversions) return null
  const [was, is] = [
    { spend: before.spend, results: before.conversions },
    { spend: after.spend, results: after.conversions },
  ]
  if (Math.abs(yieldsApart(was, is)) < Z) return null
  return changeOf(was.spend / was.results, is.spend / is.results)
}

/** How the click rate of the other ads in the ad group moved, each from its own baseline. */
function siblingChange(ad: AdLife, ads: readonly AdLife[]): number | null {
  const compared = ads
    .filter((other) => other.adId !== ad.adId && other.adGroup === ad.adGroup && other.campaign === ad.campaign)
    .map((other) => compare(other, 0))
    .filter((each) => each !== null)
  const weights = compared.reduce((sum, { after }) => sum + after.impressions, 0)
  return weights > 0 ? compared.reduce((sum, { ctr, after }) => sum + ctr * after.impressions, 0) / weights : null
}

function addUp(weeks: readonly AdWeek[]): Counts {
  const total: Counts = { spend: 0, impressions: 0, clicks: 0, conversions: null }
  for (const week of weeks) {
    total.spend += week.spend ?? 0
    total.impressions += week.impressions ?? 0
    total.clicks += week.clicks ?? 0
    if (week.conversions !== null) total.conversions = (total.conversions ?? 0) + week.conversions
  }
  return total
}
