import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonDriver } from '../../../../src/sandbox/person.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  // A Wednesday noon in Berlin.
  await stage.reset('2026-11-25T11:00:00Z')
  await stage.makeTeam()
  for (const person of [stage.mara, stage.sam, stage.priya, stage.jo]) await said(person, '/beat')
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

/** What a person is answered; whoever asks is known by name from then on. */
async function said(person: PersonDriver, line: string): Promise<string> {
  await person.command('growth', line)
  return await stage.answer(person)
}

describe('/beat away and /beat back', () => {
  it('says until when, and tells the delegate once, with the reason', async () => {
    const { sam } = stage
    expect(await said(sam, '/beat away until Fri delegate @Jo')).toContain(
      '*You are away through Fri 27 Nov.* Jo Becker answers meanwhile, and is told privately.',
    )
    const told = wordsOf(await stage.post('U0JO', 'You answer for Sam Ortiz, who is away through Fri 27 Nov'))
    expect(told).toContain('I ask you for the narratives of Paid social')
    expect(told).toContain('_Why did I get this?_ Sam Ortiz named you.')

    expect(await said(sam, '/beat')).toContain('You are away through Fri 27 Nov.')
    await sam.openHome()
    await stage.sandbox.waitFor(() => sam.home(), 'the Home tab')
    await sam.click('home', "I'm back")
    await stage.post('U0SAM', 'Welcome back')
    await stage.post('U0JO', 'Sam Ortiz answers again.')
    expect(await said(sam, '/beat back')).toContain('You are not away, so nothing changed.')
  })

  it('opens a form alone, which is kept open with a sentence for what cannot be', async () => {
    const { sam } = stage
    await sam.command('growth', '/beat away')
    await sam.waitForModal('absence_form')
    expect(await sam.submit({ 'First day away': '2026-12-21', 'Last day away': '2026-12-18' })).toEqual({
      outcome: 'errors',
      errors: { until: 'The last day away lies before the first.' },
    })
    await sam.submit({ 'Last day away': '2027-01-01', 'Who answers meanwhile?': 'Jo Becker' })

    await stage.post('U0JO', 'who is away from Mon 21 Dec through Fri 1 Jan')
  })

  it('is said of others by the lead alone', async () => {
    const { mara, priya, jo } = stage
    expect(await said(priya, '/beat away @Sam until Fri')).toContain(
      'Of others only the lead of Growth may note it: <@U0MARA>.',
    )
    expect(await said(mara, '/beat away @Sam until Fri')).toContain('Sam Ortiz is away through Fri 27 Nov.')
    await jo.command('growth', '/beat away')
    expect(JSON.stringify(await jo.waitForModal('absence_form'))).not.toContain('Who is away?')
    await mara.command('growth', '/beat away')
    expect(JSON.stringify(await mara.waitForModal('absence_form'))).toContain('Who is away?')
    expect(await said(mara, '/beat back @Sam')).toContain('<@U0SAM> is asked and reminded again')
  })

  it.each([
    ['/beat away until the cows come home', '"the cows come home" is no day I know.'],
    ['/beat away until Fri delegate @Nobody', 'I do not know "@Nobody"'],
    ['/beat away Fri', '`/beat away until Fri delegate @Leo`; `/beat away` alone opens a form.'],
    ['/beat away until Fri delegate @Sam', 'Somebody else has to answer meanwhile.'],
    ['/beat back @Nobody', 'I do not know "@Nobody"'],
  ])('says how it is written: %s', async (line, answer) => {
    expect(await said(stage.sam, line)).toContain(answer)
  })

  it('may be several, each with its own stand-in, listed and taken back one by one', async () => {
    const { sam } = stage
    await said(sam, '/beat away until Fri delegate @Jo')
    expect(await said(sam, '/beat away from 21 Dec until 1 Jan delegate @Priya')).toContain(
      '*You are away from Mon 21 Dec through Fri 1 Jan.* Priya Shah answers meanwhile',
    )
    await sam.command('growth', '/beat away list')
    const list = await stage.answerTo(sam)
    expect(wordsOf(list)).toContain('*You* through Fri 27 Nov · Jo Becker answers')
    expect(wordsOf(list)).toContain('*You* from Mon 21 Dec through Fri 1 Jan · Priya Shah answers')

    await sam.command('growth', '/beat away')
    const form = wordsOf(await sam.waitForModal('absence_form'))
    expect(form).toContain('Noted beside it, and kept: through Fri 27 Nov, from Mon 21 Dec through Fri 1 Jan.')
    await sam.closeModal()
    expect(await said(sam, '/beat back')).toContain(
      'Welcome back: you are asked and reminded again from now on. Still noted: from Mon 21 Dec through Fri 1 Jan.',
    )
    await stage.post('U0PRIYA', 'You answer for Sam Ortiz, who is away from Mon 21 Dec through Fri 1 Jan')
    expect(await said(sam, '/beat back 25 Dec')).toContain('Taken back: you are there from Mon 21 Dec on after all.')
    await stage.post('U0PRIYA', 'Sam Ortiz answers again.')
    expect(await said(sam, '/beat back 25 Dec')).toContain('You are not away on Fri 25 Dec, so nothing changed.')
  })

  it('takes the place of those it shares a day with, and says so; the others stay', async () => {
    const { sam } = stage
    await said(sam, '/beat away until Fri')
    await said(sam, '/beat away from 21 Dec until 1 Jan')
    expect(await said(sam, '/beat away until Mon')).toContain(
      '*You are away through Mon 30 Nov.* Nobody was named to answer meanwhile: the delegate of each channel does, where there is one. It takes the place of what was noted: through Fri 27 Nov.',
    )
    const { rows } = await stage.db.pool.query('SELECT from_on::text, until_on::text FROM absence ORDER BY 1')
    expect(rows).toEqual([
      { from_on: '2026-11-25', until_on: '2026-11-30' },
      { from_on: '2026-12-21', until_on: '2027-01-01' },
    ])
  })

  it('is moved by its own button, and that of an earlier version still works', async () => {
    const { sam, mara } = stage
    await said(sam, '/beat away until Fri')
    await sam.command('growth', '/beat away from 21 Dec until 1 Jan')
    const noted = await stage.answerTo(sam)
    await sam.click(noted, 'Change')
    await sam.waitForModal('absence_form')
    await sam.submit({ 'First day away': '2026-12-28' })
    expect(await said(sam, '/beat away list')).toContain('*You* from Mon 28 Dec through Fri 1 Jan')

    expect(await said(mara, '/beat away list')).toContain('*Sam Ortiz* through Fri 27 Nov')
    const { rows } = await stage.db.pool.query('SELECT id FROM team')
    const { ts } = stage.sandbox.state.messages[0] ?? { ts: '' }
    const old = {
      ...stage.sandbox.state.messages[0]!,
      ts: `${ts}1`,
      channel: CHANNEL,
      user: 'U0BEAT',
      bot_id: 'B0BEAT',
    }
    const back = {
      type: 'button',
      action_id: 'absence_end',
      text: { type: 'plain_text', text: 'back' },
      value: rows[0].id,
    }
    stage.sandbox.state.messages.push({ ...old, blocks: [{ type: 'actions', block_id: 'old', elements: [back] }] })
    await sam.click({ ts: old.ts }, 'absence_end')
    expect(await stage.answer(sam)).toContain('Welcome back')
    expect(await said(sam, '/beat away list')).not.toContain('through Fri 27 Nov')
  })

  it('of somebody else is taken back by the lead, from the list', async () => {
    const { mara, sam, priya } = stage
    await said(sam, '/beat away from 21 Dec until 1 Jan')
    expect(await said(priya, '/beat away list')).toContain('No absence is noted that is yours to change')
    await mara.command('growth', '/beat away list')
    await mara.click(await stage.answerTo(mara), 'They will be there after all')
    expect(await stage.answer(mara)).toContain('Taken back: <@U0SAM> is there from Mon 21 Dec on after all.')
  })

  it('is forgotten when it is over everywhere', async () => {
    const { sam } = stage
    await said(sam, '/beat away until Fri')
    await stage.tick('2026-11-28T11:59:00Z')
    const count = async () => (await stage.db.pool.query('SELECT user_id FROM absence')).rows.length
    expect(await count()).toBe(1)
    await stage.tick('2026-11-28T12:00:00Z')
    expect(await count()).toBe(0)
  })
})

