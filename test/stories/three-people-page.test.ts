import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Hands, hasBrowser, openBrowser } from '../support/browser.ts'
import { openStage, type Stage } from '../support/stage.ts'

describe.skipIf(!hasBrowser)('a week as three people, by hand in a browser (skipped: no Chromium)', () => {
  let stage: Stage
  let hands: Hands
  beforeAll(async () => {
    stage = await openStage({ at: '2026-11-20T12:00:00Z' })
    await stage.makeTeam()
    await stage.tick('2026-11-20T13:00:00Z')
    await stage.post('U0SAM', 'what will you tell?')
    hands = await openBrowser(stage.sandbox.url)
  })
  afterAll(async () => {
    await hands?.browser.close()
    await stage?.close()
  })

  const form = () => hands.page.getByRole('dialog')
  const press = async (name: string) => await form().getByRole('button', { name, exact: true }).click()
  const openThread = async () => await hands.page.getByText(/\d+ replies/).click()
  const reads = async (words: RegExp | string) => await hands.page.getByText(words).first().waitFor()

  it('Friday: Mara says where the digest goes, and Sam answers the question in his messages', async () => {
    const { page, become, command } = hands
    await become('Mara Lindt')
    await command('/beat review settings')
    await form()
      .getByLabel(/second channel/)
      .selectOption({ label: '#marketing-leads' })
    await press('Save')
    await form().waitFor({ state: 'detached' })

    await become('Sam Ortiz')
    await page.getByText('Drumbeat Messages').click()
    await reads('Why did I get this?')
    await page.getByRole('button', { name: /^Write narrative/ }).click()
    await form().locator('textarea').first().fill('Clicks got dearer.')
    await form().locator('textarea').nth(2).fill('Two new creatives by Wednesday.')
    await press('Save')
    await reads('Week 47: thank you')
  })

  it('Monday: Sam makes his next step an action, in the thread that opened with his words', async () => {
    const { page } = hands
    await stage.tick('2026-11-23T08:00:00Z')
    await page.getByRole('button', { name: 'growth' }).click()
    await reads('1 of 2 narratives in')
    await openThread()
    await reads('Clicks got dearer.')
    await page.getByRole('button', { name: 'Make it an action' }).click()
    await press('Save')
    await press('Close')
    await reads(/Two new creatives by Wednesday\. \(Sam Ortiz, due Wed 25 Nov\)/)
  })

  it('Monday: Mara closes the review although Priya was not heard, and says why', async () => {
    const { page, become } = hands
    await become('Mara Lindt')
    await page.getByRole('button', { name: 'Close review' }).first().click()
    await form().getByText('not heard yet: Paid search').waitFor()
    await form().getByLabel('What was decided?').fill('Rotate the creatives')
    await form().getByLabel('Close without what is lacking?').fill('Priya is at a fair.')
    await press('Close review')
    await reads('Closed by')
  })

  it('Monday: Jo reads the digest among the leads, and sees which channel it is from', async () => {
    const { page, become } = hands
    await become('Jo Becker')
    await page.getByRole('button', { name: 'marketing-leads' }).click()
    await reads('Growth · Week 47 closed')
    await reads('Rotate the creatives')
    await reads('Priya is at a fair.')
    await page.getByRole('main').getByText('#growth').first().waitFor()
    expect(hands.errors).toEqual([])
    expect(stage.failures).toEqual([])
  })
})
