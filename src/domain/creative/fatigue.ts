import { ratesApart, yieldsApart } from '../../stats/rates.ts'
import { changeOf } from '../metric/metric.ts'
import { shiftDay } from '../week.ts'
import {
  type Ad,
  type AdDay,
  type AdName,
  type Audience,
  baselineDays,
  bothOf,
  CURRENT_DAYS,
  currentDays,
  daysLive,
  daysWithin,
  isVideo,
  reported,
} from './ad.ts'

// Creative fatigue: an ad against its own beginnings, and against its siblings. One bad week is a thing to watch; two reads in
// a row, or a deep fall, are a tired creative. Where the siblings fell alike, the audience is tired and not the ad.

/** What shows that an ad tires. */
export type FatigueSignal =
  | { kind: 'ctr' | 'cost per result' | 'cpm'; change: number }
  | { kind: 'age'; days: number }
  | { kind: 'frequency'; frequency: number; isCritical: boolean }

/** A ratio in the baseline and now, with its relative change. */
export type Moved = { before: number; after: number; change: number }

/** How an ad reads at the end of a day: everything a verdict about it rests on. */
export type AdReading = AdName & {
  /** What its last week is held against. */
  baseline: 'first 14 days' | '28 days before'
  daysLive: number
  /** Whether it may have run for longer than that. */
  isOlder: boolean
  /** Of its last seven days; null where it was not reported. */
  spend: number | null
  ctr: Moved
  /** What a result costs, and whether its change is more than luck; null where the platform reports none, or none came. */
  cost: (Moved & { isSure: boolean }) | null
  /** How often the same person saw it on a mean day; null where the platform reports no reach. */
  frequency: number | null
  /** How the click rate of its siblings moved: the others of its ad group, else of its campaign; null without any to read. */
  siblings: { change: number; count: number; of: 'ad group' | 'campaign' } | null
  signals: FatigueSignal[]
  level: 'fresh' | 'watch' | 'fatigued' | 'critical'
  /** Who is to blame for a tired one; null for all others. */
  blame: 'creative' | 'audience' | null
}

/** With fewer impressions than this in its last week nothing can be said of an ad. */
export const CURRENT_IMPRESSIONS = 1000
const BASELINE_IMPRESSIONS = 2000
const BASELINE_CLICKS = 30
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

/** Reads every ad at the end of a day that has enough numbers to be read; the order is the one given. */
export function readAds(ads: readonly Ad[], to: string, audience: (ad: AdName) => Audience): AdReading[] {
  const compared = new Map(ads.map((ad) => [ad.key, compare(ad, to)]))
  return ads.flatMap((ad) => {
    const now = compared.get(ad.key)
    return now ? [readAd(ad, now, { to, audience: audience(ad), ads, compared })] : []
  })
}

/** Whether an ad is tired: it does worse than at its own start, for two weeks in a row or by far. */
export function isTired({ level }: Pick<AdReading, 'level'>): boolean {
  return level === 'fatigued' || level === 'critical'
}

/** Whether nothing but its age speaks against an ad: most of the best are old. */
export function isOnlyOld({ signals }: Pick<AdReading, 'signals'>): boolean {
  return signals.length > 0 && signals.every(({ kind }) => kind === 'age')
}

/** Whether an ad is old enough to wear out, or seen too often: what tells fatigue from a creative that never was good. */
export function isWorn({ signals }: Pick<AdReading, 'signals'>): boolean {
  return signals.some(({ kind }) => kind === 'age' || kind === 'frequency')
}

type Comparison = { before: AdDay[]; after: AdDay[]; ctr: Moved; clicksApart: number }
type Around = {
  to: string
  audience: Audience
  ads: readonly Ad[]
  compared: ReadonlyMap<string, Comparison | null>
}

function readAd(ad: Ad, now: Comparison, around: Around): AdReading {
  const { to, audience } = around
  const earlier = shiftDay(to, -CURRENT_DAYS)
  const before = compare(ad, earlier)
  const signals = signalsOf(ad, now, to, audience)
  const siblings = siblingsOf(ad, around)
  const level = levelOf(signals, before ? signalsOf(ad, before, earlier, audience) : [])
  const { isStartKnown, days: _days, ...name } = ad
  return {
    ...name,
    baseline: isStartKnown ? 'first 14 days' : '28 days before',
    daysLive: daysLive(ad, to),
    isOlder: !isStartKnown,
    spend: reported(now.after, 'spend'),
    ctr: now.ctr,
    cost: costMoved(now),
    frequency: frequencyOf(now.after),
    siblings,
    signals,
    level,
    blame: isTired({ level }) ? blameOf(now, siblings) : null,
  }
}

function blameOf({ ctr }: Comparison, siblings: AdReading['siblings']): AdReading['blame'] {
  const fellAlike = siblings !== null && siblings.change < 0 && Math.abs(siblings.change - ctr.change) <= ALIKE
  return fellAlike ? 'audience' : 'creative'
}

