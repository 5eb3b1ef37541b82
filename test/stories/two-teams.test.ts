import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage, wordsOf } from '../support/stage.ts'
import { PLAN } from '../support/team-plan.ts'

// The minutes of a Monday of somebody who works in two teams: Growth in Berlin, in euros, and Brand in New York, in dollars.
// Each entry stands on the one before.

const BRAND = 'C0LEADS'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ at: '2026-11-18T12:00:00Z' })
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

const numbers = (currency: string, spend: number) =>
  `Day,Platform,Campaign,Currency,Spend,Clicks,Conversions\n2026-11-16,Meta Ads,All,${currency},${spend},100,10\n`
const home = async (...words: string[]) => {
  await stage.sam.openHome()
  return await stage.sandbox.waitFor(() => {
    const said = wordsOf(stage.sam.home() ?? { text: '' })
    return words.every((word) => said.includes(word)) && said
  }, words.join())
}

describe('a Monday in two teams', () => {
  it('Wednesday: both teams are there, each with its zone, its currency and its numbers', async () => {
    const growth = await stage.makeTeam()
    const [, social] = PLAN.channels
    const brand = await stage.makeTeam({
      key: 'brand',
      name: 'Brand',
      conversationId: BRAND,
      zone: 'America/New_York',
      currency: 'USD',
      leadUserId: 'U0JO',
      channels: [{ ...social!, key: 'video', name: 'Video' }],
    })
    await stage.importNumbers(growth, numbers('EUR', 500), 'growth.csv')
    await stage.importNumbers(brand, numbers('USD', 900), 'brand.csv')

    const said = await home('*Growth* in <#C0GROWTH>', `*Brand* in <#${BRAND}>`)
    expect(said).toContain('next review Mon 23 Nov 09:00 Berlin')
    expect(said).toContain('next review Mon 23 Nov 09:00 New York')
  })

  it('Monday 09:00 in Berlin: only the review of Growth opens, and only its narrative waits', async () => {
    await stage.tick('2026-11-23T08:00:00Z')

    await stage.post('C0GROWTH', 'numbers and narrative', '€500')
    expect(stage.posts(BRAND).join()).not.toContain('numbers and narrative')
    expect(await home('*Paid social* · narrative of Week 47')).not.toContain('*Video* · narrative')
  })

  it('Monday 09:00 in New York: the review of Brand opens, in dollars', async () => {
    await stage.tick('2026-11-23T14:00:00Z')

    await stage.post(BRAND, 'numbers and narrative', '$900')
    await home('*Paid social* · narrative of Week 47', '*Video* · narrative of Week 47')
  })

  it('09:05: Sam asks /beat in a direct message what waits, and hears of both', async () => {
    await stage.sam.command('random', '/beat')

    const said = await stage.answer(stage.sam)
    expect(said).toContain('*2 things need you now*')
    expect(said).toContain('Growth: next review Mon 30 Nov 09:00 Berlin.')
    expect(said).toContain('Brand: next review Mon 30 Nov 09:00 New York.')
  })

  it('09:10: numbers asked for where no team lives are those of the team Sam says', async () => {
    const { sam } = stage
    await sam.command('random', '/beat numbers week 47')
    const asked = await stage.answerTo(sam)
    expect(wordsOf(asked)).toContain('Which team do you mean?')

    await sam.click(asked, 'Brand')
    const said = await stage.answer(sam)
    expect(said).toContain('*Brand ·')
    expect(said).not.toContain('€')
  })

  it('09:12: Priya is of one team alone, so nobody asks her', async () => {
    await stage.priya.command('random', '/beat numbers')

    expect(await stage.answer(stage.priya)).toContain('*Growth ·')
  })

  it('09:15: the shortcut for a new test comes from nowhere, and asks which team', async () => {
    const { sam } = stage
    await sam.shortcut('experiment_shortcut')
    await stage.modal(sam, 'Which team?', 'Growth', 'Brand')
    await sam.submit({ 'Which team?': 'Brand' })
    await stage.modal(sam, 'What would you change?', 'Video')
    await sam.closeModal(true)
  })

  it('09:20: a message of another channel becomes an action of the team Sam says, with its words', async () => {
    const { sam } = stage
    await sam.say('random', 'The new logo is on the old page')
    const message = stage.sandbox.state.messages.findLast(({ text }) => text === 'The new logo is on the old page')!
    await sam.messageShortcut('action_message_shortcut', message)
    await stage.modal(sam, 'Which team?')
    await sam.submit({ 'Which team?': 'Growth' })
    await stage.modal(sam, 'What is the next step?')
    await sam.submit({})
    await home('The new logo is on the old page', '· Growth')
  })

  it('09:30: what Sam writes for one team stands in its review alone', async () => {
    const { sam } = stage
    await home('*Video* · narrative of Week 47')
    await sam.command('marketing-leads', '/beat narrative video')
    await sam.waitForModal('narrative_form')
    await sam.submit({ 'What happened?': 'The spot ran twice' })

    await stage.post(BRAND, 'The spot ran twice')
    expect(stage.posts('C0GROWTH').join()).not.toContain('The spot ran twice')
  })
})
