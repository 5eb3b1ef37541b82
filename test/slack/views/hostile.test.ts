import { describe, expect, it } from 'vitest'
import { type MonthReport, monthsThrough } from '../../../src/domain/review/month.ts'
import { validateView } from '../../../src/slack/kit/limits.ts'
import { alertsReply, incidentList } from '../../../src/slack/views/guardrail/incident-list.ts'
import { launchDue } from '../../../src/slack/views/launch/launch-due.ts'
import { launchDropForm, launchForm } from '../../../src/slack/views/launch/launch-form.ts'
import { launchList } from '../../../src/slack/views/launch/launch-list.ts'
import { launchesReply } from '../../../src/slack/views/launch/launches-reply.ts'
import { handOverForm, leadHanded } from '../../../src/slack/views/lead/hand-over.ts'
import { targetsAnswer } from '../../../src/slack/views/metric/targets-answer.ts'
import { narrativePrompt } from '../../../src/slack/views/prompt/narrative-prompt.ts'
import { narrativeReminder } from '../../../src/slack/views/prompt/narrative-reminder.ts'
import { closeForm } from '../../../src/slack/views/review/close-form.ts'
import { narrativeChoice, narrativeForm } from '../../../src/slack/views/review/narrative-form.ts'
import { reviewChange } from '../../../src/slack/views/review/review-change.ts'
import { reviewDigest } from '../../../src/slack/views/review/review-digest.ts'
import { reviewHeader } from '../../../src/slack/views/review/review-header.ts'
import { monthAnswer, reviewMonth } from '../../../src/slack/views/review/review-month.ts'
import { reviewNarrative } from '../../../src/slack/views/review/review-narrative.ts'
import { reviewPreview } from '../../../src/slack/views/review/review-preview.ts'
import { reviewStanding } from '../../../src/slack/views/review/review-standing.ts'
import { reviewStatus } from '../../../src/slack/views/review/review-status.ts'
import { teamChoice, whichTeam } from '../../../src/slack/views/team-choice.ts'
import { teamForm } from '../../../src/slack/views/team-form.ts'
import { ceiling } from '../../domain/guardrail/guardrails.ts'
import { makeAction, NO_ACTIONS } from '../../support/actions.ts'
import { NO_TESTS } from '../../support/experiments.ts'
import {
  expectHarmless,
  expectSound,
  HOSTILE,
  hostileTeam,
  MONDAY,
  makeBoard,
  makeLaunch,
  makeNarrative,
  makeReview,
  NEXT,
  WEEK,
} from './stage.ts'

const team = hostileTeam()
const board = makeBoard(team)
const texts = { happened: HOSTILE.text, because: HOSTILE.text, next: HOSTILE.text }
const many = Array.from({ length: 40 }, () => HOSTILE.text)
const narratives = team.channels.slice(0, 20).map(({ id }) => makeNarrative(id, texts))
const review = makeReview(board, {
  state: 'closed',
  closedAt: MONDAY,
  closedBy: HOSTILE.name,
  decisions: many,
  focus: many,
  narratives,
})
const names = { U0SAM: HOSTILE.name }

