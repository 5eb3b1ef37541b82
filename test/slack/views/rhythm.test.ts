import { describe, expect, it } from 'vitest'
import type { AskedChannel, Prompt, PromptedChannel } from '../../../src/domain/review/asked.ts'
import { type MonthReport, monthsThrough } from '../../../src/domain/review/month.ts'
import { launchDue } from '../../../src/slack/views/launch/launch-due.ts'
import { launchDropForm, launchForm } from '../../../src/slack/views/launch/launch-form.ts'
import { launchList } from '../../../src/slack/views/launch/launch-list.ts'
import { launchesReply } from '../../../src/slack/views/launch/launches-reply.ts'
import { handOverForm, leadHanded } from '../../../src/slack/views/lead/hand-over.ts'
import { reviewRulesForm } from '../../../src/slack/views/lead/review-rules-form.ts'
import { economicsForm } from '../../../src/slack/views/metric/economics-form.ts'
import { targetForm } from '../../../src/slack/views/metric/target-form.ts'
import { reviewShifted, targetsChanged } from '../../../src/slack/views/notices.ts'
import { narrativePrompt } from '../../../src/slack/views/prompt/narrative-prompt.ts'
import { narrativeReminder } from '../../../src/slack/views/prompt/narrative-reminder.ts'
import { remindersForm } from '../../../src/slack/views/prompt/reminders-form.ts'
import { reviewMissing } from '../../../src/slack/views/review/review-missing.ts'
import { monthAnswer, reviewMonth } from '../../../src/slack/views/review/review-month.ts'
import { makeAction } from '../../support/actions.ts'
import {
  expectMessage,
  expectView,
  MONDAY,
  makeBoard,
  makeLaunch,
  makeReview,
  makeTeam,
  NAMES,
  NEXT,
  WEEK,
} from './stage.ts'

// What the week says beside its review, in each of its states.

const team = makeTeam()
const today = '2026-11-20'

const social: PromptedChannel = {
  id: 'cha_2',
  name: 'Paid social',
  isOwn: true,
  told: 'asked',
  spend: 1_200,
  results: 60,
  cost: 20,
  costBefore: 15,
  target: { low: null, high: 20 },
  pace: null,
  coming: null,
  mover: 'Clicks got dearer: CPC €3.33, it was €3.00.',
}
const prompt: Prompt & { team: typeof team } = {
  team,
  week: WEEK,
  opensAt: MONDAY,
  through: '2026-11-18',
  crmBehind: [],
  cost: 'cpl',
  results: 'leads',
  channels: [social],
  actions: [],
  today,
  status: null,
  zone: 'Europe/Berlin',
}

describe('the private question before a review', () => {
  it.each<[string, Partial<Prompt>]>([
    ['prompt-asked', {}],
    ['prompt-begun', { channels: [{ ...social, told: 'begun' }] }],
    ['prompt-written', { channels: [{ ...social, told: 'written' }] }],
    ['prompt-passed', { channels: [{ ...social, told: 'passed' }] }],
    ['prompt-stand-in', { channels: [{ ...social, isOwn: false }] }],
    ['prompt-no-numbers', { through: null, channels: [{ ...social, spend: null, results: null, mover: null }] }],
    [
      'prompt-paced',
      {
        channels: [
          {
            ...social,
            pace: { pace: 1.04, state: 'on pace' },
            coming: { stage: 'sqls', observed: 168, maturity: 0.71 },
          },
        ],
      },
    ],
    ['prompt-actions', { actions: [makeAction(7, 'Rotate the prospecting creatives')] }],
    ['prompt-away', { status: { words: 'Vacationing', until: NEXT } }],
  ])('as %s', async (name, changes) => {
    await expectMessage(name, narrativePrompt({ ...prompt, ...changes }))
  })

  it('and its reminder while the review waits', async () => {
    const channels: AskedChannel[] = [{ id: 'cha_2', name: 'Paid social', isOwn: true, told: 'begun' }]
    await expectMessage('reminder', narrativeReminder({ team, week: WEEK, channels }))
    await expectMessage('reminder-settled', narrativeReminder({ team, week: WEEK, channels: [] }))
  })

  it('is set in a form', async () => {
    await expectView(
      'reminders-form',
      remindersForm({ team, settings: { reminding: 'standard', promptTime: '14:00' } }),
    )
  })
})