describe('/beat schedule', () => {
  it('says who is asked when they are there, and why somebody else is', async () => {
    const { sam } = stage
    const usual = await said(sam, '/beat schedule')
    expect(usual).toContain('• *Fri 27 Nov 14:00 London* · Priya Shah: Paid search')
    expect(usual).toContain('• *Fri 27 Nov 14:00 New York* · Sam Ortiz: Paid social')
    await said(sam, '/beat away until Fri delegate @Jo')

    expect(await said(sam, '/beat schedule')).toContain(
      '• *Fri 27 Nov 14:00 Berlin* · Jo Becker: Paid social · Sam Ortiz is away through Fri 27 Nov, Jo Becker answers meanwhile',
    )
    await stage.tick('2026-11-27T13:00:00Z')
    const asked = wordsOf(await stage.post('U0JO', 'what will you tell?'))
    expect(asked).toContain('You answer for Paid social, whose owner is away; the review opens')
    await stage.tick('2026-11-27T19:00:00Z')
    await stage.quiet()
    expect(stage.posts('U0SAM').join()).not.toContain('what will you tell?')
  })

  it('asks an owner for whom nobody stands in before they leave', async () => {
    const { sam } = stage
    await said(sam, '/beat away from Thu until Mon')

    expect(await said(sam, '/beat schedule')).toContain(
      '*Wed 25 Nov 14:00 New York* · Sam Ortiz: Paid social · away from Thu 26 Nov through Mon 30 Nov and nobody stands in, so asked before',
    )
    await stage.tick('2026-11-25T19:00:00Z')
    await stage.post('U0SAM', 'what will you tell?')
  })
})

