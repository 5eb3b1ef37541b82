import { type Channel, type ChannelRule, folded, letters } from '../team.ts'
import type { Origin } from './crm-object.ts'

// Which channel an object of the CRM belongs to: the one its file names, else what the team's rules say of its campaign, its
// UTM values and its source.

/** Media that are paid for; what comes from a network without one of them is no advertising. */
const PAID = /cpc|cpm|cpv|ppc|paid|\bads?\b|display|retarget|remarket|banner|sponsor|native|affiliate|partner/

/** Networks by what people write in utm_source, with the platforms whose rules they go by. */
const NETWORKS: readonly { sources: RegExp; platforms: readonly string[] }[] = [
  { sources: /google|adwords|youtube|gads/, platforms: ['Google Ads'] },
  { sources: /facebook|instagram|\bmeta\b|^(?:fb|ig)$/, platforms: ['Meta Ads', 'Facebook Ads'] },
  { sources: /linkedin/, platforms: ['LinkedIn Ads'] },
  { sources: /bing|microsoft/, platforms: ['Microsoft Ads', 'Bing Ads'] },
  { sources: /tiktok/, platforms: ['TikTok Ads'] },
  { sources: /reddit/, platforms: ['Reddit Ads'] },
]

/**
 * Finds the channel of a CRM object; null where nothing says. The channel its file names comes first, then the first rule that
 * fits, then the channel that is called like its source. `google` / `cpc` goes by the rules for Google Ads, and so on.
 */
export function originFinder(channels: readonly Channel[]): (origin: Origin) => string | null {
  const called = new Map(channels.flatMap(({ id, key, name }) => [key, name].map((each) => [letters(each), id])))
  const rules = channels.flatMap(({ id, rules: own }) =>
    own.map(({ field, contains }) => ({ id, field, wanted: comparable(field, contains) })),
  )
  return (origin) => {
    const { channelName, leadSource } = origin
    const named = channelName === '' ? undefined : called.get(letters(channelName))
    if (named !== undefined) return named
    const given = valuesOf(origin)
    const fitting = rules.find(
      ({ field, wanted }) => wanted !== '' && given[field].some((value) => value.includes(wanted)),
    )
    return fitting?.id ?? (leadSource === '' ? null : (called.get(letters(leadSource)) ?? null))
  }
}

/** What tells most about where an object came from, to show where no rule knows it; the field is as rules write it. */
export function tellingValue(origin: Origin): { field: string; value: string } {
  const { channelName, utmSource, utmMedium, leadSource, campaign } = origin
  if (channelName !== '') return { field: 'channel', value: channelName }
  if (utmSource !== '') return { field: 'utm_source', value: utmSource }
  if (utmMedium !== '') return { field: 'utm_medium', value: utmMedium }
  if (leadSource !== '') return { field: 'source', value: leadSource }
  return campaign === '' ? { field: '', value: '' } : { field: 'campaign', value: campaign }
}

function valuesOf(origin: Origin): Record<ChannelRule['field'], string[]> {
  const { channelName, campaign, utmSource, utmMedium, leadSource } = origin
  return {
    platform: platformsOf(utmSource, utmMedium),
    campaign: [comparable('campaign', campaign)],
    utm_source: [comparable('utm_source', utmSource)],
    utm_medium: [comparable('utm_medium', utmMedium)],
    source: [comparable('source', leadSource), comparable('source', channelName)],
  }
}

function platformsOf(utmSource: string, utmMedium: string): string[] {
  const source = folded(utmSource)
  const network = NETWORKS.find(({ sources }) => sources.test(source))
  if (!network) return [letters(source)]
  return PAID.test(folded(utmMedium)) ? network.platforms.map(letters) : []
}

/** CRMs write PAID_SEARCH, Paid Search and paid-search, so letters and digits decide, as for platforms. */
function comparable(field: ChannelRule['field'], text: string): string {
  return field === 'platform' || field === 'source' ? letters(text) : folded(text)
}