describe('who leads', () => {
  const review = makeReview(makeBoard(team), { facilitatorUserId: 'U0MARA' })

  it('hands over in a form, and whom it was handed to hears of it', async () => {
    await expectView('hand-over-form', handOverForm(review))
    await expectMessage('lead-handed', leadHanded({ team, review, by: 'U0MARA', names: NAMES }))
  })

  it('takes turns as the team says', async () => {
    const settings = { facilitators: ['U0MARA', 'U0SAM'], broadcast: true, mirrorId: 'C0LEADS' }
    await expectView('review-rules-form', reviewRulesForm({ team, settings }))
  })

  it('moves, skips and restores a review, and the channel hears who did it', async () => {
    for (const what of ['skip', 'move', 'usual']) {
      const state = { team, what, week: WEEK, dueAt: NEXT, by: 'U0MARA', names: NAMES }
      await expectMessage(`review-shifted-${what}`, reviewShifted(state))
    }
  })
})

describe('a launch', () => {
  const planned = makeLaunch(3, 'Autumn offer', { channelId: 'cha_2' })
  const late = makeLaunch(2, 'New landing page', { day: '2026-11-16', note: 'The page was not ready.' })
  const live = makeLaunch(1, 'Brand film', { state: 'live', settledOn: '2026-11-17' })
  const dropped = makeLaunch(4, 'Podcast', { state: 'dropped', settledOn: '2026-11-18', note: 'No budget.' })

  it.each([
    ['launch-due', makeLaunch(3, 'Autumn offer', { day: today })],
    ['launch-due-late', late],
    ['launch-due-live', live],
    ['launch-due-dropped', dropped],
  ])('asks its owner, and is settled: %s', async (name, launch) => {
    await expectMessage(name, launchDue({ team, launch, today }))
  })

  it('is planned, changed and dropped in forms', async () => {
    const form = { id: 'lau_3', draft: 'tea_1', version: null }
    await expectView('launch-form', launchForm({ team, form, plan: {}, draft: null }))
    await expectView('launch-drop-form', launchDropForm(planned))
  })

  it('stands in the list and in the review', async () => {
    await expectMessage('launch-list', launchList({ team, launches: [planned, late, live, dropped], today }))
    await expectMessage('launch-list-none', launchList({ team, launches: [], today }))
    const week = { late: [late], planned: [planned], live: [live], dropped: [dropped] }
    await expectMessage('launches-reply', launchesReply({ team, today, ...week }))
  })
})

describe('the month', () => {
  const numbers = { spend: 40_000, results: 800, cost: 50 }
  const month: MonthReport = {
    month: '2026-10',
    cost: 'cpl',
    results: 'leads',
    currency: 'EUR',
    budget: 42_000,
    target: { low: null, high: 60 },
    months: monthsThrough('2026-10').map((each, at) => ({ ...numbers, spend: 30_000 + at * 2_000, month: each })),
    channels: [
      { name: 'Paid search', ...numbers, costBefore: 55, target: { low: null, high: 60 } },
      { name: 'Paid social', spend: 9_000, results: 90, cost: 100, costBefore: 70, target: { low: null, high: 60 } },
      { name: 'Content', spend: null, results: null, cost: null, costBefore: null, target: null },
    ],
    weeks: [],
    trend: [],
    decided: [{ number: 12, title: 'Shorter form', verdict: 'ship' }],
    learnings: [{ number: 12, lever: 'landing_page', sentence: 'Fewer fields bring more leads.', status: 'supported' }],
    foresight: 'Expected lifts came true in 3 of 5 tests.',
    notes: [{ title: 'Guardrails that fired', lines: ['G-1 CAC ceiling · from Mon 5 Oct · 3 days · D-4 Paused it'] }],
  }

  it('is told in the first review of the next one, and to whoever asks', async () => {
    await expectMessage('review-month', reviewMonth({ team, month }))
    await expectMessage('review-month-answer', monthAnswer(month))
    const bare = { ...month, budget: null, target: null, decided: [], learnings: [], foresight: '', notes: [] }
    await expectMessage('review-month-bare', reviewMonth({ team, month: bare }))
  })
})

describe('what a team aims for', () => {
  it('is set in forms, and each change is told', async () => {
    await expectView(
      'target-form',
      targetForm({ team, draft: 'tea_1', typed: { where: 'cha_2', kpi: 'cpl', high: '60' } }),
    )
    await expectView('economics-form', economicsForm({ team, draft: null }))
    await expectMessage(
      'targets-changed',
      targetsChanged({ actor: 'U0MARA', said: 'CPL of Paid social: at most €60', names: NAMES }),
    )
  })
})

it('says which parts of a review are missing, and nothing where none is', async () => {
  const missing = reviewMissing({ missing: ['cohorts', 'month'] })
  if (missing === null) throw new Error('nothing is said to be missing')
  await expectMessage('review-missing', missing)
  expect(reviewMissing({ missing: [] })).toBe(null)
})
