import type { TeamPlan } from '../../src/flows/set-up-team.ts'

/** The team of the stories: three channels, two owners, judged by what a customer costs. */
export const PLAN: TeamPlan = {
  key: 'growth',
  name: 'Growth',
  conversationId: 'C0GROWTH',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  reviewWeekday: 1,
  reviewTime: '09:00',
  monthlyBudget: null,
  broadcast: false,
  leadUserId: 'U0MARA',
  channels: [
    channel('paid-search', 'Paid search', 'U0PRIYA', 'Google Ads'),
    channel('paid-social', 'Paid social', 'U0SAM', 'Meta Ads'),
  ],
  outcomes: [
    {
      name: 'Signup',
      role: 'primary',
      counts: 'platform_conversions',
      includes: null,
      excludes: null,
      validation: null,
    },
  ],
  targets: [{ channelId: null, metric: 'cost_per_conversion', band: { low: null, high: 20 } }],
}

function channel(key: string, name: string, ownerUserId: string, platform: string): TeamPlan['channels'][number] {
  const rules = [{ field: 'platform' as const, contains: platform }]
  return { key, name, job: null, ownerUserId, delegateUserId: null, rules }
}
