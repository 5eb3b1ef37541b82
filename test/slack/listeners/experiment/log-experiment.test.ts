import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { weeksThrough } from '../../../../src/domain/week.ts'
import type { PersonDriver } from '../../../../src/sandbox/person.ts'
import { everyWeek, googleExport } from '../../../support/exports.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../../support/stage.ts'
import { insertTest } from '../../../support/tests.ts'

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

const IDEA = {
  'What would you change?': 'Two fields instead of six on LP-demo',
  'What do you expect to happen?': 'More leads per click',
  'Because…': 'Half of those who start the form leave at the phone number',
  'The one thing it changes': 'Landing page',
}
/** What a channel of a small team does in a day. */
const DAILY = { spend: 1_200, impressions: 90_000, clicks: 2_800, conversions: 112 }

const card = (...words: string[]) => stage.post(CHANNEL, 'T-1 ·', ...words)

async function begin(person: PersonDriver, line = '/beat test new') {
  await person.command('growth', line)
  return await person.waitForModal('experiment_idea_form')
}

describe('/beat test new', () => {
  it('puts an idea into the log, with a number and a card that says what comes next', async () => {
    const { sam } = stage
    await stage.makeTeam()
    await begin(sam)
    await sam.submit(IDEA)

    const said = wordsOf(await card('*idea*', 'Landing page', 'Paid social', 'Sam Ortiz'))
    expect(said).toContain(
      'Two fields instead of six on LP-demo → More leads per click. Because: Half of those who start the form leave at the phone number.',
    )
    expect(said).toContain('Next: plan how it will be judged, with [Plan].')
  })

  it('begins with what was said in the command', async () => {
    const { sam } = stage
    await stage.makeTeam()

    expect(JSON.stringify(await begin(sam, '/beat test new Video instead of a still'))).toContain(
      '"initial_value":"Video instead of a still"',
    )
  })

  it('begins with a template: an example to write over, its lever, and a plan judged as such tests usually are', async () => {
    const { priya } = stage
    const ctx = await stage.makeTeam()
    await stage.importNumbers(ctx, googleExport(everyWeek(weeksThrough('2026-W46', 4), DAILY), 'Search'))
    await begin(priya)
    await priya.select('modal', 'Begin with a template', 'creative')
    const form = await stage.modal(priya, 'A video of the founder instead of the picture of the product')
    expect(form).toContain('A higher click rate')
    const { 'The one thing it changes': _, ...rest } = IDEA
    await priya.submit(rest)

    await priya.waitForModal('experiment_plan_form')
    await priya.submit({ smallest: '20' })
    await card('Creative · ', 'A new creative against the old one · stage: click', 'CTR, +20 %', 'if CVR is down')
  })

  it('says at each input what is missing', async () => {
    const { sam } = stage
    await stage.makeTeam()
    await begin(sam)
    const sent = await sam.submit({ ...IDEA, 'Because…': '…' })

    expect('errors' in sent && sent.errors).toEqual({
      because: 'Say why you believe it. A guess is fine, as long as it is a reason.',
    })
    expect(stage.posts().join()).not.toContain('T-1')
  })

  it('keeps the draft of a form that was closed, and of one that a restart took away', async () => {
    const { sam } = stage
    await stage.makeTeam()
    await begin(sam)
    await sam.fillModal(IDEA)
    await stage.stopBot()
    await sam.closeModal()
    stage.app = await stage.startBot()
    const again = JSON.stringify(await begin(sam))

    expect(again).toContain('This is your draft.')
    expect(again).toContain('"initial_value":"Half of those who start the form leave at the phone number"')
    expect(again).toMatch(/"initial_option":\{[^}]*\{[^}]*\},"value":"landing_page"/)
    await sam.submit()
    await card('*idea*')
    expect(JSON.stringify(await begin(sam))).not.toContain('This is your draft.')
  })

  it('shows similar past tests while it is filled in, and loses nothing that was typed', async () => {
    const { sam } = stage
    const ctx = await stage.makeTeam()
    await insertTest(ctx)
    await begin(sam)
    await sam.fillModal(IDEA)
    const said = await stage.modal(sam, '*Similar:*')

    expect(said).toContain('T-1 *Shorter form on LP-demo*: running')
    await sam.submit()
    await stage.post(CHANNEL, 'T-2 ·', 'Because: Half of those who start the form leave at the phone number')
  })

  it('is one test however often the form is sent', async () => {
    const { sam } = stage
    await stage.makeTeam()
    await begin(sam)
    await sam.fillModal(IDEA)
    await Promise.all([sam.submit(), sam.submit()])
    await card('*idea*')
    await stage.quiet()

    expect(stage.posts().filter((text) => /T-\d ·/.test(text))).toHaveLength(1)
  })

  it('says where to go when there is no team', async () => {
    await stage.sam.command('growth', '/beat test new')

    await stage.modal(stage.sam, 'No team lives in this channel yet.')
  })
})

