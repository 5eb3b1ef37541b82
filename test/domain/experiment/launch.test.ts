import { describe, expect, it } from 'vitest'
import type { Experiment, TestSettings } from '../../../src/domain/experiment/experiment.ts'
import {
  type CheckName,
  claimKeys,
  type Holder,
  judgeLaunch,
  keyOf,
  type LaunchSituation,
  mayLaunch,
  type Running,
} from '../../../src/domain/experiment/launch.ts'
import { restOf } from '../../../src/domain/experiment/launch-budget.ts'
import { plannedTest } from './tests.ts'

const SETTINGS: TestSettings = { slots: 4, channelSlots: 2, budgetLimit: null, scoreModel: 'ice' }
const READY = plannedTest(
  { audiences: ['prospecting-DE'], creatives: ['calculator-1'] },
  {},
  { number: 37, state: 'ready' },
)

function situation(change: Partial<LaunchSituation> = {}): LaunchSituation {
  return {
    experiment: READY,
    settings: SETTINGS,
    holders: [],
    running: [],
    names: [],
    envelope: null,
    tracking: { state: 'green', sentence: 'Tracking is clean.' },
    similar: [],
    similarShown: false,
    monthlyBudget: 40_000,
    currency: 'EUR',
    leadUserId: 'U0MARA',
    ...change,
  }
}

function held(key: string, number = 33, until: string | null = '2026-12-02'): Holder {
  return { key, number, ownerUserId: 'U0SAM', until }
}

function check(name: CheckName, change: Partial<LaunchSituation> = {}) {
  return judgeLaunch(situation(change)).find((each) => each.name === name)
}

const withBudget = (budget: number, approval: Experiment['approval'] = null) => ({
  experiment: plannedTest({ budget }, {}, { approval }),
})

