import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DESIGN, RULE, tellTest } from '../../support/experiments.ts'
import { chooseAtHome } from '../../support/home.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../support/stage.ts'

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

const home = async (...words: string[]) =>
  await stage.sandbox.waitFor(() => {
    const said = stage.mara.home()
    return said && words.every((word) => wordsOf(said).includes(word)) && wordsOf(said)
  }, words.join())

describe('the Home tab', () => {
  it('says how to begin where there is no team', async () => {
    await stage.mara.openHome()

    expect(await home('There is no team yet.')).toContain('type `/beat setup`')
  })

  it('shows what needs the person, then each team, and does it by a click', async () => {
    const { mara } = stage
    await stage.makeTeam()
    await stage.tick('2026-11-23T08:00:00Z')
    await mara.openHome()

    const said = await home('*Growth* · close Week 47', '*Growth* in <#C0GROWTH>')
    expect(said).toContain('Week 47 (16-22 Nov) is open · 0 of 2 narratives in')
    expect(said).toContain('next review Mon 30 Nov 09:00 Berlin')
    expect(said).toContain('no alert open · tests 0 of 4 · focus 0 of 5 · no launches this week · no numbers yet')
    await mara.click('home', 'Close review')
    await mara.waitForModal('close_form')
  })

  it('answers in the direct messages', async () => {
    const { mara } = stage
    await stage.makeTeam()
    await mara.openHome()
    await home('*Growth* in <#C0GROWTH>')

    await mara.click('home', 'Preview the review')
    await stage.post('U0MARA', '*Preview, nothing was posted.*', 'Week 46 (9-15 Nov)')
    await mara.click('home', 'Show numbers')
    await stage.post('U0MARA', '*Growth · week 46 (9-15 Nov)*')
    await mara.click('home', 'help_show')
    await stage.post('U0MARA', 'What I can do')
    await chooseAtHome(mara, 'review now')
    await stage.post('U0MARA', 'The review of Week 46 (9-15 Nov) opens now')
    await stage.post(CHANNEL, 'Week 46 (9-15 Nov) · numbers and narrative')
    await chooseAtHome(mara, 'review pause')
    await stage.post('U0MARA', 'The rhythm of Growth is paused now.')
    await stage.post(CHANNEL, 'Mara Lindt paused the weekly review')
  })

  it('shows a person the tests they own, how far each is, and nobody else’s', async () => {
    const ctx = await stage.makeTeam()
    const plan = { state: 'running' as const, startsOn: '2026-11-09', endsOn: '2026-11-29', design: DESIGN, rule: RULE }
    await tellTest(ctx, { title: 'Founder video', ownerUserId: 'U0MARA', ...plan })
    await tellTest(ctx, { title: 'Sitelinks', ownerUserId: 'U0SAM', ...plan })
    await tellTest(ctx, { title: 'Only an idea', ownerUserId: 'U0MARA' })
    await stage.mara.openHome()

    const said = await home('Your tests', '*T-1 Founder video*')
    expect(said).toContain('running · day 10 of 21 · Growth')
    expect(said).not.toContain('*T-2 Sitelinks*')
    expect(said).not.toContain('Only an idea')
  })

  it('stays on the page somebody looks at after a click and after a form, and opens on the first one', async () => {
    const { mara } = stage
    const { team, workspaceId } = await stage.makeTeam()
    await stage.db.pool.query(
      `INSERT INTO action (workspace_id, team_id, id, number, what, owner_user_id, due_on, first_due_on, priority, state,
         origin, created_at, created_by)
       SELECT $1, $2, 'act_' || n, n, 'Step ' || n, 'U0MARA', '2026-11-10', '2026-11-10', 'normal',
         'open', '{"kind":"command","subject":null,"words":"","permalink":null}', now(), 'U0MARA'
       FROM generate_series(1, 12) AS n`,
      [workspaceId, team.id],
    )
    await mara.openHome()
    await home('1 to 8 of 13', 'Step 8 (')
    await mara.click('home', 'tasks_more')
    await home('9 to 13 of 13', 'Step 12 (')

    await mara.click('home', "I'll be away")
    await mara.waitForModal('absence_form')
    await mara.submit({ 'First day away': '2026-12-21', 'Last day away': '2027-01-01' })
    expect(await home('You will be away from Mon 21 Dec through Fri 1 Jan')).toContain('9 to 13 of 13')
    await mara.click('home', 'My absences')
    await mara.click(await stage.post('U0MARA', 'Away, now or later'), 'I shall be there after all')
    expect(await stage.answer(mara)).toContain('Taken back')
    await mara.click('home', 'Show numbers')
    await stage.post('U0MARA', '*Growth · week 46')
    await stage.quiet()
    expect(await home('9 to 13 of 13')).not.toContain('You will be away')

    await mara.openHome()
    await home('1 to 8 of 13')
    await mara.command('growth', '/beat')
    const said = await stage.answerTo(mara)
    await mara.click(said, 'tasks_more')
    expect(await stage.answer(mara)).toContain('9 to 13 of 13')
  })

  it('opens the form that changes the team', async () => {
    const { mara } = stage
    await stage.makeTeam()
    await mara.openHome()
    await home('*Growth* in <#C0GROWTH>')
    await chooseAtHome(mara, 'setup')

    await mara.waitForModal('Change this team')
  })

  it('tells of a team that was removed since', async () => {
    const { mara } = stage
    await stage.makeTeam()
    await mara.openHome()
    await home('*Growth* in <#C0GROWTH>')
    await stage.db.pool.query('TRUNCATE team CASCADE')
    await mara.click('home', 'Show numbers')

    await stage.post('U0MARA', 'This team has been removed.')
  })
})
