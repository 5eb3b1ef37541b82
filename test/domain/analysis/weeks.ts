import { makeDemoTeam } from '../../../src/demo/numbers.ts'
import { type Period, periodsOf } from '../../../src/domain/analysis/period.ts'
import { AD_WEEKS, type Ad } from '../../../src/domain/creative/ad.ts'
import type { Fact } from '../../../src/domain/import/fact.ts'
import { addSums, NO_SUMS, type Sums } from '../../../src/domain/metric/metric.ts'
import { type Channel, channelFinder } from '../../../src/domain/team.ts'
import type { TrackedDay } from '../../../src/domain/tracking/tracked-day.ts'
import { localDay, shiftDay, weekOf, weeksThrough } from '../../../src/domain/week.ts'

const weeksByDay = new Map<string, string>()

/** The week of a day, worked out once: the demo has a hundred facts for each. */
function weekOfDay(day: string): string {
  const week = weeksByDay.get(day) ?? weekOf(day)
  weeksByDay.set(day, week)
  return week
}

/** Sums with what is given; all else was not reported. */
export function sums(given: Partial<Sums>): Sums {
  return { ...NO_SUMS, ...given }
}

/** Periods of one or several channels, oldest first. */
export function periods(...given: Record<string, Partial<Sums>>[]): Period[] {
  return given.map((each) => new Map(Object.entries(each).map(([id, amounts]) => [id, sums(amounts)])))
}

/** Numbers of earlier weeks like these, in which every price moves a little to and fro. */
export function calmWeeks(week: Record<string, Partial<Sums>>, size = 0.01): Record<string, Partial<Sums>>[] {
  return Array.from({ length: 9 }, (_, index) => {
    const factor = index % 2 === 0 ? 1 : 1 + size
    return Object.fromEntries(
      Object.entries(week).map(([id, amounts]) => [id, { ...amounts, spend: (amounts.spend ?? 0) * factor }]),
    )
  })
}

/** The demo's facts and CRM objects added up as the store adds them: by week of the day each thing happened, and by channel. */
export function demoWeeks(lastDay = '2026-11-22') {
  const demo = makeDemoTeam({ lastDay, days: 185 })
  const channels = demo.team.channels.map(asChannel)
  const find = channelFinder(channels)
  const weekly = new Map<string, { week: string; channelId: string; sums: Sums }>()
  const add = (day: string, channelId: string, amounts: Partial<Sums>) => {
    const key = `${weekOfDay(day)} ${channelId}`
    const known = weekly.get(key) ?? {
      week: weekOf(day),
      channelId,
      sums: sums({ leads: 0, mqls: 0, sqls: 0, won: 0 }),
    }
    weekly.set(key, { ...known, sums: addSums([known.sums, sums(amounts)]) })
  }
  for (const fact of demo.facts) {
    const number = (text: string | null) => (text === null ? null : Number(text))
    add(fact.day, find(fact.platform, fact.campaignName) ?? '', {
      spend: number(fact.spend),
      impressions: number(fact.impressions),
      clicks: number(fact.clicks),
      conversions: number(fact.conversions),
    })
  }
  for (const row of demo.funnel) {
    const stages = {
      leads: row.leadAt,
      mqls: row.mqlAt,
      sqls: row.sqlAt,
      opportunities: row.opportunityAt,
      won: row.wonAt,
    }
    for (const [stage, at] of Object.entries(stages))
      if (at) add(localDay(at, 'Europe/Berlin'), row.channelKey, { [stage]: 1 })
  }
  const names = new Map(channels.map(({ id, name }) => [id, name]))
  return {
    demo,
    channelIds: channels.map(({ id }) => id),
    naming: { currency: 'EUR', nameOf: (id: string) => names.get(id) ?? 'Unassigned' },
    periodsUpTo: (week: string, count = 12) => periodsOf([...weekly.values()], weeksThrough(week, count)),
  }
}

/** The ads of the demo up to a day, as the store reads them: ten weeks, every ad that ran in the last one. */
export function demoAds({ demo }: ReturnType<typeof demoWeeks>, to: string): Ad[] {
  const find = channelFinder(demo.team.channels.map(asChannel))
  const first = shiftDay(to, 1 - 7 * AD_WEEKS)
  const byAd = new Map<string, Fact[]>()
  for (const fact of demo.facts.filter(({ day }) => day >= first && day <= to)) {
    const key = [fact.campaignId, fact.adGroupId, fact.adId].join(' / ')
    byAd.set(key, [...(byAd.get(key) ?? []), fact])
  }
  return [...byAd].flatMap(([key, facts]) => {
    const [one] = facts
    if (!one || facts.at(-1)?.day !== to) return []
    const { adName: name, adGroupName: adGroup, campaignName: campaign, platform } = one
    return {
      key,
      grain: 'ad' as const,
      name,
      adGroup,
      campaign,
      platform,
      channelId: find(platform, campaign) ?? '',
      isStartKnown: one.day !== first,
      days: facts.map((fact) => ({ day: fact.day, reach: null, ...addUp([fact]) })),
    }
  })
}

function asChannel({ key, name, rules }: Pick<Channel, 'key' | 'name' | 'rules'>): Channel {
  return { id: key, key, name, rules, job: null, ownerUserId: null, delegateUserId: null }
}

function addUp(facts: Fact[]) {
  const total = (of: 'spend' | 'impressions' | 'clicks' | 'conversions') =>
    facts.length > 0 ? facts.reduce((sum, fact) => sum + Number(fact[of]), 0) : null
  return {
    spend: total('spend'),
    impressions: total('impressions'),
    clicks: total('clicks'),
    conversions: total('conversions'),
  }
}

/** The days of a week by channel, as its platforms report them. */
export function demoDays({ demo }: ReturnType<typeof demoWeeks>, week: string): Map<string, TrackedDay[]> {
  const find = channelFinder(demo.team.channels.map(asChannel))
  const byChannel = new Map<string, Map<string, Fact[]>>()
  for (const fact of demo.facts.filter(({ day }) => weekOfDay(day) === week)) {
    const channelId = find(fact.platform, fact.campaignName) ?? ''
    const days = byChannel.get(channelId) ?? new Map<string, Fact[]>()
    byChannel.set(channelId, days.set(fact.day, [...(days.get(fact.day) ?? []), fact]))
  }
  return new Map([...byChannel].map(([id, days]) => [id, [...days].map(([day, facts]) => ({ day, ...addUp(facts) }))]))
}
