import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { unjudged } from '../../../../src/domain/guardrail/evaluation.ts'
import type { TeamContext } from '../../../../src/flows/context.ts'
import { insertIncident } from '../../../../src/store/guardrail/incidents.ts'
import { DESIGN, tellTest } from '../../../support/experiments.ts'
import { makeGuardrail, makeIncident } from '../../../support/guardrails.ts'
import { openStage, type Stage, wordsOf } from '../../../support/stage.ts'

let stage: Stage
let ctx: TeamContext
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  await stage.reset()
  ctx = await stage.makeTeam()
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

async function asked(line: string): Promise<string> {
  await stage.priya.command('growth', line)
  return await stage.answer(stage.priya)
}

async function tellStory(): Promise<void> {
  await tellTest(ctx, {
    title: 'Two-step form',
    design: DESIGN,
    brief: {
      change: 'Ask for the email first on the landing page',
      outcome: 'CAC falls',
      because: 'nine fields scare',
    },
    lift: -0.06,
    verdict: 'roll_back',
    learning: 'Mobile users leave at step two.',
  })
  await tellTest(ctx, {
    title: 'Founder video',
    lever: 'creative',
    brief: {
      change: 'Run the founder explaining the forecast',
      outcome: 'Cheaper clicks',
      because: 'faces stop thumbs',
    },
  })
}

/** Alerts that are over and were never decided about, the last one the latest. */
async function tellAlerts(count: number): Promise<void> {
  for (let index = 1; index <= count; index++) {
    const { id } = await makeGuardrail(ctx, { name: `Ceiling ${index}` })
    const over = { state: 'resolved', resolvedOn: '2026-11-17', resolution: 'recovered' } as const
    const at = new Date(Date.UTC(2026, 10, 16, index))
    await insertIncident(ctx.db.prisma, ctx.team, {
      ...makeIncident(id),
      ...over,
      openedAt: at,
      resolvedAt: at,
      judged: unjudged('ERROR', 'Leads of LP-demo were dear.'),
    })
  }
}

describe('/beat log', () => {
  it('answers with what became of each test, its effect and what it taught', async () => {
    await tellStory()
    const said = await asked('/beat log cac landing page')

    expect(said).toContain('*1 test of Growth for “cac landing page”*')
    expect(said).toContain('*T-1 Two-step form* · rolled back · leads per click −6 % (−11 % to −1 %)')
    expect(said).toContain('“Mobile users leave at step two.”')
    expect(said).not.toContain('Founder video')
  })

  it('shows a test that has no card in the channel to whoever asks', async () => {
    const { priya } = stage
    await tellStory()
    await priya.command('growth', '/beat log cac landing page')
    await priya.click(await stage.answerTo(priya), 'Show')
    expect(await stage.answer(priya)).toContain('T-1 · Two-step form')
  })

  it.each([
    ['a slip of the finger', '/beat log fuonder', 'Founder video'],
    ['an unfinished word', '/beat log two-step fo', 'Two-step form'],
    ['a part of a word', '/beat log orecas', 'Founder video'],
    ['another form of a word', '/beat log explained', 'Founder video'],
    ['a quoted phrase', '/beat log "founder explaining"', 'Founder video'],
    ['a number', '/beat log T-2', 'Founder video'],
  ])('finds a test by %s', async (_, line, title) => {
    await tellStory()

    expect(await asked(line)).toContain(title)
  })

  it('finds what an alert said, also where nobody decided about it, and all of them by a click', async () => {
    const { priya } = stage
    await tellAlerts(5)
    await priya.command('growth', '/beat log dear')
    const first = await stage.answerTo(priya)

    expect(wordsOf(first)).toContain('*5 alerts of Growth for “dear”, 1 to 3*')
    expect(wordsOf(first)).toContain('Ceiling 5* resolved after 2 days, no decision\nLeads of LP-demo were dear.')
    await priya.click(first, 'More alerts (2)')
    const second = await stage.answer(priya)
    expect(second).toContain('*5 alerts of Growth for “dear”, 4 to 5*')
    expect(second).toContain('Ceiling 1* resolved')
    expect(await asked('/beat log')).not.toContain('Ceiling')
  })

  it('leaves out what a minus sign excludes', async () => {
    await tellStory()

    expect(await asked('/beat log landing -mobile')).toContain('Nothing in the log of Growth for “landing -mobile”')
    expect(await asked('/beat log landing -founder')).toContain('Two-step form')
  })

  it('tells no effect of a test that was invalid', async () => {
    await tellTest(ctx, { title: 'Price in the ad', design: DESIGN, lift: 0.07, verdict: 'invalid' })

    expect(await asked('/beat log price')).toContain('*T-1 Price in the ad* · invalid')
    expect(await asked('/beat log price')).not.toContain('+7')
  })

  it('says what to try where nothing was found', async () => {
    await tellStory()
    const said = await asked('/beat log zeppelin')

    expect(said).toContain('*Nothing in the log of Growth for “zeppelin”.*')
    expect(said).toContain('Try fewer or plainer words')
  })

  it('shows five at a time, and the next ones by a click', async () => {
    for (let index = 1; index <= 7; index++) await tellTest(ctx, { title: `Headline ${index} on LP-demo` })
    const { priya } = stage
    await priya.command('growth', '/beat log headline')
    const first = await stage.answerTo(priya)
    await priya.click(first, 'Show more (2)')
    const second = await stage.answer(priya)

    expect(first.text).toContain('T-7, T-6, T-5, T-4, T-3')
    expect(second).toContain('*7 tests of Growth for “headline”, 6 to 7*')
    expect(second).toContain('Headline 1 on LP-demo')
  })

  it('shows the latest decisions where no words are given', async () => {
    await tellStory()
    const said = await asked('/beat log')

    expect(said).toContain('*Decided last in Growth · 1 test*')
    expect(said).toContain('Two-step form')
  })

  it('never shows the tests of another team', async () => {
    await tellStory()
    await stage.makeTeam({ key: 'other', name: 'Other', conversationId: 'C0RANDOM' })
    await stage.priya.command('random', '/beat log two-step form')

    expect(await stage.answer(stage.priya)).toContain('Nothing in the log of Other')
  })
})