const launches = Array.from({ length: 40 }, (_, at) =>
  makeLaunch(at, HOSTILE.text, {
    channelId: 'cha_1',
    offer: HOSTILE.text,
    landingPage: HOSTILE.text,
    whyNow: HOSTILE.text,
    note: HOSTILE.text,
    state: at < 30 ? 'planned' : 'dropped',
    settledOn: at < 30 ? null : '2026-11-20',
  }),
)
const today = '2026-11-23'
const told = team.channels.map(({ id }) => ({ id, name: HOSTILE.name, told: 'begun' as const }))
const prompted = told.map((channel) => ({
  ...channel,
  isOwn: true,
  spend: 1e9,
  results: 1e6,
  cost: 1_000,
  costBefore: 10,
  target: { low: 1, high: 2 },
  pace: { pace: 1e6, state: 'alert' as const },
  coming: { stage: 'sqls' as const, observed: 1e9, maturity: 0.5 },
  mover: HOSTILE.text,
}))
const teams = team.channels.map(({ id, name }) => ({ id, name }))
const message = { conversationId: 'C0RANDOM', ts: '1.1', text: `"\n${HOSTILE.text}` }
const scopes = team.channels.map(({ id }) => ({
  channelId: id,
  name: HOSTILE.name,
  targets: [{ key: 'cpl' as const, band: { low: 1, high: 2 }, value: 3 }],
}))
const judged = {
  verdict: 'BREACH' as const,
  recovers: false,
  value: 1,
  bound: 1,
  numerator: 1,
  denominator: 1,
  probability: 0.99,
  dispersion: 1,
  low: 1,
  high: 1,
  dataThrough: today,
  sentence: HOSTILE.text,
}
const broke = Array.from({ length: 60 }, (_, at) => ({
  guardrail: ceiling({ id: `grd_${at}`, number: at, name: HOSTILE.name, runbook: HOSTILE.text }),
  incident: {
    id: `inc_${at}`,
    guardrailId: `grd_${at}`,
    guardrailVersion: 1,
    scope: 'team',
    isDrill: false,
    state: 'firing' as const,
    condition: '' as const,
    since: today,
    day: today,
    judged,
    leadId: null,
    openedAt: MONDAY,
    resolvedAt: null,
    resolvedOn: null,
    resolution: null,
    ackedBy: null,
    ackedAt: null,
    snoozedUntil: MONDAY,
    snoozedBy: 'U0SAM',
    snoozedWhy: HOSTILE.text,
    toldExcess: 0,
    assignedTo: null,
    assignedBy: null,
    escalation: 0,
    nextAt: null,
    version: 1,
  },
}))
const alerts = {
  team,
  today: '2026-11-23',
  open: broke,
  resolved: broke,
  decisions: [],
  names: { U0SAM: HOSTILE.name },
  isPending: true,
}
const listed = { name: HOSTILE.name, costBefore: 1, target: { low: 1, high: 2 }, spend: 1e9, results: 1e6, cost: 1_000 }
const month: MonthReport = {
  month: '2026-10',
  cost: 'cpl',
  results: 'leads',
  currency: 'EUR',
  budget: 1e9,
  target: { low: null, high: 60 },
  months: monthsThrough('2026-10').map((each) => ({ ...listed, month: each })),
  channels: team.channels.map(() => listed),
  weeks: [],
  trend: [],
  decided: many.map((title, number) => ({ number, title, verdict: 'ship' })),
  learnings: many.map((text, number) => ({ number, lever: 'creative', sentence: text, status: 'supported' })),
  foresight: HOSTILE.text,
  notes: ['Guardrails', 'Room', 'Saturation'].map((title) => ({ title, lines: many })),
}

const HOSTILE_DECIDED = Array.from({ length: 20 }, (_, at) => ({
  ...(at % 2 === 0
    ? { kind: 'test' as const, test: at, title: HOSTILE.name, verdict: 'roll_back' as const }
    : { kind: 'alert' as const, guardrail: at, decision: HOSTILE.text }),
  number: at,
  by: 'U0SAM',
}))

