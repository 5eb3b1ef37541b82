import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findExperiment } from '../../../../src/store/experiment/experiments.ts'
import { findLearning } from '../../../../src/store/experiment/learnings.ts'
import { CHANNEL, openStage, type Stage } from '../../../support/stage.ts'
import { insertTest } from '../../../support/tests.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  await stage.reset('2026-11-23T10:00:00Z')
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

const SENTENCE = 'What did it teach? One sentence.'

async function decided() {
  const ctx = await stage.makeTeam()
  await insertTest(ctx, { title: 'Two-step form', state: 'closed' })
  const { id } = await insertTest(ctx, { state: 'decided' })
  await stage.app.services.announcer.run()
  const card = await stage.post(CHANNEL, 'T-2 · Shorter form on LP-demo')
  const learning = async () => await findLearning(ctx.db.prisma, ctx.team, id)
  const state = async () => (await findExperiment(ctx.db.prisma, ctx.team, id))?.state
  return { card, learning, state }
}

describe('[Write learning]', () => {
  it('closes the test with one sentence and the tests it stands on', async () => {
    const { sam } = stage
    const { card, learning, state } = await decided()
    await sam.click(card, 'Write learning')
    await sam.waitForModal('experiment_learning_form')
    await sam.submit({
      [SENTENCE]: 'Fewer fields bring more leads <!channel>.',
      'How sure is that?': 'confirmed',
      'Tests that say the opposite': 't1',
    })

    const reply = await stage.post(CHANNEL, 'What it taught', 'confirmed', 'contradicted by T-1')
    expect(reply.thread_ts).toBe(card.ts)
    expect(JSON.stringify(reply.blocks)).not.toContain('<!channel>')
    expect(await learning()).toMatchObject({ status: 'confirmed', supports: [], contradicts: [1], writtenBy: 'U0SAM' })
    expect(await state()).toBe('closed')
  })

  it('says what is wrong at its field, and keeps what was typed for later', async () => {
    const { sam } = stage
    const { card, learning } = await decided()
    await sam.click(card, 'Write learning')
    await sam.waitForModal('experiment_learning_form')
    const text = 'Fewer fields bring more leads.'
    const odd = { [SENTENCE]: text, 'Tests that say the same': 'T-1, that one' }
    expect(await sam.submit(odd)).toMatchObject({
      errors: { supports: '"that" names no test. Write their numbers, as in T-7, T-18.' },
    })
    expect(await sam.submit({ 'Tests that say the same': 'T-2, T-9' })).toMatchObject({
      errors: { supports: 'Growth has no test T-9.' },
    })
    await sam.closeModal()
    await stage.quiet()

    expect(await learning()).toBeNull()
    await sam.click(card, 'Write learning')
    await sam.waitForModal('experiment_learning_form')
    expect(JSON.stringify(sam.modal()?.blocks)).toContain(text)
  })

  it('can be written better later: its reply shows the better words', async () => {
    const { sam, priya } = stage
    const { card, state } = await decided()
    await sam.click(card, 'Write learning')
    await sam.waitForModal('experiment_learning_form')
    await sam.submit({ [SENTENCE]: 'Fewer fields bring more leads.' })
    await priya.click(await stage.post(CHANNEL, 'What it taught', 'Fewer fields bring'), 'Write it better')
    await priya.waitForModal('experiment_learning_form')
    expect(JSON.stringify(priya.modal()?.blocks)).toContain('Fewer fields bring more leads.')
    await priya.submit({ [SENTENCE]: 'Fewer fields bring more leads on phones.' })

    await stage.post(CHANNEL, 'What it taught', 'on phones', 'Priya')
    expect(await state()).toBe('closed')
    expect(stage.posts().filter((words) => words.includes('What it taught'))).toHaveLength(1)
  })
})
