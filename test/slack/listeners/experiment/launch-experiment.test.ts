import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Design, Experiment } from '../../../../src/domain/experiment/experiment.ts'
import type { TeamContext } from '../../../../src/flows/context.ts'
import { logExperiment } from '../../../../src/flows/experiment/log-experiment.ts'
import { planExperiment } from '../../../../src/flows/experiment/plan-experiment.ts'
import type { PersonDriver } from '../../../../src/sandbox/person.ts'
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

const GUARDRAIL = { measure: 'cpl', name: 'CPL', kind: 'ratio', better: 'lower', margin: 0.05 } as const
const VOUCHED = { vouched: ['I checked tracking on every arm'] }

/** A test with a plan, as its owner would have made it by the forms. */
async function ready(ctx: TeamContext, design: Partial<Design> = {}, owner = 'U0PRIYA'): Promise<Experiment> {
  const own = { ...ctx, actor: { kind: 'person', userId: owner } as const }
  const channelId = ctx.team.channels[0]?.id ?? null
  const idea = {
    title: '',
    change: `Two fields instead of six ${ctx.newId('x')}`,
    outcome: 'more leads per click',
    because: 'people leave at the phone number',
    evidence: '',
    tags: [],
    lever: 'landing_page' as const,
    channelId,
    source: null,
    parent: null,
  }
  const form = { id: ctx.newId('exp'), draft: '', version: null }
  const { id, version } = await logExperiment(own, form, idea)
  const { perArm: _, ...plan } = { ...DESIGN, guardrails: [GUARDRAIL], weeks: 2, maturityDays: 7, ...design }
  const choices = { method: 'fixed', whenWorse: 'roll_back', whenBroken: 'roll_back', otherwise: 'extend' } as const
  return await planExperiment(
    own,
    { experimentId: id, version },
    { design: plan, choices: { ...choices, extendWeeks: 1 } },
  )
}

const card = (number: number, ...words: string[]) => stage.post(CHANNEL, `*T-${number} ·`, ...words)

async function openLaunch(person: PersonDriver, number = 1) {
  await person.click(await card(number), 'experiment_launch')
  return wordsOf(await person.waitForModal('experiment_launch_form'))
}