describe('a launch', () => {
  it('may happen where nothing stands against it', () => {
    const checks = judgeLaunch(situation())
    expect(checks.map(({ state }) => state)).toEqual(Array.from(checks, () => 'ok'))
    expect(mayLaunch(checks)).toBe('ok')
  })

  it('is refused with the test that holds the audience, whose it is, until when and what to do', () => {
    expect(check('audience', { holders: [held(keyOf('audience', 'Prospecting-DE '))] })).toEqual({
      name: 'audience',
      state: 'blocked',
      sentence:
        "T-37 can't start: audience `prospecting-DE` is held by T-33 (<@U0SAM>) until Wed 2 Dec. To go on, schedule it for Thu 3 Dec, or change the audience.",
      holder: 33,
    })
  })

  it('is refused while another test uses the same creative', () => {
    const found = check('creative', { holders: [held('creative:calculator-1', 34, null)] })
    expect(found).toMatchObject({ state: 'blocked', holder: 34 })
    expect(found?.sentence).toContain('is held by T-34 (<@U0SAM>). To go on, change the creative.')
  })

  it('is refused while all slots are taken, with the one that is free next', () => {
    const holders = [1, 2, 3, 4].map((slot) => held(`team:${slot}`, 30 + slot, `2026-12-0${7 - slot}`))
    const found = check('slot', { holders })
    expect(found).toMatchObject({ state: 'blocked', holder: 34 })
    expect(found?.sentence).toBe(
      "T-37 can't start: all 4 slots are taken (T-31, T-32, T-33, T-34). The next one is free on Fri 4 Dec. Schedule it, or stop one.",
    )
    expect(check('slot', { holders: holders.slice(1) })).toMatchObject({ state: 'ok', sentence: '1 of 4 slots free.' })
  })

  it('is refused while its channel is full, and a test of no channel needs none of its slots', () => {
    const holders = [
      held('channel:chn_search:1', 31),
      held('channel:chn_search:2', 32),
      held('channel:chn_social:1', 33),
    ]
    expect(check('channel slot', { holders })).toMatchObject({ state: 'blocked', holder: 31 })
    expect(check('channel slot', { holders: holders.slice(1) })).toMatchObject({ state: 'ok' })
    expect(check('channel slot', { holders, experiment: { ...READY, channelId: null } })).toBeUndefined()
  })

  it('is refused without a plan, and without a guardrail, as that could never ship', () => {
    const idea = { ...READY, design: null, rule: null }
    expect(check('plan', { experiment: idea })?.sentence).toBe(
      "T-37 can't start: it lacks a plan. [Plan] on its card adds that.",
    )
    const bare = plannedTest({ guardrails: [] })
    expect(check('plan', { experiment: bare })).toMatchObject({ state: 'blocked' })
  })

  it('of a hopeless plan is for somebody to vouch for, who reads what its window can show', () => {
    const found = check('plan', { experiment: plannedTest({ smallest: 0.01 }) })
    expect(found?.state).toBe('unknown')
    expect(found?.vouch).toMatch(/^I run it although its 3 weeks can only show \+\d+\.\d\s% or more$/)
    expect(found?.sentence).toMatch(/^The plan is hopeless as it stands: its 3 weeks can only show \+\d+\.\d\s% or/)
    const quiet = check('plan', { experiment: plannedTest({ smallest: 0.01, traffic: 1 }) })
    expect(quiet?.vouch).toBe('I run it although its 3 weeks can show no effect at all at this traffic')
  })

  it('is refused while tracking is red, and needs somebody to vouch for it where nobody can see it', () => {
    const red = { state: 'red' as const, sentence: 'No conversions since Tue 24 Nov.' }
    expect(check('tracking', { tracking: red })).toMatchObject({ state: 'blocked' })
    const unknown = judgeLaunch(situation({ tracking: { state: 'unknown', sentence: 'Nobody knows.' } }))
    expect(mayLaunch(unknown)).toBe('unknown')
  })

  it.each<[string, Partial<LaunchSituation>, string]>([
    ['is free to spend nothing', withBudget(0), 'ok'],
    ['may spend a tenth of the monthly budget', withBudget(4_000), 'ok'],
    ['needs the lead above that', withBudget(4_001), 'needs approval'],
    [
      'needs the lead above the limit of the team',
      { ...withBudget(600), settings: { ...SETTINGS, budgetLimit: 500 } },
      'needs approval',
    ],
    [
      'needs the lead where there is no budget to measure it by',
      { ...withBudget(1), monthlyBudget: null },
      'needs approval',
    ],
    ['may spend what was approved', withBudget(5_000, { by: 'U0MARA', at: '', budget: 5_000, declined: null }), 'ok'],
    [
      'may not spend more than was approved',
      withBudget(5_001, { by: 'U0MARA', at: '', budget: 5_000, declined: null }),
      'needs approval',
    ],
    [
      'may not spend what was declined',
      withBudget(5_000, { by: 'U0MARA', at: '', budget: 5_000, declined: 'Too much.' }),
      'needs approval',
    ],
  ])('%s', (_, change, state) => {
    expect(check('budget', change)).toMatchObject({ state })
  })

  const running = (number: number, change: Partial<Running> = {}): Running => ({
    number,
    ownerUserId: 'U0SAM',
    until: '2026-12-02',
    budget: 0,
    rest: 0,
    letters: [],
    ...change,
  })

  it('counts the money of the tests that run, and names them', () => {
    const others = [running(33, { budget: 3_000, rest: 1_000 }), running(34)]
    expect(check('budget', { ...withBudget(1_000), running: others })).toMatchObject({ state: 'ok' })
    expect(check('budget', { ...withBudget(1_001), running: others })).toEqual({
      name: 'budget',
      state: 'needs approval',
      sentence: '€1,001 extra, €4,001 with T-33 (<@U0SAM>): above the limit of €4,000. <@U0MARA> has to approve it.',
    })
  })

  it('stays within what is left of the month', () => {
    const around = {
      envelope: { left: 1_500, through: '2026-11-22' },
      running: [running(33, { budget: 3_000, rest: 1_000 })],
    }
    expect(check('budget', { ...withBudget(500), ...around })).toMatchObject({ state: 'ok' })
    expect(check('budget', { ...withBudget(501), ...around })?.sentence).toBe(
      '€501 extra, €1,501 from now on with T-33 (<@U0SAM>): above the €1,500 that are left of the month (by Sun 22 Nov). <@U0MARA> has to approve it.',
    )
    expect(check('budget', { ...withBudget(1), envelope: { left: 0, through: '2026-11-22' } })?.sentence).toContain(
      '€1 extra, and the month is spent (by Sun 22 Nov).',
    )
  })

  it('is refused while a running test reads the same campaigns, which it names', () => {
    const arms = plannedTest().design.arms.map((arm, at) => ({ ...arm, matches: ['[Long]', '[Short]'][at] ?? null }))
    const experiment = plannedTest({ arms }, {}, { number: 37 })
    const names = ['Search · Form [short] · Ad 1', 'Search · Form [long]']
    const other = [running(34, { letters: ['video'] }), running(33, { letters: ['form'] })]
    expect(check('arms', { experiment, names, running: other })).toEqual({
      name: 'arms',
      state: 'blocked',
      sentence:
        "T-37 can't start: `Search · Form [short] · Ad 1` is read by T-33 (<@U0SAM>) until Wed 2 Dec, too. To go on, schedule it for Thu 3 Dec, or change the letters of the arms.",
      holder: 33,
    })
    expect(check('arms', { experiment, names: [], running: [running(33, { letters: ['short'] })] })).toMatchObject({
      state: 'blocked',
    })
    expect(check('arms', { experiment, names, running: other.slice(0, 1) })).toMatchObject({ state: 'ok' })
    expect(check('arms', { running: other })).toBeUndefined()
  })

  it.each([
    ['2026-11-01', 3_000],
    ['2026-11-11', 2_000],
    ['2026-12-01', 0],
  ])('leaves of €3,000 from 1 to 30 November, on %s, %d', (today, rest) => {
    const test = { ...plannedTest({ budget: 3_000 }), startsOn: '2026-11-01', endsOn: '2026-11-30' }
    expect(restOf(test, today)).toBe(rest)
  })

  it('says who can approve', () => {
    expect(check('budget', withBudget(5_000))?.sentence).toBe(
      '€5,000 extra, above the limit of €4,000. <@U0MARA> has to approve it.',
    )
  })

  it('wants similar tests to have been seen', () => {
    const similar = [
      { number: 18, state: 'closed', verdict: 'roll_back' },
      { number: 7, state: 'running', verdict: null },
    ] as const
    expect(check('similar', { similar })).toMatchObject({ state: 'unknown' })
    expect(check('similar', { similar, similarShown: true })).toMatchObject({
      state: 'ok',
      sentence: 'Look at what similar tests taught: T-18 (rolled back), T-7 (running).',
    })
  })

  it('is refused before anything else that is asked of it', () => {
    const red = { state: 'red' as const, sentence: 'No conversions.' }
    expect(mayLaunch(judgeLaunch(situation({ ...withBudget(9_000), tracking: red })))).toBe('blocked')
    expect(
      mayLaunch(
        judgeLaunch(situation({ ...withBudget(9_000), similar: [{ number: 7, state: 'closed', verdict: 'ship' }] })),
      ),
    ).toBe('needs approval')
  })
})

describe('what a running test holds', () => {
  it('is one of the slots of the team and of the channel, and each of its audiences and creatives once', () => {
    const twice = plannedTest({ audiences: ['Prospecting-DE', 'prospecting-de  '], creatives: ['Calculator  1'] })
    expect(claimKeys(twice, SETTINGS)).toEqual([
      ['team:1', 'team:2', 'team:3', 'team:4'],
      ['channel:chn_search:1', 'channel:chn_search:2'],
      ['audience:prospecting-de'],
      ['creative:calculator 1'],
    ])
    expect(claimKeys({ channelId: null, design: null }, { ...SETTINGS, slots: 1 })).toEqual([['team:1']])
  })
})
