import { describe, expect, it } from 'vitest'
import { type Experiment, isPlanned, STATES } from '../../../../src/domain/experiment/experiment.ts'
import type { Check } from '../../../../src/domain/experiment/launch.ts'
import { movesFrom } from '../../../../src/domain/experiment/life.ts'
import type { PastTest } from '../../../../src/domain/experiment/past-test.ts'
import { NO_SUMS } from '../../../../src/domain/metric/metric.ts'
import { NOTED } from '../../../../src/flows/experiment/note.ts'
import { usualFields } from '../../../../src/slack/forms/plan-fields.ts'
import { livePlan } from '../../../../src/slack/forms/plan-live.ts'
import { validateView } from '../../../../src/slack/kit/limits.ts'
import { amendForm } from '../../../../src/slack/views/experiment/amend-form.ts'
import { experimentCard } from '../../../../src/slack/views/experiment/card.ts'
import { cardActions } from '../../../../src/slack/views/experiment/card-actions.ts'
import { ideaForm } from '../../../../src/slack/views/experiment/idea-form.ts'
import { launchForm } from '../../../../src/slack/views/experiment/launch-form.ts'
import { moveForm } from '../../../../src/slack/views/experiment/move-form.ts'
import { experimentNote } from '../../../../src/slack/views/experiment/note.ts'
import { planForm } from '../../../../src/slack/views/experiment/plan-form.ts'
import { scoreForm } from '../../../../src/slack/views/experiment/score-form.ts'
import { settingsForm } from '../../../../src/slack/views/experiment/settings-form.ts'
import { DESIGN, makeExperiment, RULE } from '../../../support/experiments.ts'
import {
  expectHarmless,
  expectMessage,
  expectSound,
  expectView,
  HOSTILE,
  hostileTeam,
  MONDAY,
  makeTeam,
  NAMES,
} from '../stage.ts'

const team = makeTeam()
const SETTINGS = { slots: 4, channelSlots: 2, budgetLimit: null, scoreModel: 'ice' } as const
const NOTHING = { settings: SETTINGS, score: null, amendments: [], reading: null, decision: null, learning: null }
const BRIEF = {
  change: 'Two fields instead of six on LP-demo.',
  outcome: 'more leads per click',
  because: 'half of those who start leave at the phone number',
  evidence: '',
  stage: null,
  tags: [],
  source: null,
  parent: null,
}
const GUARDRAIL = { measure: 'sql_rate', name: 'SQL rate', kind: 'proportion', better: 'higher', margin: 0.05 } as const
const idea = makeExperiment({ id: 'exp_1', number: 12, title: 'Shorter form', channelId: 'cha_2', brief: BRIEF })
const planned = {
  ...idea,
  state: 'ready' as const,
  design: { ...DESIGN, guardrails: [GUARDRAIL], budget: 5_000 },
  rule: RULE,
}
const window = { startsOn: '2026-11-18', endsOn: '2026-12-08', ruleHash: 'ab'.repeat(32) }
const running = { ...planned, ...window, state: 'running' as const }
const SCORE = { mean: 7.33, low: 5, high: 9, count: 3, byUser: new Map() }
const AMENDMENT = {
  id: 'a',
  field: 'Window',
  before: '2 weeks',
  after: '3 weeks',
  why: 'x',
  madeBy: 'U0SAM',
  madeAt: MONDAY,
}
const card = (experiment: Experiment, more: object = {}) =>
  experimentCard({ team, experiment, names: NAMES, ...NOTHING, ...more })

const PAST: PastTest = {
  id: 'exp_9',
  number: 9,
  title: 'Two-step form',
  state: 'closed',
  lever: 'landing_page',
  channelId: 'cha_2',
  verdict: 'roll_back',
  lift: { lift: -0.06, low: -0.11, high: -0.01 },
  metric: 'Leads per click',
  learning: 'mobile users left at step two',
  rationale: null,
  rank: 0.7,
}

