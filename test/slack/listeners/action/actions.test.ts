import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonDriver } from '../../../../src/sandbox/person.ts'
import { SHORTCUT } from '../../../../src/slack/ids.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  await stage.reset('2026-11-23T07:00:00Z')
  await stage.makeTeam()
  await stage.app.services.db.prisma.person.createMany({ data: await people() })
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

/** The people of the workspace as the bot has met them. */
async function people() {
  const { workspaceId } = await stage.ctx()
  const known = [
    { userId: 'U0SAM', name: 'Sam Ortiz', zone: 'America/New_York' },
    { userId: 'U0PRIYA', name: 'Priya Shah', zone: 'Europe/London' },
  ]
  return known.map((person) => ({ ...person, workspaceId, seenAt: stage.clock.now }))
}

const SWAP = {
  'What is the next step?': 'Swap the hero',
  'Who does it?': 'Sam Ortiz',
  'Until which day?': '2026-11-25',
}
const open = async (person: PersonDriver, line = '/beat action new') => {
  await person.command('growth', line)
  return await person.waitForModal('action_form')
}
const add = async (person: PersonDriver, values: Record<string, string> = {}) => {
  await open(person)
  return await person.submit({ ...SWAP, ...values })
}
const monday = async () => {
  await stage.tick('2026-11-23T08:00:00Z')
  return await stage.post(CHANNEL, 'numbers and narrative')
}
const list = (...words: string[]) => stage.post(CHANNEL, '*Actions*', ...words)
const said = async (person: PersonDriver, line: string) => {
  await person.command('growth', line)
  return await stage.answer(person)
}

describe('an action', () => {
  it('is noted with its number, and its new owner is told once, with the reason', async () => {
    const { mara } = stage
    const sent = await add(mara)

    expect(sent).toMatchObject({ outcome: 'updated' })
    await stage.modal(mara, 'A-1 Swap the hero (Sam Ortiz, due Wed 25 Nov)', 'Sam Ortiz is told privately')
    const told = wordsOf(await stage.post('U0SAM', '*A-1 is yours now*', 'Swap the hero'))
    expect(told).toContain('_Why did I get this?_ Mara Lindt gave it to you.')
  })

  it('begins with what the command says: what, who and until when', async () => {
    const form = JSON.stringify(await open(stage.mara, '/beat action new Brief partners @Priya by Fri'))

    expect(form).toContain('"initial_value":"Brief partners"')
    expect(form).toContain('"initial_user":"U0PRIYA"')
    expect(form).toContain('"initial_date":"2026-11-27"')
  })

  it('says at each input what is missing, and keeps the draft of a form that was closed', async () => {
    const { mara } = stage
    await open(mara)
    const sent = await mara.submit({ ...SWAP, 'Until which day?': '2026-11-20' })
    expect(sent).toEqual({ outcome: 'errors', errors: { due: 'This day has passed. Choose a later one.' } })
    await mara.closeModal()
    await stage.quiet()

    const again = JSON.stringify(await open(mara))
    expect(again).toContain('This is your draft.')
    expect(again).toContain('"initial_date":"2026-11-20"')
    await mara.submit({ 'Until which day?': '2026-11-26' })
    await stage.modal(mara, 'A-1 Swap the hero (Sam Ortiz, due Thu 26 Nov)')
    expect(JSON.stringify(await open(mara))).not.toContain('This is your draft.')
  })

  it('is made of a message, which stays linked', async () => {
    const { mara, sam } = stage
    const message = await sam.say('growth', 'We should ask <https://legal.example|legal> about the claim')
    await mara.messageShortcut(SHORTCUT.makeAction, message)
    const form = JSON.stringify(await mara.waitForModal('action_form'))
    expect(form).toContain('"initial_value":"We should ask legal about the claim"')
    await mara.submit({ 'Who does it?': 'Mara Lindt' })

    expect(await said(mara, '/beat action A-1')).toMatch(/from <\S+\|this message>/)
  })

  it('is made of what a narrative says comes next, for whoever wrote it', async () => {
    const { sam, mara } = stage
    await monday()
    const reply = await stage.post(CHANNEL, '*Paid social*')
    await sam.click(reply, 'Write narrative')
    await sam.waitForModal('narrative_form')
    await sam.submit({ 'What happened?': 'Dearer clicks', 'What next?': 'Brief two new creatives' })
    await mara.click(await stage.post(CHANNEL, '*Paid social*', 'Brief two'), 'Make it an action')
    const form = JSON.stringify(await mara.waitForModal('action_form'))
    expect(form).toContain('"initial_user":"U0SAM"')
    await mara.submit()

    await list('A-1', 'Brief two new creatives', 'Sam Ortiz')
    expect(wordsOf(await stage.post('U0SAM', 'A-1 is yours now'))).toContain('the narrative of Paid social, week 47')

    const acted = await stage.post(CHANNEL, '*Paid social*', '→ A-1 Brief two new creatives (Sam Ortiz, due ')
    expect(wordsOf(acted)).toContain('Make another action')
    await said(sam, '/beat action done A-1')
    await stage.post(CHANNEL, '*Paid social*', '→ A-1 Brief two new creatives: done by Sam Ortiz')
    expect(stage.posts().filter((words) => words.includes('→ A-1'))).toHaveLength(1)
  })
})

