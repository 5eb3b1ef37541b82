import { describe, expect, it } from 'vitest'
import type { Driver } from '../../../src/domain/analysis/driver.ts'
import type { FunnelStage } from '../../../src/domain/analysis/funnel.ts'
import { type Known, leadOf } from '../../../src/domain/analysis/lever.ts'
import type { TrackingDoubt } from '../../../src/domain/analysis/tracking-doubt.ts'
import type { AdReading } from '../../../src/domain/creative/fatigue.ts'
import { reading } from '../creative/ads.ts'
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
      'fewer leads per click in the only channel there is: page, offer or message',
      step('clicks', 'leads'),
      { channels: 1 },
      'landing page, offer or message match',
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
    expect(leadOf(driver, { periods: [], doubts: [], ads: [], channels: 2, ...known }).lever).toBe(lever)
  })
})

describe('fewer clicks on what is shown', () => {
  const tired = (blame: AdReading['blame'], signals: AdReading['signals'] = []) =>
    reading({ level: 'fatigued', ctr: { before: 0.01, after: 0.0074, change: -0.26 }, blame, signals })
  const old = tired('creative', [{ kind: 'age', days: 41 }])
  const held = reading({ ctr: { before: 0.01, after: 0.0101, change: 0.01 } })
  const fell = reading({ ctr: { before: 0.01, after: 0.0085, change: -0.15 } })
  const elsewhere = { ...old, channelId: 'b' }

  it.each<[string, AdReading[], string, number]>([
    ['with an old ad that is tired alone: creative fatigue', [held, old], 'creative fatigue', 1],
    ['with a new ad that is tired alone: the creative', [held, tired('creative')], 'creative', 1],
    ['with a tired ad whose siblings fell alike: the targeting', [tired('audience'), fell], 'targeting', 1],
    ['with a tired ad of each kind: the creative first', [tired('audience'), old], 'creative fatigue', 1],
    ['on all ads, none of them tired: the targeting', [fell, fell], 'targeting', 0],
    ['on one of the ads, not tired: nobody can tell', [fell, held], 'creative or targeting', 0],
    ['on the only ad there is: nobody can tell', [fell], 'creative or targeting', 0],
    ['with a tired ad of another channel: nobody can tell', [elsewhere], 'creative or targeting', 0],
  ])('%s', (_, ads, lever, evidence) => {
    const lead = leadOf(step('spend', 'clicks'), { periods: fewClicks, doubts: [], ads, channels: 2 })
    expect([lead.lever, lead.ads.length]).toEqual([lever, evidence])
  })

  it('is not asked of the ads where it was the price that rose', () => {
    const known = { periods: dearImpressions, doubts: [], ads: [old], channels: 2 }
    expect(leadOf(step('spend', 'clicks'), known)).toEqual({ lever: 'auction or targeting', ads: [] })
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
    expect(leadOf(driver, { periods: [], doubts: [doubt], ads: [], channels: 2 }).lever).toBe(lever)
  })
})

function step(from: 'spend' | FunnelStage, to: FunnelStage, channelIds = ['a']): Driver {
  return { kind: 'step', step: { from, to }, channelIds, contribution: 50 }
}
