import { shiftDay } from '../week.ts'
import { checkConversions, findMissingDays, judgeAge } from './conversion-qa.ts'
import type { QaFinding } from './qa-finding.ts'
import type { QaDay } from './tracked-day.ts'

/** The days of a campaign, on the platform and in the channel it belongs to. */
export type CampaignSeen = { channelId: string; platform: string; campaign: string; days: readonly string[] }

/** What tracking is judged by: the days of each channel and of each campaign, and what the CRM says of its leads. */
export type TrackingFacts = {
  today: string
  days: ReadonlyMap<string, readonly QaDay[]>
  campaigns: readonly CampaignSeen[]
  quality: {
    leads: number
    untagged: number
    twice: readonly { stage: 'leads' | 'customers'; objects: number; objectId: string }[]
  }
}

/** The tracking of one channel, or of all together where the id is null. */
export type ChannelTracking = {
  channelId: string | null
  findings: QaFinding[]
  hasNumbers: boolean
  hasConversions: boolean
}

/** How many days back a platform, a campaign or a channel is looked for; what has been silent for longer is over. */
export const WATCHED_DAYS = 28
/** The shares of leads without an origin at which that is said, and at which attribution means nothing [default]. */
const UNTAGGED = { warn: 0.1, error: 0.25 }
const MOST_MISSING = 3

/** Judges the tracking of one channel; of all channels together where `channelId` is null. */
export function judgeTracking(channelId: string | null, facts: TrackingFacts): ChannelTracking {
  const days = channelId === null ? merged([...facts.days.values()]) : (facts.days.get(channelId) ?? [])
  const recent = days.filter(({ day }) => day >= shiftDay(facts.today, -WATCHED_DAYS))
  return {
    channelId,
    findings: [...ages(channelId, facts), ...checkConversions(days), ...missing(channelId, facts)],
    hasNumbers: recent.some(({ spend, clicks }) => spend !== null || clicks !== null),
    hasConversions: recent.some(({ conversions }) => (conversions ?? 0) > 0),
  }
}

/** What the CRM of a team shows that belongs to no channel: objects in two exports, and leads that say nothing. */
export function judgeLeads({ quality }: Pick<TrackingFacts, 'quality'>): QaFinding[] {
  const { leads, untagged, twice } = quality
  const found: QaFinding[] = twice.map((each) => ({ kind: 'counted twice', level: 'error', ...each }))
  const share = leads > 0 ? untagged / leads : 0
  if (share <= UNTAGGED.warn) return found
  return [...found, { kind: 'untagged leads', level: share > UNTAGGED.error ? 'error' : 'warn', untagged, leads }]
}

function ages(channelId: string | null, { campaigns, today }: TrackingFacts): QaFinding[] {
  const lastDays = new Map<string, string>()
  for (const { platform, days } of campaigns) {
    const last = [...days].sort().at(-1)
    if (last !== undefined && last > (lastDays.get(platform) ?? '')) lastDays.set(platform, last)
  }
  const own = new Set(
    campaigns.filter((each) => channelId === null || each.channelId === channelId).map((each) => each.platform),
  )
  const found = [...lastDays].filter(([platform]) => own.has(platform))
  // The whole team is behind only where its freshest platform is.
  const freshest = found.toSorted(([, one], [, other]) => (one < other ? 1 : -1)).slice(0, 1)
  return (channelId === null ? freshest : found)
    .map(([platform, lastDay]) => judgeAge(platform, lastDay, today))
    .filter((finding) => finding !== null)
}

function missing(channelId: string | null, { campaigns, today }: TrackingFacts): QaFinding[] {
  const from = shiftDay(today, 14 - WATCHED_DAYS)
  return campaigns
    .filter((each) => channelId === null || each.channelId === channelId)
    .map(({ campaign, days }) => findMissingDays(campaign, days, from))
    .filter((finding) => finding !== null)
    .slice(0, MOST_MISSING)
}

const PARTS = ['spend', 'clicks', 'conversions', 'leads'] as const

/** The days of several channels as those of one; what none of them reported stays null. */
export function merged(channels: readonly (readonly QaDay[])[]): QaDay[] {
  const days = new Map<string, QaDay>()
  for (const day of channels.flat()) {
    const sum = days.get(day.day) ?? { day: day.day, spend: null, clicks: null, conversions: null, leads: null }
    for (const part of PARTS) {
      const value = day[part]
      if (value !== null) sum[part] = (sum[part] ?? 0) + value
    }
    days.set(day.day, sum)
  }
  return [...days.values()].toSorted((one, other) => (one.day < other.day ? -1 : 1))
}