describe('the card of a test', () => {
  it('says what is believed, and that it is to be planned', async () => {
    await expectMessage('card-idea', card(idea, { score: SCORE }))
  })

  it('says how it is judged once it has a plan', async () => {
    await expectMessage('card-ready', card(planned))
  })

  it('says that the rule is locked and what was changed since', async () => {
    await expectMessage('card-running', card(running, { amendments: [AMENDMENT] }))
  })

  it('says what supports the idea and what it is filed under, harmlessly', () => {
    const about = { evidence: 'Recordings\n<!channel>', template: 'form', stage: 'lead' } as const
    const brief = { ...BRIEF, ...about, tags: ['form'] }
    expect(JSON.stringify(card({ ...idea, brief }))).toContain(
      'Evidence: Recordings &lt;!channel&gt;\\nA form, shorter or longer · stage: lead · #form',
    )
  })

  it('links the message it was made from', () => {
    const source = { conversationId: 'C1', ts: '1.2', permalink: 'https://acme.slack.com/archives/C1/p12' }
    expect(JSON.stringify(card({ ...idea, brief: { ...BRIEF, source } }))).toContain(
      'From <https://acme.slack.com/archives/C1/p12|a message>',
    )
  })

  it('offers to try elsewhere only what was shipped', () => {
    const settled = { state: 'closed' as const, design: null }
    const row = (travels: boolean) =>
      cardActions({ id: 'exp_1', ...settled }, { isDue: false, proposal: null, travels })

    expect(JSON.stringify(row(true))).toContain('Try it elsewhere')
    expect(row(false)).toBe(null)
  })

  it.each(STATES)('has buttons only for what a test that is %s allows', (state) => {
    const row = JSON.stringify(
      cardActions({ id: 'exp_1', state, design: null }, { isDue: false, proposal: null, travels: true }) ?? '',
    )
    const moves = movesFrom(state)
    const needs = [
      ['experiment_plan"', 'plan'],
      ['plan:exp_1', 'plan'],
      ['experiment_launch', 'start'],
      ['experiment_approve', 'approve'],
      ['experiment_decline', 'decline'],
      ['experiment_unschedule', 'unschedule'],
      ['experiment_pause', 'pause'],
      ['experiment_resume', 'resume'],
      ['experiment_decide', 'decide'],
      ['experiment_learn', 'learn'],
      ['stop:exp_1', 'stop'],
      ['abandon:exp_1', 'abandon'],
    ] as const
    for (const [id, move] of needs) if (row.includes(id)) expect(moves, `${id} on ${state}`).toContain(move)
    const offered = needs.filter(([id]) => row.includes(id)).map(([, move]) => move)
    const forPeople = moves.filter((move) => needs.some(([, needed]) => needed === move))
    expect([...new Set(offered)].sort()).toEqual(forPeople.sort())
  })
})

describe('a note in the thread of a test', () => {
  const said = {
    ruleHash: 'ab'.repeat(32),
    day: '2026-11-25',
    why: 'iOS broke',
    budget: 5_000,
    changes: 'Window: 2 weeks → 3 weeks',
    was: 'U0SAM',
    owner: 'U0PRIYA',
  }

  it.each(NOTED)('%s is one sentence or two', async (what) => {
    const note = experimentNote({ team, experiment: running, what, by: 'U0SAM', said, names: NAMES })
    expectSound(note)
    expect(note.text).not.toContain('Something happened')
    await expectMessage(`note-${what}`, note)
  })
})

const METADATA = {
  teamId: 'tea_1',
  id: 'exp_1',
  draft: 'tea_1:',
  version: null,
  name: null,
  conversationId: null,
  ts: null,
  permalink: null,
  parent: null,
  shown: '',
}
const planState = (changes: object = {}) => {
  const sums = { ...NO_SUMS, spend: 40_000, impressions: 4_000_000, clicks: 80_000, conversions: 3_200 }
  const fields = usualFields(team, sums, 4)
  const planning = {
    experiment: idea,
    sums,
    settings: SETTINGS,
    holders: [],
    running: [],
    envelope: null,
    campaigns: [],
  }
  return {
    metadata: { experimentId: 'exp_1', version: 1, draft: 'exp_1', shown: '' },
    name: 'T-12',
    hypothesis: 'Two fields → more leads',
    fields,
    currency: 'EUR',
    baselineFrom: 'the last 4 complete weeks of Paid social',
    counted: fields.baseline_cvr ?? '',
    live: livePlan(team, planning, fields),
    isDraft: false,
    ...changes,
  }
}
const CHECKS: Check[] = [
  { name: 'plan', state: 'ok', sentence: 'The plan and its rule stand.' },
  {
    name: 'audience',
    state: 'blocked',
    sentence: "T-12 can't start: audience `a` is held by T-9 (<@U0SAM>).",
    holder: 9,
  },
  {
    name: 'tracking',
    state: 'unknown',
    sentence: 'No numbers of this channel are here.',
    vouch: 'I checked tracking on every arm',
  },
]

