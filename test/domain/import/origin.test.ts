import { describe, expect, it } from 'vitest'
import type { Origin } from '../../../src/domain/import/crm-object.ts'
import { originFinder, tellingValue } from '../../../src/domain/import/origin.ts'
import type { ChannelRule } from '../../../src/domain/team.ts'

const find = originFinder([
  channel('paid-search', 'Paid search', { field: 'platform', contains: 'Google Ads' }),
  channel('retargeting', 'Retargeting', { field: 'campaign', contains: 'Retargeting' }),
  channel('paid-social', 'Paid social', { field: 'platform', contains: 'Meta' }),
  channel('partners', 'Partners', { field: 'platform', contains: 'Awin' }),
  channel('mail', 'Mail', { field: 'utm_medium', contains: 'email' }, { field: 'utm_source', contains: 'Newsletter' }),
  channel('events', 'Events', { field: 'source', contains: 'Trade show' }),
])

describe('the channel of a CRM object', () => {
  it.each<[string, Partial<Origin>, string | null]>([
    [
      'the channel its file names',
      { channelName: 'PAID_SOCIAL', utmSource: 'google', utmMedium: 'cpc' },
      'paid-social',
    ],
    ['google / cpc goes by the rule for Google Ads', { utmSource: 'google', utmMedium: 'cpc' }, 'paid-search'],
    ['Google / PPC as well', { utmSource: 'Google', utmMedium: 'PPC' }, 'paid-search'],
    ['google / organic does not', { utmSource: 'google', utmMedium: 'organic' }, null],
    ['google alone does not', { utmSource: 'google' }, null],
    [
      'facebook / paid-social goes by the rule for Meta Ads',
      { utmSource: 'facebook', utmMedium: 'paid-social' },
      'paid-social',
    ],
    ['ig / cpm as well', { utmSource: 'ig', utmMedium: 'cpm' }, 'paid-social'],
    [
      'a campaign name, before a later platform',
      { campaign: 'Retargeting EU', utmSource: 'fb', utmMedium: 'cpc' },
      'retargeting',
    ],
    ['a network that is a platform by its own name', { utmSource: 'awin', utmMedium: 'affiliate' }, 'partners'],
    ['utm_medium', { utmSource: 'hubspot', utmMedium: 'Email' }, 'mail'],
    ['utm_source', { utmSource: 'newsletter-may' }, 'mail'],
    ['source', { leadSource: 'TRADE_SHOW' }, 'events'],
    ['a channel the team does not have, by a rule for source', { channelName: 'trade show 2026' }, 'events'],
    ['a source that is called like a channel', { leadSource: 'PAID_SEARCH' }, 'paid-search'],
    ['a source nobody knows', { leadSource: 'Referrals' }, null],
    ['nothing', {}, null],
  ])('by %s', (_, given, expected) => {
    expect(find(origin(given))).toBe(expected)
  })
})

describe('what is shown of an object that no rule knows', () => {
  it.each<[Partial<Origin>, string, string]>([
    [{ channelName: 'Podcast', utmSource: 'spotify' }, 'channel', 'Podcast'],
    [{ utmSource: 'newsletter', utmMedium: 'x', leadSource: 'Other' }, 'utm_source', 'newsletter'],
    [{ utmMedium: 'referral', leadSource: 'Other' }, 'utm_medium', 'referral'],
    [{ leadSource: 'Other', campaign: 'Spring' }, 'source', 'Other'],
    [{ campaign: 'Spring' }, 'campaign', 'Spring'],
    [{}, '', ''],
  ])('%j', (given, field, value) => {
    expect(tellingValue(origin(given))).toEqual({ field, value })
  })
})

function origin(given: Partial<Origin>): Origin {
  return { channelName: '', campaign: '', utmSource: '', utmMedium: '', leadSource: '', ...given }
}

function channel(key: string, name: string, ...rules: ChannelRule[]) {
  return { id: key, key, name, job: null, ownerUserId: null, delegateUserId: null, rules }
}
