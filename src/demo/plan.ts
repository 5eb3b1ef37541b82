/** What a channel's week looks like: the money, its price, and the share that reaches each next stage. */
export type WeekPlan = {
  spend: number
  cpm: number
  ctr: number
  /** Leads per click. */
  cvr: number
  mqlRate: number
  sqlRate: number
  opportunityRate: number
  /** Customers per opportunity. */
  winRate: number
}

/** How a channel runs: as usual, and in the weeks that tell a story (the last complete week first). */
export type ChannelPlan = {
  key: string
  usual: WeekPlan
  recent: Partial<WeekPlan>[]
  /** What the usual spend grows by from week to week. */
  growth: number
  /** Platform conversions per CRM lead: each platform counts a little differently. */
  claims: number
  utmSource: string
  utmMedium: string
}

/** Retargeting grows by this much over these weeks, and its results follow spend to this power. */
export const saturation = { weeks: 10, growth: 0.6, exponent: 0.45, spendNow: 72_000 }

/** The channel whose platform stops reporting conversions, in which week before the last one, on which weekdays. */
export const trackingBreak = { channel: 'paid-search', weeksAgo: 7, weekdays: [2, 3, 4] }

/** The five channels, calibrated so that CAC is about €1,250 a week before it passes €1,500. */
export const channelPlans: ChannelPlan[] = [
  {
    key: 'paid-search',
    usual: week(120_000, 104, 0.04, 0.054, [0.42, 0.44, 0.55, 0.497]),
    recent: [{ spend: 129_000, cpm: 105, cvr: 0.0555, mqlRate: 0.415, winRate: 0.47 }],
    growth: 0.006,
    claims: 0.97,
    utmSource: 'google',
    utmMedium: 'cpc',
  },
  {
    key: 'paid-social',
    usual: week(146_000, 19.4, 0.0083, 0.039, [0.37, 0.38, 0.55, 0.55]),
    recent: [
      { spend: 167_000, cpm: 23.6, cvr: 0.039, mqlRate: 0.345, sqlRate: 0.385, winRate: 0.52 },
      { spend: 148_000, cpm: 21.4, cvr: 0.0397, mqlRate: 0.38, sqlRate: 0.39, winRate: 0.58 },
    ],
    growth: 0.007,
    claims: 1.06,
    utmSource: 'facebook',
    utmMedium: 'paid-social',
  },
  {
    key: 'retargeting',
    usual: week(saturation.spendNow / (1 + saturation.growth), 12, 0.0087, 0.0335, [0.4, 0.41, 0.52, 0.385]),
    recent: [],
    growth: 0,
    claims: 1.1,
    utmSource: 'facebook',
    utmMedium: 'retargeting',
  },
  {
    key: 'partners',
    usual: week(37_000, 19, 0.0095, 0.04, [0.42, 0.4, 0.5, 0.417]),
    recent: [{ spend: 42_000, mqlRate: 0.38, winRate: 0.315 }],
    growth: 0.008,
    claims: 1,
    utmSource: 'awin',
    utmMedium: 'affiliate',
  },
  {
    key: 'content',
    usual: week(26_000, 7, 0.0055, 0.0275, [0.42, 0.36, 0.5, 0.403]),
    recent: [{ spend: 30_000, mqlRate: 0.4, winRate: 0.265 }],
    growth: 0.01,
    claims: 0.98,
    utmSource: 'outbrain',
    utmMedium: 'native',
  },
]

/** The plan of a channel's week; `weeksAgo` is 0 for the last complete week and −1 for the one that runs. */
export function planOf(channel: ChannelPlan, weeksAgo: number): WeekPlan {
  const past = Math.max(0, weeksAgo)
  if (channel.key === 'retargeting') return saturatingWeek(channel.usual, past)
  const grown = channel.usual.spend * (1 - channel.growth * Math.max(0, past - 1))
  return { ...channel.usual, spend: grown, ...channel.recent[past] }
}

/** More money buys more impressions at a lower and lower yield: leads grow as spend to the power of the exponent. */
function saturatingWeek(usual: WeekPlan, weeksAgo: number): WeekPlan {
  const progress = Math.max(0, saturation.weeks - weeksAgo) / saturation.weeks
  const times = 1 + saturation.growth * progress
  const lost = saturation.exponent - 1
  return {
    ...usual,
    spend: usual.spend * times,
    ctr: usual.ctr * times ** (lost / 2),
    cvr: usual.cvr * times ** (lost / 2),
  }
}

function week(spend: number, cpm: number, ctr: number, cvr: number, rates: [number, number, number, number]): WeekPlan {
  const [mqlRate, sqlRate, opportunityRate, winRate] = rates
  return { spend, cpm, ctr, cvr, mqlRate, sqlRate, opportunityRate, winRate }
}
