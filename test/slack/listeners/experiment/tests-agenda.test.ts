import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { preview } from '../../../../src/cli/preview.ts'
import type { TeamContext } from '../../../../src/flows/context.ts'
import { changeExperiment } from '../../../../src/flows/experiment/change-experiment.ts'
import { moveExperiment } from '../../../../src/flows/experiment/move-experiment.ts'
import { scoreExperiment } from '../../../../src/flows/experiment/score-experiment.ts'
import { transaction } from '../../../../src/store/transaction.ts'
import { DESIGN, RULE, type Told, tellTest } from '../../../support/experiments.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../../support/stage.ts'
import { insertTest } from '../../../support/tests.ts'

let stage: Stage
let ctx: TeamContext
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  await stage.reset('2026-11-16T08:00:05Z')
  ctx = await stage.makeTeam()
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

const running: Told = { state: 'running', design: DESIGN, rule: RULE, startsOn: '2026-11-09', endsOn: '2026-11-29' }
const due: Told = {
  ...running,
  title: 'Shorter form',
  state: 'decision_due',
  startsOn: '2026-10-26',
  endsOn: '2026-11-15',
}

async function openReview(): Promise<void> {
  await stage.priya.command('growth', '/beat review now')
  await stage.post(CHANNEL, '*Paid social*', 'Write narrative')
  await stage.quiet()
}

/** The words of the replies about tests that were posted. */
function replies(): string[] {
  const messages = stage.sandbox.state.messages.filter(({ thread_ts }) => thread_ts !== undefined)
  return messages.map(wordsOf).filter((words) => words.startsWith('*Tests*'))
}

describe('the tests reply of a review', () => {
  it('says what is to be decided and how far the others are', async () => {
    await tellTest(ctx, { ...due, lift: 0.118 })
    await tellTest(ctx, { ...running, title: 'Founder video' })
    await openReview()

    const [reply] = replies()
    expect(reply).toContain('*Tests* · 1 decision is due')
    expect(reply).toContain('*T-1 Shorter form*: +11.8 %')
    expect(reply).toContain('its rule says ship')
    expect(reply).toContain('• *T-2 Founder video*: day 8 of 21, new this week')
    expect(reply).toContain('Slots 1 of 4.')
  })

  it('counts a running test among the decisions once its rule has spoken', async () => {
    await tellTest(ctx, { ...running, title: 'Founder video', lift: 0.118 })
    await openReview()

    const [reply] = replies()
    expect(reply).toContain('*Tests* · 1 decision is due')
    expect(reply).toContain('*T-1 Founder video*: +11.8')
    expect(reply).not.toContain('*Running*')
  })

  it('says of a test that was stopped by whom and why', async () => {
    const test = await insertTest(ctx, { title: 'Founder video' }, { maturityDays: 7 })
    await moveExperiment({ ...ctx, actor: { kind: 'person', userId: 'U0SAM' } }, test.id, 'stop', 'iOS broke')
    await openReview()

    expect(replies()[0]).toMatch(/stopped by \S.* \(“iOS broke”\), waits for its last conversions/)
  })

  it('comes after what changed and before the narratives', async () => {
    await tellTest(ctx, running)
    await openReview()

    const titles = stage.sandbox.state.messages.map(wordsOf)
    const at = (words: string) => titles.findIndex((title) => title.includes(words))
    expect(at('*What changed*')).toBeLessThan(at('*Tests*'))
    expect(at('*Tests*')).toBeLessThan(at('*Paid search* · no numbers'))
  })

  it('is not posted where a team tests nothing', async () => {
    await openReview()

    expect(replies()).toEqual([])
  })

  it('is drawn anew when a test changes while the review is open', async () => {
    const test = await tellTest(ctx, { ...running, title: 'Founder video' })
    await openReview()
    await transaction(ctx.db, async (tx) => {
      await changeExperiment(tx, ctx, test, { state: 'paused' }, { action: 'test paused' })
    })
    await stage.quiet()

    expect(replies()).toHaveLength(1)
    expect(replies()[0]).toContain('• *T-1 Founder video*: day 8 of 21, new this week, paused')
  })

  it('names another idea as the next one as soon as it is scored better', async () => {
    await tellTest(ctx, running)
    const idea = await tellTest(ctx, { title: 'Sitelinks' })
    await openReview()
    const sam = { ...ctx, actor: { kind: 'person', userId: 'U0SAM' } as const }
    await scoreExperiment(sam, idea.id, 'ice', { impact: 8, confidence: 7, ease: 7 })
    await stage.quiet()

    expect(replies()[0]).toContain('Next in the backlog: *T-2 Sitelinks*.')
    const priya = { ...ctx, actor: { kind: 'person', userId: 'U0PRIYA' } as const }
    await scoreExperiment(priya, idea.id, 'ice', { impact: 8, confidence: 7, ease: 7 })
    await stage.quiet()
    expect(replies()[0]).toContain('Next in the backlog: *T-2 Sitelinks*, ICE 7.3.')
  })

  it('is in the preview, in Slack and at a terminal', async () => {
    await tellTest(ctx, due)
    await stage.priya.command('growth', '/beat review agenda')

    expect(await stage.answer(stage.priya)).toContain('*T-1 Shorter form*: no result yet. Take one')
    const printed = await preview(ctx, { week: undefined, json: false })
    expect(printed).toContain('Decide: T-1 Shorter form: no result yet. Take one')
    expect(JSON.parse(await preview(ctx, { week: undefined, json: true })).tests.due).toHaveLength(1)
  })
})
