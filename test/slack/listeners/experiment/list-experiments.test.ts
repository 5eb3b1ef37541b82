import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TeamContext } from '../../../../src/flows/context.ts'
import { saveScore } from '../../../../src/store/experiment/scores.ts'
import { DESIGN, RULE, tellTest } from '../../../support/experiments.ts'
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

async function tellStory() {
  const [search, social] = ctx.team.channels
  const plan = { design: DESIGN, rule: RULE }
  const running = { state: 'running' as const, startsOn: '2026-11-09', endsOn: '2026-11-29', ...plan }
  await tellTest(ctx, {
    title: 'Two-step form',
    ...plan,
    lift: -0.06,
    verdict: 'roll_back',
    learning: 'Mobile users leave.',
  })
  await tellTest(ctx, { title: 'Founder video', channelId: social?.id ?? null, lever: 'creative', ...running })
  await tellTest(ctx, { title: 'Sitelinks', channelId: search?.id ?? null, ownerUserId: 'U0PRIYA' })
  await tellTest(ctx, { title: 'Shorter form', channelId: search?.id ?? null, state: 'ready', ...plan })
  await tellTest(ctx, { title: 'Given up', state: 'abandoned' })
}

describe('/beat test list', () => {
  it('shows what waits for somebody first, and not what was given up', async () => {
    await tellStory()
    const said = await asked('/beat test list')

    expect(said).toContain('*4 tests of Growth*')
    const order = ['Founder video', 'Shorter form', 'Sitelinks', 'Two-step form'].map((title) => said.indexOf(title))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(said).not.toContain('Given up')
    expect(said).toContain('*T-2 Founder video* · running')
    expect(said).toContain('Paid social · creative · a colleague · day 10 of 21 · to Sun 29 Nov')
    expect(said).toContain('*T-1 Two-step form* · rolled back · leads per click −6 % (−11 % to −1 %)')
  })

  it.each([
    ['running paid social', ['Founder video'], 'running · Paid social'],
    ['creative', ['Founder video'], 'creative'],
    ['rolled back', ['Two-step form'], 'rolled back'],
    ['landing page paid search ready, idea', ['Shorter form', 'Sitelinks'], 'ready to launch, idea · Paid search'],
    ['mine', ['Sitelinks'], 'mine'],
    ['abandoned', ['Given up'], 'abandoned'],
  ])('understands "%s"', async (filter, titles, words) => {
    await tellStory()
    const said = await asked(`/beat test list ${filter}`)

    const all = ['Two-step form', 'Founder video', 'Sitelinks', 'Shorter form', 'Given up']
    expect(all.filter((title) => said.includes(title)).toSorted()).toEqual(titles.toSorted())
    expect(said).toContain(words)
  })

  it('says what it does understand where it does not', async () => {
    const said = await asked('/beat test list runing purple')

    expect(said).toContain('I do not know "runing purple" in this list.')
    expect(said).toContain('channels: Paid search, Paid social')
  })

  it('shows eight at a time, and the next ones by a click', async () => {
    for (let index = 1; index <= 10; index++) await tellTest(ctx, { title: `Headline ${index}` })
    const { priya } = stage
    await priya.command('growth', '/beat test list idea')
    await priya.click(await stage.answerTo(priya), 'Show more (2)')

    expect(await stage.answer(priya)).toContain('*10 tests of Growth · idea, 9 to 10*')
  })

  it('knows who "mine" are', async () => {
    await tellStory()

    expect(await asked('/beat test mine')).toContain('*1 test of Growth · mine*')
  })
})

