import { FROM_WAREHOUSE } from './warehouse.ts'

/** One ad of the demo. Ages are days before the last Sunday, which is day 0. */
export type DemoAd = {
  campaign: string
  adGroup: string
  name: string
  /** Its part of the campaign's money while it runs, against the others. */
  weight: number
  /** Its click rate against the campaign's. */
  appeal: number
  /** It ran from this many days before the last Sunday; left out, it always did. */
  from?: number
  /** It stopped this many days before the last Sunday; left out, it still runs. */
  until?: number
  /** Its click rate loses this part of its start, evenly from its first day to the last Sunday. */
  tires?: number
}

/** One campaign of the demo, with the part of its channel's money it gets. */
export type DemoCampaign = { name: string; source: string; platform: string; share: number; ads: DemoAd[] }

const google = { source: 'google_ads', platform: 'Google Ads' }
const meta = { source: 'meta_ads', platform: 'Meta Ads' }
const linkedin = { source: 'linkedin_ads', platform: 'LinkedIn Ads' }
const awin = { source: FROM_WAREHOUSE, platform: 'Awin' }
const outbrain = { source: 'table', platform: 'Outbrain' }

/** The creative that tires: its click rate in its last week is about a third below its first two weeks. */
export const tiredAd = { campaign: 'Prospecting | Founders | DE', ad: 'founder-video-3', days: 41, drop: 0.34 }

/** What runs in each channel, by the channel's key. */
export const campaignsOf: Record<string, DemoCampaign[]> = {
  'paid-search': [
    campaign('Search | Brand | DE', google, 0.18, 'Brand exact', ['brand-proof', 'brand-price', 'brand-demo']),
    campaign('Search | Generic | DACH', google, 0.42, 'Budget planning', ['plan-faster', 'plan-together', 'plan-free']),
    campaign('Search | Competitor | DE', google, 0.16, 'Alternatives', [
      'switch-easy',
      'switch-saving',
      'compare-table',
    ]),
    campaign('Search | Features | DACH', google, 0.24, 'Forecasting', [
      'forecast-live',
      'forecast-sheet',
      'report-auto',
    ]),
  ],
  'paid-social': [
    {
      name: tiredAd.campaign,
      ...meta,
      share: 0.46,
      ads: [
        ad(tiredAd.campaign, 'Founders 1-10', 'founder-video-1', 1.2, 1.02, { until: 41 }),
        ad(tiredAd.campaign, 'Founders 1-10', 'founder-video-2', 1, 0.97),
        ad(tiredAd.campaign, 'Founders 1-10', tiredAd.ad, 1.9, 1.3, { from: tiredAd.days - 1, tires: 0.4158 }),
        ad(tiredAd.campaign, 'Founders 11-50', 'calculator-1', 0.9, 1.16, { from: 16 }),
        ad(tiredAd.campaign, 'Founders 11-50', 'testimonial-carousel', 0.8, 0.92),
      ],
    },
    campaign('Prospecting | Lookalike | DACH', meta, 0.34, 'LAL 2 %', [
      'team-day-video',
      'spreadsheet-meme',
      'before-after',
      'pricing-static',
      'webinar-clip',
    ]),
    campaign('Prospecting | Heads of Growth | EU', linkedin, 0.2, 'Growth titles', [
      'benchmark-doc',
      'cfo-quote',
      'playbook-doc',
      'event-invite',
    ]),
  ],
  retargeting: [
    campaign('Retargeting | Site visitors 30 d | DACH', meta, 0.62, 'Visitors', [
      'come-back-video',
      'case-study-card',
      'demo-reminder',
      'faq-carousel',
    ]),
    campaign('Retargeting | Pricing page | DACH', meta, 0.38, 'Pricing', [
      'price-promise',
      'roi-card',
      'trial-extended',
    ]),
  ],
  partners: [
    campaign('Partners | Review sites', awin, 0.6, 'Reviews', [
      'top-ten-list',
      'expert-review',
      'comparison-box',
      'coupon-page',
    ]),
    campaign('Partners | Newsletters', awin, 0.4, 'Newsletters', ['growth-letter', 'finance-letter', 'founder-letter']),
  ],
  content: [
    campaign('Content | Guides | DE', outbrain, 0.55, 'Guides', [
      'budget-guide',
      'forecast-guide',
      'cac-guide',
      'hiring-guide',
    ]),
    campaign('Content | Benchmarks | EU', outbrain, 0.45, 'Benchmarks', [
      'saas-benchmark',
      'spend-benchmark',
      'payback-benchmark',
      'team-benchmark',
    ]),
  ],
}

function campaign(
  name: string,
  from: { source: string; platform: string },
  share: number,
  group: string,
  names: string[],
) {
  // The first ad of a campaign gets the most money and clicks a little better, as it does in most accounts.
  const ads = names.map((each, index) => ad(name, group, each, 1.4 - index * 0.2, 1.05 - index * 0.03))
  return { name, ...from, share, ads }
}

function ad(
  campaignName: string,
  adGroup: string,
  name: string,
  weight: number,
  appeal: number,
  life: Pick<DemoAd, 'from' | 'until' | 'tires'> = {},
): DemoAd {
  return { campaign: campaignName, adGroup, name, weight, appeal, ...life }
}
