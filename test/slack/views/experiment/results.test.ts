import { describe, expect, it } from 'vitest'
import type { Amendment, Design, GuardrailMetric, Planned } from '../../../../src/domain/experiment/experiment.ts'
import { takeReading } from '../../../../src/domain/experiment/read.ts'
import type { Decision, Learning, Reading, Recommendation } from '../../../../src/domain/experiment/reading.ts'
import { buildRule, VERDICTS } from '../../../../src/domain/experiment/rule.ts'
import { validateView } from '../../../../src/slack/kit/limits.ts'
import { experimentCard } from '../../../../src/slack/views/experiment/card.ts'
import { columnsForm } from '../../../../src/slack/views/experiment/columns-form.ts'
import { decideForm } from '../../../../src/slack/views/experiment/decide-form.ts'
import { decisionPost, secondReply } from '../../../../src/slack/views/experiment/decision.ts'
import { learningForm, learningReply } from '../../../../src/slack/views/experiment/learning.ts'
import { readingModal, readingReply } from '../../../../src/slack/views/experiment/reading.ts'
import { resultForm } from '../../../../src/slack/views/experiment/result-form.ts'
import { testChoice } from '../../../../src/slack/views/experiment/test-choice.ts'
import { makeExperiment } from '../../../support/experiments.ts'
import { DESIGN, WON } from '../../../support/tests.ts'
import { expectHarmless, expectMessage, expectSound, expectView, HOSTILE, MONDAY, makeTeam, NAMES } from '../stage.ts'

const team = makeTeam()
const SETTINGS = { slots: 4, channelSlots: 2, budgetLimit: null, scoreModel: 'ice' } as const
const RULE = buildRule({
  method: 'fixed',
  whenWorse: 'roll_back',
  whenBroken: 'roll_back',
  otherwise: 'extend',
  extendWeeks: 1,
})

function planned(design: Partial<Design> = {}, changes: Parameters<typeof makeExperiment>[0] = {}): Planned {
  const window = { startsOn: '2026-11-02', endsOn: '2026-11-22', ruleHash: '0123456789ab' }
  const experiment = makeExperiment({ number: 12, title: 'Shorter form', state: 'decision_due', ...window, ...changes })
  return { ...experiment, design: { ...DESIGN, ...design }, rule: RULE }
}

function readingOf(experiment: Planned, through = '2026-11-22'): Reading {
  const today = through === '2026-11-22' ? '2026-11-23' : through
  const taken = { source: 'typed' as const, dataThrough: through, arms: WON }
  const result = takeReading({ experiment, ...taken, today, amendments: [] })
  return { id: 'rdg_1', ...taken, asOf: MONDAY, result, takenBy: 'U0PRIYA' }
}

const AMENDMENT = {
  id: 'amd_1',
  field: 'weeks',
  before: '2',
  after: '3',
  why: 'a holiday fell into it',
  madeBy: 'U0SAM',
  madeAt: MONDAY,
}

function decisionOf(changes: Partial<Decision> = {}): Decision {
  return {
    id: 'dec_1',
    number: 7,
    readingId: 'rdg_1',
    state: 'made',
    verdict: 'ship',
    arm: 'b',
    rationale: 'More leads, and as many of them become SQL.',
    recommendation: { kind: 'verdict', verdict: 'ship', arm: 'b', clause: 1 },
    followed: true,
    madeBy: 'U0PRIYA',
    madeAt: MONDAY,
    secondBy: null,
    secondAt: null,
    ...changes,
  }
}

const AGAINST = decisionOf({ state: 'proposed', verdict: 'roll_back', arm: null, followed: false })