function levelOf(signals: readonly FatigueSignal[], weekBefore: readonly FatigueSignal[]): AdReading['level'] {
  const isCritical = signals.some(
    (signal) =>
      (signal.kind === 'ctr' && signal.change <= CTR_COLLAPSE) ||
      (signal.kind === 'cost per result' && signal.change >= COST_DOUBLE),
  )
  if (isCritical) return 'critical'
  if (isTiring(signals) && isTiring(weekBefore)) return 'fatigued'
  return signals.length > 0 ? 'watch' : 'fresh'
}

/** A click rate that fell, and one thing more. */
function isTiring(signals: readonly FatigueSignal[]): boolean {
  return signals.length > 1 && signals.some(({ kind }) => kind === 'ctr')
}

/** The week that ends on a day against the baseline; null where there are too few numbers. */
function compare(ad: Ad, to: string): Comparison | null {
  if (ad.isStartKnown && daysLive(ad, to) < LEAST_DAYS) return null
  const [before, after] = [daysWithin(ad, baselineDays(ad, to)), daysWithin(ad, currentDays(to))]
  const [was, is] = [bothOf(before, 'clicks', 'impressions'), bothOf(after, 'clicks', 'impressions')]
  if (!was || was.impressions < BASELINE_IMPRESSIONS || was.clicks < BASELINE_CLICKS) return null
  if (!is || is.impressions < CURRENT_IMPRESSIONS) return null
  const clicksApart = ratesApart([
    {
      before: { trials: was.impressions, events: was.clicks },
      after: { trials: is.impressions, events: is.clicks },
    },
  ])
  return { before, after, ctr: moved(was.clicks / was.impressions, is.clicks / is.impressions), clicksApart }
}

function signalsOf(ad: Ad, now: Comparison, to: string, audience: Audience): FatigueSignal[] {
  const signals: FatigueSignal[] = []
  if (now.ctr.change <= CTR_DROP && now.clicksApart <= -DEVIATIONS)
    signals.push({ kind: 'ctr', change: now.ctr.change })
  const cost = costMoved(now)
  if (cost?.isSure && cost.change >= COST_RISE) signals.push({ kind: 'cost per result', change: cost.change })
  const cpm = cpmChange(now)
  if (cpm !== null && cpm >= CPM_RISE) signals.push({ kind: 'cpm', change: cpm })
  const days = daysLive(ad, to)
  if (days > (isVideo(ad) ? OLD.video : OLD.image)) signals.push({ kind: 'age', days })
  const [warn, critical] = FREQUENT[audience]
  const frequency = frequencyOf(now.after)
  if (frequency !== null && frequency >= warn)
    signals.push({ kind: 'frequency', frequency, isCritical: frequency >= critical })
  return signals
}

/** A week without any result has no cost per result; whether it is the ad's fault or the tag's is for the tracking checks. */
function costMoved({ before, after }: Comparison): (Moved & { isSure: boolean }) | null {
  const [was, is] = [bothOf(before, 'spend', 'conversions'), bothOf(after, 'spend', 'conversions')]
  if (!was || !is || was.conversions <= 0 || is.conversions <= 0 || was.spend <= 0) return null
  const [once, now] = [was, is].map(({ spend, conversions }) => ({ spend, results: conversions }))
  // A few results more or less move a cost far: only what is more than luck counts.
  const isSure = once !== undefined && now !== undefined && Math.abs(yieldsApart(once, now)) >= Z
  return { ...moved(was.spend / was.conversions, is.spend / is.conversions), isSure }
}

function cpmChange({ before, after }: Comparison): number | null {
  const [was, is] = [bothOf(before, 'spend', 'impressions'), bothOf(after, 'spend', 'impressions')]
  return was && is ? changeOf(was.spend / was.impressions, is.spend / is.impressions) : null
}

/**
 * Reach does not add up over days: the same person is reached again. What days do tell is how often a person saw the ad on a
 * mean day, which the week's frequency is never below; so a limit is only said to be passed where that is sure.
 */
function frequencyOf(days: readonly AdDay[]): number | null {
  const seen = bothOf(days, 'impressions', 'reach')
  return seen && seen.reach > 0 ? seen.impressions / seen.reach : null
}

/** The others of the ad group, each from its own baseline; where none of them can be read, the others of the campaign. */
function siblingsOf(ad: Ad, { ads, compared }: Around): AdReading['siblings'] {
  const others = ads.filter(
    (other) =>
      other.key !== ad.key &&
      other.grain === ad.grain &&
      other.platform === ad.platform &&
      other.campaign === ad.campaign &&
      ad.grain !== 'campaign',
  )
  const inGroup = ad.grain === 'ad' ? others.filter(({ adGroup }) => adGroup === ad.adGroup) : []
  const mean = (of: readonly Ad[], where: 'ad group' | 'campaign') => {
    const read = of.map(({ key }) => compared.get(key)).filter((each) => each !== null && each !== undefined)
    const weights = read.map(({ after }) => reported(after, 'impressions') ?? 0)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    if (total === 0) return null
    const change = read.reduce((sum, { ctr }, index) => sum + ctr.change * (weights[index] ?? 0), 0) / total
    return { change, count: read.length, of: where }
  }
  return mean(inGroup, 'ad group') ?? mean(others, 'campaign')
}

function moved(before: number, after: number): Moved {
  return { before, after, change: after / before - 1 }
}
