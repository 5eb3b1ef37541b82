import { describe, expect, it } from 'vitest'
import { validateView } from '../../../src/slack/kit/limits.ts'
import { homeTab, pageOf } from '../../../src/slack/views/home-tab.ts'
import { mine } from '../../../src/slack/views/mine.ts'
import type { Task } from '../../../src/slack/views/tasks.ts'
import { makeAction } from '../../support/actions.ts'
import {
  expectHarmless,
  expectMessage,
  expectSound,
  expectView,
  HOSTILE,
  hostileTeam,
  MONDAY,
  makeBoard,
  makeLaunch,
  makeReview,
  makeTeam,
  NAMES,
  NEXT,
} from './stage.ts'

const team = makeTeam()
const review = makeReview(makeBoard(team))
const here = { userId: 'U0SAM', conversationId: 'C0GROWTH', names: NAMES, away: null }
const glance = {
  team,
  review,
  next: NEXT,
  lastDay: '2026-11-22',
  isMine: true,
  maySet: true,
  week: { alerts: 2, focus: 3, launches: 1 },
  tests: { running: [{ number: 33, title: 'Founder video' }], slots: { used: 1, of: 4 } },
  permalink: 'https://beat.slack.com/archives/C0GROWTH/p1',
}
const page = { from: 0, of: 1, drawnAt: MONDAY, names: NAMES, away: null }
const ownTests = [
  {
    team,
    test: {
      id: 'exp_33',
      number: 33,
      title: 'Founder video',
      state: 'running' as const,
      window: { day: 10, days: 21 },
    },
    permalink: 'https://beat.slack.com/archives/C0GROWTH/p33',
  },
]
const about = { team, experimentId: 'exp_31', number: 31, title: 'Shorter form on LP-demo' }
const ownActions = [
  { team, today: '2026-11-23', action: makeAction(7, 'Swap the hero on LP-demo', { dueOn: '2026-11-20' }) },
  { team, today: '2026-11-23', action: makeAction(8, 'Refresh two creatives', { focus: true, priority: 'high' }) },
]
const tasks: Task[] = [
  {
    kind: 'action',
    team,
    today: '2026-11-23',
    action: makeAction(7, 'Swap the hero on LP-demo', { dueOn: '2026-11-20' }),
  },
  { kind: 'learning', ...about },
  {
    kind: 'approval',
    ...about,
    budget: 2_500,
    by: 'U0PRIYA',
    brief: { change: 'Bid double', outcome: 'more leads', because: 'we lose auctions' },
  },
  {
    kind: 'second decision',
    ...about,
    says: null,
    decisionId: 'dec_1',
    verdict: 'ship',
    rationale: 'It is our brand.',
    by: 'U0PRIYA',
  },
  { kind: 'decision', ...about, spoken: null },
  { kind: 'launch', team, today: '2026-11-23', launch: makeLaunch(3, 'Autumn offer') },
  { kind: 'first numbers', team },
  { kind: 'import', team, importId: 'imp_1', fileName: 'november.csv', state: 'ready' },
  { kind: 'close', team, review, heard: 1, of: 3 },
  { kind: 'narrative', team, review, channelId: 'cha_2', channelName: 'Paid social', begun: false },
  { kind: 'narrative', team, review, channelId: 'cha_3', channelName: 'Partners', begun: true },
]

describe('what needs me now', () => {
  it('lists each thing with its button, narratives first', async () => {
    await expectMessage('mine-tasks', mine({ ...here, tasks, teams: [glance] }))
  })

  it('shows eight at a time, and the way to the others and back', async () => {
    await expectMessage('mine-tasks-second', mine({ ...here, tasks, teams: [glance], from: 8 }))
    const words = (from: number) => JSON.stringify(mine({ ...here, tasks, teams: [glance], from }))
    expect(words(0)).toContain(`1 to 8 of ${tasks.length}`)
    expect(words(8)).toContain(`9 to ${tasks.length} of ${tasks.length}`)
    expect(words(8)).toContain('Back to the first')
  })

  it('says when the next review opens where nothing is to do', async () => {
    await expectMessage('mine-nothing', mine({ ...here, tasks: [], teams: [glance] }))
  })

  it('invites to set up a team where there is none', async () => {
    await expectMessage('mine-no-team', mine({ ...here, tasks: [], teams: [] }))
  })
})