describe('a reading', () => {
  const experiment = planned()
  const shown = {
    team,
    experiment,
    reading: readingOf(experiment),
    amendments: [AMENDMENT],
    decision: null,
    names: NAMES,
  }

  it('says in its thread what the rule says, the effect, the proof, the guardrails, and what was changed', async () => {
    await expectMessage('reading', readingReply(shown))
  })

  it('says before the planned end how far the test is, and nothing about significance', async () => {
    const early = readingReply({ ...shown, reading: readingOf(experiment, '2026-11-12'), amendments: [] })
    await expectMessage('reading-early', early)
    expect(JSON.stringify(early)).not.toMatch(/significan|p \.\d/)
  })

  it('says why a verdict may come before the planned end, and on fewer units than planned', () => {
    const sure = readingOf(experiment)
    const at = (progress: Partial<Reading['result']['progress']>) =>
      JSON.stringify(
        readingReply({
          ...shown,
          reading: { ...sure, result: { ...sure.result, progress: { ...sure.result.progress, ...progress } } },
        }).blocks,
      )
    expect(at({ phase: 'early' })).toContain('It speaks before the planned end because this is beyond doubt (p &lt; .')
    expect(at({ sample: 0.6 })).toContain('Fewer units came than planned')
    expect(at({ sample: 1 })).not.toMatch(/beyond doubt|Fewer units/)
  })

  it('answers whoever took it in the form', async () => {
    await expectView('reading-modal', readingModal({ ...shown, amendments: [], note: 'units.csv: 64,000 units.' }))
  })
})

describe('the card of a test whose rule has spoken before its window is over', () => {
  const experiment = planned({}, { state: 'running', endsOn: '2026-11-30' })
  const reading = readingOf(planned())
  const about = { amendments: [], names: NAMES, decision: null, learning: null, score: null, settings: SETTINGS }
  const card = (more: Partial<Parameters<typeof experimentCard>[0]>) =>
    JSON.stringify(experimentCard({ team, experiment, reading, ...about, ...more }).blocks)

  it('asks its owner to decide, with [Decide] first', () => {
    const words = card({})
    expect(words).toContain('<@U0SAM> decides now: its rule has spoken.')
    expect(words.indexOf('"Decide"')).toBeLessThan(words.indexOf('"Take a result"'))
  })

  it('asks for nothing once the plan was amended after that reading', () => {
    const words = card({ amendments: [{ ...AMENDMENT, madeAt: new Date(MONDAY.getTime() + 1) }] })
    expect(words).toContain('Runs from Mon 2 Nov through Mon 30 Nov.')
    expect(words.indexOf('"Take a result"')).toBeLessThan(words.indexOf('"Decide"'))
  })

  it('waits for a second person, and offers nothing else, where a decision was proposed', () => {
    const words = card({ decision: AGAINST })
    expect(words).toContain('It waits for a second person: <@U0PRIYA> has proposed a decision.')
    expect(words).toMatch(/"Agree".*"Disagree"/)
    expect(words).not.toMatch(/"Decide"|"Take a result"|"Pause"/)
  })
})

describe('the form of a result', () => {
  const start = { experiment: planned(), through: '2026-11-22', readsItself: true, before: null, draft: null }

  it('asks for the numbers of each arm, offers a file, and our own numbers', async () => {
    await expectView('result-form', resultForm(start))
  })

  it('asks for the six sums of a ratio and the squares of a mean', async () => {
    const ratio = {
      ...DESIGN.metric,
      measure: 'cost_per_conversion',
      name: 'Cost per conversion',
      kind: 'ratio' as const,
    }
    const mean = { measure: 'own', name: 'Order value', kind: 'mean' as const, better: 'higher' as const, margin: 0.05 }
    const experiment = planned({ metric: ratio, guardrails: [mean] })
    await expectView('result-form-sums', resultForm({ ...start, experiment, readsItself: false }))
  })

  it('fits into a modal however many arms and guardrails there are; the rest comes by a file', () => {
    const arms = Array.from({ length: 5 }, (_, arm) => ({ ...DESIGN.arms[0]!, key: `k${arm}`, name: `Arm ${arm}` }))
    const ratio: GuardrailMetric = { measure: 'own', name: 'Own', kind: 'ratio', better: 'lower', margin: 0.1 }
    const experiment = planned({ arms, guardrails: [ratio, ratio, ratio, ratio] })
    const view = resultForm({ ...start, experiment })
    expect(validateView(view)).toEqual([])
    expect(JSON.stringify(view)).toContain('2 more guardrails do not fit into a form: give them by a CSV.')
  })

  it('shows how a file was understood, to be put right', async () => {
    const guess = {
      arm: 0,
      metrics: [
        { top: 2, bottom: null },
        { top: null, bottom: null },
      ],
    }
    const file = { fileId: 'F1', fileName: 'units.csv', through: '2026-11-22', header: ['form', '', 'converted'] }
    await expectView(
      'columns-form',
      columnsForm({ experiment: planned(), ...file, guess, before: '2026-11-15', replaces: false }),
    )
  })

  it('asks which test is meant', async () => {
    const running = planned({}, { id: 'exp_2', number: 13, title: HOSTILE.name, state: 'running' })
    const tests = [
      { ...planned(), isDue: true },
      { ...running, isDue: false },
      { ...running, id: 'exp_3', number: 14, isDue: true },
    ]
    await expectView('test-choice', testChoice({ purpose: 'result', title: 'Take a result', tests }))
  })
})

