import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { VIEW } from '../../../src/slack/ids.ts'
import { openStage, type Stage } from '../../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  await stage.reset()
  await stage.makeTeam()
})
afterEach(() => {
  for (const person of stage.sandbox.state.people) person.isAdmin = false
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

const REFUSED =
  'Settings of Growth are changed by its lead, <@U0MARA>, or by an admin of the workspace. Nothing was changed: ask one of them.'

const FORMS: readonly [line: string, form: string][] = [
  ['setup', VIEW.team],
  ['holidays', VIEW.holidays],
  ['economics', VIEW.economics],
  ['targets CPC', VIEW.target],
  ['reminders', VIEW.reminders],
  ['review settings', VIEW.reviewRules],
  ['test settings', VIEW.testSettings],
  ['source new', VIEW.newSource],
]

describe('who may change the settings of a team', () => {
  it.each(FORMS)('is its lead: /beat %s refuses the owner of a channel and says who may', async (line, form) => {
    const { sam, mara } = stage
    await sam.command('growth', `/beat ${line}`)
    expect(await stage.modal(sam, 'Nothing was changed')).toContain(REFUSED)

    await mara.command('growth', `/beat ${line}`)
    await mara.waitForModal(form)
  })

  it.each(FORMS)('is an admin of the workspace too: /beat %s', async (line, form) => {
    const { jo } = stage
    stage.sandbox.state.people.find(({ id }) => id === 'U0JO')!.isAdmin = true
    await jo.command('growth', `/beat ${line}`)
    await jo.waitForModal(form)
  })

  it('is asked again when a form is sent: meanwhile somebody else may lead', async () => {
    const { mara, db } = stage
    await mara.command('growth', '/beat reminders')
    await mara.waitForModal(VIEW.reminders)
    await db.pool.query("UPDATE team SET lead_user_id = 'U0PRIYA'")
    const sent = await mara.submit({ 'How often?': 'active' })
    expect(JSON.stringify(sent)).toContain('by its lead, <@U0PRIYA>')
    expect((await db.pool.query('SELECT reminding FROM team')).rows).toEqual([{ reminding: 'standard' }])
  })

  it('lets everybody see from which maturity on leads are judged, and its lead alone change it', async () => {
    const { sam, mara } = stage
    await sam.command('growth', '/beat numbers settings')
    expect(await stage.answer(sam)).toContain('Leads are judged by what became of them from 80 % maturity on')
    await sam.command('growth', '/beat numbers settings 75 % 120 days')
    expect(await stage.answer(sam)).toContain(REFUSED)
    await mara.command('growth', '/beat numbers settings 75 % 120 days')
    expect(await stage.answer(mara)).toContain('From now on: Leads are judged')
  })

  it('is every member while the team has no lead', async () => {
    const { sam } = stage
    await stage.reset()
    await stage.makeTeam({ leadUserId: null })
    await sam.command('growth', '/beat reminders')
    await sam.waitForModal(VIEW.reminders)
  })

  it('shows at Home: settings for whoever may change them, reviews and guardrails for the team, the rest for all', async () => {
    const { mara, sam, jo } = stage
    const menuOf = async (person: typeof sam) => {
      await person.openHome()
      const drawn = await stage.sandbox.waitFor(() => person.home(), `the home of ${person.id}`)
      return ['Look at', 'Reviews and guardrails', 'Settings'].filter((title) =>
        JSON.stringify(drawn).includes(`"text":"${title}"`),
      )
    }
    expect(await menuOf(mara)).toEqual(['Look at', 'Reviews and guardrails', 'Settings'])
    expect(await menuOf(sam)).toEqual(['Look at', 'Reviews and guardrails'])
    expect(await menuOf(jo)).toEqual(['Look at'])
  })

  it('stands in help: the settings one by one for the lead, in one line with who may for the others', async () => {
    const { mara, sam } = stage
    await mara.command('growth', '/beat help')
    expect(await stage.answer(mara)).toContain('`/beat reminders`  how owners are asked')
    await sam.command('growth', '/beat help')
    const said = await stage.answer(sam)
    expect(said).not.toContain('`/beat reminders`  how owners are asked')
    expect(said).toContain('Settings of Growth are changed by its lead')
    await sam.command('growth', '/beat help reminders')
    expect(await stage.answer(sam)).toContain('how owners are asked')
  })
})
