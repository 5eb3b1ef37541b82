import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setAbsence } from '../../../../src/flows/absence/set-absence.ts'
import { setHolidays } from '../../../../src/flows/absence/set-holidays.ts'
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

const WINTER = {
  title: 'Winter offer',
  day: '2026-11-25',
  whyNow: 'Budgets are spent <!channel> before the year ends.',
  offer: '20 % off',
  landingPage: 'https://acme.test/winter',
}

async function plan(values: Record<string, string> = {}) {
  const { sam } = stage
  await sam.command(CHANNEL, '/beat launch new Winter offer')
  await sam.waitForModal('launch_plan_form')
  return await sam.submit({ ...WINTER, ...values })
}

async function listed(word = 'list'): Promise<string> {
  await stage.sam.command(CHANNEL, `/beat launch ${word}`)
  return await stage.answer(stage.sam)
}

describe('a launch', () => {
  it('is planned for a day, with its channel, its page and why now', async () => {
    await stage.makeTeam()
    expect(await plan()).toEqual({ outcome: 'closed' })

    const said = await listed()
    expect(said).toContain('launches* · 1 planned')
    expect(said).toContain('*L-1 Winter offer* · Paid social · goes live Wed 25 Nov · <@U0SAM>')
    expect(said).toContain('20 % off → https://acme.test/winter')
    expect(said).toContain('Budgets are spent &lt;!channel&gt; before the year ends.')
  })

  it('says at its field what is wrong, and keeps what was typed after the form is closed', async () => {
    const { sam } = stage
    await stage.makeTeam()
    expect(await plan({ landingPage: 'winter', whyNow: ' ' })).toMatchObject({
      outcome: 'errors',
      errors: { landingPage: expect.stringContaining('https://'), whyNow: expect.stringContaining('why now') },
    })
    await sam.closeModal()
    await sam.command(CHANNEL, '/beat launch new')
    expect(JSON.stringify(await sam.waitForModal('launch_plan_form'))).toContain('20 % off')
  })

  it('asks its owner once on its day, and tells the review that it went live', async () => {
    const { sam } = stage
    await stage.makeTeam()
    await plan()
    await stage.tick('2026-11-23T08:00:00Z')
    await stage.post(CHANNEL, '*Launches* · 1 this week', 'L-1 Winter offer')

    // Nine in New York, where Sam lives.
    await stage.tick('2026-11-25T13:59:00Z')
    expect(stage.posts('U0SAM').join()).not.toContain('Does it go live today?')
    await stage.tick('2026-11-25T14:00:00Z')
    await stage.tick('2026-11-25T14:01:00Z')
    const asked = await stage.post('U0SAM', 'Does it go live today?', 'Why did I get this?')
    expect(stage.posts('U0SAM').filter((words) => words.includes('Does it go live today?'))).toHaveLength(1)

    await sam.click(asked, 'It is live')
    await stage.post(CHANNEL, '*Launches* · 0 this week', 'L-1 Winter offer · live since Wed 25 Nov')
    await stage.post('U0SAM', 'Settled', 'live since Wed 25 Nov')
  })

  it('asks nobody on a holiday, a weekend or while they are away: it waits for their next day of work', async () => {
    const ctx = await stage.makeTeam()
    await setHolidays(ctx, { place: 'Germany, Berlin', shift: 'next' })
    await plan({ day: '2026-12-24' })
    await plan({ day: '2026-12-25', title: 'Boxing offer' })
    const sam = { ...ctx, actor: { kind: 'person', userId: 'U0SAM' } } as const
    await setAbsence(sam, { userId: 'U0SAM', from: '2026-12-23', until: '2026-12-24', delegateUserId: 'U0JO' })
    await stage.tick('2026-12-24T15:00:00Z')
    await stage.post('U0JO', 'Does it go live today?', 'L-1 Winter offer')
    for (const day of ['25', '26', '27']) await stage.tick(`2026-12-${day}T15:00:00Z`)
    await stage.quiet()
    expect(stage.posts('U0SAM').join()).not.toContain('live')

    await stage.tick('2026-12-28T15:00:00Z')
    await stage.post('U0SAM', 'Is it live by now?', 'L-2 Boxing offer', 'on its day or the next day of work')
  })

  it('is listed twenty at a time, by a button and by its words', async () => {
    const { sam } = stage
    const { team, workspaceId } = await stage.makeTeam()
    await stage.db.pool.query(
      `INSERT INTO launch (workspace_id, team_id, id, number, title, why_now, owner_user_id, day, state, created_at)
       SELECT $1, $2, 'lau_' || n, n, 'Offer ' || n, 'now', 'U0SAM', '2026-12-01'::date + n, 'planned', now()
       FROM generate_series(1, 25) AS n`,
      [workspaceId, team.id],
    )
    await sam.command(CHANNEL, '/beat launch list')
    const first = await stage.answerTo(sam)
    expect(wordsOf(first)).toContain('25 planned, 1 to 20')
    await sam.click(first, 'Show more (5)')
    const second = await stage.answer(sam)
    expect(second).toContain('25 planned, 21 to 25')
    expect(second).toContain('*L-25 Offer 25*')
    expect(second).not.toContain('*L-20 Offer 20*')
    expect(await listed('list from 21')).toContain('25 planned, 21 to 25')
  })

  it('is moved to another day and dropped with a reason; who comes second hears how it stands', async () => {
    const { sam } = stage
    await stage.makeTeam()
    await plan()
    await sam.command(CHANNEL, '/beat launch L-1')
    const shown = await stage.answerTo(sam)
    await sam.click(shown, 'Move or change')
    await sam.waitForModal('launch_plan_form')
    await sam.submit({ day: '2026-12-02' })
    expect(await listed('1')).toContain('goes live Wed 2 Dec')

    await sam.click(shown, 'Drop')
    await sam.waitForModal('launch_drop_form')
    expect(await sam.submit({ why: 'No stock.' })).toEqual({ outcome: 'closed' })
    expect(await listed()).toContain('dropped: No stock.')
    await sam.click(shown, 'It is live')
    expect(await stage.answer(sam)).toContain('L-1 is settled already: dropped: No stock.')
  })

  it('is one although its form is sent twice, and a word that is none is answered with those that are', async () => {
    const { sam } = stage
    await stage.makeTeam()
    await sam.command(CHANNEL, '/beat launch new')
    await sam.waitForModal('launch_plan_form')
    await Promise.all([sam.submit(WINTER), sam.submit(WINTER)].map((sent) => sent.catch(() => null)))
    expect(await listed()).toContain('1 planned')
    expect(await listed('party')).toContain('It is `/beat launch` with new, list, or the number of a launch')
    expect(await listed('L-9')).toContain('L-9 is not planned')
  })
})
