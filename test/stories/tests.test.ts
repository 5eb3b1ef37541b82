import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonDriver } from '../../src/sandbox/person.ts'
import { CHANNEL, openStage, type Stage } from '../support/stage.ts'
import {
  BETTER,
  bringResult,
  makeSearchTeam,
  startTest,
  THE_END,
  THE_START,
  UNEVEN,
  WORSE,
} from '../support/test-life.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  await stage.reset(THE_START)
  await makeSearchTeam(stage)
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

const card = (...words: string[]) => stage.post(CHANNEL, 'T-1 ·', ...words)

async function decide(person: PersonDriver, values: Record<string, string>) {
  await person.command('growth', '/beat decide T-1')
  await person.waitForModal('experiment_decide_form')
  return await person.submit(values)
}

describe('a test', () => {
  it('is shipped: idea, plan, launch, two weeks, the result, the decision, the learning', async () => {
    const { priya } = stage
    await startTest(stage, priya)
    await stage.tick(THE_END)
    await card('*decision due*')
    await bringResult(priya, BETTER)
    await stage.modal(priya, 'Short form', 'ship')
    await priya.closeModal()

    await decide(priya, { 'Why?': 'More leads, and as many of them become SQL.' })
    await stage.post(CHANNEL, 'D-1 · T-1', 'ship Short form')
    await priya.waitForModal('experiment_learning_form')
    await priya.submit({
      'What did it teach? One sentence.': 'Two fields bring more leads than six, and not worse ones.',
      'How sure is that?': 'supported',
    })

    await card('*closed*', 'Two fields bring more leads than six')
    await priya.command('growth', '/beat log fewer form fields leads')
    expect(await stage.answer(priya)).toContain('Two fields bring more leads than six, and not worse ones.')
  })

  it('is rolled back, and whoever is about to repeat it is warned before they send the idea', async () => {
    const { priya, sam } = stage
    await startTest(stage, priya)
    await stage.tick(THE_END)
    await bringResult(priya, WORSE)
    await stage.modal(priya, 'roll back')
    await priya.closeModal()
    await decide(priya, { 'Why?': 'Fewer leads.' })
    await priya.waitForModal('experiment_learning_form')
    await priya.submit({
      'What did it teach? One sentence.': 'On LP-demo a shorter form loses leads.',
      'How sure is that?': 'supported',
    })
    await card('*closed*')

    await sam.command('growth', '/beat test new')
    await sam.waitForModal('experiment_idea_form')
    await sam.fillModal({ 'What would you change?': 'A shorter form with fewer fields on LP-demo' })
    await stage.modal(sam, 'T-1', 'rolled back', 'On LP-demo a shorter form loses leads.')
  })

  it('is invalid where the units did not fall as planned, however good it looks', async () => {
    const { priya } = stage
    await startTest(stage, priya)
    await stage.tick(THE_END)
    await bringResult(priya, UNEVEN)
    await stage.modal(priya, 'split')
    await priya.closeModal()

    await priya.command('growth', '/beat decide T-1')
    await priya.waitForModal('experiment_decide_form')
    await stage.modal(priya, 'Call it invalid (recommended)')
    await priya.submit({ 'Why?': 'The redirect dropped people of one arm.' })
    await stage.post(CHANNEL, 'D-1 · T-1', 'invalid')
    await card('*invalid*')
  })

  it('decided against its rule is decided by two', async () => {
    const { priya, mara } = stage
    await startTest(stage, priya)
    await stage.tick(THE_END)
    await bringResult(priya, WORSE)
    await stage.modal(priya, 'roll back')
    await priya.closeModal()

    await decide(priya, { 'Your decision': 'Ship', 'Why?': 'Sales wants the shorter form for the fair.' })
    const ask = await stage.post('U0MARA', 'wants to decide T-1')
    await card('*decision due*')
    await mara.click(ask, 'Agree')

    await stage.post(CHANNEL, 'D-1 · T-1', 'ship Short form', 'against the recommendation, Mara', 'agreed')
    await card('*decided*')
  })
})
