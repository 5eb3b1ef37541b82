import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { type EchoBot, startSocketBot } from './echo-bot.ts'
import { type Heard, listenForForms, redrawn } from './form-bot.ts'
import { listenForShow } from './show-bot.ts'

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const UNITS = { name: 'units.csv', mimeType: 'text/csv', buffer: Buffer.from('unit,arm,converted\n1,control,0\n') }

describe.skipIf(!existsSync(CHROMIUM))('forms in the page, in a real browser', () => {
  let browser: Browser
  let sandbox: Sandbox
  let bot: EchoBot
  let heard: Heard
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
    sandbox = await createSandbox({
      ackTimeoutMs: 1000,
      app: {
        name: 'Drumbeat',
        commands: [{ command: '/form' }, { command: '/show' }],
        shortcuts: [
          { type: 'message', name: 'Make this a test', callbackId: 'make_test' },
          { type: 'message', name: 'Ask about this', callbackId: 'ask_about' },
        ],
      },
    })
    bot = await startSocketBot(sandbox)
    heard = listenForForms(bot.app)
    listenForShow(bot.app, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
  })
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    page.setDefaultTimeout(5000)
    complaints = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  })
  afterEach(async () => {
    await page.close()
    sandbox.state.views.clear()
    expect(complaints).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    await bot.stop()
    await sandbox.close()
  })

  async function open(form: string) {
    await page.goto(sandbox.url)
    await page.getByLabel('Message', { exact: true }).fill(`/form ${form}`)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'A reading' })
    await dialog.waitFor()
    return dialog
  }

  const stateOf = () => heard.submissions.at(-1)?.state.values

  it('takes a file by a button, shows its name, and lets go of it again', async () => {
    const form = await open('file')
    expect(await form.evaluate((dialog) => dialog === document.activeElement)).toBe(true)
    await form.getByRole('button', { name: 'Save' }).click()
    await form.getByText('Please complete this required field.').waitFor()

    const choosing = page.waitForEvent('filechooser')
    await form.getByRole('button', { name: 'Choose a file' }).click()
    await (await choosing).setFiles({ ...UNITS, name: 'units.pdf' })
    await form.getByText('units.pdf cannot be added. Only these file types can: csv.').waitFor()
    await form.getByLabel('Units').setInputFiles(UNITS)
    await form.getByText('units.csv', { exact: true }).waitFor()
    expect(await form.getByRole('button', { name: 'Choose a file' }).count()).toBe(0)
    await form.getByLabel('Remove units.csv').click()
    await form.getByText('units.csv', { exact: true }).waitFor({ state: 'detached' })
    await form.getByLabel('Units').setInputFiles(UNITS)
    await form.getByLabel('Pictures').setInputFiles(['one', 'two', 'three'].map((name) => ({ ...UNITS, name })))
    await form.getByText('Please choose at most 2 files.').waitFor()
    await form.getByLabel('Pictures').setInputFiles(['one', 'two'].map((name) => ({ ...UNITS, name })))
    await form.getByRole('button', { name: 'Save' }).click()
    await form.waitFor({ state: 'detached' })

    expect(stateOf()).toMatchObject({
      units: { v: { type: 'file_input', files: [{ name: 'units.csv', size: UNITS.buffer.length, user: 'U0MARA' }] } },
      pictures: { v: { files: [{ name: 'one' }, { name: 'two' }] } },
    })
    const held: unknown = stateOf()?.units?.v
    const [file] = (held as { files: { url_private_download: string }[] }).files
    const headers = { authorization: `Bearer ${sandbox.botToken}` }
    expect(await (await fetch(file!.url_private_download, { headers })).text()).toBe(UNITS.buffer.toString())
  })

  it('keeps what was entered, the focus and the caret while the app redraws the form under the typing hand', async () => {
    const form = await open('reading')
    const lift = form.getByLabel('Expected lift')
    await lift.pressSequentially('1')
    const view_id = sandbox.asPerson('U0MARA').modal()!.id
    await bot.app.client.views.update({ view_id, view: redrawn })
    await form.getByText('Needs 6 weeks').waitFor()
    await page.keyboard.type('2.5')
    await form.getByLabel('Lever').selectOption('Offer')

    const note = form.getByLabel('Note')
    await note.fill('Mobile')
    await sandbox.waitFor(() => heard.actions.at(-1)?.view?.state.values.note?.v?.value === 'Mobile')
    for (let steps = 0; steps < 6; steps += 1) await note.press('ArrowLeft')
    await page.keyboard.type('Only on ', { delay: 60 })
    await sandbox.waitFor(() => heard.actions.at(-1)?.view?.state.values.note?.v?.value === 'Only on Mobile')
    await sandbox.settled()
    await page.keyboard.type('a ')

    expect(await note.inputValue()).toBe('Only on a Mobile')
    expect(await note.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await lift.inputValue()).toBe('12.5')
    expect(await form.getByLabel('From').inputValue()).toBe('')
  })

  it('tells each pause in typing once, with all that stands in the form', async () => {
    await page.clock.install()
    const form = await open('reading')
    const before = heard.actions.length
    const told = () => heard.actions.slice(before).map((one) => one.actions.map((action) => action.block_id).join())

    await form.getByLabel('Note').fill('first')
    await form.getByLabel('Expected lift').fill('7')
    await sandbox.waitFor(() => told().length > 0)
    await page.clock.runFor(1000)
    await form.getByLabel('Lever').selectOption('Page')
    await sandbox.waitFor(() => told().includes('lever'))
    await form.getByLabel('Note').fill('second')
    await page.clock.runFor(1000)
    await sandbox.waitFor(() => told().length > 2)

    expect(told()).toEqual(['note', 'lever', 'note'])
    expect(heard.actions.at(-1)?.view?.state.values).toMatchObject({
      note: { v: { value: 'second' } },
      lift: { v: { value: '7' } },
      lever: { v: { selected_option: { value: 'page' } } },
    })
  })

  it('takes several choices, decimals, days and ticks, and starts anew when the answer is another view', async () => {
    const form = await open('reading')
    await form.getByLabel('Lever').selectOption('Page')
    await form.getByLabel('Markets').selectOption('Spain')
    await form.getByLabel('Markets').selectOption('Italy')
    await form.getByLabel('Markets').selectOption('Austria')
    await form.getByLabel('Remove Italy').click()
    await form.getByLabel('Expected lift').pressSequentially('0.05')
    await form.getByLabel('From').fill('2026-12-01')
    await form.getByLabel('Tracking').check()
    await form.getByLabel('Budget').check()
    await form.getByLabel('Tracking').uncheck()
    await form.getByLabel('Note').fill('again')
    await form.getByRole('button', { name: 'Save' }).click()
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#note-v')?.value === 'from the start')

    expect(stateOf()).toMatchObject({
      markets: { v: { selected_options: [{ value: 'spain' }, { value: 'austria' }] } },
      lift: { v: { value: '0.05' } },
      from: { v: { selected_date: '2026-12-01' } },
      checks: { v: { selected_options: [{ value: 'budget' }] } },
    })
    expect(await form.getByLabel('Expected lift').inputValue()).toBe('')
    expect(await form.getByLabel('Lever').inputValue()).toBe('')
    expect(await form.getByLabel('From').inputValue()).toBe('2026-11-23')
    expect(await form.getByLabel('Remove Spain').count()).toBe(0)
  })

  it('scrolls a form of 65 blocks on a phone, with its buttons always in reach', async () => {
    await page.setViewportSize({ width: 390, height: 800 })
    const form = await open('long')

    await form.getByRole('button', { name: 'Save' }).click()
    const complaint = form.getByText('Please complete this required field.').first()
    await complaint.waitFor()
    expect((await complaint.boundingBox())?.y).toBeLessThan(740)
    await form.getByLabel('Units').setInputFiles({ ...UNITS, name: `${'a very long name '.repeat(8)}.csv` })
    await form.getByLabel('Lever').selectOption('Page')
    await form.getByLabel('Lever').scrollIntoViewIfNeeded()
    const body = form.locator('.modal-body')
    const { sideways, scrolls } = await body.evaluate((element) => ({
      sideways: element.scrollWidth - element.clientWidth,
      scrolls: element.scrollHeight > element.clientHeight,
    }))
    expect({ sideways, scrolls }).toEqual({ sideways: 0, scrolls: true })
    for (const button of [form.getByRole('button', { name: 'Save' }), form.getByLabel('Close all')]) {
      const box = await button.boundingBox()
      expect(box && box.y >= 0 && box.y + box.height <= 800 && box.x + box.width <= 390).toBe(true)
    }
    await form.getByRole('button', { name: 'Save' }).click()
    await form.waitFor({ state: 'detached' })
  })

  it('chooses in the menu of a message, and among its shortcuts', async () => {
    const sam = sandbox.asPerson('U0SAM')
    await sam.command('growth', '/show')
    await page.goto(sandbox.url)

    await page.getByLabel('More actions').first().click()
    await page.getByRole('menuitem', { name: 'Change owner' }).click()
    await page.getByText('Got more').waitFor()

    const said = await sam.say('growth', 'Shorter forms convert better')
    const row = page.locator(`[data-ts="${said.ts}"]`)
    await row.hover()
    await row.getByLabel('Message shortcuts').click()
    expect(await row.getByRole('menuitem').count()).toBe(2)
    await row.getByRole('menuitem', { name: /Ask about this/ }).click()
    await sandbox.waitFor(() => heard.shortcuts.at(-1)?.callback_id === 'ask_about')
    expect(heard.shortcuts.at(-1)?.message).toMatchObject({ text: 'Shorter forms convert better', ts: said.ts })
  })
})
