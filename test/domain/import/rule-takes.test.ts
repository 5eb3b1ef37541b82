import { describe, expect, it } from 'vitest'
import { type CountedOrigin, ruleTakes } from '../../../src/domain/import/rule-takes.ts'
import type { Channel, ChannelRule } from '../../../src/domain/team.ts'

function channel(name: string, rules: ChannelRule[]): Channel {
  return { id: name, key: name.toLowerCase(), name, job: null, ownerUserId: null, delegateUserId: null, rules }
}

function from(origin: Partial<CountedOrigin>): CountedOrigin {
  return { channelName: '', campaign: '', utmSource: '', utmMedium: '', leadSource: '', objects: 1, ...origin }
}

/** A rule that was written once, `Google Ads`, looks in platform and campaign. */
const search = channel('Search', [
  { field: 'platform', contains: 'Google Ads' },
  { field: 'campaign', contains: 'Google Ads' },
])
const news = channel('News', [
  { field: 'utm_source', contains: 'newsletter' },
  { field: 'campaign', contains: 'Digest' },
])

describe('what a rule takes', () => {
  it('is campaigns with their spend, and objects of the CRM, by the first rule that fits', () => {
    const campaigns = [
      { platform: 'google_ads', campaignName: 'Brand', spend: 100 },
      { platform: 'google_ads', campaignName: 'Digest', spend: 20 },
      { platform: 'Taboola', campaignName: 'Digest', spend: null },
    ]
    const origins = [
      from({ utmSource: 'google', utmMedium: 'cpc', objects: 30 }),
      from({ utmSource: 'newsletter', objects: 7 }),
      from({ channelName: 'News', objects: 5 }),
      from({ leadSource: 'News', objects: 2 }),
    ]

    expect(ruleTakes([search, news], campaigns, origins).channels).toEqual([
      { name: 'Search', takes: [{ words: 'Google Ads', campaigns: 2, spend: 120, objects: 30 }] },
      {
        name: 'News',
        takes: [
          { words: 'utm_source: newsletter', campaigns: 0, spend: null, objects: 7 },
          { words: 'campaign: Digest', campaigns: 1, spend: null, objects: 0 },
          { words: 'named in the file of the CRM', campaigns: 0, spend: null, objects: 5 },
          { words: 'a source that is called like the channel', campaigns: 0, spend: null, objects: 2 },
        ],
      },
    ])
  })

  it('leaves the rest to no channel, the largest first', () => {
    const campaigns = Array.from({ length: 7 }, (_, index) => ({
      platform: 'Taboola',
      campaignName: `C${index}`,
      spend: index * 10,
    }))
    const origins = [
      from({ utmSource: 'x', objects: 3 }),
      from({ utmSource: 'x', utmMedium: 'y', objects: 4 }),
      from({}),
    ]
    const { unassigned } = ruleTakes([search], campaigns, origins)

    expect(unassigned).toMatchObject({ campaigns: 7, spend: 210, objects: 8 })
    expect(unassigned.topCampaigns.map(({ campaignName }) => campaignName)).toEqual(['C6', 'C5', 'C4', 'C3', 'C2'])
    expect(unassigned.topOrigins).toEqual([
      { words: 'utm_source: x', objects: 7 },
      { words: 'no source at all', objects: 1 },
    ])
  })
})
