import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

/** Whether there is a browser to test with. */
export const hasBrowser = existsSync(CHROMIUM)

/** A page of a real browser, what went wrong in it, and what a person does in the local workspace by hand. */
export type Hands = {
  browser: Browser
  page: Page
  /** Errors of the page, and anything it asked for outside this machine. */
  errors: string[]
  become(name: string): Promise<void>
  command(text: string): Promise<void>
}

/** Opens the local workspace in a real browser. */
export async function openBrowser(url: string): Promise<Hands> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS })
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } })
  const errors: string[] = []
  // Sooner than the test's own patience, so that the error names what was not there.
  page.setDefaultTimeout(15_000)
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('request', (request) => {
    if (!/^(http:\/\/127\.0\.0\.1|data:|blob:)/.test(request.url())) errors.push(`asked for ${request.url()}`)
  })
  await page.goto(url)
  return {
    browser,
    page,
    errors,
    async become(name) {
      await page.getByRole('button', { name: /^You are: / }).click()
      await page.getByRole('menuitem', { name: new RegExp(name) }).click()
      await page.getByRole('button', { name: `You are: ${name}` }).waitFor()
    },
    async command(text) {
      const box = page.locator('textarea[aria-label^="Message"], input[aria-label^="Message"]').first()
      await box.fill(text)
      await box.press('Enter')
    },
  }
}