describe('the thread of the review', () => {
  it('has no reply about actions before there is one, and shows each change from then on', async () => {
    const { mara, sam } = stage
    await monday()
    expect(stage.posts().join()).not.toContain('*Actions*')
    await mara.click(await stage.post(CHANNEL, 'numbers and narrative'), 'Add action')
    await mara.waitForModal('action_form')
    await mara.submit({ ...SWAP, "This week's focus?": 'Yes, the team puts it first' })

    const reply = await list("this week's focus (1 of 5)", 'Swap the hero (Sam Ortiz, due Wed 25 Nov)')
    await sam.click(reply, 'action_more', await choiceOf('done'))
    expect(await stage.answer(sam)).toContain('A-1 is done: Swap the hero')
    await list('no focus yet (0 of 5)', 'Done since Mon 16 Nov', 'A-1* Swap the hero · done by Sam Ortiz')
  })

  it('tells the second of two who settle the same action who was first', async () => {
    const { mara, sam, priya } = stage
    await monday()
    await add(mara)
    const reply = await list('A-1')
    const [done, drop] = [await choiceOf('done'), await choiceOf('drop')]
    await priya.click(reply, 'action_more', drop)
    await priya.waitForModal('action_drop_form')
    await sam.click(reply, 'action_more', done)
    await stage.answer(sam)
    const second = await priya.submit({ 'Why?': 'The page is gone' })

    expect(second).toMatchObject({ outcome: 'errors' })
    expect(JSON.stringify(second)).toContain('A-1 was done by Sam Ortiz, Mon 23 Nov 09:00 Berlin. Nothing changed.')
    // The reply offers it no more, but somebody may still type it.
    expect(await said(sam, '/beat action done A-1')).toContain('A-1 was done by Sam Ortiz')
  })

  it('is told of a change that somebody else made while one was writing, and keeps what one wrote', async () => {
    const { mara, sam } = stage
    await add(mara)
    await sam.command('growth', '/beat action A-1')
    const card = await stage.answerTo(sam)
    for (const person of [mara, sam]) {
      await person.command('growth', '/beat action A-1')
      await person.click(await stage.answerTo(person), 'Change')
      await person.waitForModal('action_form')
    }
    expect(await mara.submit({ Priority: 'High' })).toEqual({ outcome: 'closed' })
    const late = await sam.submit({ 'What is the next step?': 'Swap the hero and the headline' })
    expect(JSON.stringify(late)).toContain('Somebody else changed this action while you were writing')
    await sam.closeModal(true)
    await stage.quiet()

    await sam.click(card, 'Change')
    const again = JSON.stringify(await sam.waitForModal('action_form'))
    expect(again).toContain('Swap the hero and the headline')
    await sam.submit()
    expect(await said(sam, '/beat action list')).toContain('Swap the hero and the headline (Sam Ortiz')
  })
})