describe('the forms of a test', () => {
  it('ask for the idea first, with similar tests of the past', async () => {
    const state = { team, metadata: METADATA, idea: { channelId: 'cha_2' }, draft: null }
    await expectView('idea-form', ideaForm({ ...state, similar: [PAST] }))
  })

  it('then for the plan, filled in', async () => {
    await expectView('plan-form', planForm(planState()))
  })

  it('show every check of a launch and what to do', async () => {
    const metadata = { experimentId: 'exp_1', version: 2, draft: 'exp_1', seen: '9' }
    const state = { name: 'T-12', metadata, checks: CHECKS, similar: [PAST], today: '2026-11-18', draft: null }
    await expectView('launch-form', launchForm({ ...state, freeOn: '2026-12-02' }))
  })

  it('ask why a plan is amended, a test stopped or abandoned', async () => {
    if (!isPlanned(running)) throw new Error('a running test has a plan')
    await expectView('amend-form', amendForm({ experiment: running, currency: 'EUR', draft: null }))
    await expectView('stop-form', moveForm({ experimentId: 'exp_1', name: 'T-12', move: 'stop' }))
    await expectView('abandon-form', moveForm({ experimentId: 'exp_1', name: 'T-12', move: 'abandon' }))
    await expectView('decline-form', moveForm({ experimentId: 'exp_1', name: 'T-12', move: 'decline' }))
  })

  it("ask for a score before they show the team's", async () => {
    const state = { experimentId: 'exp_1', name: 'T-12', title: 'Shorter form', model: 'ice' as const }
    await expectView('score-form-new', scoreForm({ ...state, own: null, team: null, isSaved: false }))
    const own = { impact: 9, confidence: 9, ease: 9 }
    await expectView('score-form-given', scoreForm({ ...state, own, team: SCORE, isSaved: true }))
    expect(JSON.stringify(scoreForm({ ...state, own: null, team: SCORE, isSaved: false }))).not.toContain('7.3')
  })

  it('show how tests run', async () => {
    await expectView('settings-form', settingsForm({ team, settings: SETTINGS }))
  })
})

describe('what the worst of users type', () => {
  const hostile = hostileTeam(120)
  const text = HOSTILE.text.slice(0, 900)
  const brief = { ...BRIEF, change: text, outcome: text, because: text, evidence: text, tags: [HOSTILE.name] }
  const metric = { ...DESIGN.metric, name: HOSTILE.name }
  const guardrails = Array.from({ length: 3 }, () => ({ ...GUARDRAIL, name: HOSTILE.name }))
  const arms = Array.from({ length: 6 }, (_, at) => ({ key: `${at}`, name: HOSTILE.name, share: 1 / 6, matches: text }))
  const long = Array.from({ length: 30 }, () => text)
  const worst = {
    ...running,
    title: HOSTILE.name,
    channelId: 'cha_7',
    brief,
    design: { ...DESIGN, metric, guardrails, arms, audiences: long, creatives: long },
  }
  const names = { U0SAM: HOSTILE.name }
  const past = Array.from({ length: 3 }, () => ({ ...PAST, title: text, learning: text, metric: text }))

  it('mentions nobody and fits into the card and its notes', () => {
    const amendments = Array.from({ length: 40 }, () => ({ ...AMENDMENT, field: text, before: text, after: text }))
    expectSound(experimentCard({ ...NOTHING, team: hostile, experiment: worst, names, amendments }))
    for (const what of NOTED) {
      const said = { why: text, changes: text.repeat(4), day: '2026-11-25', ruleHash: 'ab'.repeat(32), budget: 5 }
      expectSound(experimentNote({ team: hostile, experiment: worst, what, by: 'U0SAM', said, names }))
    }
  })

  it('fits into the forms', () => {
    const metadata = { experimentId: 'exp_1', version: 2, draft: 'exp_1', seen: '' }
    const checks = CHECKS.map((check) => ({ ...check, sentence: text }))
    if (!isPlanned(worst)) throw new Error('a running test has a plan')
    const views = [
      ideaForm({
        team: hostile,
        metadata: { ...METADATA, name: 'T-999999' },
        idea: { ...brief, title: text },
        draft: null,
        similar: past,
      }),
      planForm(
        planState({ name: 'T-999999', hypothesis: text, live: { sample: long, slots: long, rule: text, reads: text } }),
      ),
      launchForm({ name: 'T-999999', metadata, checks, similar: past, today: '2026-11-18', draft: null, freeOn: null }),
      amendForm({ experiment: worst, currency: 'EUR', draft: null }),
      scoreForm({
        experimentId: 'exp_1',
        name: 'T-999999',
        title: text,
        model: 'rice',
        own: null,
        team: null,
        isSaved: false,
      }),
      settingsForm({ team: hostile, settings: SETTINGS }),
    ]
    for (const view of views) {
      expect(validateView(view)).toEqual([])
      expectHarmless(view)
    }
  })
})
