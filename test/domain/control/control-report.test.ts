import { describe, expect, it } from 'vitest'
import { type ControlFacts, judgeControls } from '../../../src/domain/control/control-report.ts'
import type { AdReading } from '../../../src/domain/creative/fatigue.ts'
import { judgeControl } from '../../../src/domain/guardrail/judge-control.ts'
import { reading } from '../creative/ads.ts'
import { ceiling, series } from '../guardrail/guardrails.ts'

const FACTS: ControlFacts = {
  currency: 'EUR',
  result: 'customer',
  channels: [],
  quality: { leads: 0, untagged: 0, twice: [] },
  origins: [],
  known: { sources: [], mediums: [], campaigns: [] },
  claims: { platforms: [], leads: 0 },
  targeting: [],
  measured: [],
  ads: [],
  expansion: {
    trackingGreenWeeks: 0,
    costHolds: null,
    paybackHolds: null,
    coreSaturating: false,
    testShare: null,
    targetCpl: null,
  },
}

describe('an ad as the control shows it, and as a guardrail of it fires', () => {
  const clicks = { kind: 'cpm', change: 0.31 } as AdReading['signals'][number]
  const age = { kind: 'age' } as AdReading['signals'][number]
  it.each<[string, Partial<AdReading>, string, string]>([
    ['fresh', { level: 'fresh', signals: [] }, 'ok', 'OK'],
    ['to watch', { level: 'watch', signals: [clicks] }, 'watch', 'WARN'],
    ['old, and holds', { level: 'watch', signals: [age] }, 'ok', 'OK'],
    ['tired', { level: 'fatigued', signals: [clicks] }, 'act', 'BREACH'],
    ['worn out', { level: 'critical', signals: [clicks] }, 'act', 'BREACH'],
  ])('%s', (_, given, state, verdict) => {
    const lines = judgeControls({ ...FACTS, ads: [{ ...reading(given), channelName: 'Paid social' }] })
    const rule = ceiling({ kind: 'creatives', metric: null })

    expect(lines.filter(({ control }) => control === 'creatives').map((line) => line.state)).toEqual([state])
    const numbers = series('2026-11-01', [], { evidence: lines })
    expect(judgeControl('creatives')(rule, numbers, '2026-11-15').verdict).toBe(verdict)
  })
})

describe('room to grow in a channel', () => {
  const channel = (saturation: ControlFacts['channels'][number]['saturation']): ControlFacts['channels'][number] => ({
    id: 'cha_1',
    name: 'Paid social',
    tracking: { channelId: 'cha_1', findings: [], hasNumbers: true, hasConversions: true },
    saturation,
    scaling: {
      spend: 500,
      spendBefore: 500,
      cost: 50,
      week: '2026-W44',
      target: 60,
      judgement: { call: 'on target', sure: 0.95 },
      tooDear: { call: 'on target', sure: 0.99 },
    },
  })
  const curve = { exponent: 0.9, se: 0.1, weeks: 12, cost: 50, marginal: 55 }
  it.each<[string, ControlFacts['channels'][number]['saturation'], string, string]>([
    ['is fine', { state: 'room', ...curve }, 'ok', 'OK'],
    ['is to act on where it is saturated', { state: 'saturated', ...curve }, 'act', 'BREACH'],
    [
      'is not known where nobody can tell the curve, which ends no breach',
      { state: 'unknown', why: 'too much noise', exponent: null },
      'unknown',
      'INSUFFICIENT',
    ],
  ])('%s', (_, saturation, state, verdict) => {
    const lines = judgeControls({ ...FACTS, channels: [channel(saturation)] })
    const rule = ceiling({ kind: 'saturation', metric: null })

    expect(lines.find(({ control }) => control === 'saturation')?.state).toBe(state)
    const numbers = series('2026-11-01', [], { evidence: lines })
    expect(judgeControl('saturation')(rule, numbers, '2026-11-15').verdict).toBe(verdict)
  })
})

describe('a new channel', () => {
  const all = { trackingGreenWeeks: 4, costHolds: true, paybackHolds: true, coreSaturating: true, testShare: 0.1 }
  it.each<[string, Partial<ControlFacts['expansion']>, string]>([
    ['is fine where all holds', {}, 'ok'],
    ['is not known where one thing is not', { costHolds: null }, 'unknown'],
    ['is not known where one thing lacks', { costHolds: false }, 'unknown'],
  ])('%s', (_, changes, state) => {
    const lines = judgeControls({ ...FACTS, expansion: { ...FACTS.expansion, ...all, ...changes } })
    expect(lines.find(({ control }) => control === 'expansion')?.state).toBe(state)
  })
})