describe('the focus', () => {
  it('asks which one leaves it when a sixth is to be in it, and loses nothing that was typed', async () => {
    const { mara } = stage
    await monday()
    const focus = { "This week's focus?": 'Yes, the team puts it first' }
    for (const number of [1, 2, 3, 4, 5]) await add(mara, { ...focus, 'What is the next step?': `Step ${number}` })
    const asked = await add(mara, { ...focus, 'What is the next step?': 'The sixth' })
    expect(asked).toMatchObject({ outcome: 'updated' })
    const form = JSON.stringify(await mara.waitForModal('action_form'))
    expect(form).toContain('5 actions are the focus already.')
    expect(form).toContain('"initial_value":"The sixth"')
    await mara.submit({ 'Which one leaves the focus?': 'A-2 Step 2 (Sam Ortiz, due Wed 25 Nov)' })

    const reply = wordsOf(await list("this week's focus (5 of 5)", 'The sixth', 'Also open'))
    expect(reply.slice(reply.indexOf('Also open'))).toContain('Step 2')
    await add(mara, { ...focus, 'What is the next step?': 'The seventh' })
    await mara.submit({ 'Which one leaves the focus?': 'None: this one stays out of the focus' })
    const after = wordsOf(await list('The seventh'))
    expect(after.indexOf('The seventh')).toBeGreaterThan(after.indexOf('Also open'))
  })

  it('is chosen at the close too: each line becomes an action of whoever it names', async () => {
    const { mara } = stage
    await add(mara, { "This week's focus?": 'Yes, the team puts it first', 'What is the next step?': 'Stays' })
    await add(mara, { "This week's focus?": 'Yes, the team puts it first', 'What is the next step?': 'Leaves' })
    await mara.click(await monday(), 'Close review')
    await mara.waitForModal('close_form')
    await mara.submit({
      'Close without what is lacking? Say why': 'They are away.',
      'The focus now: what stays in it?': ['A-1 Stays (Sam Ortiz, due Wed 25 Nov)'],
      "What is next week's focus?": 'Ship T-31 (Priya, Wed)\n- Rotate creatives @Sam by Thu\nWrite to the board',
    })

    const digest = wordsOf(await stage.post(CHANNEL, '*Week 47 closed*'))
    expect(digest).toContain('A-1 Stays (Sam Ortiz, due Wed 25 Nov)')
    expect(digest).toContain('A-3 Ship T-31 (Priya Shah, due Wed 25 Nov)')
    expect(digest).toContain('A-4 Rotate creatives (Sam Ortiz, due Thu 26 Nov)')
    expect(digest).toContain('A-5 Write to the board (Mara Lindt, due Fri 27 Nov)')
    await list("this week's focus (4 of 5)", 'Also open', 'Leaves')
    await stage.post('U0PRIYA', 'A-3 is yours now', 'the close of week 47')
  })

  it('takes no more at the close than there is room for', async () => {
    const { mara } = stage
    await add(mara, { "This week's focus?": 'Yes, the team puts it first' })
    await mara.click(await monday(), 'Close review')
    await mara.waitForModal('close_form')
    const sent = await mara.submit({
      'Close without what is lacking? Say why': 'They are away.',
      "What is next week's focus?": 'a1\na2\na3\na4\na5',
    })

    expect(JSON.stringify(sent)).toContain('1 stays in it, so these 5 are 1 too many')
    expect(await said(mara, '/beat action list')).toContain('1 action of Growth, open')
  })
})

describe('/beat action', () => {
  it('settles, hands over and brings back', async () => {
    const { mara, sam } = stage
    await add(mara)
    await sam.command('growth', '/beat action A-1')
    await sam.click(await stage.answerTo(sam), 'Hand over')
    await sam.waitForModal('action_hand_over_form')
    expect(JSON.stringify(await sam.submit({ 'Who does it from now on?': 'Sam Ortiz' }))).toContain(
      'Choose somebody else',
    )
    await sam.submit({ 'Who does it from now on?': 'Priya Shah', 'A word for them': 'You know the page best.' })
    expect(wordsOf(await stage.post('U0PRIYA', 'A-1 is yours now'))).toContain('“You know the page best.”')
    await stage.post('U0SAM', 'It is with')

    expect(await said(mara, '/beat action drop A-1 The page is gone')).toContain('A-1 is dropped: “The page is gone”')
    await stage.post('U0PRIYA', 'Mara Lindt dropped A-1, which was yours', 'The page is gone')
    expect(await said(sam, '/beat action done A-1')).toContain('A-1 was dropped by Mara Lindt: “The page is gone”')
    await mara.command('growth', '/beat action A-1')
    await mara.click(await stage.answerTo(mara), 'Reopen')
    expect(await stage.answer(mara)).toContain('Open · Priya Shah')
    expect(await said(mara, '/beat action done a1')).toContain('A-1 is done')
    expect(await said(mara, '/beat action list done')).toContain('done by Mara Lindt')
  })

  it.each([
    ['/beat action A-9', 'Growth has no action A-9.'],
    ['/beat action done', 'No action of Growth is done'],
    ['/beat action done it', '"it" names no action.'],
    ['/beat action lsit', 'Did you mean `/beat action list`?'],
    ['/beat action list urgent', 'I do not know the filter "urgent".'],
    ['/beat action mine', 'No action of Growth is yours'],
    ['/beat action help', '/beat action new'],
  ])('answers what it cannot do with what it can: %s', async (line, answer) => {
    expect(await said(stage.priya, line)).toContain(answer)
  })

  it('shows a person at home and under /beat what is due, each with its menu', async () => {
    const { mara, sam } = stage
    await add(mara)
    await add(mara, { 'What is the next step?': 'Later', 'Until which day?': '2026-11-30' })
    stage.at('2026-11-25T08:00:00Z')
    expect(await said(sam, '/beat')).toContain('Swap the hero (due today)')
    await sam.openHome()
    await stage.quiet()
    const home = wordsOf(sam.home() ?? { text: '' })
    expect(home.indexOf('Swap the hero')).toBeLessThan(home.indexOf('Your actions'))
    expect(home.indexOf('Later')).toBeGreaterThan(home.indexOf('Your actions'))
  })
})

/** The value of a menu's choice for the newest action. */
async function choiceOf(move: string): Promise<string> {
  const { rows } = await stage.db.pool.query<{ id: string }>('SELECT id FROM action ORDER BY number DESC LIMIT 1')
  return `${move}:${rows[0]?.id}`
}
