import type { Economics } from './metric/economics.ts'
import type { Band, MetricKey } from './metric/metric.ts'

/** Who does something: a person by their Slack id, the clock, an import, or the operator at the command line. */
export type Actor =
  | { kind: 'person'; userId: string }
  | { kind: 'schedule' }
  | { kind: 'ingest' }
  | { kind: 'operator' }

/** Where the rules of channels may look: at campaigns of ad platforms, and at what the CRM says of where an object came from. */
export const RULE_FIELDS = ['platform', 'campaign', 'utm_source', 'utm_medium', 'source'] as const

/** A rule that gives campaigns and CRM objects to a channel: one field of theirs contains these letters. */
export type ChannelRule = { field: (typeof RULE_FIELDS)[number]; contains: string }

/** A marketing channel of a team, with its owner and the rules that say which campaigns are its own. */
export type Channel = {
  id: string
  key: string
  name: string
  job: string | null
  ownerUserId: string | null
  delegateUserId: string | null
  /** What it may spend in a month, where that is said. */
  monthlyBudget?: number | null
  rules: ChannelRule[]
}

/** What an outcome counts: conversions as the ad platforms report them, or a stage of the CRM funnel. */
export const COUNTED = ['platform_conversions', 'lead', 'sql', 'won'] as const
export type Counted = (typeof COUNTED)[number]

/** A conversion that counts, with what is included, what is excluded and how it is validated. */
export type Outcome = {
  id: string
  name: string
  role: 'primary' | 'secondary'
  counts: Counted
  includes: string | null
  excludes: string | null
  validation: string | null
}

/** A target: the whole team's, or one channel's. */
export type Target = { channelId: string | null; metric: MetricKey; band: Band }

/** When a person is away, in the zone they live in, and who answers for them meanwhile. */
export type Absence = {
  userId: string
  from: string
  until: string
  delegateUserId: string | null
  /** Who noted it: the person, or the lead of a team. */
  setBy: string
}

/** A marketing team, bound to one Slack conversation. */
export type Team = {
  workspaceId: string
  id: string
  key: string
  name: string
  conversationId: string
  zone: string
  currency: string
  /** ISO weekday of the review, 1 = Monday. */
  reviewWeekday: number
  /** Local time of the review, `HH:mm`. */
  reviewTime: string
  monthlyBudget: number | null
  broadcast: boolean
  pausedAt: Date | null
  pausedBy: string | null
  leadUserId: string | null
  dataVersion: number
  version: number
  channels: Channel[]
  outcomes: Outcome[]
  targets: Target[]
  /** Who of the workspace is away, now or later. */
  absences: readonly Absence[]
  /** What it has told of its economics; not there in a plan that leaves them as they are. */
  economics?: Economics
}

/** Names an actor in the audit and on records: a Slack user id, or the kind of the others. */
export function actorName(actor: Actor): string {
  return actor.kind === 'person' ? actor.userId : actor.kind
}

/** Whether an id is a person's: of whoever did something, or of the place where something is said. */
export function isPersonId(id: string): boolean {
  return /^[UW][A-Z0-9]{2,}$/.test(id)
}

/** The outcome the team is judged by; a team without one counts what its platforms report. */
export function primaryOutcome(team: Pick<Team, 'outcomes'>): Pick<Outcome, 'name' | 'counts'> {
  return (
    team.outcomes.find((outcome) => outcome.role === 'primary') ?? {
      name: 'conversion',
      counts: 'platform_conversions',
    }
  )
}

/** The people who may write a channel's narrative: its owner and the owner's delegate. */
export function narrators(channel: Channel): string[] {
  return [channel.ownerUserId, channel.delegateUserId].filter((id) => id !== null)
}

/** Everybody a team names: its lead, and who writes the narratives of its channels. */
export function peopleOf({ leadUserId, channels }: Pick<Team, 'leadUserId' | 'channels'>): string[] {
  return [...new Set([...(leadUserId === null ? [] : [leadUserId]), ...channels.flatMap(narrators)])]
}

/**
 * Finds the channel of a campaign by the rules of all channels: the first that matches wins; null where none does. Platforms
 * are written Google Ads, google_ads and google-ads, so their letters and digits decide.
 */
export function channelFinder(channels: readonly Channel[]): (platform: string, campaign: string) => string | null {
  const rules = channels.flatMap(({ id, rules: own }) =>
    own.map(({ field, contains }) => ({
      id,
      field,
      wanted: field === 'platform' ? letters(contains) : folded(contains),
    })),
  )
  return (platform, campaign) => {
    // The other rules look at what a CRM says, and a campaign says nothing of it.
    const given = {
      platform: letters(platform),
      campaign: folded(campaign),
      utm_source: '',
      utm_medium: '',
      source: '',
    }
    return rules.find(({ field, wanted }) => wanted !== '' && given[field].includes(wanted))?.id ?? null
  }
}

/** A text as rules compare it, whatever its case and however its accents are written. */
export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

/** The letters and digits of a text alone: Google Ads, google_ads and google-ads are one. */
export function letters(text: string): string {
  return folded(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}
