import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TeamContext } from '../../../../src/flows/context.ts'
import type { PersonDriver } from '../../../../src/sandbox/person.ts'
import { saveAbsence } from '../../../../src/store/absences.ts'
import { insertDecision } from '../../../../src/store/experiment/decisions.ts'
import { DESIGN, RULE, type Told, tellTest } from '../../../support/experiments.ts'
import { chooseAtHome } from '../../../support/home.ts'
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

const planned: Told = { design: DESIGN, rule: RULE, startsOn: '2026-10-26', endsOn: '2026-11-15' }

async function needs(person: PersonDriver): Promise<string> {
  await person.command('growth', '/beat')
  return await stage.answer(person)
}

/** Proposes to ship a test that is due; the lead is Mara, the test is Sam's. */
async function propose(madeBy: string): Promise<void> {
  const { id: experimentId } = await tellTest(ctx, { ...planned, title: 'Shorter form', state: 'decision_due' })
  await insertDecision(ctx.db.prisma, ctx.team, {
    id: 'dec_1',
    number: 1,
    experimentId,
    readingId: null,
    state: 'proposed',
    verdict: 'ship',
    arm: 'b',
    rationale: 'It is our brand.',
    recommendation: { kind: 'unclear', missing: ['SQL rate'] },
    followed: false,
    madeBy,
    madeAt: ctx.now,
    secondBy: null,
    secondAt: null,
  })
}

describe('what tests ask of a person', () => {
  it('is a decision that is due, and a learning to be written, of the tests they own', async () => {
    await tellTest(ctx, { ...planned, title: 'Shorter form', state: 'decision_due' })
    await tellTest(ctx, { ...planned, title: 'Annual discount', verdict: 'ship' })

    const sam = await needs(stage.sam)
    expect(sam).toContain('*T-1 Shorter form* · its decision is due Decide')
    expect(sam).toContain('*T-2 Annual discount* · decided; what did it teach, in one sentence? Write learning')
    expect(await needs(stage.priya)).not.toContain('Shorter form')
  })

  it('is a decision as soon as the rule of a running test has spoken', async () => {
    await tellTest(ctx, { ...planned, title: 'Shorter form', state: 'running', lift: 0.118 })

    const sam = await needs(stage.sam)
    expect(sam).toContain('*T-1 Shorter form* · its rule says ship: its decision is due Decide')
    expect(await needs(stage.priya)).not.toContain('its rule says')
  })

  it('is asked of whoever stands in for an owner who is away, and of the lead where nobody was named', async () => {
    await tellTest(ctx, { ...planned, title: 'Shorter form', state: 'decision_due' })
    await tellTest(ctx, { ...planned, title: 'Annual discount', verdict: 'ship' })
    const away = { from: '2026-11-16', until: '2026-11-30', setBy: 'U0SAM', userId: 'U0SAM' }
    const note = (delegateUserId: string | null) =>
      saveAbsence(ctx.db.prisma, ctx.team.workspaceId, { ...away, delegateUserId }, ctx.now)
    await note('U0PRIYA')
    const priya = await needs(stage.priya)
    expect(priya).toContain('*T-1 Shorter form* (for <@U0SAM>, who is away) · its decision is due Decide')
    expect(priya).toContain('*T-2 Annual discount* (for <@U0SAM>, who is away) · decided; what did it teach')
    expect(await needs(stage.mara)).not.toContain('Shorter form')
    expect(await needs(stage.sam)).toContain('*T-1 Shorter form* · its decision is due')

    await note(null)
    expect(await needs(stage.mara)).toContain('*T-1 Shorter form* (for <@U0SAM>, who is away)')
    expect(await needs(stage.priya)).not.toContain('Shorter form')
  })

  it('moves with the test when it is handed over, and its new owner is told why', async () => {
    const { mara, priya, sam } = stage
    await tellTest(ctx, { ...planned, title: 'Shorter form', state: 'decision_due' })
    await mara.command('growth', '/beat test T-1')
    const shown = await stage.answerTo(mara)
    await mara.select(shown, 'experiment_more', 'Hand over…')
    await mara.waitForModal('experiment_hand_over_form')
    expect(await mara.submit({ owner: 'U0SAM' })).toMatchObject({
      errors: { owner: 'Choose somebody else: T-1 has this owner already.' },
    })
    await mara.submit({ owner: 'U0PRIYA', word: 'Sam moves to brand.' })

    await stage.post('U0PRIYA', 'Shorter form', 'handed it over from', 'Sam moves to brand.', 'You own this test.')
    expect(await needs(priya)).toContain('*T-1 Shorter form* · its decision is due')
    expect(await needs(sam)).not.toContain('Shorter form')
    const { rows } = await ctx.db.pool.query("SELECT detail FROM audit WHERE action = 'test handed over'")
    expect(rows[0].detail).toMatchObject({ was: 'U0SAM', owner: 'U0PRIYA' })
  })

  it('is the approval of a budget, of the lead', async () => {
    await tellTest(ctx, {
      ...planned,
      design: { ...DESIGN, budget: 2500 },
      title: 'Big bet',
      state: 'pending_approval',
    })

    expect(await needs(stage.mara)).toContain('*T-1 Big bet* · <@U0SAM> asks you to approve €2,500')
    expect(await needs(stage.mara)).toContain('Approve Decline')
    expect(await needs(stage.sam)).not.toContain('Big bet')
  })

  it('is the second word on a decision against the recommendation, of the lead', async () => {
    await propose('U0SAM')

    const mara = await needs(stage.mara)
    expect(mara).toContain('<@U0SAM> proposes to ship, against the recommendation.')
    expect(mara).toContain('No result has been taken yet.')
    expect(mara).toMatch(/`\/beat test T-1` shows it to you\.\s+Agree .* Disagree/)
    expect(await needs(stage.sam)).not.toContain('Shorter form')
    expect(await needs(stage.priya)).not.toContain('Shorter form')
  })

  it('is that of the owner where the lead proposed it', async () => {
    await propose('U0MARA')

    expect(await needs(stage.sam)).toContain('<@U0MARA> proposes to ship, against the recommendation')
    expect(await needs(stage.mara)).not.toContain('proposes to ship')
  })
})

describe('the Home tab', () => {
  it('shows the running tests with the slots in use, and leads to the backlog', async () => {
    const { sam } = stage
    await tellTest(ctx, { ...planned, title: 'Founder video', state: 'running' })
    await tellTest(ctx, { title: 'Sitelinks' })
    await sam.openHome()
    const words = await stage.sandbox.waitFor(() => {
      const home = sam.home()
      return home && wordsOf(home).includes('Founder video') && wordsOf(home)
    }, 'the tests at home')
    expect(words).toContain('tests 1 of 4: T-1')

    await chooseAtHome(sam, 'test backlog')
    await stage.post('U0SAM', '*Backlog of Growth · 1 idea*', '*T-2 Sitelinks* · not scored yet')
  })
})
