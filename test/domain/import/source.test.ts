import { describe, expect, it } from 'vitest'
import { platformFamily } from '../../../src/domain/import/platform-family.ts'
import {
  healthOf,
  isSourceName,
  isWorthTelling,
  nextRun,
  type Problem,
  type ProblemCode,
  type Source,
} from '../../../src/domain/import/source.ts'
import { readToken, tokenOf } from '../../../src/domain/import/source-token.ts'
import { makeSource } from '../../support/source.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000)
const trouble = (code: ProblemCode): Problem => ({ code, sentence: 'No.', questions: [] })

describe('how a source does', () => {
  it.each<[string, Partial<Source>, string]>([
    ['read an hour ago, with numbers of yesterday', {}, 'working'],
    ['never read', { lastOkAt: null, lastDay: null }, 'new'],
    [
      'paused, whatever else is the matter',
      { state: 'paused', failingSince: NOW, problem: trouble('refused') },
      'paused',
    ],
    ['in trouble', { failingSince: hoursAgo(2), problem: trouble('refused') }, 'failing'],
    ['that was in trouble and is over it', { problem: trouble('refused') }, 'working'],
    ['being read', { leaseUntil: new Date(NOW.getTime() + 1_000) }, 'reading'],
    ['whose reader died', { leaseUntil: hoursAgo(1) }, 'working'],
    ['quiet for three days', { lastOkAt: hoursAgo(72) }, 'working'],
    ['quiet for longer', { lastOkAt: hoursAgo(72.1) }, 'stale'],
    ['whose newest day is four days old', { lastDay: '2026-11-16' }, 'working'],
    ['whose newest day is older', { lastDay: '2026-11-15' }, 'stale'],
    ['that pushes old days', { kind: 'push', lastDay: '2025-01-01' }, 'working'],
    ['without days, such as CRM objects', { lastDay: null }, 'working'],
  ])('%s: %s', (_, changes, state) => {
    expect(healthOf(makeSource(changes), NOW, 'Europe/Berlin').state).toBe(state)
  })
})

describe('the lead is told', () => {
  it.each<[string, Partial<Source>, ProblemCode, number, boolean]>([
    ['of a refusal at once', {}, 'refused', 1, true],
    ['of what may pass not at once', {}, 'unreachable', 2, false],
    ['of what does not pass', {}, 'timeout', 3, true],
    ['of one trouble once', { toldCode: 'refused' }, 'refused', 9, false],
    ['of another trouble behind it', { toldCode: 'unreachable' }, 'asking', 4, true],
    ['of nothing while a push is being tried out', { kind: 'push', lastOkAt: null }, 'refused', 1, false],
    ['of a push that worked before', { kind: 'push' }, 'refused', 1, true],
  ])('%s', (_, changes, code, failures, isTold) => {
    expect(isWorthTelling(makeSource(changes), code, failures)).toBe(isTold)
  })
})

describe('a source is read again', () => {
  it.each<[ProblemCode | null, number, string]>([
    [null, 60, '2026-11-20T13:00:00.000Z'],
    ['refused', 60, '2026-11-20T13:00:00.000Z'],
    ['unreachable', 60, '2026-11-20T12:10:00.000Z'],
    ['timeout', 5, '2026-11-20T12:05:00.000Z'],
  ])('after %s, every %d minutes: %s', (failed, minutes, at) => {
    expect(nextRun(NOW, minutes * 60_000, failed).toISOString()).toBe(at)
  })
})

describe('names', () => {
  it('of one platform are one, and of others are not', () => {
    for (const name of ['Google Ads', 'google_ads', 'AdWords', 'Google AdWords'])
      expect(platformFamily(name)).toBe('google')
    for (const name of ['Facebook Ads', 'facebook_ads', 'Meta Ads']) expect(platformFamily(name)).toBe('meta')
    expect(platformFamily('Google Analytics')).not.toBe('google')
    expect(platformFamily('Awin')).toBe('awin')
  })

  it('of sources are words that can be typed', () => {
    for (const name of ['a', 'partner-feed', 'dwh2']) expect(isSourceName(name)).toBe(true)
    for (const name of ['', '-a', 'a-', 'A', 'a b', 'ä', 'a'.repeat(41)]) expect(isSourceName(name)).toBe(false)
  })

  it('and secrets of a token are read as they were written', () => {
    const secret = 'A-_b'.repeat(10)
    expect(readToken(tokenOf('src_0123456789abcdefghj', secret))).toEqual({
      sourceId: 'src_0123456789abcdefghj',
      secret,
    })
    for (const token of ['', 'beat_', 'beat_x_y', `xbeat_0123456789ab_${secret}`, `beat_0123456789ab_${secret} `])
      expect(readToken(token)).toBeNull()
  })
})