describe('the form of a decision', () => {
  const undecided = { team, amendments: [], decision: null, draft: null }

  it('shows the latest reading and offers first what is recommended', async () => {
    const experiment = planned()
    const form = decideForm({ ...undecided, experiment, reading: readingOf(experiment) })
    expect(JSON.stringify(form)).toMatch(/• p \.\d+.*likely to be better than Long form/)
    await expectView('decide-form', form)
  })

  it('recommends nothing by a reading that is older than the last change of the plan', () => {
    const experiment = planned()
    const reading = readingOf(experiment)
    const amended = [{ madeAt: new Date(reading.asOf.getTime() + 1) }] as Amendment[]
    const words = JSON.stringify(decideForm({ ...undecided, experiment, reading, amendments: amended }))
    expect(words).toContain('The plan has changed since this reading.')
    expect(words).not.toContain('(recommended)')
    expect(words).toContain('It said ship: until then every decision takes a second person.')
  })

  it('asks which arm ships where there are several, and offers only what the state allows', () => {
    const arms = [...DESIGN.arms, { key: 'c', name: 'No form', share: 1 / 3, matches: null }]
    const view = decideForm({ ...undecided, experiment: planned({ arms }, { state: 'paused' }), reading: null })
    const words = JSON.stringify(view)
    expect(words).toContain('Which arm, if one ships?')
    expect(words).toContain('No result has been taken yet')
    expect(words).not.toContain('"value":"extend"')
  })
})

describe('a decision', () => {
  const experiment = planned({}, { state: 'decided' })
  const shown = { experiment, decision: decisionOf(), reading: readingOf(experiment), names: NAMES }

  it('is said once in the channel: what, on what, why, by whom', async () => {
    await expectMessage('decision', decisionPost(shown))
  })

  it('against the recommendation asks a second person, and says afterwards whose word it was', async () => {
    await expectMessage('second', secondReply({ ...shown, decision: AGAINST }))
    const settled = { secondBy: 'U0SAM', secondAt: MONDAY }
    await expectMessage('second-agreed', secondReply({ ...shown, decision: { ...AGAINST, ...settled, state: 'made' } }))
    const back = { ...AGAINST, state: 'declined' as const, secondBy: 'U0PRIYA' }
    expect(JSON.stringify(secondReply({ ...shown, decision: back }))).toContain('Priya took it back.')
  })

  it.each<[Recommendation, string]>([
    [{ kind: 'wait', why: 'too early' }, 'Decided by Priya, before its rule has spoken'],
    [{ kind: 'wait', why: 'outdated' }, 'Decided by Priya, after the plan had changed since this reading'],
    [{ kind: 'unclear', missing: ['SQL rate'] }, 'Decided by Priya, while its rule could not speak'],
    [{ kind: 'blocked', why: 'split' }, 'Decided by Priya, because the split is off'],
  ])('says its rule said so only where it did: %j', (recommendation, byline) => {
    const post = JSON.stringify(
      decisionPost({ ...shown, decision: decisionOf({ verdict: 'invalid', recommendation }) }),
    )
    expect(post).toContain(byline)
    expect(post).not.toContain('as its rule says')
  })

  it.each(VERDICTS)('can be drawn whatever was decided, with a reading and without: %s', (verdict) => {
    const decision = decisionOf({ verdict, followed: false, secondBy: 'U0SAM' })
    expectSound(decisionPost({ ...shown, decision }))
    expectSound(decisionPost({ ...shown, decision, reading: null }))
  })
})

