import { describe, expect, it } from 'vitest'
import type { ListedTest } from '../../../../src/domain/experiment/past-test.ts'
import type { Learning } from '../../../../src/domain/experiment/reading.ts'
import { validateBlocks } from '../../../../src/slack/kit/limits.ts'
import { backlog } from '../../../../src/slack/views/experiment/backlog.ts'
import { calibrationAnswer } from '../../../../src/slack/views/experiment/calibration.ts'
import { logAnswer } from '../../../../src/slack/views/experiment/log-answer.ts'
import { testList } from '../../../../src/slack/views/experiment/test-list.ts'
import { makeExperiment } from '../../../support/experiments.ts'
import { expectMessage, expectSound, HOSTILE, hostileTeam, MONDAY, makeTeam, NAMES } from '../stage.ts'

const team = makeTeam()
const past: ListedTest & { permalink: string | null } = {
  id: 'exp_18',
  number: 18,
  title: 'Two-step form',
  state: 'closed',
  lever: 'landing_page',
  channelId: 'cha_1',
  verdict: 'roll_back',
  lift: { lift: -0.06, low: -0.11, high: -0.01 },
  metric: 'Leads per click',
  learning: 'Mobile users left at step two.',
  rationale: 'Leads fell on mobile.',
  rank: 1,
  ownerUserId: 'U0SAM',
  startsOn: '2026-11-09',
  endsOn: '2026-11-29',
  permalink: 'https://beat.slack.com/archives/C0GROWTH/p18',
}
const running: typeof past = {
  ...past,
  id: 'exp_19',
  number: 19,
  title: 'Founder video',
  state: 'running',
  verdict: null,
}
const learning: Learning = {
  sentence: 'Mobile users left at step two.',
  status: 'supported',
  supports: [],
  contradicts: [],
  writtenBy: 'U0SAM',
  writtenAt: MONDAY,
}
const experiment = makeExperiment({ number: 36, title: 'Calculator headline', channelId: 'cha_1' })
const score = { mean: 7.3, low: 6, high: 9, count: 3, byUser: new Map() }
const untried = {
  test: { ...experiment, parent: null, verdict: 'ship' as const },
  learning,
  channels: team.channels.slice(1),
}

describe('the log', () => {
  it('shows two lines a test, and more by a click', async () => {
    const state = {
      team,
      asked: 'cac landing page',
      tests: [past],
      from: 0,
      found: 6,
      instead: [],
      alerts: [],
      alertsFrom: 0,
      alertsFound: 0,
    }

    await expectMessage('log-answer', logAnswer(state))
  })

  it('names alerts where no test fits, what was decided about one, and how one stands that nobody decided about', () => {
    const decided = { number: 12, decision: 'Rotate', rationale: 'They are tired', by: 'Sam', day: 'Mon 16 Nov' }
    const alert = { about: 'G-4 CAC ceiling', stands: 'resolved after 6 days', sentence: '€1,702', permalink: null }
    const alerts = [
      { ...alert, decided },
      { ...alert, decided: null },
    ]
    const state = { team, asked: 'cac', tests: [], from: 0, found: 0, instead: [], alerts, alertsFrom: 0 }
    const words = JSON.stringify(logAnswer({ ...state, alertsFound: 2 }).blocks)

    expect(words).toContain('*2 alerts of Growth for “cac”*')
    expect(words).toContain('*D-12* G-4 CAC ceiling: Rotate')
    expect(words).toContain('*G-4 CAC ceiling* resolved after 6 days, no decision')
    expect(words).not.toContain('More alerts')
    expect(JSON.stringify(logAnswer({ ...state, alertsFound: 5 }).blocks)).toContain('More alerts (3)')
  })

  it('quotes what was learnt, and says of a reason that it is one', () => {
    const undecided = { ...past, learning: null }
    const words = JSON.stringify(
      logAnswer({
        team,
        asked: 'form',
        tests: [undecided],
        from: 0,
        found: 1,
        instead: [],
        alerts: [],
        alertsFrom: 0,
        alertsFound: 0,
      }).blocks,
    )
    expect(words).toContain('Decided because: Leads fell on mobile.')
    expect(words).not.toContain('“Leads fell')
  })

  it('lists tests with where they are in their window', async () => {
    const state = {
      team,
      text: '',
      filter: '',
      tests: [running, past],
      from: 0,
      found: 2,
      names: NAMES,
      today: '2026-11-18',
    }

    await expectMessage('test-list', testList(state))
  })

  it('shows the backlog by score, the spread only to those who have rated', async () => {
    const about = (id: string) => ({ experiment: { ...experiment, id }, permalink: null })
    const entries = [
      { ...about('exp_1'), score, own: 7, permalink: 'https://northwind.slack.com/archives/C0GROWTH/p1' },
      { ...about('exp_2'), score, own: null },
      { ...about('exp_3'), score: { ...score, count: 1 }, own: null },
      { ...about('exp_4'), score: null, own: null },
    ]
    const counts = { from: 0, found: 4, ready: 1, untriedFound: 5 }

    await expectMessage(
      'backlog',
      backlog({ team, model: 'ice', entries, ...counts, untried: [untried], names: NAMES }),
    )
  })
})

