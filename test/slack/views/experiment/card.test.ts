import { describe, expect, it } from 'vitest'
import type { Experiment } from '../../../../src/domain/experiment/experiment.ts'
import { experimentCard } from '../../../../src/slack/views/experiment/card.ts'
import { DESIGN, makeExperiment, RULE } from '../../../support/experiments.ts'
import { MONDAY, makeTeam, NAMES } from '../stage.ts'

const SETTINGS = { slots: 4, channelSlots: 2, budgetLimit: null, scoreModel: 'ice' } as const
const NOTHING = { settings: SETTINGS, score: null, amendments: [], reading: null, decision: null, learning: null }
const NO_RESULT = {
  split: { state: 'not judged', why: 'too few' },
  arms: [],
  recommendation: { kind: 'wait', why: 'early' },
  directional: false,
  rule: { hash: 'a1b2c3', amendments: 0 },
}
const ready = makeExperiment({ number: 12, state: 'ready', design: DESIGN, rule: RULE })
const running = { ...ready, state: 'running', startsOn: '2026-11-18', endsOn: '2026-12-08' } as const

function card(experiment: Experiment, more: object = {}): string {
  return JSON.stringify(experimentCard({ team: makeTeam(), experiment, names: NAMES, ...NOTHING, ...more }).blocks)
}

describe('the plan on a card', () => {
  it('is called hopeless where its window cannot show what it looks for', () => {
    expect(card({ ...ready, design: { ...DESIGN, smallest: 0.01 } })).toMatch(
      /hopeless: its 3 weeks can only show \+[\d.]+\s% or more/,
    )
    expect(card(ready)).not.toContain('hopeless')
  })

  it('names the day of a rule by the window as it is: stopped early, it speaks earlier', () => {
    expect(card(running)).toContain('with p &lt; .05 on Sat 12 Dec')
    expect(card({ ...running, state: 'maturing', stoppedOn: '2026-11-24' })).toContain('with p &lt; .05 on Sat 28 Nov')
  })

  it.each(['decided', 'closed', 'invalid', 'abandoned'] as const)('is not repeated once the test is %s', (state) => {
    expect(card({ ...running, state })).not.toMatch(/\*Plan\*|\*Rule\*/)
  })
})

describe('the budget on a card', () => {
  const answer = { by: 'U0MARA', at: '2026-11-18T09:00:00Z', budget: 5_000 }

  it('says who approved it, or who declined it and why', () => {
    const approved = card({ ...ready, approval: { ...answer, declined: null } })
    expect(approved).toContain('€5,000 approved by Mara')
    const declined = card({ ...ready, approval: { ...answer, declined: 'Not before the <b>spring</b>' } })
    expect(declined).toContain('€5,000 *declined* by Mara: “Not before the &lt;b&gt;spring&lt;/b&gt;”')
  })
})

describe('the latest reading on a card', () => {
  const progress = { day: 7, days: 21, sample: 0.3, phase: 'early', verdictOn: '2026-12-12', stopped: false }
  const result = { ...NO_RESULT, progress }
  const reading = {
    id: 'r',
    source: 'typed',
    asOf: MONDAY,
    dataThrough: '2026-11-24',
    arms: [],
    result,
    takenBy: 'U0SAM',
  }

  it('names its days as long as they hold', () => {
    expect(card(running, { reading })).toContain('day 7 of 21')
  })

  it('is outdated once the test was stopped or its plan amended', () => {
    const stopped = card({ ...running, state: 'maturing', stoppedOn: '2026-11-24' }, { reading })
    expect(stopped).toContain('taken before its plan or its window changed. [Take a result] reads it anew.')
    expect(stopped).toContain('its decision falls due on Sat 28 Nov')
    expect(stopped).not.toContain('12 Dec')
    const amendment = { id: 'a', field: 'Window', before: '3', after: '3', why: 'x', madeBy: 'U0SAM' }
    const later = { ...amendment, madeAt: new Date(MONDAY.getTime() + 1) }
    expect(card(running, { reading, amendments: [later] })).not.toContain('day 7 of 21')
  })
})