describe('/beat holidays', () => {
  it('shows which come next, and moves the review of Easter Monday to Tuesday', async () => {
    const { mara } = stage
    stage.at('2027-03-24T11:00:00Z')
    await mara.command('growth', '/beat holidays')
    await mara.waitForModal('holidays_form')
    const sent = JSON.stringify(await mara.submit({ 'Country and region': 'Germany, Bavarya' }))
    expect(sent).toContain('Germany has no such region. It has: ')
    await mara.submit({ 'Country and region': 'Germany, Berlin' })
    await stage.modal(mara, 'Holidays of Germany, Berlin.', 'Fri 26 Mar Good Friday, Mon 29 Mar Easter Monday')

    const schedule = await said(mara, '/beat schedule')
    expect(schedule).toContain(
      '*Tue 30 Mar 09:00 Berlin* · review of Week 12 (22-28 Mar), because Mon 29 Mar is Easter Monday',
    )
    expect(schedule).toContain('*Thu 25 Mar 14:00 London* · Priya Shah')
    expect(await said(mara, '/beat review usual')).toContain('No review that is to come was moved or skipped')
  })

  it('opens it on Tuesday, once, and not late', async () => {
    const { mara } = stage
    await stage.tick('2027-03-24T11:00:00Z')
    await mara.command('growth', '/beat holidays')
    await mara.waitForModal('holidays_form')
    await mara.submit({ 'Country and region': 'DE' })
    const opened = () => stage.posts().filter((words) => words.includes('Week 12 (22-28 Mar) · numbers and narrative'))
    await stage.tick('2027-03-29T07:00:00Z')
    await stage.tick('2027-03-29T15:00:00Z')
    expect(opened()).toEqual([])
    expect(await said(mara, '/beat schedule')).toContain('*Tue 30 Mar 09:00 Berlin* · review of Week 12')
    await stage.tick('2027-03-30T07:00:00Z')
    await stage.tick('2027-03-30T07:00:15Z')

    await stage.quiet()
    expect(opened()).toHaveLength(1)
    expect(opened().join()).not.toContain('opened late')
  })
})
