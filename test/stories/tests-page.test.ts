import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { weeksThrough } from '../../src/domain/week.ts'
import { type Hands, hasBrowser, openBrowser } from '../support/browser.ts'
import { everyWeek, googleExport } from '../support/exports.ts'
import { CHANNEL, openStage, type Stage } from '../support/stage.ts'

describe.skipIf(!hasBrowser)('a test from idea to learning, by hand in a browser (skipped: no Chromium)', () => {
  let stage: Stage
  let hands: Hands
  beforeAll(async () => {
    stage = await openStage({ at: '2026-11-16T10:00:00Z' })
    const ctx = await stage.makeTeam()
    const daily = { spend: 1_200, impressions: 90_000, clicks: 2_800, conversions: 112 }
    await stage.importNumbers(ctx, googleExport(everyWeek(weeksThrough('2026-W46', 6), daily), 'Search'))
    hands = await openBrowser(stage.sandbox.url)
    await hands.page.getByText('is set up').first().waitFor()
  })
  afterAll(async () => {
    await hands?.browser.close()
    await stage?.close()
  })

  const form = () => hands.page.getByRole('dialog')
  const press = async (name: string) => await form().getByRole('button', { name, exact: true }).click()
  const card = async (words: RegExp) => await hands.page.getByText(words).first().waitFor()

  it('is written down and planned: the sample is said while one plans', async () => {
    await hands.become('Priya Shah')
    await hands.command('/beat test new')
    await form().getByLabel('What would you change?').fill('Two fields instead of six on LP-demo')
    await form().getByLabel('What do you expect to happen?').fill('More leads per click')
    await form().getByLabel('Because…').fill('half of those who start the form leave at the phone number')
    await form().getByText('Landing page', { exact: true }).click()
    await press('Next')

    await form().getByText('T-1 is in the log.').waitFor()
    await form().getByText('41,700 per arm').waitFor()
    await form()
      .getByLabel(/The smallest change worth acting on/)
      .fill('20')
    await form()
      .getByText(/1\d,\d00 per arm to see/)
      .waitFor()
    await form().getByLabel('Weeks it runs').fill('2')
    await form().getByLabel('What must not get worse meanwhile?').selectOption('SQL rate')
    await form().getByLabel('Days after the end in which conversions still arrive').fill('0')
    await press('Save plan')
    await card(/ready to launch/)
  })

  it('is launched when nothing is in its way, and the card says so', async () => {
    await hands.page.getByRole('button', { name: 'Launch', exact: true }).click()
    await form().getByText('Nothing is in the way of T-1').waitFor()
    await press('Launch')
    await card(/Runs from Mon 16 Nov through Sun 29 Nov/)
  })

  it('is judged after its two weeks, with the numbers that were typed', async () => {
    await stage.tick('2026-11-30T09:00:00Z')
    await card(/decision due/)
    await hands.command('/beat result T-1')
    await form().getByLabel('Data through').fill('2026-11-29')
    const counts = { Control: [20_000, 800, 700, 350], Variant: [20_050, 905, 780, 400] }
    for (const [arm, [clicks, conversions, mql, sql]] of Object.entries(counts)) {
      await form().getByLabel(`${arm} · clicks`).fill(String(clicks))
      await form().getByLabel(`${arm} · conversions`).fill(String(conversions))
      await form().getByLabel(`${arm} · MQL (SQL rate)`).fill(String(mql))
      await form().getByLabel(`${arm} · SQL (SQL rate)`).fill(String(sql))
    }
    await press('Take result')
    await form().getByText('Its rule says: ship Variant').waitFor()
    await press('Close')
  })

  it('is decided, closed with a learning, and found again', async () => {
    await hands.command('/beat decide T-1')
    await form().getByLabel('Why?').fill('More leads, and as many of them become SQL.')
    await press('Decide')
    await form()
      .getByLabel(/What did it teach/)
      .fill('Two fields bring more leads than six, and not worse ones.')
    await form()
      .getByLabel(/^supported/)
      .check()
    await press('Write it down')
    await stage.post(CHANNEL, 'D-1 · T-1', 'ship Variant')

    await hands.command('/beat log form fields')
    await hands.page
      .getByText(/Two fields bring more leads than six/)
      .last()
      .waitFor()
    expect(hands.errors).toEqual([])
    expect(stage.failures).toEqual([])
  })
})