describe('the shortcuts', () => {
  it('make a test of a message: its words are the evidence, the change is still to be said, and it stays linked', async () => {
    const { sam, priya } = stage
    await stage.makeTeam()
    const message = await priya.say('growth', 'We should try <https://lp.example|two fields> & no phone')
    await sam.messageShortcut('experiment_message_shortcut', message)
    const form = JSON.stringify(await sam.waitForModal('experiment_idea_form'))

    expect(form).toMatch(/"initial_value":"We should try two fields & no phone\\nhttp[^"]+"/)
    expect(form.match(/"initial_value"/g)).toHaveLength(1)
    expect(form).toContain('|this message>, which stays linked')
    await sam.submit({ ...IDEA, 'What would you change?': 'Two fields and no phone' })
    await card('From <http')
  })

  it('show at once which past tests the message resembles', async () => {
    const { sam, priya } = stage
    await insertTest(await stage.makeTeam())
    const message = await priya.say('growth', 'Let us try a shorter form on LP-demo')
    await sam.messageShortcut('experiment_message_shortcut', message)
    expect(await stage.modal(sam, '*Similar:*')).toContain('T-1 *Shorter form on LP-demo*: running')
  })

  it('begin a test of the only team from anywhere', async () => {
    await stage.makeTeam()
    await stage.jo.shortcut('experiment_shortcut')

    await stage.modal(stage.jo, 'One change, one expectation, one reason.')
  })
})

describe('/beat test T-12', () => {
  it('shows a test to whoever asks, with the way to its card', async () => {
    const { sam, jo } = stage
    await stage.makeTeam()
    await begin(sam)
    await sam.submit(IDEA)
    await card('*idea*')
    await stage.quiet()
    await jo.command('growth', '/beat test t1')

    const said = await stage.answer(jo)
    expect(said).toContain('T-1 · Two fields instead of six on LP-demo')
    expect(said).toContain('Go to its card')
  })

  it('says after its idea was edited from a private copy that it is done', async () => {
    const { sam } = stage
    await stage.makeTeam()
    await begin(sam)
    await sam.submit(IDEA)
    await card('*idea*')
    await sam.closeModal(true)
    await sam.command('growth', '/beat test T-1')
    await sam.click(await stage.answerTo(sam), 'experiment_more', 'Edit the idea')
    await sam.waitForModal('experiment_idea_form')
    await sam.submit({ 'Because…': 'Everybody leaves at the phone number' })
    expect(await stage.answer(sam)).toContain('Done. T-1 is now: idea.')
  })

  it('says which tests there are when there is none of that number, and what it knows when it is no number', async () => {
    const { jo } = stage
    await stage.makeTeam()
    await jo.command('growth', '/beat test T-9')
    expect(await stage.answer(jo)).toContain('Growth has no test T-9.')
    await jo.command('growth', '/beat test what')
    expect(await stage.answer(jo)).toContain('I do not know "/beat test what".')
  })
})

describe('[Edit the idea]', () => {
  it('says an idea anew until it is launched', async () => {
    const { sam } = stage
    await stage.makeTeam()
    await begin(sam)
    await sam.submit(IDEA)
    await sam.click(await card('*idea*'), 'experiment_more', 'Edit the idea')
    await sam.waitForModal('experiment_idea_form')
    await sam.submit({ 'Because…': 'Nobody likes to give a phone number' })

    await card('Because: Nobody likes to give a phone number')
  })
})
