import { describe, expect, it } from 'vitest'
import { mutedBy } from '../../../src/domain/guardrail/inhibition.ts'
import { trackingCauses, trackingOfId } from '../../../src/domain/guardrail/tracking-cause.ts'
import type { QaDay } from '../../../src/domain/tracking/tracked-day.ts'
import { countDays, shiftDay } from '../../../src/domain/week.ts'
import { ceiling } from './guardrails.ts'

const SEARCH = { id: 'cha_1', name: 'Paid search' }
const SOCIAL = { id: 'cha_2', name: 'Paid social' }
const FROM = '2026-09-01'
const TO = '2026-11-19'

/** Days of a channel that counts 20 conversions a day, and so many in the last ones. */
const days = (last: readonly number[], leads: number | null = null): QaDay[] => {
  const length = countDays(FROM, TO)
  return Array.from({ length }, (_, at) => ({
    day: shiftDay(FROM, at),
    spend: 100,
    clicks: 500,
    conversions: last[at - (length - last.length)] ?? 20,
    leads,
  }))
}
const causes = (search: readonly number[], leads: number | null = null) =>
  trackingCauses(
    new Map([
      [SEARCH.id, days(search, leads)],
      [SOCIAL.id, days([])],
    ]),
    [SEARCH, SOCIAL],
    { from: '2026-10-23', to: TO },
  )

describe('tracking that no guardrail watches', () => {
  const scopes = {
    search: { level: 'channel', channelId: SEARCH.id },
    social: { level: 'channel', channelId: SOCIAL.id },
    team: { level: 'team' },
    brand: { level: 'campaign', campaign: 'Brand' },
  } as const
  it.each<[string, Parameters<typeof ceiling>[0], string | null]>([
    [
      'mutes what a customer costs in its channel',
      { metric: 'cac', scope: scopes.search },
      'the tracking of Paid search',
    ],
    ['mutes a campaign of its channel', { metric: 'cvr', scope: scopes.brand }, 'the tracking of Paid search'],
    ['mutes what the team counts by platforms', { metric: 'conversions' }, 'the tracking of Paid search'],
    ['leaves the customers of the team alone', { metric: 'cac' }, null],
    ['leaves another channel alone', { metric: 'cac', scope: scopes.social }, null],
    ['leaves the spend alone', { metric: 'spend', scope: scopes.search }, null],
  ])('%s', (_, rule, by) => {
    const cause = mutedBy(ceiling(rule), TO, causes([0, 0]), () => SEARCH.id)
    expect(cause?.name ?? null).toBe(by)
  })

  it('is named by its id again', () => {
    expect(causes([0, 0]).map(({ cause }) => trackingOfId(cause.id, [SEARCH, SOCIAL]))).toEqual([
      'the tracking of Paid search',
    ])
    expect(trackingOfId('tracking:', [])).toBe('the tracking of all channels together')
    expect(trackingOfId('grd_1', [])).toBeNull()
  })

  it('mutes for as long as the window holds a day that was not counted, and not longer', () => {
    const week = ceiling({ metric: 'cac', scope: scopes.search, windowDays: 7 })
    const silent = (back: number) => causes([0, 0, ...Array.from({ length: back }, () => 20)])
    expect(mutedBy(week, TO, silent(5), () => null)).not.toBeNull()
    expect(mutedBy(week, TO, silent(7), () => null)).toBeNull()
  })

  it('is suspected of a drop only where the CRM still gets its leads', () => {
    const half = Array.from({ length: 7 }, () => 8)
    expect(causes(half)).toEqual([])
    expect(causes(half, 20).map(({ cause }) => cause.name)).toContain('the tracking of Paid search')
  })
})
