import { describe, expect, it } from 'vitest'
import { guardrailName, scopeName, TRACKING_KINDS } from '../../../src/domain/guardrail/guardrail.ts'
import { excessOf, hasWorsened, type Incident } from '../../../src/domain/guardrail/incident.ts'
import { staysInWords } from '../../../src/domain/guardrail/incident-words.ts'
import { NO_ECONOMICS } from '../../../src/domain/metric/economics.ts'
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

describe('what it comes to if a breach stays', () => {
  const judged = { value: 1_702, bound: 1_400, numerator: 166_796, denominator: 98 }
  const incident = { state: 'firing', judged } as Incident
  const told = { ...NO_ECONOMICS, monthlyRevenue: 170, grossMargin: 0.8, monthlyChurn: 0.02, paybackTarget: 15 }
  const guardrail = ceiling({ windowDays: 7 })
  const week = 'about €29,596 a week more than these results may cost'

  it.each([
    ['names the payback as customers leave against its target', told, `payback 14.3 months against ≤ 15; ${week}`],
    [
      'counts without them where that is not told',
      { ...told, monthlyChurn: null },
      `payback 12.5 months against ≤ 15; ${week}`,
    ],
    ['says that it never comes', { ...told, monthlyChurn: 0.09 }, `a payback that never comes against ≤ 15; ${week}`],
    ['is silent without a target', { ...told, paybackTarget: null }, week],
    ['is silent without a margin', { ...told, grossMargin: null }, week],
    ['is silent where nothing was told', NO_ECONOMICS, week],
  ])('%s', (_, economics, words) => {
    expect(staysInWords(guardrail, incident, { currency: 'EUR', economics })).toBe(words)
    expect(staysInWords(guardrail, { ...incident, state: 'recovering' }, { currency: 'EUR', economics })).toBeNull()
  })

  it('says nothing of payback where something else than CAC broke', () => {
    expect(staysInWords({ ...guardrail, metric: 'cpl' }, incident, { currency: 'EUR', economics: told })).toBe(week)
  })
})
