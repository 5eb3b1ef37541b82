import { type SourceKind, sourceKind } from './ga4-sources.ts'

// GA4 puts each visit into the first of its default channels whose rule fits. The order decides, so the rules stand in it.

/** The UTM values that decide a channel. */
export type UtmValues = { source: string; medium: string; campaign: string }

const PAID_MEDIUM = /^(.*cp.*|ppc|retargeting|paid.*)$/
const SHOPPING_CAMPAIGN = /^(.*(([^a-df-z]|^)shop|shopping).*)$/
const DISPLAY = ['display', 'banner', 'expandable', 'interstitial', 'cpm']
const SOCIAL = ['social', 'social-network', 'social-media', 'sm', 'social network', 'social media']
const EMAIL = ['email', 'e-mail', 'e_mail', 'e mail']

type Rule = (values: UtmValues, kind: SourceKind | null) => boolean

const RULES = {
  Direct: ({ source, medium }) => source === '(direct)' && ['(not set)', '(none)'].includes(medium),
  'Cross-network': ({ campaign }) => campaign.includes('cross-network'),
  'Paid Shopping': (utm, kind) => isShopping(utm, kind) && isPaid(utm),
  'Paid Search': (utm, kind) => kind === 'search' && isPaid(utm),
  'Paid Social': (utm, kind) => kind === 'social' && isPaid(utm),
  'Paid Video': (utm, kind) => kind === 'video' && isPaid(utm),
  Display: ({ medium }) => DISPLAY.includes(medium),
  'Paid Other': (utm) => isPaid(utm),
  'Organic Shopping': (utm, kind) => isShopping(utm, kind),
  'Organic Social': ({ medium }, kind) => kind === 'social' || SOCIAL.includes(medium),
  'Organic Video': ({ medium }, kind) => kind === 'video' || medium.includes('video'),
  'Organic Search': ({ medium }, kind) => kind === 'search' || medium === 'organic',
  Referral: ({ medium }) => ['referral', 'app', 'link'].includes(medium),
  Email: ({ source, medium }) => EMAIL.includes(source) || EMAIL.includes(medium),
  Affiliates: ({ medium }) => medium === 'affiliate',
  Audio: ({ medium }) => medium === 'audio',
  SMS: ({ source, medium }) => source === 'sms' || medium === 'sms',
  'Mobile Push': ({ source, medium }) => /push$|mobile|notification/.test(medium) || source === 'firebase',
} as const satisfies Record<string, Rule>

/** A default channel of GA4. */
export type Ga4Channel = keyof typeof RULES | 'Unassigned'

/** The default channel that GA4 puts a visit into; capitals make no difference to it. */
export function ga4Channel({ source, medium, campaign }: UtmValues): Ga4Channel {
  const lower = { source: plain(source), medium: plain(medium), campaign: plain(campaign) }
  const kind = sourceKind(lower.source)
  const names = Object.keys(RULES) as (keyof typeof RULES)[]
  return names.find((name) => RULES[name](lower, kind)) ?? 'Unassigned'
}

function isPaid({ medium }: UtmValues): boolean {
  return PAID_MEDIUM.test(medium)
}

function isShopping({ campaign }: UtmValues, kind: SourceKind | null): boolean {
  return kind === 'shopping' || SHOPPING_CAMPAIGN.test(campaign)
}

function plain(value: string): string {
  return value.trim().toLowerCase()
}