describe('the learning', () => {
  const learning: Learning = {
    sentence: 'Two fields bring more leads than six.',
    status: 'supported',
    supports: [7],
    contradicts: [9, 11],
    writtenBy: 'U0SAM',
    writtenAt: MONDAY,
  }

  it('is asked for in one sentence and shown under the card', async () => {
    const experiment = planned({}, { state: 'decided' })
    await expectView('learning-form', learningForm({ experiment, decision: decisionOf(), learning: null, draft: null }))
    const emptied = learningForm({ experiment, decision: decisionOf(), learning, draft: { sentence: '' } })
    expect(JSON.stringify(emptied)).toContain(learning.sentence)
    await expectMessage('learning', learningReply({ experiment, learning, names: NAMES }))
  })
})

describe('names and words as the worst of users choose them', () => {
  const { name, text } = HOSTILE
  const arms = [
    { key: 'a', name, share: 0.5, matches: null },
    { key: 'b', name: text, share: 0.5, matches: null },
  ]
  const experiment = planned({ arms, metric: { ...DESIGN.metric, name: text } }, { title: text })
  const names = { U0SAM: name, U0PRIYA: text }
  const reading = { ...readingOf(experiment), takenBy: 'U0SAM' }
  const amendments = Array.from({ length: 30 }, () => ({
    ...AMENDMENT,
    field: text,
    before: text,
    after: text,
    why: text,
  }))
  const decision = { ...AGAINST, rationale: text }
  const learning = { sentence: text, status: 'emerging' as const, supports: [1], contradicts: [], writtenBy: 'U0SAM' }

  it('say how many changes of the plan there were beside the last five', () => {
    expect(JSON.stringify(readingReply({ team, experiment, reading, amendments, decision, names }))).toContain(
      'And 25 earlier, each told under the card when it was made.',
    )
    const few = readingReply({ team, experiment, reading, amendments: amendments.slice(0, 5), decision, names })
    expect(JSON.stringify(few)).not.toContain('earlier, each')
  })

  it.each([
    ['reading', () => readingReply({ team, experiment, reading, amendments, decision, names })],
    ['decision', () => decisionPost({ experiment, decision, reading, names })],
    ['second', () => secondReply({ experiment, decision, reading, names })],
    ['learning', () => learningReply({ experiment, learning: { ...learning, writtenAt: MONDAY }, names })],
  ])('fit into the message and mention nobody: %s', (_, draw) => {
    expectSound(draw())
  })

  it.each([
    ['reading', () => readingModal({ team, experiment, reading, amendments, decision, names, note: text })],
    [
      'result',
      () =>
        resultForm({ experiment, through: '2026-11-22', readsItself: true, before: null, draft: null, fault: text }),
    ],
    [
      'columns',
      () =>
        columnsForm({
          experiment,
          fileId: 'F1',
          fileName: text,
          through: '2026-11-22',
          header: Array.from({ length: 300 }, () => text),
          guess: { arm: 120, metrics: [{ top: 250, bottom: null }] },
          before: '2026-11-15',
          replaces: true,
          fault: text,
        }),
    ],
    ['decide', () => decideForm({ team, experiment, reading, amendments: [], decision, draft: { rationale: text } })],
    ['learning', () => learningForm({ experiment, decision, learning: null, draft: { sentence: text } })],
  ])('fit into the modal and mention nobody: %s', (_, draw) => {
    const view = draw()
    expect(validateView(view)).toEqual([])
    expectHarmless(view)
  })
})
