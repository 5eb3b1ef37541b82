import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonDriver } from '../../../../src/sandbox/person.ts'
import { planTest, VOUCHED } from '../../../support/planned-tests.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../../support/stage.ts'
import { DESIGN } from '../../../support/tests.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  await stage.reset()
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

const card = (number: number, ...words: string[]) => stage.post(CHANNEL, `*T-${number} ·`, ...words)

async function openLaunch(person: PersonDriver, number = 1) {
  await person.click(await card(number), 'experiment_launch')
  return wordsOf(await person.waitForModal('experiment_launch_form'))
}

describe('[Launch]', () => {
  it('shows every check, asks what numbers cannot tell, and locks the rule', async () => {
    const { priya } = stage
    await planTest(await stage.makeTeam())
    await stage.quiet()
    const form = await openLaunch(priya)

    expect(form).toContain('One thing only you can say before T-1 starts.')
    expect(form).toContain('Checked and fine: The plan and its rule stand.')
    expect(form).toContain('*unknown* · tracking: No numbers of this channel are here')
    const sent = await priya.submit()
    expect('errors' in sent && sent.errors.vouched).toContain(
      'Check that conversions arrive from every arm, and tick the box.',
    )
    expect(await priya.submit(VOUCHED)).toEqual({ outcome: 'closed' })

    const said = wordsOf(await card(1, '*running*'))
    expect(said).toContain('Runs from Wed 18 Nov through Tue 1 Dec.')
    expect(said).toMatch(/\*Rule\* \(locked, `[0-9a-f]{12}`\): Roll back if CPL is up by more than 5 %/)
    await stage.post(CHANNEL, 'Priya Shah launched it. Its plan and its rule are locked')
  })

  it('of a hopeless plan takes a tick under what its window can show', async () => {
    const { priya } = stage
    await planTest(await stage.makeTeam(), { smallest: 0.01 })
    await stage.quiet()
    expect(wordsOf(await card(1, '*ready to launch*'))).toMatch(
      /hopeless: its 2 weeks can only show \+[\d.]+ % or more/,
    )
    const form = await openLaunch(priya)

    expect(form).toContain('Some things only you can say before T-1 starts.')
    expect(form).toMatch(/I run it although its 2 weeks can only show \+[\d.]+ % or more/)
    expect(form).toContain('*unknown* · plan: The plan is hopeless as it stands')
    const sent = await priya.submit(VOUCHED)
    expect('errors' in sent && sent.errors.vouched).toContain('To run it all the same, tick the box.')
    expect(await priya.submit({ vouched: ['tracking', 'plan'] })).toEqual({ outcome: 'closed' })
    await card(1, '*running*')
  })

  it('is refused while another test holds the audience, names who, and suggests the day after', async () => {
    const { priya } = stage
    const ctx = await stage.makeTeam()
    await planTest(ctx, { audiences: ['prospecting-DE'] }, 'U0SAM')
    await planTest(ctx, { audiences: ['Prospecting-de'] })
    await stage.quiet()
    await openLaunch(stage.sam, 1)
    await stage.sam.submit(VOUCHED)
    await card(1, '*running*')
    const form = await openLaunch(priya, 2)

    expect(form).toContain('Audience `Prospecting-de` is held by T-1 (<@U0SAM>) until Tue 1 Dec.')
    expect(form).toContain('As things stand, nothing is in the way from Wed 2 Dec on.')
    const sent = await priya.submit({ ...VOUCHED, 'When does it start?': 'Now' })
    expect('errors' in sent && sent.errors.start).toContain("T-2 can't start: audience `Prospecting-de` is held by T-1")
    await priya.submit({ 'When does it start?': 'On a day' })
    await card(2, '*scheduled*', 'Starts by itself on Wed 2 Dec')
  })

  it('is refused while another test reads the same campaigns, by what is in the numbers', async () => {
    const { priya, sam } = stage
    const ctx = await stage.makeTeam()
    await stage.importNumbers(
      ctx,
      ['Date,Platform,Campaign,Spend,Clicks,Conversions', '2026-11-10,Meta Ads,Leads [short] autumn,10,30,1'].join(
        '\n',
      ),
    )
    const lettered = (...letters: string[]) => ({
      arms: DESIGN.arms.map((arm, at) => ({ ...arm, matches: letters[at] ?? null })),
    })
    await planTest(ctx, lettered('[long]', '[short]'), 'U0SAM')
    await planTest(ctx, lettered('spring', 'autumn'))
    await stage.quiet()
    await openLaunch(sam, 1)
    await sam.submit(VOUCHED)
    await card(1, '*running*')

    expect(await openLaunch(priya, 2)).toContain(
      '`Leads [short] autumn` is read by T-1 (<@U0SAM>) until Tue 1 Dec, too.',
    )
    const sent = await priya.submit({ ...VOUCHED, 'When does it start?': 'Now' })
    expect('errors' in sent && sent.errors.start).toContain("T-2 can't start: `Leads [short] autumn` is read by T-1")
  })

  it('starts a scheduled test on its day, in the zone of the team, and gives it back when something is in the way', async () => {
    const { priya } = stage
    const ctx = await stage.makeTeam()
    await planTest(ctx, { audiences: ['a'] })
    await planTest(ctx, { audiences: ['a'] })
    await stage.quiet()
    for (const number of [1, 2]) {
      await openLaunch(priya, number)
      await priya.submit({ ...VOUCHED, 'When does it start?': 'On a day', 'That day': '2026-11-20' })
      await card(number, '*scheduled*')
    }

    await stage.tick('2026-11-19T22:59:00Z')
    await stage.quiet()
    expect(stage.posts().join()).not.toContain('*running*')
    await stage.tick('2026-11-19T23:00:00Z')
    await card(1, '*running*', 'Runs from Fri 20 Nov through Thu 3 Dec.')
    await card(2, '*ready to launch*')
    await stage.post(CHANNEL, '<@U0PRIYA>, it could not start today.', 'audience `a` is held by T-1')
  })

  it('of two that want the last slot at the same moment lets one start and tells the other', async () => {
    const { priya, sam } = stage
    const ctx = await stage.makeTeam()
    await stage.db.pool.query('UPDATE team SET test_slots = 1')
    await planTest(ctx)
    await planTest(ctx)
    await stage.quiet()
    await openLaunch(priya, 1)
    await openLaunch(sam, 2)
    const sent = await Promise.all([priya.submit(VOUCHED), sam.submit(VOUCHED)])

    const lost = sent.filter((each) => 'errors' in each)
    expect(lost).toHaveLength(1)
    expect(JSON.stringify(lost)).toMatch(/launched another test a moment ago|the only slot is taken/)
    await stage.quiet()
    expect(stage.posts().filter((text) => text.includes('*running*'))).toHaveLength(1)
    const { rows } = await stage.db.pool.query("SELECT count(*)::int AS n FROM experiment_claim WHERE key = 'team:1'")
    expect(rows[0].n).toBe(1)
  })

  it('of two who launch the same test at once lets one and tells the other', async () => {
    const { priya, sam } = stage
    await planTest(await stage.makeTeam())
    await stage.quiet()
    await openLaunch(priya)
    await openLaunch(sam)
    const sent = await Promise.all([priya.submit(VOUCHED), sam.submit(VOUCHED)])

    const lost = sent.filter((each) => 'errors' in each)
    expect(lost).toHaveLength(1)
    expect(JSON.stringify(lost)).toMatch(/T-1 was changed|T-1 can't start: it is running/)
  })
})

describe('the budget', () => {
  it('above the limit goes to the lead, who alone approves it', async () => {
    const { priya, sam, mara } = stage
    await planTest(await stage.makeTeam({ monthlyBudget: 40_000 }), { budget: 5_000 })
    await stage.quiet()
    expect(await openLaunch(priya)).toContain("The budget of T-1 needs the lead's approval.")
    await priya.submit(VOUCHED)
    await card(1, '*waiting for approval*', '<@U0MARA> decides about €5,000')
    await stage.post(CHANNEL, '<@U0MARA>, Priya Shah asks for €5,000')

    await sam.click(await card(1), 'Approve')
    expect(await stage.answer(sam)).toContain('Budgets of Growth are approved by <@U0MARA>. Nothing changed.')
    await mara.click(await card(1), 'Approve')
    await stage.post(CHANNEL, 'Mara Lindt approved €5,000. <@U0PRIYA>, it can be launched now.')
    await card(1, '*ready to launch*')
    expect(await openLaunch(priya)).toContain('€5,000 extra, approved by <@U0MARA>.')
    await priya.submit(VOUCHED)
    await card(1, '*running*')
  })

  it('can be declined with a reason, which stands on the card and reaches its owner', async () => {
    const { priya, mara } = stage
    await planTest(await stage.makeTeam({ monthlyBudget: 40_000 }), { budget: 5_000 })
    await stage.quiet()
    await openLaunch(priya)
    await priya.submit(VOUCHED)
    const asked = await card(1, '*waiting for approval*')
    await mara.click(asked, 'Decline')
    await mara.waitForModal('experiment_move_form')
    expect(await mara.submit({ 'Why?': 'Half of it until we have seen the first week.' })).toEqual({
      outcome: 'closed',
    })

    const said = wordsOf(await card(1, '*ready to launch*'))
    expect(said).toContain('*Budget*: €5,000 *declined* by Mara Lindt: “Half of it until we have seen the first week.”')
    await stage.post(CHANNEL, 'Mara Lindt declined €5,000: “Half of it until we have seen the first week.”')
    await stage.post('U0PRIYA', 'Mara Lindt declined €5,000: “Half of it until we have seen the first week.”')
    expect(await openLaunch(priya)).toContain("The budget of T-1 needs the lead's approval.")
  })

  it('is asked of the lead privately, with what the test is about and both answers', async () => {
    const { priya, mara } = stage
    await planTest(await stage.makeTeam({ monthlyBudget: 40_000 }), { budget: 5_000 })
    await stage.quiet()
    await openLaunch(priya)
    await priya.submit(VOUCHED)
    const asked = await stage.post(
      'U0MARA',
      'Priya Shah asks for €5,000',
      'Two fields instead of six',
      'Approve Decline',
    )
    await mara.click(asked, 'Approve')

    await card(1, '*ready to launch*', '*Budget*: €5,000 approved by Mara Lindt.')
    await stage.quiet()
    const after = stage.posts('U0MARA').find((text) => text.includes('asks for €5,000'))
    expect(after).toContain('This has been answered.')
    expect(after).not.toContain('Approve Decline')
  })

  it('can be taken back by whoever owns the test, and a no that comes later says so', async () => {
    const { priya, mara } = stage
    await planTest(await stage.makeTeam({ monthlyBudget: 40_000 }), { budget: 5_000 })
    await stage.quiet()
    await openLaunch(priya)
    await priya.submit(VOUCHED)
    const asked = await card(1, '*waiting for approval*')
    await mara.click(asked, 'Decline')
    await mara.waitForModal('experiment_move_form')
    await priya.click(asked, 'Decline')

    await stage.post(CHANNEL, 'Priya Shah took the request back.')
    await card(1, '*ready to launch*')
    const late = await mara.submit({ 'Why?': 'Too much.' })
    expect(JSON.stringify(late)).toContain("T-1 can't be declined: it has a plan and has not started")
  })

  it('is approved by the lead who launches it', async () => {
    const { mara } = stage
    await planTest(await stage.makeTeam({ monthlyBudget: 40_000 }), { budget: 5_000 })
    await stage.quiet()
    await openLaunch(mara)
    await mara.submit(VOUCHED)

    await card(1, '*running*')
  })
})
