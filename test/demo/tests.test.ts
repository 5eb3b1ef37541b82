import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedTests } from '../../src/demo/seed-tests.ts'
import { LIST_ORDER } from '../../src/domain/experiment/list-filter.ts'
import type { TeamContext } from '../../src/flows/context.ts'
import { findSimilar } from '../../src/flows/experiment/find-similar.ts'
import { readCalibration } from '../../src/flows/experiment/read-calibration.ts'
import { readTestsAgenda } from '../../src/flows/experiment/read-tests-agenda.ts'
import { searchExperiments } from '../../src/flows/experiment/search-experiments.ts'
import { listPastTests } from '../../src/store/experiment/past-tests.ts'
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage()
})
afterAll(async () => await stage.close())

/** The tests of the demo team, lived through up to an instant. */
async function demoAt(instant: string): Promise<TeamContext> {
  const ctx = { ...(await stage.makeTeam({ monthlyBudget: 1_850_000 })), now: new Date(instant) }
  await seedTests(ctx)
  return ctx
}

async function statesOf({ db, team }: TeamContext): Promise<Record<string, string>> {
  const { tests } = await listPastTests(db, team, { states: LIST_ORDER }, { from: 0, limit: 100 })
  return Object.fromEntries(tests.map(({ title, state, verdict }) => [title, verdict ?? state]))
}

describe('the tests of the demo team', () => {
  it.each([
    ['a Monday morning', '2026-11-23T08:00:00Z'],
    ['a Saturday, half an hour before midnight in Berlin, after the clocks changed', '2026-11-07T22:30:00Z'],
    ['a Wednesday in spring, just after midnight', '2027-04-06T22:10:00Z'],
  ])('stand in every state on %s', async (_, instant) => {
    const ctx = await demoAt(instant)

    expect(await statesOf(ctx)).toEqual({
      'Two-step form': 'roll_back',
      'Two months free on the annual plan': 'ship',
      'Founder video on cold audiences': 'ship',
      'Lookalike of won customers': 'inconclusive',
      'Price in the ad': 'invalid',
      'Form without the phone number': 'ship',
      'Case study cards for site visitors': 'ship',
      'Calculator headline on LP-demo': 'decision_due',
      'Thirty days of trial on the pricing page': 'maturing',
      'calculator-1 against testimonial-carousel': 'running',
      'Free audit instead of a demo': 'running',
      'Benchmark without a form': 'scheduled',
      'A finance director on LP-demo': 'ready',
      'Double the budget on Competitor': 'pending_approval',
      'Exclude job seekers': 'idea',
      'Lower bids at night': 'idea',
    })
  })

  it('give the review a decision, the search its learnings, and whoever repeats a mistake a warning', async () => {
    const ctx = await demoAt('2026-11-23T08:00:00Z')

    const { due, next } = await readTestsAgenda(ctx, '2026-W47')
    expect(due.map(({ says }) => says).join()).toContain('its rule says ship')
    expect(next?.experiment.title).toBe('A finance director on LP-demo')
    const found = await searchExperiments(ctx, 'form mobile')
    expect(found.tests[0]).toMatchObject({ title: 'Two-step form', verdict: 'roll_back' })
    const idea = { text: 'Split the form of LP-demo into two steps', lever: 'landing_page', channelId: null } as const
    expect((await findSimilar(ctx, idea, 3))[0]?.title).toBe('Two-step form')
    expect(await readCalibration(ctx)).toMatchObject({ kind: 'calibrated', all: { tests: 6, shipped: 4 } })
  })
})