describe('forty channels with hostile names and texts of 3,000 characters', () => {
  it.each([
    ['standing', () => reviewStanding({ review })],
    [
      'digest',
      () =>
        reviewDigest({
          participation: { heard: 2, of: 3, medianHours: 3, streak: 2 },
          mirrored: false,
          decided: HOSTILE_DECIDED,
          passes: {},
          team,
          review,
          names,
          next: NEXT,
          actions: NO_ACTIONS,
        }),
    ],
    [
      'preview',
      () => {
        const alerts = { team, today: '2026-11-23', open: [], resolved: [], decisions: [], names, isPending: true }
        const launches = { today: '2026-11-23', late: [], planned: [], live: [], dropped: [] }
        const quiet = { month: null, alerts, agenda: NO_TESTS, launches, actions: NO_ACTIONS }
        return reviewPreview({ team, board, review, names, ...quiet })
      },
    ],
    [
      'status',
      () => reviewStatus({ team, week: '2026-W48', next: NEXT, paused: null, latest: { review }, permalink: null }),
    ],
    ['header', () => reviewHeader({ team, review })],
    ['launches', () => launchList({ team, launches, today })],
    ['launch on its day', () => launchDue({ team, launch: launches[0]!, today })],
    [
      'launches reply',
      () => launchesReply({ team, today, late: launches, planned: launches, live: launches, dropped: launches }),
    ],
    [
      'prompt',
      () =>
        narrativePrompt({
          team,
          week: WEEK,
          opensAt: MONDAY,
          through: today,
          crmBehind: [],
          cost: 'cpl',
          results: 'leads',
          channels: prompted,
          actions: Array.from({ length: 9 }, (_, index) => makeAction(index + 1, HOSTILE.text)),
          today,
          status: { words: HOSTILE.text.slice(0, 100), until: MONDAY },
          zone: 'Europe/Berlin',
        }),
    ],
    ['reminder', () => narrativeReminder({ team, week: WEEK, channels: prompted })],
    ['targets', () => targetsAnswer({ team, week: WEEK, scopes })],
    ['alerts', () => incidentList(alerts)],
    ['alerts reply', () => alertsReply(alerts)],
    ['month', () => reviewMonth({ team, month })],
    ['month answer', () => monthAnswer(month)],
    ['which team', () => whichTeam({ teams, said: HOSTILE.text })],
    ['lead', () => leadHanded({ team, review, by: 'U0SAM', names })],
    ['change', () => reviewChange({ review })],
    [
      'narrative',
      () => reviewNarrative({ team, review, channelId: 'cha_1', names, passes: {}, today: '2026-11-23', actions: [] }),
    ],
    [
      'unwritten narrative',
      () => reviewNarrative({ team, review, channelId: 'cha_30', names, passes: {}, today: '2026-11-23', actions: [] }),
    ],
  ])('fit into the message and mention nobody: %s', (_, draw) => {
    expectSound(draw())
  })

  it.each([
    [
      'narrative',
      () =>
        narrativeForm({
          place: { reviewId: 'r' },
          channelId: 'c',
          channelName: HOSTILE.name,
          numbers: HOSTILE.text,
          written: { ...texts, by: 'U0SAM', version: 3 },
          earlier: texts,
          draft: null,
        }),
    ],
    [
      'choice',
      () =>
        narrativeChoice({
          reviewId: 'r',
          channels: team.channels.map(({ id, name }) => ({ id, name, written: true })),
        }),
    ],
    ['launch', () => launchForm({ team, form: { id: 'l', draft: 'd', version: 1 }, plan: launches[0]!, draft: null })],
    ['launch drop', () => launchDropForm(launches[0]!)],
    ['team choice', () => teamChoice({ purpose: 'action', title: 'New action', teams, message })],
    ['lead', () => handOverForm(review)],
    [
      'close',
      () =>
        closeForm({
          reviewId: 'r',
          week: WEEK,
          heard: 0,
          of: 40,
          lacks: HOSTILE.text,
          decided: HOSTILE_DECIDED,
          draft: { decisions: HOSTILE.text.repeat(2), focus: 'x' },
          focus: [1, 2, 3, 4, 5].map((number) => makeAction(number, HOSTILE.text)),
          userId: 'U0SAM',
          today: '2026-11-23',
          names,
        }),
    ],
    [
      'team',
      () =>
        teamForm({
          conversationId: 'C1',
          conversationName: HOSTILE.name,
          team,
          draft: null,
          channelRows: 12,
          suggestedZone: '',
          suggestedOwner: HOSTILE.name,
        }),
    ],
    [
      'team draft',
      () =>
        teamForm({
          conversationId: 'C1',
          team: null,
          draft: { name: HOSTILE.text, reviewTime: 'noon', lead: '<!here>', channel_0_job: 'x' },
          channelRows: 99,
          suggestedZone: '',
          suggestedOwner: '',
        }),
    ],
  ])('fit into the form: %s', (_, draw) => {
    const view = draw()
    expect(validateView(view)).toEqual([])
    expectHarmless({ ...view, blocks: view.blocks.filter(({ type }) => type !== 'input') })
  })
})
