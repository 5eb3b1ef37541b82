import { describe, expect, it } from 'vitest'
import type { Agenda } from '../../../../src/domain/experiment/agenda.ts'
import { agendaLines } from '../../../../src/domain/experiment/agenda-words.ts'
import { testsReply } from '../../../../src/slack/views/experiment/tests-reply.ts'
import { makeExperiment, NO_TESTS } from '../../../support/experiments.ts'
import { expectMessage, expectSound, HOSTILE, NAMES } from '../stage.ts'

const named = (number: number, title: string, state: 'running' | 'decision_due' | 'maturing' | 'closed' | 'idea') =>
  makeExperiment({ id: `exp_${number}`, number, title, state })

const agenda: Agenda = {
  since: '2026-11-16',
  due: [
    {
      experiment: named(31, 'Shorter form on LP-demo', 'decision_due'),
      says: '+11.8 % leads per click (3.8 % to 19.8 %), p .004 at its planned end, guardrails hold → its rule says ship',
      proposed: null,
    },
    {
      experiment: named(30, 'Annual discount', 'decision_due'),
      says: null,
      proposed: { verdict: 'ship', madeBy: 'U0SAM' },
    },
  ],
  running: [
    { experiment: named(33, 'Founder video', 'running'), day: 13, days: 21, sample: 0.634, isNew: false },
    { experiment: named(34, 'Sitelinks', 'maturing'), day: 21, days: 21, sample: null, isNew: false },
  ],
  ended: [{ experiment: named(18, 'Two-step form', 'closed'), verdict: 'roll_back' }],
  next: { experiment: named(36, 'Calculator headline', 'idea'), mean: 7.333, model: 'ice' },
  slots: { used: 3, of: 4 },
}

describe('the reply about tests', () => {
  it('begins with what is to be decided, then what runs, what has ended, and what is next', async () => {
    await expectMessage('tests-reply', testsReply({ agenda, names: NAMES }))
  })

  it('is short where nothing is due', async () => {
    await expectMessage('tests-reply-quiet', testsReply({ agenda: NO_TESTS, names: NAMES }))
  })

  it('fits into a message however many tests there are, and mentions nobody', () => {
    const bad = Array.from({ length: 60 }, (_, at) => makeExperiment({ number: at, title: HOSTILE.text }))
    const many = {
      ...agenda,
      due: bad.map((experiment) => ({ experiment, says: HOSTILE.text, proposed: null })),
      running: bad.map((experiment) => ({ experiment, day: 1, days: 21, sample: 0.1, isNew: true })),
      ended: bad.map((experiment) => ({ experiment, verdict: null })),
    }

    expectSound(testsReply({ agenda: many, names: {} }))
  })

  it('says the same at a terminal', () => {
    expect(agendaLines(agenda, NAMES)).toEqual([
      'Decide: T-31 Shorter form on LP-demo: +11.8 % leads per click (3.8 % to 19.8 %), p .004 at its planned end, guardrails hold → its rule says ship',
      'Decide: T-30 Annual discount: no result yet. Take one, then decide. Sam proposes to ship; a second person has to agree.',
      'Running: T-33 Founder video (day 13 of 21, 63\u202f% of sample)',
      'Running: T-34 Sitelinks (waits for its last conversions)',
      'Decided since Mon 16 Nov: T-18 Two-step form (rolled back)',
      'Slots 3 of 4. Next in the backlog: T-36 Calculator headline, ICE 7.3.',
    ])
  })
})
