import { type Channel, channelFinder } from '../team.ts'
import { rulesInWords } from '../team-words.ts'
import type { Origin } from './crm-object.ts'
import { originFinder, tellingValue } from './origin.ts'

// What each rule of a team's channels takes: how many campaigns and CRM objects, and how much spend. And what no rule takes.

/** A campaign with what it spent; null is not reported. */
export type SpentCampaign = { platform: string; campaignName: string; spend: number | null }

/** CRM objects that came from one place. */
export type CountedOrigin = Origin & { objects: number }

/** What a rule, or another way to a channel, takes. */
export type Take = { words: string; campaigns: number; spend: number | null; objects: number }

/** What the rules of each channel take, in their order, and the largest of what none of them takes. */
export type RuleTakes = {
  channels: { name: string; takes: Take[] }[]
  unassigned: Take & { topCampaigns: SpentCampaign[]; topOrigins: { words: string; objects: number }[] }
}

const NAMED = 'named in the file of the CRM'
const CALLED = 'a source that is called like the channel'
const TOP = 5

/** Works out what each rule takes. The first rule that fits takes a campaign or an object, as when they are given to channels. */
export function ruleTakes(
  channels: readonly Channel[],
  campaigns: readonly SpentCampaign[],
  origins: readonly CountedOrigin[],
): RuleTakes {
  const takes = new Map<string, Take>()
  const single = channels.flatMap((channel) =>
    channel.rules.map((rule) => ({
      ...channel,
      id: idOf(channel.id, wordsOf(channel, rule)),
      key: '',
      name: '',
      rules: [rule],
    })),
  )
  const add = (id: string, more: Partial<Take>) => {
    const had = takes.get(id) ?? none(id.split('\n')[1] ?? '')
    takes.set(id, {
      ...had,
      campaigns: had.campaigns + (more.campaigns ?? 0),
      spend: plus(had.spend, more.spend ?? null),
      objects: had.objects + (more.objects ?? 0),
    })
  }
  const findCampaign = channelFinder(single)
  const findOrigin = wayFinder(channels, single)
  const loose = campaigns.filter(({ platform, campaignName, spend }) => {
    const id = findCampaign(platform, campaignName)
    if (id !== null) add(id, { campaigns: 1, spend })
    return id === null
  })
  const stray = origins.filter((origin) => {
    const id = findOrigin(origin)
    if (id !== null) add(id, { objects: origin.objects })
    return id === null
  })
  return {
    channels: channels.map((channel) => ({ name: channel.name, takes: takesOf(channel, takes) })),
    unassigned: unassignedOf(loose, stray),
  }
}

function wayFinder(channels: readonly Channel[], single: readonly Channel[]): (origin: Origin) => string | null {
  const called = originFinder(channels.map((channel) => ({ ...channel, rules: [] })))
  const byRule = originFinder(single)
  return (origin) => {
    const named = called({ ...origin, leadSource: '' })
    if (named !== null) return idOf(named, NAMED)
    const rule = byRule(origin)
    if (rule !== null) return rule
    const like = called(origin)
    return like === null ? null : idOf(like, CALLED)
  }
}

function takesOf(channel: Channel, takes: ReadonlyMap<string, Take>): Take[] {
  const rules = [...new Set(channel.rules.map((rule) => wordsOf(channel, rule)))]
  return [
    ...rules.map((words) => takes.get(idOf(channel.id, words)) ?? none(words)),
    ...[NAMED, CALLED].flatMap((words) => takes.get(idOf(channel.id, words)) ?? []),
  ]
}

function unassignedOf(campaigns: readonly SpentCampaign[], origins: readonly CountedOrigin[]): RuleTakes['unassigned'] {
  const places = new Map<string, number>()
  for (const origin of origins) {
    const { field, value } = tellingValue(origin)
    const words = value === '' ? 'no source at all' : `${field}: ${value}`
    places.set(words, (places.get(words) ?? 0) + origin.objects)
  }
  return {
    words: '',
    campaigns: campaigns.length,
    spend: campaigns.reduce<number | null>((sum, { spend }) => plus(sum, spend), null),
    objects: origins.reduce((sum, { objects }) => sum + objects, 0),
    topCampaigns: [...campaigns].sort((a, b) => (b.spend ?? -1) - (a.spend ?? -1)).slice(0, TOP),
    topOrigins: [...places]
      .map(([words, objects]) => ({ words, objects }))
      .sort((a, b) => b.objects - a.objects)
      .slice(0, TOP),
  }
}

/** A rule as it was written: one for platform and campaign was written once. */
function wordsOf({ rules }: Channel, rule: Channel['rules'][number]): string {
  const twin = rules.filter(({ field, contains }) => contains === rule.contains && isUsual(field))
  return rulesInWords(isUsual(rule.field) ? twin : [rule])
}

function isUsual(field: string): boolean {
  return field === 'platform' || field === 'campaign'
}

function idOf(channelId: string, words: string): string {
  return `${channelId}\n${words}`
}

function none(words: string): Take {
  return { words, campaigns: 0, spend: null, objects: 0 }
}

function plus(one: number | null, other: number | null): number | null {
  return one === null ? other : one + (other ?? 0)
}
