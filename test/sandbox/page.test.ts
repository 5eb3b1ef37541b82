import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { type EchoBot, startSocketBot } from './echo-bot.ts'
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
// A picture of one white pixel.
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

describe.skipIf(!existsSync(CHROMIUM))('the page, in a real browser', () => {
  let browser: Browser
  let sandbox: Sandbox
  let bot: EchoBot
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
    sandbox = await createSandbox({
      ackTimeoutMs: 500,
      app: {
        name: 'Drumbeat',
        commands: [
          { command: '/beat', usageHint: 'card | form', description: 'The echo bot' },
          { command: '/show', usageHint: 'form', description: 'Nearly everything' },
        ],
        shortcuts: [
          { type: 'global', name: 'Log a test', callbackId: 'log_test' },
          { type: 'message', name: 'Import these numbers', callbackId: 'import_numbers' },
        ],
      },
    })
    bot = await startSocketBot(sandbox)
    listenForShow(bot.app, PICTURE)
  })
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    page.setDefaultTimeout(5000)
    complaints = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('request', (request) => {
      if (!request.url().startsWith(sandbox.url) && !request.url().startsWith('data:')) complaints.push(request.url())
    })
  })
  afterEach(async () => {
    await page.close()
    sandbox.faults.clear()
    sandbox.state.views.clear()
    expect(complaints).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    await bot.stop()
    await sandbox.close()
  })

  async function type(line: string): Promise<void> {
    await page.getByLabel('Message', { exact: true }).fill(line)
    await page.keyboard.press('Enter')
  }

  it('suggests the command, runs it, and shows the answer with its table, thread and picture', async () => {
    await page.goto(sandbox.url)

    await page.getByLabel('Message', { exact: true }).fill('/sh')
    await page.getByRole('option', { name: /\/show form/ }).waitFor()
    await type('/show')

    const message = page.getByRole('article', { name: /^Drumbeat at/ }).first()
    await message.getByRole('columnheader', { name: 'Week before' }).waitFor()
    expect(await message.getByRole('cell', { name: '€ 12,480' }).count()).toBe(1)
    await message.getByText('@Priya Shah').waitFor()
    await message.getByText('23 Nov 2026 at 09:00').waitFor()
    await message.getByText('(edited)').waitFor()
    await page.getByRole('button', { name: '2 replies' }).click()
    const thread = page.getByRole('complementary', { name: 'Thread' })
    await thread.getByRole('img', { name: 'CAC rose from 118 to 131' }).waitFor()
    await thread.getByLabel('Reply').fill('Will do @Mara')
    await page.keyboard.press('Enter')
    await thread.getByText('@Mara Lindt').waitFor()
  })

  it('fills a form of every input, shows its errors at their fields, and closes', async () => {
    await page.goto(sandbox.url)
    await type('/show form')
    const form = page.getByRole('dialog', { name: 'Log a test' })

    await form.getByLabel('Name').fill('CPC')
    await form.getByRole('button', { name: 'Save' }).click()
    await form.getByText('Please complete this required field.').first().waitFor()
    await form.getByLabel('Channel').selectOption('Paid social')
    await form.getByLabel('Owner').selectOption('Sam Ortiz')
    await form.getByLabel('From').fill('2026-12-01')
    await form.getByLabel('High').check()
    await form.getByLabel('Finance').check()
    await form.getByLabel('Budget').fill('12.5')
    await form.getByLabel('After test').fill('T-2')
    await form.getByRole('option', { name: 'T-2 New landing page' }).click()
    await form.getByRole('button', { name: 'Save' }).click()
    await form.getByText('Say a little more.').waitFor()
    await form.getByLabel('Name').fill('CPC below 2')
    await form.getByRole('button', { name: 'Save' }).click()
    await form.waitFor({ state: 'detached' })

    const submitted = sandbox.state.deliveries.findLast((one) => one.kind === 'submission')?.payload.view
    expect(submitted).toMatchObject({
      state: {
        values: {
          name: { v: { value: 'CPC below 2' } },
          channel: { channel: { selected_option: { value: 'paid-social' } } },
          owner: { v: { selected_user: 'U0SAM' } },
          from: { v: { selected_date: '2026-12-01' } },
          sure: { v: { selected_option: { value: 'high' } } },
          tell: { v: { selected_options: [{ value: 'finance' }] } },
          amount: { v: { value: '12.5' } },
          after: { tests: { selected_option: { value: 'T-2' } } },
        },
      },
    })
  })

  it('lets one be somebody else, who sees their own Home and not what was private', async () => {
    await page.goto(sandbox.url)
    await type('/beat inline only for Mara')
    await page.getByText('You said only for Mara').waitFor()

    await page.getByRole('button', { name: 'You are: Mara Lindt' }).click()
    await page.getByRole('menuitem', { name: /Jo Becker/ }).click()
    await page.getByRole('button', { name: 'You are: Jo Becker' }).waitFor()
    expect(await page.getByText('You said only for Mara').count()).toBe(0)

    await page.getByRole('button', { name: 'Drumbeat Home' }).click()
    await page.getByRole('button', { name: 'Write narrative' }).click()
    await page.getByRole('dialog', { name: 'Log a test' }).waitFor()
    expect(sandbox.asPerson('U0JO').modal()?.callback_id).toBe('form')
    expect(sandbox.asPerson('U0MARA').modal()).toBeUndefined()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('asks before a dangerous button, and uses shortcuts', async () => {
    await page.goto(sandbox.url)
    await page.getByRole('button', { name: 'Pause channel' }).first().click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Got pause').waitFor()

    await page.getByLabel('Shortcuts', { exact: true }).click()
    await page.getByRole('menuitem', { name: /Log a test/ }).click()
    await page.getByRole('dialog', { name: 'Log a test' }).waitFor()
    await page.keyboard.press('Escape')

    const said = await sandbox.asPerson('U0SAM').say('growth', 'the numbers of November')
    const row = page.locator(`[data-ts="${said.ts}"]`)
    await row.hover()
    await row.getByLabel('Message shortcuts').click()
    await row.getByRole('menuitem', { name: /Import these numbers/ }).click()
    await row.getByRole('button', { name: '1 reply' }).waitFor()
  })

  it('takes a file, and says when the answer of the app came too late', async () => {
    await page.goto(sandbox.url)
    const file = { name: 'ads.csv', mimeType: 'text/csv', buffer: Buffer.from('day,spend\n') }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('link', { name: /ads\.csv/ }).waitFor()
    await sandbox.waitFor(() => bot.events.some((event) => event.type === 'file_shared'))

    await page.getByLabel('Faults panel').click()
    await page.getByRole('button', { name: 'The answer comes too late' }).click()
    await page.getByText('ack-missed · 1×').waitFor()
    await page.getByLabel('Close faults').click()
    await type('/beat inline hello')
    await page.getByRole('status').getByText('/beat failed: operation_timeout').waitFor()
  })

  it('archives a channel, revokes the token and sets the status of somebody from the panel', async () => {
    await page.goto(`${sandbox.url}/?as=U0MARA#C0LEADS`)
    await page.getByLabel('Faults panel').click()

    await page.getByLabel('#marketing-leads is archived').check()
    await page.getByText('You are viewing #marketing-leads, an archived channel.').waitFor()
    await page.getByLabel('#marketing-leads is archived').uncheck()
    await page.getByLabel('The token is revoked').check()
    await sandbox.waitFor(() => sandbox.state.tokens[0]?.status === 'revoked')
    await page.getByLabel('The token is revoked').uncheck()
    await sandbox.waitFor(() => sandbox.state.tokens[0]?.status === 'active')
    await page.getByLabel('The status of Sam Ortiz: Vacationing').check()
    await sandbox.waitFor(() => sandbox.state.people.some(({ status }) => status.emoji === ':palm_tree:'))
    await page.getByLabel('The status of Sam Ortiz: Vacationing').uncheck()
    await sandbox.waitFor(() => sandbox.state.people.every(({ status }) => status.text === ''))
  })

  it('fits a phone without scrolling sideways, also in the dark', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 390, height: 800 })
    await page.goto(sandbox.url)
    await page.getByText('Week 47').first().waitFor()

    const { wide, ground } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      ground: getComputedStyle(document.body).backgroundColor,
    }))
    expect(wide).toBe(390)
    expect(ground).toBe('rgb(26, 29, 33)')
    await page.getByLabel('Menu').click()
    await page.getByRole('button', { name: 'Drumbeat Home' }).click()
    await page.getByText('Your week').waitFor()
  })
})
