import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Design } from '../../../../src/domain/experiment/experiment.ts'
import type { ArmNumbers } from '../../../../src/domain/experiment/reading.ts'
import { recordReading } from '../../../../src/flows/experiment/record-reading.ts'
import { findExperiment } from '../../../../src/store/experiment/experiments.ts'
import { findLearning } from '../../../../src/store/experiment/learnings.ts'
import { CHANNEL, openStage, type Stage } from '../../../support/stage.ts'
import { countedArms, insertTest, WON } from '../../../support/tests.ts'

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

async function due(arms: ArmNumbers[] | null = WON, design: Partial<Design> = {}) {
  const ctx = await stage.makeTeam()
  const { id } = await insertTest(ctx, { state: 'decision_due' }, design)
  const take = async (through: string, counted: ArmNumbers[]) =>
    await recordReading(ctx, id, { source: 'typed', dataThrough: through, arms: counted })
  if (arms) await take('2026-11-22', arms)
  await stage.app.services.announcer.run()
  const state = async () => (await findExperiment(ctx.db.prisma, ctx.team, id))?.state
  return { ctx, id, take, state, card: await stage.post(CHANNEL, 'Shorter form on LP-demo') }
}

const decisions = () => stage.posts().filter((words) => /\bD-\d+ ·/.test(words))

describe('/beat decide', () => {
  it('offers what the rule says first; what follows it is said once, and the learning closes the test', async () => {
    const { priya } = stage
    const { ctx, id, state, card } = await due()
    await priya.command(CHANNEL, '/beat decide T-1')
    await priya.waitForModal('experiment_decide_form')
    const form = await stage.modal(priya, 'Its rule says: ship Short form.', 'Ship (recommended)')
    expect(form.indexOf('Ship (recommended)')).toBeLessThan(form.indexOf('Roll back'))
    await priya.submit({ 'Why?': 'More leads, and as many of them become SQL.' })

    await priya.waitForModal('experiment_learning_form')
    const post = await stage.post(CHANNEL, 'D-1 · T-1', 'ship Short form', 'More leads', 'as its rule says')
    expect(post.thread_ts).toBeUndefined()
    await priya.submit({
      'What did it teach? One sentence.': 'Two fields bring more leads than six, and not worse ones.',
      'How sure is that?': 'supported',
    })
    await stage.quiet()
    const learnt = await stage.post(CHANNEL, 'What it taught', 'Two fields bring more leads')
    expect(learnt.thread_ts).toBe(card.ts)
    expect(await state()).toBe('closed')
    expect(decisions().join()).not.toContain('Write learning')
    expect(await findLearning(ctx.db.prisma, ctx.team, id)).toMatchObject({ status: 'supported', writtenBy: 'U0PRIYA' })
    expect(decisions()).toHaveLength(1)
  })

  it('leads from a result whose rule has spoken straight to the decision', async () => {
    const { priya } = stage
    await due(null)
    await priya.command(CHANNEL, '/beat result T-1')
    await priya.waitForModal('experiment_result_form')
    await priya.submit({
      'Data through': '2026-11-22',
      'Long form · clicks': '30000',
      'Long form · conversions': '1200',
      'Short form · clicks': '30050',
      'Short form · conversions': '1350',
      'Long form · MQL (SQL rate)': '8000',
      'Long form · SQL (SQL rate)': '3200',
      'Short form · MQL (SQL rate)': '8100',
      'Short form · SQL (SQL rate)': '3280',
    })
    await stage.modal(priya, 'Its rule says: ship Short form.')
    await priya.submit({})
    await priya.waitForModal('experiment_decide_form')
  })

  it('says at the fields what is missing, and keeps what was typed', async () => {
    const { priya } = stage
    await due()
    await priya.command(CHANNEL, '/beat decide')
    await priya.waitForModal('experiment_decide_form')
    expect(await priya.submit({ 'Why?': 'ok' })).toMatchObject({ errors: { rationale: /^Say in a sentence why/ } })
    await priya.closeModal()
    await stage.quiet()
    await priya.command(CHANNEL, '/beat decide')
    await priya.waitForModal('experiment_decide_form')
    expect(JSON.stringify(priya.modal()?.blocks)).toContain('"initial_value":"ok"')
  })

  it('does not decide on a reading that is no longer the latest', async () => {
    const { priya } = stage
    const { take, state } = await due()
    await priya.command(CHANNEL, '/beat decide T-1')
    await priya.waitForModal('experiment_decide_form')
    await take('2026-11-23', WON)
    const answer = await priya.submit({ 'Why?': 'More leads, and as good ones.' })
    expect(JSON.stringify(answer)).toContain('A newer reading of T-1 came in')
    expect(await state()).toBe('decision_due')
  })

  it('of two people at once takes one decision, and tells the other', async () => {
    const { priya, sam } = stage
    await due()
    for (const person of [priya, sam]) {
      await person.command(CHANNEL, '/beat decide T-1')
      await person.waitForModal('experiment_decide_form')
    }
    const answers = await Promise.all([priya, sam].map((person) => person.submit({ 'Why?': 'More leads, as good.' })))
    const refused = answers.filter(({ outcome }) => outcome !== 'updated')
    expect(refused).toHaveLength(1)
    expect(JSON.stringify(refused)).toMatch(/somebody else|has been decided/)
    await stage.quiet()
    expect(decisions()).toHaveLength(1)
  })
})

