import type { Fact } from '../domain/import/fact.ts'
import { type DemoDay, weekdayShare } from './calendar.ts'
import { campaignsOf, type DemoAd, type DemoCampaign } from './creatives.ts'
import { type ChannelPlan, channelPlans, planOf, trackingBreak, type WeekPlan } from './plan.ts'
import { createRandom, createRounder, type Random } from './random.ts'

/** How many leads a campaign really brought on a day, whatever its platform reported. */
export type CampaignLeads = { channelKey: string; campaign: string; day: string; leads: number }

/** Makes every ad's days, and the leads behind them. */
export function makeFacts(days: DemoDay[], scale: number): { facts: Fact[]; leads: CampaignLeads[] } {
  const facts: Fact[] = []
  const leads: CampaignLeads[] = []
  for (const channel of channelPlans) {
    const campaigns = (campaignsOf[channel.key] ?? []).map((campaign) => ({
      campaign,
      write: createWriter(channel, campaign),
    }))
    for (const day of days) {
      const random = createRandom(`${channel.key} on the platforms, day ${day.age}`)
      const share = weekdayShare(day.weekday) * random.factor(dailySpread(day))
      const plan = varied(planOf(channel, day.weeksAgo), day, channel)
      for (const { campaign, write } of campaigns) {
        const money = plan.spend * scale * share * campaign.share
        const written = write(day, plan, money, random)
        facts.push(...written.facts)
        leads.push({ channelKey: channel.key, campaign: campaign.name, day: day.day, leads: written.leads })
      }
    }
  }
  return { facts, leads }
}

// The weeks that tell the story keep to the plan closely; the ones before live a little more.
function dailySpread(day: DemoDay): number {
  return day.weeksAgo <= 1 ? 0.03 : 0.07
}

/** The plan with the luck of its week: small, because a year of it must stay inside the target. */
function varied(plan: WeekPlan, day: DemoDay, channel: ChannelPlan): WeekPlan {
  if (day.weeksAgo <= 1) return plan
  const luck = createRandom(`week ${day.weeksAgo} of ${channel.key}`)
  const size = channel.key === 'retargeting' ? 0.5 : 1
  return {
    ...plan,
    spend: plan.spend * luck.factor(0.02 * size),
    cpm: plan.cpm * luck.factor(0.025 * size),
    ctr: plan.ctr * luck.factor(0.02 * size),
    cvr: plan.cvr * luck.factor(0.025 * size),
  }
}

/** Writes one campaign's days; it keeps the rounding of each ad, so that small counts do not drift. */
function createWriter(channel: ChannelPlan, campaign: DemoCampaign) {
  const rounders = new Map<string, { clicks: (amount: number) => number; conversions: (amount: number) => number }>()
  const roundLeads = createRounder()
  return (day: DemoDay, plan: WeekPlan, money: number, random: Random) => {
    const running = campaign.ads.filter((ad) => isRunning(ad, day))
    const weights = running.map((ad) => ad.weight * random.factor(0.08))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    let leads = 0
    const facts = running.map((ad, index) => {
      const spend = (money * (weights[index] ?? 0)) / total
      const impressions = Math.round((spend / plan.cpm) * 1000 * random.factor(0.03))
      const rounder = rounders.get(ad.name) ?? { clicks: createRounder(), conversions: createRounder() }
      rounders.set(ad.name, rounder)
      const clicks = rounder.clicks(impressions * plan.ctr * appealOf(ad, day) * random.factor(0.03))
      const brought = clicks * plan.cvr * random.factor(0.06)
      leads += brought
      const reported = isBroken(channel, day) ? 0 : rounder.conversions(brought * channel.claims * 2) / 2
      return factOf(campaign, ad, day, { spend, impressions, clicks, reported, random })
    })
    return { facts, leads: roundLeads(leads) }
  }
}

function isRunning(ad: DemoAd, day: DemoDay): boolean {
  return (ad.from === undefined || day.age <= ad.from) && (ad.until === undefined || day.age >= ad.until)
}

function appealOf(ad: DemoAd, day: DemoDay): number {
  if (ad.tires === undefined || ad.from === undefined) return ad.appeal
  return ad.appeal * (1 - (ad.tires * (ad.from - day.age)) / ad.from)
}

function isBroken(channel: ChannelPlan, day: DemoDay): boolean {
  const { channel: key, weeksAgo, weekdays } = trackingBreak
  return channel.key === key && day.weeksAgo === weeksAgo && weekdays.includes(day.weekday)
}

type Amounts = { spend: number; impressions: number; clicks: number; reported: number; random: Random }

function factOf(campaign: DemoCampaign, ad: DemoAd, day: DemoDay, amounts: Amounts): Fact {
  const isGoogle = campaign.source === 'google_ads'
  // Google splits a conversion between ads; the others count whole ones.
  const conversions = isGoogle ? amounts.reported : Math.round(amounts.reported)
  return {
    source: campaign.source,
    grain: 'ad',
    day: day.day,
    platform: campaign.platform,
    accountId: '',
    // Exports carry names only, and there the name is the id: a file dropped later then replaces these rows.
    campaignId: campaign.name,
    campaignName: campaign.name,
    adGroupId: ad.adGroup,
    adGroupName: ad.adGroup,
    adId: ad.name,
    adName: ad.name,
    currency: 'EUR',
    impressions: String(amounts.impressions),
    clicks: String(amounts.clicks),
    clickKind: campaign.source === 'meta_ads' ? 'link' : '',
    spend: amounts.spend.toFixed(2),
    conversions: String(conversions),
    conversionsValue: null,
    reach:
      campaign.source === 'meta_ads'
        ? String(Math.round(amounts.impressions * (0.74 + amounts.random.next() * 0.1)))
        : null,
    ...(isGoogle ? {} : { adLink: `https://example.com/ads/${encodeURIComponent(ad.name)}` }),
  }
}