describe('the Home tab', () => {
  it('shows my own work first, then the team', async () => {
    await expectView('home', homeTab({ ...page, tasks, teams: [glance], ownTests, ownActions }))
  })

  it('shows the second page of what needs me, and knows which page of it stands there', async () => {
    const view = homeTab({ ...page, tasks, tasksFrom: 8, teams: [glance], ownTests, ownActions })
    expect(view.private_metadata).toBe('0:8')
    await expectView('home-second', view)
  })

  it('offers to resume a rhythm that is paused', async () => {
    const paused = {
      ...glance,
      team: makeTeam({ pausedAt: MONDAY, pausedBy: 'U0MARA' }),
      review: null,
      permalink: null,
      lastDay: null,
      isMine: false,
      maySet: false,
      week: { alerts: 0, focus: 0, launches: 0 },
    }
    await expectView('home-paused', homeTab({ ...page, tasks: [], teams: [paused], ownTests: [], ownActions: [] }))
  })

  it('says how to begin where there is no team', async () => {
    await expectView('home-no-team', homeTab({ ...page, of: 0, tasks: [], teams: [], ownTests: [], ownActions: [] }))
  })

  it('shows five teams of many, the settings of those that are mine, and the way to the others', async () => {
    const teams = Array.from({ length: 5 }, (_, at) => ({
      ...glance,
      isMine: at === 0,
      maySet: at === 0,
      team: makeTeam({ id: `tea_${at}`, name: `Team ${at}` }),
    }))
    const view = homeTab({ ...page, from: 5, of: 12, tasks: [], teams, ownTests: [], ownActions: [] })
    await expectView('home-many', view)
    expect(JSON.stringify(view).match(/Pause the rhythm/g)).toHaveLength(1)
  })

  it('turns the pages of many teams, and begins anew where a page is gone', () => {
    const teams = Array.from({ length: 12 }, (_, at) => at)
    expect(pageOf(teams, 0)).toEqual({ shown: [0, 1, 2, 3, 4], from: 0, of: 12 })
    expect(pageOf(teams, 10)).toEqual({ shown: [10, 11], from: 10, of: 12 })
    for (const from of [12, -1, Number.NaN]) expect(pageOf(teams, from).from).toBe(0)
  })

  it('holds forty hostile teams and all their tasks', () => {
    const bad = hostileTeam()
    const own = makeReview(makeBoard(bad))
    const task: Task = {
      kind: 'narrative',
      team: bad,
      review: own,
      channelId: 'c',
      channelName: HOSTILE.name,
      begun: true,
    }
    const said = { team: bad, experimentId: 'exp_1', number: 1, title: HOSTILE.text, by: 'U0SAM' }
    const second: Task = {
      kind: 'second decision',
      says: null,
      ...said,
      decisionId: 'd',
      verdict: 'ship',
      rationale: HOSTILE.text,
    }
    const file: Task = { kind: 'import', team: bad, importId: 'i', fileName: HOSTILE.text, state: 'asking' }
    const running = Array.from({ length: 20 }, (_, number) => ({ number, title: HOSTILE.text }))
    const tests = { running, slots: { used: 20, of: 20 } }
    const many = Array.from({ length: 40 }, (_, at) => ({
      ...glance,
      tests,
      review: own,
      team: { ...bad, id: `tea_${at}` },
    }))
    const hers = many.flatMap(({ team: of }) =>
      ownTests.map((row) => ({
        ...row,
        team: of,
        test: { ...row.test, title: HOSTILE.text },
        permalink: glance.permalink,
      })),
    )
    const all = {
      ownTests: hers,
      ownActions: many.map(({ team: of }) => ({ team: of, today: '2026-11-23', action: makeAction(7, HOSTILE.text) })),
      tasks: many.flatMap(() => [task, second, file]),
      teams: many,
    }

    const { shown, ...shownOf } = pageOf(many, 20)
    const home = homeTab({ ...page, ...all, ...shownOf, teams: shown })
    expect(JSON.stringify(home.blocks)).toContain('Next 5 of 40 teams')
    expect(validateView(home)).toEqual([])
    expectHarmless(home.blocks.map((block) => JSON.stringify(block).replaceAll(glance.permalink, '')))
    expectSound(mine({ ...all, ...here }))
  })
})
