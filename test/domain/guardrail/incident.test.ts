import { describe, expect, it } from 'vitest'
import { guardrailName, scopeName, TRACKING_KINDS } from '../../../src/domain/guardrail/guardrail.ts'
import { excessOf, hasWorsened } from '../../../src/domain/guardrail/incident.ts'
import type { Team } from '../../../src/domain/team.ts'
import { ceiling } from './guardrails.ts'

const team = { channels: [{ id: 'chn_1', name: 'Paid social' }] } as Team

describe('how a guardrail is called', () => {
  it.each([
    [{ level: 'team' } as const, 'G-4 CAC ceiling'],
    [{ level: 'channel', channelId: 'chn_1' } as const, 'G-4 CAC ceiling, Paid social'],
    [{ level: 'channel', channelId: 'chn_9' } as const, 'G-4 CAC ceiling, a channel that was removed'],
    [{ level: 'campaign', campaign: 'Brand' } as const, 'G-4 CAC ceiling, Brand'],
  ])('%o', (scope, name) => {
    expect(guardrailName(ceiling({ scope }), team)).toBe(name)
    expect(name.endsWith(scopeName(scope, team))).toBe(true)
  })

  it('knows which ones watch the tracking', () => {
    expect(TRACKING_KINDS).toEqual(['freshness', 'zero_run', 'tracking'])
  })
})

describe('how much worse a breach got', () => {
  it.each([
    { value: 120, bound: 100, excess: 0.2 },
    { value: 80, bound: 100, excess: 0.2 },
    { value: 3, bound: 0, excess: 3 },
    { value: null, bound: 100, excess: Number.MAX_SAFE_INTEGER },
  ])('$value against $bound is $excess beyond', ({ value, bound, excess }) => {
    expect(excessOf({ verdict: 'BREACH', value, bound })).toBeCloseTo(excess)
    expect(excessOf({ verdict: 'OK', value, bound })).toBe(0)
  })

  it('counts as worse by half as much again, and not by a trifle', () => {
    expect(hasWorsened(0.2, 0.29)).toBe(false)
    expect(hasWorsened(0.2, 0.31)).toBe(true)
    expect(hasWorsened(0.02, 0.04)).toBe(false)
    expect(hasWorsened(0.2, Number.MAX_SAFE_INTEGER)).toBe(true)
    expect(hasWorsened(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)).toBe(false)
  })
})
