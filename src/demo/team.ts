import { type Economics, NO_ECONOMICS } from '../domain/metric/economics.ts'
import type { Band, MetricKey } from '../domain/metric/metric.ts'
import type { ChannelRule, Counted } from '../domain/team.ts'

type DemoChannel = {
  key: string
  name: string
  job: string
  ownerUserId: string
  rules: ChannelRule[]
  /** Of the budget of the team, the part that is set aside for this channel. */
  shareOfBudget?: number
}

/** The demo team as a person would have set it up; ids are the caller's to make. */
export type DemoTeam = {
  key: string
  name: string
  zone: string
  currency: string
  monthlyBudget: number
  reviewWeekday: number
  reviewTime: string
  leadUserId: string
  channels: (Omit<DemoChannel, 'shareOfBudget'> & { monthlyBudget: number | null })[]
  economics: Economics
  targets: { channelKey: string | null; metric: MetricKey; band: Band }[]
  outcomes: {
    name: string
    role: 'primary' | 'secondary'
    counts: Counted
    includes: string
    excludes: string
    validation: string
  }[]
}

/** The demo team; budget, spend and customer targets follow the scale of the numbers. */
export function makeTeam(scale: number): DemoTeam {
  return {
    key: 'growth',
    name: 'Growth',
    zone: 'Europe/Berlin',
    currency: 'EUR',
    monthlyBudget: Math.round(1_850_000 * scale),
    reviewWeekday: 1,
    reviewTime: '09:00',
    leadUserId: 'U0MARA',
    channels: channels.map(({ shareOfBudget, ...channel }) => ({
      ...channel,
      monthlyBudget: shareOfBudget === undefined ? null : Math.round(1_850_000 * shareOfBudget * scale),
    })),
    economics: {
      ...NO_ECONOMICS,
      monthlyRevenue: 170,
      grossMargin: 0.8,
      monthlyChurn: 0.02,
      otherCost: Math.round(400_000 * scale),
      paybackTarget: 15,
    },
    targets: [
      { channelKey: null, metric: 'cac', band: { low: null, high: 1400 } },
      { channelKey: null, metric: 'cpl', band: { low: null, high: 60 } },
      { channelKey: null, metric: 'sql_rate', band: { low: 0.38, high: null } },
      { channelKey: null, metric: 'customers', band: { low: Math.round(300 * scale), high: null } },
      { channelKey: 'paid-search', metric: 'cac', band: { low: null, high: 1150 } },
      { channelKey: null, metric: 'cost_per_opportunity', band: { low: null, high: 800 } },
      { channelKey: 'paid-social', metric: 'cpl', band: { low: null, high: 65 } },
    ],
    outcomes: [
      {
        name: 'New customer',
        role: 'primary',
        counts: 'won',
        includes: 'First contract of a company, signed',
        excludes: 'Renewals, upgrades, test accounts',
        validation: 'The signed contract in the CRM',
      },
      {
        name: 'Sales-qualified lead',
        role: 'secondary',
        counts: 'sql',
        includes: 'Leads that sales accepted after a call',
        excludes: 'Students, competitors, existing customers',
        validation: 'Sales sets the stage by hand',
      },
    ],
  }
}

const channels: DemoChannel[] = [
  {
    key: 'paid-search',
    name: 'Paid search',
    job: 'Capture demand',
    ownerUserId: 'U0PRIYA',
    shareOfBudget: 0.3,
    rules: [{ field: 'platform', contains: 'Google Ads' }],
  },
  {
    key: 'paid-social',
    name: 'Paid social',
    job: 'Create demand',
    ownerUserId: 'U0SAM',
    shareOfBudget: 0.3,
    rules: [{ field: 'campaign', contains: 'Prospecting' }],
  },
  {
    key: 'retargeting',
    name: 'Retargeting',
    job: 'Convert warm intent',
    ownerUserId: 'U0SAM',
    rules: [{ field: 'campaign', contains: 'Retargeting' }],
  },
  {
    key: 'partners',
    name: 'Partners',
    job: 'Capture demand',
    ownerUserId: 'U0MARA',
    rules: [
      { field: 'platform', contains: 'Awin' },
      { field: 'campaign', contains: 'Partners' },
    ],
  },
  {
    key: 'content',
    name: 'Content',
    job: 'Create demand',
    ownerUserId: 'U0JO',
    rules: [{ field: 'platform', contains: 'Outbrain' }],
  },
]
