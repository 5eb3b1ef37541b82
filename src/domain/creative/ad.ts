import { countDays, shiftDay } from '../week.ts'

// An ad is the smallest thing a platform reports: where it tells of ad groups or campaigns only, those stand in for it. The same
// creative in two ad groups meets two audiences and is two ads. Whatever was not reported is left out, and never 0.

/** What an ad did on a day; null means "not reported". */
export type AdDay = {
  day: string
  spend: number | null
  impressions: number | null
  clicks: number | null
  conversions: number | null
  reach: number | null
}

/** What an ad is called, and where it runs. */
export type AdName = {
  /** Names it within its team, and stays the same when the platform's id does, whatever it is renamed to. */
  key: string
  grain: 'ad' | 'ad_group' | 'campaign'
  name: string
  platform: string
  campaign: string
  /** '' for a campaign. */
  adGroup: string
  channelId: string
  /** Where it can be seen; not there in the reviews of versions that did not ask. */
  link?: string | null
}

/** An ad with its days, the earliest first. */
export type Ad = AdName & {
  /** Whether its first day is its beginning: its platform reported just before, and it was not there. */
  isStartKnown: boolean
  days: readonly AdDay[]
}

/** Who sees an ad: people who do not know us, people who came back, or named accounts. */
export type Audience = 'cold' | 'retargeting' | 'abm'

type Amount = Exclude<keyof AdDay, 'day'>

/** How many weeks of days are read: a beginning before that is not in the numbers any more. */
export const AD_WEEKS = 10
/** What is judged is a week, so that every weekday is in it once. */
export const CURRENT_DAYS = 7
const FIRST_DAYS = 14
const TRAILING_DAYS = 28

/** What an ad's week is held against: its own first 14 days, or where they are not in the numbers the 28 days up to it. */
export function baselineDays({ days, isStartKnown }: Ad, to: string): { from: string; to: string } {
  const before = shiftDay(to, -CURRENT_DAYS)
  const first = days[0]?.day ?? to
  if (!isStartKnown) return { from: shiftDay(to, 1 - TRAILING_DAYS), to: before }
  const isYoung = daysLive({ days }, to) < FIRST_DAYS + CURRENT_DAYS
  return { from: first, to: isYoung ? before : shiftDay(first, FIRST_DAYS - 1) }
}

/** The days of an ad within a span. */
export function daysWithin({ days }: Ad, span: { from: string; to: string }): AdDay[] {
  return days.filter(({ day }) => day >= span.from && day <= span.to)
}

/** The last seven days up to one. */
export function currentDays(to: string): { from: string; to: string } {
  return { from: shiftDay(to, 1 - CURRENT_DAYS), to }
}

/** For how many days an ad has run by a day; at least so many where its beginning is not known. */
export function daysLive({ days }: Pick<Ad, 'days'>, to: string): number {
  return countDays(days[0]?.day ?? to, to)
}

/** Two amounts over the days that report both, so that their ratio is one of the same days; null where none does. */
export function bothOf<A extends Amount, B extends Amount>(
  days: readonly AdDay[],
  one: A,
  other: B,
): { [key in A | B]: number } | null {
  const both = days.filter((day) => day[one] !== null && day[other] !== null)
  if (both.length === 0) return null
  return { [one]: sumOf(both, one), [other]: sumOf(both, other) } as { [key in A | B]: number }
}

/** An amount over days; null where no day reports it. */
export function reported(days: readonly AdDay[], of: Amount): number | null {
  return days.some((day) => day[of] !== null) ? sumOf(days, of) : null
}

/** Whether an ad is made of moving pictures, by what people call it; those live longer. */
export function isVideo({ name }: Pick<AdName, 'name'>): boolean {
  return /video|reel|clip|film/i.test(name)
}

/** Who sees an ad, by the job of its channel and the name of its campaign. */
export function audienceOf({ campaign }: Pick<AdName, 'campaign'>, job: string | null): Audience {
  if (/(^|[^a-z])abm([^a-z]|$)/i.test(campaign)) return 'abm'
  return /retarget|remarket/i.test(campaign) || /warm/i.test(job ?? '') ? 'retargeting' : 'cold'
}

function sumOf(days: readonly AdDay[], of: Amount): number {
  return days.reduce((sum, day) => sum + (day[of] ?? 0), 0)
}
