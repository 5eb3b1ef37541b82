import { describe, expect, it } from 'vitest'
import { armFromDays, dueReading, readsItself } from '../../../src/domain/experiment/arm-numbers.ts'
import type { Design, Experiment } from '../../../src/domain/experiment/experiment.ts'
import { NO_SUMS, type Sums } from '../../../src/domain/metric/metric.ts'
import { makeExperiment, RULE } from '../../support/experiments.ts'
import { DESIGN } from '../../support/tests.ts'

const CAMPAIGNS: Design = { ...DESIGN, arms: DESIGN.arms.map((arm) => ({ ...arm, matches: `[${arm.key}]` })) }

function running(changes: Partial<Experiment> = {}, maturityDays = 3): Experiment {
  // From a Wednesday to a Tuesday, three weeks.
  const window = { state: 'running' as const, startsOn: '2026-11-04', endsOn: '2026-11-24', rule: RULE }
  return makeExperiment({ ...window, design: { ...CAMPAIGNS, maturityDays }, ...changes })
}

describe('the reading that is due by itself', () => {
  it.each([
    ['in its first week', '2026-11-07', null],
    ['after its first Sunday', '2026-11-09', { key: 'numbers 2026-W45', through: '2026-11-08' }],
    ['on a Sunday', '2026-11-15', { key: 'numbers 2026-W45', through: '2026-11-08' }],
    ['the day after', '2026-11-16', { key: 'numbers 2026-W46', through: '2026-11-15' }],
    ['while conversions still land', '2026-11-27', { key: 'numbers 2026-W47', through: '2026-11-22' }],
    ['once they have landed', '2026-11-28', { key: 'numbers at the end 2026-11-27', through: '2026-11-27' }],
    ['long after', '2027-01-04', { key: 'numbers at the end 2026-11-27', through: '2026-11-27' }],
  ])('is, %s', (_, today, due) => {
    expect(dueReading(running(), today)).toEqual(due)
  })

  it('comes earlier where the test was stopped', () => {
    const stopped = running({ state: 'maturing', stoppedOn: '2026-11-10' })
    expect(dueReading(stopped, '2026-11-14')).toEqual({ key: 'numbers at the end 2026-11-13', through: '2026-11-13' })
  })

  it.each([
    ['an idea', makeExperiment()],
    ['a test that is decided', running({ state: 'decided' })],
    ['a test whose arms have no letters', running({ design: DESIGN })],
    [
      'a metric that no platform reports',
      running({ design: { ...CAMPAIGNS, metric: { ...DESIGN.metric, measure: 'own' } } }),
    ],
  ])('is none for %s', (_, experiment) => {
    expect(dueReading(experiment, '2026-11-16')).toBeNull()
  })
})

describe('the numbers of an arm out of its days', () => {
  const day = (sums: Partial<Sums>): Sums => ({ ...NO_SUMS, ...sums })

  it('are a share of all its clicks, and no data where there are more conversions than clicks', () => {
    const days = [day({ clicks: 100, conversions: 4 }), day({ clicks: 50, conversions: 2.5 }), day({ clicks: 9 })]
    expect(armFromDays('a', CAMPAIGNS, days)).toEqual({
      arm: 'a',
      primary: { kind: 'proportion', units: 150, events: 6.5 },
      guardrails: [null],
    })
    expect(armFromDays('a', CAMPAIGNS, [day({ clicks: 1, conversions: 4 })]).primary).toBeNull()
    expect(armFromDays('a', CAMPAIGNS, []).primary).toBeNull()
  })

  it('are read only where every arm is known by its letters', () => {
    expect(readsItself(CAMPAIGNS)).toBe(true)
    expect(readsItself({ ...CAMPAIGNS, arms: [CAMPAIGNS.arms[0]!, { ...CAMPAIGNS.arms[1]!, matches: ' ' }] })).toBe(
      false,
    )
  })
})