describe('/beat test backlog', () => {
  it('sorts by score, shows the formula, and the spread to those who have rated', async () => {
    await tellStory()
    const { db } = ctx
    const rate = async (number: number, userId: string, impact: number) => {
      const test = await db.prisma.experiment.findFirstOrThrow({ where: { number } })
      const inputs = { impact, confidence: 6, ease: 6 }
      await saveScore(db.prisma, ctx.team, { experimentId: test.id, userId, model: 'ice', inputs, scoredAt: ctx.now })
    }
    await rate(3, 'U0PRIYA', 9)
    await rate(3, 'U0SAM', 3)
    await rate(4, 'U0SAM', 9)
    const said = await asked('/beat test backlog')

    expect(said).toContain('*Backlog of Growth · 1 idea, 1 ready to launch*')
    expect(said).toContain('ICE = (impact + confidence + ease) / 3')
    expect(said.indexOf('Shorter form')).toBeLessThan(said.indexOf('Sitelinks'))
    expect(said).toContain('Shorter form* · one person has scored it')
    expect(said).not.toContain('ICE *7.0*')
    expect(said).toContain('Sitelinks* · ICE *6.0* (5.0 to 7.0, 2 people; you 7.0)')
  })

  it('shows where a learning has not been tried, and begins the idea that tries it, under the channel it is saved for', async () => {
    const shipped = { lift: 0.12, verdict: 'ship' as const, design: DESIGN, rule: RULE }
    const { id } = await tellTest(ctx, { title: 'Two-step form', ...shipped, learning: 'Mobile users stay.' })
    const { priya } = stage
    await priya.command('growth', '/beat test backlog')
    const shown = await stage.answerTo(priya)
    expect(wordsOf(shown)).toContain('“Mobile users stay.” (T-1, supported)')
    expect(wordsOf(shown)).toContain('Not tried yet in: Paid social')
    await priya.click(shown, 'Try it in Paid social')
    await stage.modal(priya, 'The one thing it changes')
    expect(JSON.stringify(priya.modal())).toContain('T-1 in Paid search taught: Mobile users stay.')
    await priya.submit({ change: 'Two steps in the lead ad', outcome: 'More leads per click' })

    await stage.quiet()
    await priya.command('growth', '/beat test backlog')
    expect(await stage.answer(priya)).not.toContain('Not tried yet in')
    const made = await ctx.db.prisma.experiment.findFirstOrThrow({ where: { id: { not: id } } })
    expect(made).toMatchObject({ brief: { parent: 1 }, channelId: ctx.team.channels[1]?.id, lever: 'landing_page' })
    expect(made.title).toBe('Two steps in the lead ad')
  })

  it('lets what was shipped travel with the status a learning has by default, into any channel that lacks it', async () => {
    const emails = { id: 'cha_email', key: 'email', name: 'Email', job: '', ownerUserId: null, delegateUserId: null }
    await stage.db.prisma.channel.create({
      data: { ...emails, workspaceId: ctx.team.workspaceId, teamId: ctx.team.id, position: 9 },
    })
    const shipped = { lift: 0.12, verdict: 'ship' as const, design: DESIGN, rule: RULE }
    await tellTest(ctx, { title: 'Two-step form', ...shipped, learning: 'Mobile users stay.', status: 'emerging' })
    const { priya } = stage
    await priya.command('growth', '/beat test backlog')
    const shown = await stage.answerTo(priya)
    expect(wordsOf(shown)).toContain('Not tried yet in: Paid social, Email')
    await priya.select(shown, 'Try it in…', 'Email')
    await stage.modal(priya, 'What T-1 taught has not been tried in Paid social, Email: choose one below.')
    await priya.submit({ change: 'Two steps in the mail', outcome: 'More leads per click' })
    await stage.quiet()
    const made = await ctx.db.prisma.experiment.findFirstOrThrow({ where: { number: 2 } })
    expect(made).toMatchObject({ channelId: 'cha_email', brief: { parent: 1 } })
  })

  it('offers nothing of what was not shipped, the newest of the rest, and says how much more there is', async () => {
    const run = { lift: 0.12, design: DESIGN, rule: RULE }
    await tellTest(ctx, { ...run, verdict: 'invalid', learning: 'Never split by page.' })
    await tellTest(ctx, { ...run, verdict: 'roll_back', learning: 'Mobile users leave.' })
    for (let nth = 1; nth <= 4; nth++) {
      const later = { ...ctx, now: new Date(ctx.now.getTime() + nth * 60_000) }
      await tellTest(later, { ...run, verdict: 'ship', learning: `Lesson ${nth}.` })
    }
    const said = await asked('/beat test backlog')

    expect(said.match(/“[^”]+”/g)).toEqual(['“Lesson 4.”', '“Lesson 3.”', '“Lesson 2.”'])
    expect(said).toContain('The newest. 1 more')
  })

  it('says so where nothing waits', async () => {
    expect(await asked('/beat test backlog')).toContain('*The backlog of Growth is empty*')
  })
})