describe('[Launch]', () => {
  it('shows every check, asks what numbers cannot tell, and locks the rule', async () => {
    const { priya } = stage
    await ready(await stage.makeTeam())
    await stage.quiet()
    const form = await openLaunch(priya)

    expect(form).toContain('One thing of T-1 only you can tell.')
    expect(form).toContain('ok · plan: The plan and its rule stand.')
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

  it('is refused while another test holds the audience, names who, and suggests the day after', async () => {
    const { priya } = stage
    const ctx = await stage.makeTeam()
    await ready(ctx, { audiences: ['prospecting-DE'] }, 'U0SAM')
    await ready(ctx, { audiences: ['Prospecting-de'] })
    await stage.quiet()
    await openLaunch(stage.sam, 1)
    await stage.sam.submit(VOUCHED)
    await card(1, '*running*')
    const form = await openLaunch(priya, 2)

    expect(form).toContain('audience `Prospecting-de` is held by T-1 (<@U0SAM>) until Tue 1 Dec.')
    expect(form).toContain('Wed 2 Dec is the first day on which nothing is in the way')
    const sent = await priya.submit({ ...VOUCHED, 'When does it start?': 'Now' })
    expect('errors' in sent && sent.errors.start).toContain("T-2 can't start: audience `Prospecting-de` is held by T-1")
    await priya.submit({ 'When does it start?': 'On a day' })
    await card(2, '*scheduled*', 'Starts by itself on Wed 2 Dec')
  })

  it('starts a scheduled test on its day, in the zone of the team, and gives it back when something is in the way', async () => {
    const { priya } = stage
    const ctx = await stage.makeTeam()
    await ready(ctx, { audiences: ['a'] })
    await ready(ctx, { audiences: ['a'] })
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
    await ready(ctx)
    await ready(ctx)
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
    await ready(await stage.makeTeam())
    await stage.quiet()
    await openLaunch(priya)
    await openLaunch(sam)
    const sent = await Promise.all([priya.submit(VOUCHED), sam.submit(VOUCHED)])

    const lost = sent.filter((each) => 'errors' in each)
    expect(lost).toHaveLength(1)
    expect(JSON.stringify(lost)).toMatch(/T-1 was changed by somebody else|T-1 can't start: it is running/)
  })
})

describe('the budget', () => {
  it('above the limit goes to the lead, who alone approves it', async () => {
    const { priya, sam, mara } = stage
    await ready(await stage.makeTeam({ monthlyBudget: 40_000 }), { budget: 5_000 })
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

  it('can be declined, and a second click says that it was answered', async () => {
    const { priya, mara } = stage
    await ready(await stage.makeTeam({ monthlyBudget: 40_000 }), { budget: 5_000 })
    await stage.quiet()
    await openLaunch(priya)
    await priya.submit(VOUCHED)
    const asked = await card(1, '*waiting for approval*')
    await Promise.all([mara.click(asked, 'Decline'), mara.click(asked, 'Decline')])

    expect(await stage.answer(mara)).toMatch(
      /T-1 can't be declined: it has a plan and has not started|T-1 was changed by/,
    )
    await card(1, '*ready to launch*')
  })

  it('can be taken back by whoever owns the test', async () => {
    const { priya } = stage
    await ready(await stage.makeTeam({ monthlyBudget: 40_000 }), { budget: 5_000 })
    await stage.quiet()
    await openLaunch(priya)
    await priya.submit(VOUCHED)
    await priya.click(await card(1, '*waiting for approval*'), 'Decline')

    await card(1, '*ready to launch*')
    await stage.post(CHANNEL, 'Priya Shah took the request back.')
  })

  it('is approved by the lead who launches it', async () => {
    const { mara } = stage
    await ready(await stage.makeTeam({ monthlyBudget: 40_000 }), { budget: 5_000 })
    await stage.quiet()
    await openLaunch(mara)
    await mara.submit(VOUCHED)

    await card(1, '*running*')
  })
})

describe('the life of a test that runs', () => {
  async function running(design: Partial<Design> = {}) {
    const ctx = await stage.makeTeam()
    const experiment = await ready(ctx, design)
    await stage.quiet()
    await openLaunch(stage.priya)
    await stage.priya.submit(VOUCHED)
    await card(1, '*running*')
    return { ctx, experiment }
  }
  const holds = async () => (await stage.db.pool.query('SELECT key FROM experiment_claim')).rows.length

  it('ends its window, waits for late conversions and asks for its decision, each at midnight in Berlin', async () => {
    await running()
    expect(await holds()).toBe(2)
    await stage.tick('2026-12-01T22:59:00Z')
    await card(1, '*running*')
    await stage.tick('2026-12-01T23:00:00Z')
    await card(1, '*maturing*', 'Spending stopped on Tue 1 Dec')
    expect(await holds()).toBe(0)
    await stage.post(CHANNEL, 'Its window is over.')
    await stage.tick('2026-12-08T22:59:00Z')
    await card(1, '*maturing*')
    await stage.tick('2026-12-08T23:00:00Z')
    await card(1, '*decision due*', '<@U0PRIYA> decides now.')
    await stage.post(CHANNEL, '<@U0PRIYA>, it is ready to be decided')
  })

  it('asks for its decision at once where nothing is waited for, also after the bot was away', async () => {
    await running({ maturityDays: 0 })
    await stage.tick('2026-12-05T09:00:00Z')

    await card(1, '*decision due*')
    await stage.quiet()
    expect(stage.posts().join('\n')).not.toContain('Its window is over.')
  })

  it('rests while it is paused, and its window moves by the days it rested', async () => {
    const { priya } = stage
    await running()
    await priya.click(await card(1), 'Pause')
    await card(1, '*paused*')
    expect(await holds()).toBe(2)
    await stage.tick('2026-12-05T09:00:00Z')
    await card(1, '*paused*')
    stage.at('2026-11-23T10:00:00Z')
    await priya.click(await card(1), 'Resume')

    await card(1, '*running*', 'through Sun 6 Dec')
    await stage.post(CHANNEL, 'Priya Shah resumed it. It runs through Sun 6 Dec now.')
  })

  it('tells the second of two who pause it at the same moment', async () => {
    const { priya, sam } = stage
    await running()
    const shown = await card(1)
    await Promise.all([priya.click(shown, 'Pause'), sam.click(shown, 'Pause')])
    const told = await stage.sandbox.waitFor(() => [...priya.ephemerals(), ...sam.ephemerals()][0])

    expect(wordsOf(told)).toMatch(/T-1 can't be paused: it is paused|T-1 was changed by somebody else a moment ago/)
  })

  it('stops spending at once, with a reason that stands in its thread', async () => {
    const { priya } = stage
    await running()
    await priya.click(await card(1), 'experiment_more', 'Stop spending')
    await priya.waitForModal('experiment_move_form')
    await priya.submit({ 'Why?': 'The form broke on iOS' })

    await card(1, '*maturing*')
    await stage.post(CHANNEL, 'Priya Shah stopped its spending: “The form broke on iOS”.')
    expect(await holds()).toBe(0)
  })

  it('can be amended with a reason; the card, the thread and the fingerprint say so', async () => {
    const { priya } = stage
    await running({ audiences: ['a'] })
    const { rows: before } = await stage.db.pool.query('SELECT rule_hash FROM experiment')
    await priya.click(await card(1), 'experiment_more', 'Amend the plan')
    await priya.waitForModal('experiment_amend_form')
    await priya.submit({
      'Why?': 'A holiday fell into it',
      'Weeks it runs': '3',
      'Audiences it needs for itself': 'a\nb',
    })

    const said = wordsOf(await card(1, '2 changes of the plan since launch', 'through Tue 8 Dec'))
    expect(said).toContain('the last: Audiences: a → a, b; Window: 2 weeks → 3 weeks. Every result says so.')
    await stage.post(
      CHANNEL,
      'amended its plan: Window: 2 weeks → 3 weeks; Audiences: a → a, b. Why: “A holiday fell into it”.',
    )
    const { rows: after } = await stage.db.pool.query('SELECT rule_hash FROM experiment')
    expect(after).toEqual(before)
    const { rows } = await stage.db.pool.query(
      "SELECT key FROM experiment_claim WHERE key LIKE 'audience:%' ORDER BY key",
    )
    expect(rows.map(({ key }) => key)).toEqual(['audience:a', 'audience:b'])
  })

  it('says that an amendment without a change is none', async () => {
    const { priya } = stage
    await running()
    await priya.click(await card(1), 'experiment_more', 'Amend the plan')
    await priya.waitForModal('experiment_amend_form')

    const sent = await priya.submit({ 'Why?': 'Just so' })
    expect('errors' in sent && sent.errors.why).toBe('Nothing above differs from the plan.')
  })
})

describe('before it runs', () => {
  it('can be abandoned with a reason, and then no more', async () => {
    const { priya } = stage
    await ready(await stage.makeTeam())
    await stage.quiet()
    const shown = await card(1)
    await priya.click(shown, 'experiment_more', 'Abandon')
    await priya.waitForModal('experiment_move_form')
    await priya.submit({ 'Why?': 'Legal said no' })
    await card(1, '*abandoned*')
    await stage.post(CHANNEL, 'abandoned it: “Legal said no”.')

    await priya.command('growth', '/beat test T-1')
    expect(await stage.answer(priya)).toContain('To try it after all, make a new test.')
  })

  it('can be taken off the schedule', async () => {
    const { priya } = stage
    await ready(await stage.makeTeam())
    await stage.quiet()
    await openLaunch(priya)
    await priya.submit({ ...VOUCHED, 'When does it start?': 'On a day', 'That day': '2026-11-25' })
    await priya.click(await card(1, '*scheduled*'), 'Take off schedule')

    await card(1, '*ready to launch*')
    await stage.tick('2026-11-26T09:00:00Z')
    await stage.quiet()
    expect(stage.posts().join()).not.toContain('*running*')
  })

  it('cannot be scheduled into the past', async () => {
    const { priya } = stage
    await ready(await stage.makeTeam())
    await stage.quiet()
    await openLaunch(priya)

    const sent = await priya.submit({ ...VOUCHED, 'When does it start?': 'On a day', 'That day': '2026-11-18' })
    expect('errors' in sent && sent.errors.day).toBe(
      'Wed 18 Nov is not a day to come. Choose a later one, or start now.',
    )
  })
})
