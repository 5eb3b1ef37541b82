import { describe, expect, it } from 'vitest'
import type { Driver } from '../../../src/domain/analysis/driver.ts'
import type { FunnelStage } from '../../../src/domain/analysis/funnel.ts'
import { type Known, leverOf } from '../../../src/domain/analysis/lever.ts'
import type { TrackingDoubt } from '../../../src/domain/analysis/tracking-doubt.ts'
import { periods } from './weeks.ts'

const usual = { spend: 1000, impressions: 100_000, clicks: 1000 }
const dearImpressions = periods({ a: usual }, { a: { ...usual, spend: 1300 } })
const fewClicks = periods({ a: usual }, { a: { ...usual, clicks: 700 } })

describe('what moved says what to look at first', () => {
  it.each<[string, Driver, Partial<Known>, string]>([
    [
      'dearer impressions: the auction or the targeting',
      step('spend', 'clicks'),
      { periods: dearImpressions },
      'auction or targeting',
    ],
    [
      'fewer clicks on them: the creative or the targeting',
      step('impressions', 'clicks'),
      { periods: fewClicks },
      'creative or targeting',
    ],
    ['dearer clicks without impressions: the price', step('spend', 'clicks'), {}, 'price of the media'],
    [
      'fewer leads per click in one channel: message or targeting',
      step('clicks', 'leads'),
      {},
      'message match or targeting',
    ],
    [
      'fewer leads per click in every channel: page or offer',
      step('clicks', 'leads', ['a', 'b']),
      {},
      'landing page or offer',
    ],
    ['fewer MQLs per lead: targeting, or an offer too broad', step('leads', 'mqls'), {}, 'targeting or a broad offer'],
    ['fewer SQLs per MQL: the offer or the follow-up', step('mqls', 'sqls'), {}, 'offer or sales follow-up'],
    ['fewer customers per SQL: sales, not media', step('sqls', 'won'), {}, 'sales or pricing'],
    [
      'more of the spend in a dear channel: the budget',
      { kind: 'mix', channelIds: ['a'], contribution: 9, before: 0.1, after: 0.2 },
      {},
      'budget split',
    ],
    [
      'customers that no ad brought: not the ads',
      { kind: 'unpaid', channelIds: ['a'], contribution: 9, before: 5, after: 2 },
      {},
      'channels without spend',
    ],
  ])('%s', (_, driver, known, lever) => {
    expect(leverOf(driver, { periods: [], doubts: [], channels: 2, ...known })).toBe(lever)
  })
})

describe('tracking comes first', () => {
  const silent: TrackingDoubt = {
    channelId: 'a',
    kind: 'silent days',
    from: '2026-11-10',
    to: '2026-11-12',
    expected: 40,
  }
  const all: TrackingDoubt = { channelId: 'a', kind: 'every step at once', steps: 4 }

  it.each<[string, Driver, TrackingDoubt, string]>([
    ['where conversions are what is counted', step('clicks', 'conversions'), silent, 'tracking'],
    ['not where the CRM counts', step('clicks', 'leads'), silent, 'message match or targeting'],
    ['not in another channel', step('clicks', 'conversions', ['b']), silent, 'message match or targeting'],
    ['for every rate when all steps fell at once', step('leads', 'mqls'), all, 'tracking'],
    ['not for what a click costs', step('spend', 'clicks'), all, 'price of the media'],
  ])('%s', (_, driver, doubt, lever) => {
    expect(leverOf(driver, { periods: [], doubts: [doubt], channels: 2 })).toBe(lever)
  })
})

function step(from: 'spend' | FunnelStage, to: FunnelStage, channelIds = ['a']): Driver {
  return { kind: 'step', step: { from, to }, channelIds, contribution: 50 }
}
