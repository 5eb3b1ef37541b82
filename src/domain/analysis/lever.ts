import { type AdReading, isTired, isWorn } from '../creative/fatigue.ts'
import type { Driver } from './driver.ts'
import { type FunnelStep, stepValue } from './funnel.ts'
import { lastTwo, type Periods } from './period.ts'
import type { TrackingDoubt } from './tracking-doubt.ts'

// From what moved to what to look at first. It separates creative from targeting from offer, and tracking comes before them all.

/** What to look at first. */
export type Lever =
  | 'tracking'
  | 'auction or targeting'
  | 'creative fatigue'
  | 'creative'
  | 'targeting'
  | 'creative or targeting'
  | 'price of the media'
  | 'landing page or offer'
  | 'message match or targeting'
  | 'landing page, offer or message match'
  | 'targeting or a broad offer'
  | 'offer or sales follow-up'
  | 'sales or pricing'
  | 'budget split'
  | 'channels without spend'

/** What is known beside the numbers of the steps: doubts about tracking, how the ads read, and how many channels there are. */
export type Known = { periods: Periods; doubts: readonly TrackingDoubt[]; ads: readonly AdReading[]; channels: number }

/** What to look at first, and the ads that say so. */
type Lead = { lever: Lever; ads: AdReading[] }

/** The lever of a driver; where it is the clicks on what is shown, the ads tell the creative from its audience. */
export function leadOf(driver: Driver, known: Known): Lead {
  const lever = leverOf(driver, known)
  return lever === 'creative or targeting' ? adLead(known.ads, driver.channelIds) : { lever, ads: [] }
}

/** Tired ads that fell alone are the creative's, old ones its fatigue; where the ads of an audience fell alike, it is the audience's. */
function adLead(ads: readonly AdReading[], channelIds: readonly string[]): Lead {
  const own = ads.filter(({ channelId }) => channelIds.includes(channelId))
  const tired = own.filter(isTired).slice(0, MOST_ADS)
  const creative = tired.filter(({ blame }) => blame === 'creative')
  if (creative.length > 0) return { lever: creative.some(isWorn) ? 'creative fatigue' : 'creative', ads: creative }
  if (tired.length > 0) return { lever: 'targeting', ads: tired }
  const fell = own.length > 1 && own.every(({ ctr }) => ctr.change <= FELL)
  return { lever: fell ? 'targeting' : 'creative or targeting', ads: [] }
}

function leverOf(driver: Driver, known: Known): Lever {
  if (isDoubted(driver, known.doubts)) return 'tracking'
  if (driver.kind === 'mix') return 'budget split'
  if (driver.kind === 'unpaid') return 'channels without spend'
  const { step, channelIds } = driver
  switch (step.from) {
    case 'spend':
    case 'impressions':
      return mediaLever(driver, known.periods)
    case 'clicks':
      // One channel alone has no other one to tell its page from its message.
      if (known.channels <= 1) return 'landing page, offer or message match'
      return channelIds.length === known.channels ? 'landing page or offer' : 'message match or targeting'
    case 'conversions':
    case 'leads':
      return 'targeting or a broad offer'
    case 'mqls':
      return 'offer or sales follow-up'
    case 'sqls':
    case 'opportunities':
    case 'won':
      return 'sales or pricing'
  }
}

const MOST_ADS = 3
/** An ad whose click rate lost so much of its start counts as one that fell, tired or not. */
const FELL = -0.1

/** The price of a click in its two halves, as log changes that add up: what impressions cost, and how many of them it takes. */
export function clickPrice(
  periods: Periods,
  channelIds: readonly string[],
): { cpm: number; ctr: number; steps: [FunnelStep, FunnelStep] } | null {
  const { before, after } = lastTwo(periods, ...channelIds)
  const cpm: FunnelStep = { from: 'spend', to: 'impressions' }
  const ctr: FunnelStep = { from: 'impressions', to: 'clicks' }
  const [cpmBefore, cpmAfter] = [stepValue(cpm, before), stepValue(cpm, after)]
  const [ctrBefore, ctrAfter] = [stepValue(ctr, before), stepValue(ctr, after)]
  if (!cpmBefore || !cpmAfter || !ctrBefore || !ctrAfter) return null
  return { cpm: Math.log(cpmAfter / cpmBefore), ctr: -Math.log(ctrAfter / ctrBefore), steps: [cpm, ctr] }
}

/** Dearer impressions are the auction's or the targeting's; fewer clicks on them the creative's, or again the targeting's. */
function mediaLever({ step, channelIds }: Extract<Driver, { kind: 'step' }>, periods: Periods): Lever {
  if (step.from === 'spend' && step.to === 'impressions') return 'auction or targeting'
  const halves = clickPrice(periods, channelIds)
  if (step.from === 'spend' && !halves) return 'price of the media'
  if (step.from === 'spend' && halves && Math.abs(halves.cpm) >= Math.abs(halves.ctr)) return 'auction or targeting'
  return 'creative or targeting'
}

/** A doubt about platform conversions leaves what the CRM counts alone; every step at once is a doubt about all of them. */
function isDoubted(driver: Driver, doubts: readonly TrackingDoubt[]): boolean {
  return doubts.some(
    ({ channelId, kind }) =>
      driver.channelIds.includes(channelId) &&
      (kind === 'every step at once'
        ? driver.kind === 'step' && driver.step.from !== 'spend'
        : driver.kind === 'step' && (driver.step.to === 'conversions' || driver.step.from === 'conversions')),
  )
}
