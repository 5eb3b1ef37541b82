import { describe, expect, it } from 'vitest'
import type { Experiment } from '../../../../src/domain/experiment/experiment.ts'
import { experimentCard } from '../../../../src/slack/views/experiment/card.ts'
import { DESIGN, makeExperiment, RULE } from '../../../support/experiments.ts'
import { makeTeam, NAMES } from '../stage.ts'

const SETTINGS = { slots: 4, channelSlots: 2, budgetLimit: null, scoreModel: 'ice' } as const
const NOTHING = { settings: SETTINGS, score: null, amendments: [], reading: null, decision: null, learning: null }
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
