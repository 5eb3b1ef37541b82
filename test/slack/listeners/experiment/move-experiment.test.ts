import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Design } from '../../../../src/domain/experiment/experiment.ts'
import { openLaunch, planTest, VOUCHED } from '../../../support/planned-tests.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../../support/stage.ts'

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

describe('the life of a test that runs', () => {
  async function running(design: Partial<Design> = {}) {
    const ctx = await stage.makeTeam()
    const experiment = await planTest(ctx, design)
    await stage.quiet()
    await openLaunch(stage, stage.priya)
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
    await stage.post(CHANNEL, 'Its window is over and its slot is free.')
    await stage.tick('2026-12-08T22:59:00Z')
    await card(1, '*maturing*')
    await stage.tick('2026-12-08T23:00:00Z')
    await card(1, '*decision due*', '<@U0PRIYA> decides now.')
    await stage.post(CHANNEL, '<@U0PRIYA>, it is ready to be decided')
  })

  it('says after a click on a private copy of its card how it stands now', async () => {
    const { priya } = stage
    await running()
    await priya.command(CHANNEL, '/beat test T-1')
    const copy = await stage.answerTo(priya)
    await priya.click(copy, 'Pause')

    await card(1, '*paused*')
    expect(await stage.answer(priya)).toContain('Done. T-1 is now: paused. The message above stays as it was')
  })

  it('says the same after a form that was opened from such a copy, and shows it anew by a click', async () => {
    const { priya } = stage
    await running()
    await priya.command(CHANNEL, '/beat test T-1')
    await priya.click(await stage.answerTo(priya), 'experiment_more', 'Stop spending')
    await priya.waitForModal('experiment_move_form')
    await priya.submit({ 'Why?': 'The landing page is down.' })

    const done = await stage.answerTo(priya)
    expect(wordsOf(done)).toContain('Done. T-1 is now: maturing. The message above stays as it was')
    await priya.click(done, 'Show')
    expect(await stage.answer(priya)).toContain('Spending stopped on')
  })

  it('says nothing beside the card itself after a form that was opened from it', async () => {
    const { priya } = stage
    await running()
    await priya.click(await card(1), 'experiment_more', 'Stop spending')
    await priya.waitForModal('experiment_move_form')
    await priya.submit({ 'Why?': 'The landing page is down.' })
    await card(1, '*maturing*')
    await stage.quiet()
    expect(priya.ephemerals()).toEqual([])
  })

  it('asks for its decision at once where nothing is waited for, also after the bot was away', async () => {
    await running({ maturityDays: 0 })
    await stage.tick('2026-12-05T09:00:00Z')

    await card(1, '*decision due*')
    await stage.quiet()
    expect(stage.posts().join('\n')).not.toContain('Its window is over and its slot is free.')
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

    expect(wordsOf(told)).toMatch(/T-1 can't be paused: it is paused|T-1 was changed a moment ago/)
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
    await planTest(await stage.makeTeam())
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
    await planTest(await stage.makeTeam())
    await stage.quiet()
    await openLaunch(stage, priya)
    await priya.submit({ ...VOUCHED, 'When does it start?': 'On a day', 'That day': '2026-11-25' })
    await priya.click(await card(1, '*scheduled*'), 'Take off schedule')

    await card(1, '*ready to launch*')
    await stage.tick('2026-11-26T09:00:00Z')
    await stage.quiet()
    expect(stage.posts().join()).not.toContain('*running*')
  })

  it('cannot be scheduled into the past', async () => {
    const { priya } = stage
    await planTest(await stage.makeTeam())
    await stage.quiet()
    await openLaunch(stage, priya)

    const sent = await priya.submit({ ...VOUCHED, 'When does it start?': 'On a day', 'That day': '2026-11-18' })
    expect('errors' in sent && sent.errors.day).toBe(
      'Wed 18 Nov is not a day to come. Choose a later one, or start now.',
    )
  })
})
