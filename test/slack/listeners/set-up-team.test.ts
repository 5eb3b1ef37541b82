import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonDriver } from '../../../src/sandbox/person.ts'
import { CHANNEL, openStage, type Stage } from '../../support/stage.ts'

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

const FORM = {
  'Name of the team': 'Growth',
  'Time zone': 'Europe/Berlin',
  'Currency of the numbers': 'EUR',
  'The one result you are judged by': 'Signup',
  'Channel 1': 'Paid search',
  'Owner of channel 1': 'Priya Shah',
}

async function begin(person: PersonDriver) {
  await person.command('growth', '/beat setup')
  return await person.waitForModal('team_form')
}

describe('/beat setup', () => {
  it('starts from the zone of whoever asks, and makes them the lead', async () => {
    const { sam } = stage
    await begin(sam)
    await stage.quiet()
    await sam.closeModal()
    const form = JSON.stringify((await begin(sam)).blocks)

    expect(form).toContain('"initial_value":"America/New_York"')
    expect(form).toContain('"initial_user":"U0SAM"')
  })

  it('says at each input what is wrong with it, and keeps the rest', async () => {
    const { mara } = stage
    await begin(mara)
    const sent = await mara.submit({
      ...FORM,
      'Time zone': 'Berlin',
      'Currency of the numbers': 'euros',
      'Budget a month': 'a lot',
      'Channel 2': 'paid search',
    })

    expect(sent).toMatchObject({ outcome: 'errors' })
    expect('errors' in sent && sent.errors).toMatchObject({
      monthlyBudget: '"a lot" is no amount. Write it in digits, as in 1850000.',
      channel_1_name: 'Two channels are called "paid search". Give each its own name.',
    })
    const again = await mara.submit({ 'Budget a month': '', 'Channel 2': '' })
    expect('errors' in again && again.errors).toEqual({
      zone: '"Berlin" is no time zone. Write it as in Europe/Berlin or America/New_York.',
      currency: '"EUROS" is no currency code. Write three letters, as in EUR.',
    })
    expect(await mara.submit({ 'Time zone': 'Europe/Berlin', 'Currency of the numbers': 'EUR' })).toEqual({
      outcome: 'closed',
    })
    await stage.post(CHANNEL, 'Growth is set up', 'Channels: Paid search.')
  })

  it('adds a channel, and keeps all that was typed', async () => {
    const { mara } = stage
    await begin(mara)
    await mara.fillModal({ ...FORM, 'Channel 5': 'Partners' })
    await mara.click('modal', 'Add a channel')
    await stage.sandbox.waitFor(() => mara.modal()?.blocks.some((block) => block.block_id === 'channel_5_name'))
    await mara.submit({ 'Channel 6': 'Content' })

    await stage.post(CHANNEL, 'Growth is set up', 'Channels: Paid search, Partners, Content.')
  })

  it('changes the team that is there, and shows it as it is the next time', async () => {
    const { mara } = stage
    await stage.makeTeam()
    await begin(mara)
    await mara.submit({ 'Channel 1': 'Search ads', 'Day of the review': 'Tuesday' })
    await stage.post(CHANNEL, 'Growth was changed', 'every Tuesday at 09:00 (Berlin)', 'Search ads, Paid social')

    const form = JSON.stringify((await begin(mara)).blocks)
    expect(form).toContain('"initial_value":"Search ads"')
    expect(form).not.toContain('"initial_value":"Paid search"')
  })

  it('brings back what was typed and closed, until it is sent', async () => {
    const { mara, jo } = stage
    await begin(mara)
    await mara.fillModal(FORM)
    await mara.closeModal()
    await stage.quiet()

    expect(JSON.stringify((await begin(jo)).blocks)).not.toContain('"initial_value":"Signup"')
    expect(JSON.stringify((await begin(mara)).blocks)).toContain('"initial_value":"Signup"')
    await mara.submit()
    await stage.post(CHANNEL, 'Growth is set up')
    const { rows } = await stage.db.pool.query('SELECT form FROM draft')
    expect(rows).toEqual([])
  })

  it('tells the second of two who make a team at once, and keeps what they typed', async () => {
    const { mara, jo } = stage
    await begin(mara)
    await begin(jo)
    const [first, second] = await Promise.all([
      mara.submit(FORM),
      jo.submit({ ...FORM, 'Name of the team': 'Growth team' }),
    ])

    const told = [first, second].find(({ outcome }) => outcome === 'errors')
    expect([first, second].filter(({ outcome }) => outcome === 'closed')).toHaveLength(1)
    expect(told && 'errors' in told && Object.values(told.errors).join()).toMatch(
      /changed this team while you were writing|lives in this channel already/,
    )
    const { rows } = await stage.db.pool.query('SELECT name FROM team')
    expect(rows).toHaveLength(1)
  })

  it('tells somebody whose form is older than the team, also after a channel was added to the form', async () => {
    const { mara, jo } = stage
    await stage.makeTeam({ leadUserId: null })
    await begin(mara)
    await begin(jo)
    await mara.submit({ 'Channel 1': 'Search ads' })
    await stage.post(CHANNEL, 'Growth was changed')
    await jo.click('modal', 'Add a channel')
    await stage.quiet()
    const sent = await jo.submit({ 'Channel 1': 'Google' })

    expect('errors' in sent && Object.values(sent.errors).join()).toContain('changed this team while you were writing')
    expect(stage.posts().join()).not.toContain('Google')
  })

  it('does not change the currency of numbers that are there', async () => {
    const { mara } = stage
    const ctx = await stage.makeTeam()
    await stage.importNumbers(ctx, 'Date,Platform,Spend\n2026-11-17,Google Ads,12.50\n')
    await begin(mara)

    expect(await mara.submit({ 'Currency of the numbers': 'USD' })).toEqual({
      outcome: 'errors',
      errors: {
        currency: 'The numbers of Growth are in EUR, so its currency cannot change. Make a new team for USD.',
      },
    })
  })

  it('says where to go when it is asked for by the shortcut, which has no channel', async () => {
    const { mara } = stage
    await mara.shortcut('setup_shortcut')

    await stage.modal(mara, 'Go to the channel of your team and type `/beat setup` there.')
  })
})
