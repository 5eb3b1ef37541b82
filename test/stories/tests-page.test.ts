import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Hands, hasBrowser, openBrowser } from '../support/browser.ts'
import { CHANNEL, openStage, type Stage } from '../support/stage.ts'
import {
  BETTER,
  type Counts,
  makeSearchTeam,
  startTest,
  THE_END,
  THE_START,
  UNEVEN,
  WORSE,
} from '../support/test-life.ts'

describe.skipIf(!hasBrowser)('a test from idea to learning, by hand in a browser (skipped: no Chromium)', () => {
  let stage: Stage
  let hands: Hands
  beforeAll(async () => {
    stage = await openStage({ at: THE_START })
    await makeSearchTeam(stage)
    hands = await openBrowser(stage.sandbox.url)
    await hands.page.getByText('is set up').first().waitFor()
  })
  afterAll(async () => {
    await hands?.browser.close()
    await stage?.close()
  })

  const form = () => hands.page.getByRole('dialog')
  const press = async (name: string) => await form().getByRole('button', { name, exact: true }).click()
  /** Types what both arms counted, number by number. */
  const takeResult = async ({ clicks, conversions, mql, sql }: Counts, arms: [string, string]) => {
    await hands.command('/beat result T-1')
    await form().getByLabel('Data through').fill('2026-11-29')
    for (const [at, arm] of arms.entries()) {
      await form().getByLabel(`${arm} · clicks`).fill(String(clicks[at]))
      await form().getByLabel(`${arm} · conversions`).fill(String(conversions[at]))
      await form().getByLabel(`${arm} · MQL (SQL rate)`).fill(String(mql[at]))
      await form().getByLabel(`${arm} · SQL (SQL rate)`).fill(String(sql[at]))
    }
    await press('Take result')
  }
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
    await stage.tick(THE_END)
    await card(/decision due/)
    await takeResult(BETTER, ['Control', 'Variant'])
    await form().getByText('Its rule says: ship Variant').waitFor()
    await press('Decide')
    await form().getByText('Its rule says').waitFor()
    await press('Later')
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

  /** Another test up to its end; from its result on all is done by hand. */
  async function decideOn(counts: Counts, says: string): Promise<void> {
    await stage.reset(THE_START)
    await makeSearchTeam(stage)
    await startTest(stage, stage.priya)
    await stage.tick(THE_END)
    await stage.quiet()
    await hands.page.reload()
    await card(/decision due/)
    await hands.become('Priya Shah')
    await takeResult(counts, ['Long form', 'Short form'])
    await form().getByText(says).waitFor()
    await press('Decide')
    await form().getByLabel('Why?').waitFor()
  }

  const closed = async (learning: string) => {
    await form()
      .getByLabel(/What did it teach/)
      .fill(learning)
    await press('Write it down')
    await stage.post(CHANNEL, 'T-1 ·', '*closed*', learning)
  }

  it('is invalid where the split is off: the rule recommends nothing else', async () => {
    await decideOn(UNEVEN, 'the split is not as planned')
    expect(
      await form()
        .getByLabel(/^Call it invalid/)
        .isChecked(),
    ).toBe(true)
    await form().getByLabel('Why?').fill('The redirect dropped people of one arm.')
    await press('Decide')
    await stage.post(CHANNEL, 'D-1 · T-1', 'call it invalid', 'because the split is off')
    await closed('A redirect in front of one arm loses people')
  })

  it('is rolled back, and the idea that repeats it is warned before it is sent', async () => {
    await decideOn(WORSE, 'Its rule says: roll back')
    await form().getByLabel('Why?').fill('Fewer leads.')
    await press('Decide')
    await closed('On LP-demo a shorter form loses leads')
    await stage.post(CHANNEL, 'D-1 · T-1', 'roll back', 'as its rule says')

    await hands.become('Sam Ortiz')
    await hands.command('/beat test new')
    await form().getByLabel('What would you change?').fill('A shorter form with fewer fields on LP-demo')
    await form()
      .getByText(/On LP-demo a shorter form loses leads/)
      .waitFor()
    await press('Later')
  })

  it('is decided against its rule only when a second person agrees', async () => {
    await decideOn(WORSE, 'Its rule says: roll back')
    await form().getByLabel(/^Ship/).check()
    await form().getByLabel('Why?').fill('Sales wants the shorter form for the fair.')
    await press('Decide')
    await form().getByText('a second person has to agree').waitFor()
    await press('Close')

    await hands.become('Mara Lindt')
    await hands.page.getByText('Drumbeat Messages').click()
    await hands.page.getByRole('button', { name: 'Agree', exact: true }).last().click()
    await stage.post(CHANNEL, 'D-1 · T-1', 'ship Short form', 'against the recommendation, Mara')
    expect(hands.errors).toEqual([])
    expect(stage.failures).toEqual([])
  })
})