describe('a decision against the recommendation', () => {
  async function proposed(verdict = 'Roll back') {
    const { priya } = stage
    const found = await due()
    await priya.command(CHANNEL, '/beat decide T-1')
    await priya.waitForModal('experiment_decide_form')
    await priya.submit({ 'Your decision': verdict, 'Why?': 'Sales cannot follow up on so many leads.' })
    await stage.modal(priya, 'a second person has to agree')
    await priya.closeModal()
    return { ...found, ask: await stage.post(CHANNEL, 'Priya', 'wants to decide T-1', 'against the recommendation') }
  }

  it('asks in the thread and privately the lead; whoever agrees makes it', async () => {
    const { priya, sam, mara } = stage
    const { card, ask, state } = await proposed()
    expect(ask.thread_ts).toBe(card.ts)
    await stage.post('U0MARA', 'wants to decide T-1', '→ its rule says ship', '`/beat test T-1`')
    expect(await state()).toBe('decision_due')
    expect(decisions()).toHaveLength(0)

    await priya.command(CHANNEL, '/beat decide T-1')
    await stage.modal(priya, '<@U0PRIYA> has proposed a decision about T-1 that waits for a second person')
    await priya.closeModal()
    await priya.click(ask, 'Agree')
    expect(await stage.answer(priya)).toContain('somebody else has to look at it')
    await sam.click(ask, 'Agree')
    await stage.post(CHANNEL, 'D-1 · T-1', 'roll back', 'against the recommendation, Sam', 'agreed')
    await stage.post(CHANNEL, 'agreed: it is decided.')
    expect(await state()).toBe('decided')
    await mara.click(await stage.post('U0MARA', 'wants to decide'), 'Disagree').catch(() => {})
    await stage.quiet()
    expect(await state()).toBe('decided')
    expect(stage.posts('U0MARA').filter((words) => words.includes('wants to decide'))).toHaveLength(1)
  })

  it('is left open when the second person disagrees', async () => {
    const { sam } = stage
    const { ask, state } = await proposed('Call it inconclusive')
    await sam.click(ask, 'Disagree')
    await stage.post(CHANNEL, 'disagreed. The test stays open.')
    expect(await state()).toBe('decision_due')
    expect(decisions()).toHaveLength(0)
  })
})

describe('a test whose units did not fall into the arms as planned', () => {
  it('recommends nothing but invalid, and says what to look for', async () => {
    const { priya } = stage
    const off = countedArms(
      { clicks: 30_000, conversions: 1_200, mqls: 8_000, sqls: 3_200 },
      { clicks: 27_000, conversions: 1_400, mqls: 8_000, sqls: 3_200 },
    )
    const { state } = await due(off)
    await stage.post(
      CHANNEL,
      'No verdict from these numbers',
      'Split is off: 30,000 / 27,000 instead of 28,500 / 28,500',
    )
    await priya.command(CHANNEL, '/beat decide T-1')
    await stage.modal(priya, 'Call it invalid (recommended)')
    await priya.submit({ 'Why?': 'The redirect to the short form loses every tenth visitor.' })
    await stage.post(CHANNEL, 'D-1 · T-1', 'call it invalid')
    expect(await state()).toBe('invalid')
  })
})
