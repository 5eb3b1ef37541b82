import { describe, expect, it } from 'vitest'
import { type ChannelRule, channelFinder } from '../../src/domain/team.ts'

const channels = [
  channel('brand', { field: 'campaign', contains: 'Marke' }),
  channel('search', { field: 'platform', contains: 'Google Ads' }),
  channel('over', { field: 'campaign', contains: 'über' }),
  channel('yandex', { field: 'platform', contains: 'Яндекс' }),
  channel('mail', { field: 'utm_source', contains: 'mail' }),
  channel('odd', { field: 'campaign', contains: '50%_\\(.*)' }),
]
const find = channelFinder(channels)

describe('the channel of a campaign', () => {
  it.each([
    ['google_ads', 'Generic', 'search'],
    ['Google Ads (Search)', 'Generic', 'search'],
    ['google-ads', 'Marke DE', 'brand'],
    ['Bing', 'ÜBER UNS', 'over'],
    ['Bing', 'u\u0308ber uns', 'over'],
    ['Яндекс.Директ', 'Generic', 'yandex'],
    ['Bing', 'deal 50%_\\(.*) off', 'odd'],
    ['Bing', 'deal 50 percent', null],
    ['mail', 'mail', null],
    ['', '', null],
  ])('of %j · %j is %s', (platform, campaign, expected) => {
    expect(find(platform, campaign)).toBe(expected)
  })

  it('is none where a rule has nothing to look for', () => {
    expect(channelFinder([channel('all', { field: 'platform', contains: '™' })])('Google Ads', 'Brand')).toBeNull()
  })
})

function channel(id: string, rule: ChannelRule) {
  return { id, key: id, name: id, job: null, ownerUserId: null, delegateUserId: null, rules: [rule] }
}