describe('hostile titles, words and names', () => {
  const bad = hostileTeam()
  const test = {
    ...past,
    title: HOSTILE.text,
    learning: HOSTILE.text,
    metric: HOSTILE.text,
    channelId: 'cha_1',
    permalink: null,
  }
  const tests = Array.from({ length: 8 }, () => test)
  const names = { U0SAM: HOSTILE.text }
  const worst = makeExperiment({ title: HOSTILE.text, channelId: 'cha_1' })
  const entries = Array.from({ length: 8 }, (_, at) => ({
    experiment: { ...worst, id: `exp_${at}` },
    score,
    own: 5,
    permalink: 'https://northwind.slack.com/archives/C0GROWTH/p1',
  }))
  const taught = {
    test: { ...worst, parent: null, verdict: 'ship' as const },
    learning: { ...learning, sentence: HOSTILE.text },
    channels: bad.channels,
  }
  const word = HOSTILE.name.slice(0, 60)

  it.each([
    [
      'search',
      () =>
        logAnswer({
          team: bad,
          asked: HOSTILE.text,
          tests,
          from: 0,
          found: 8,
          instead: [{ word, near: word }],
          alerts: [],
          alertsFrom: 0,
          alertsFound: 0,
        }),
    ],
    [
      'nothing found',
      () =>
        logAnswer({
          team: bad,
          asked: HOSTILE.text,
          tests: [],
          from: 0,
          found: 0,
          instead: [],
          alerts: [],
          alertsFrom: 0,
          alertsFound: 0,
        }),
    ],
    [
      'list',
      () =>
        testList({
          team: bad,
          text: HOSTILE.text,
          filter: HOSTILE.text,
          tests,
          from: 0,
          found: 8,
          names,
          today: '2026-11-18',
        }),
    ],
    [
      'empty list',
      () =>
        testList({
          team: bad,
          text: HOSTILE.text,
          filter: HOSTILE.text,
          tests: [],
          from: 0,
          found: 0,
          names,
          today: '2026-11-18',
        }),
    ],
    [
      'backlog',
      () =>
        backlog({
          team: bad,
          model: 'rice',
          entries,
          from: 0,
          found: 90,
          ready: 40,
          untried: [taught, taught, taught],
          untriedFound: 9,
          names,
        }),
    ],
    [
      'calibration',
      () => calibrationAnswer({ team: bad, userId: 'U0SAM', calibration: { kind: 'too few', have: 1, need: 5 } }),
    ],
  ])('fit into the message and mention nobody: %s', (_, draw) => {
    expectSound(draw())
  })

  it('fit into the button that asks for the next page', () => {
    const asked = '"\u0007'.repeat(1_500)
    const found = logAnswer({
      team,
      asked,
      tests: [past],
      from: 0,
      found: 60,
      instead: [],
      alerts: [],
      alertsFrom: 0,
      alertsFound: 0,
    })
    const listed = testList({
      team,
      text: asked,
      filter: '',
      tests: [past],
      from: 0,
      found: 90,
      names,
      today: '2026-11-18',
    })

    expect(validateBlocks(found.blocks, 'message')).toEqual([])
    expect(validateBlocks(listed.blocks, 'message')).toEqual([])
  })

  it('keep what the next page needs', () => {
    const { blocks } = logAnswer({
      team,
      asked: 'a "quoted" word',
      tests: [past],
      from: 5,
      found: 9,
      instead: [],
      alerts: [],
      alertsFrom: 0,
      alertsFound: 0,
    })

    expect(JSON.stringify(blocks)).toContain(
      JSON.stringify(JSON.stringify([team.id, 6, 'a "quoted" word'])).slice(1, -1),
    )
  })
})
