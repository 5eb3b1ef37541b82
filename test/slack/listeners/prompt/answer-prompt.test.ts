import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../../support/stage.ts'

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

const FRIDAY = '2026-11-20T13:00:00Z'
const MONDAY = '2026-11-23T08:00:00Z'
const NUMBERS = [
  'Date,Platform,Campaign,Spend,Clicks,Conversions',
  '2026-11-09,Meta Ads,Prospecting,900,300,60',
  '2026-11-16,Meta Ads,Prospecting,1000,300,50',
  '2026-11-18,Meta Ads,Prospecting,200,60,10',
].join('\n')

const asked = (who: string) => stage.posts(who).filter((words) => words.includes('what will you tell?'))
const reminded = (who: string) => stage.posts(who).filter((words) => words.includes('waits for'))

async function friday() {
  const ctx = await stage.makeTeam()
  await stage.importNumbers(ctx, NUMBERS)
  await stage.tick(FRIDAY)
  return await stage.post('U0SAM', 'what will you tell?')
}

describe('an owner', () => {
  it('is asked once, at two on Friday of their own clock, with the numbers so far and why they were asked', async () => {
    const { sandbox } = stage
    const ctx = await stage.makeTeam()
    await stage.importNumbers(ctx, NUMBERS)
    await stage.db.pool.query("UPDATE person SET zone = 'America/New_York' WHERE user_id = 'U0SAM'")
    expect(sandbox).toBeDefined()
    await stage.tick('2026-11-20T12:59:00Z')
    expect([asked('U0SAM'), asked('U0PRIYA')]).toEqual([[], []])
    await stage.tick(FRIDAY)
    await stage.tick('2026-11-20T13:00:15Z')
    await stage.post('U0PRIYA', 'what will you tell?')
    expect(asked('U0PRIYA')).toHaveLength(1)
  })

  it('sees the days that have numbers, against the same days of the week before', async () => {
    const said = wordsOf(await friday())
    expect(said).toContain('*Week 47, what will you tell?* · data through Wed 18 Nov')
    expect(said).toContain('*Paid social*, this week so far · not written yet')
    expect(said).toContain(
      '€1,200 spent · 60 conversions · Cost per Signup €20.00, target ≤ €20, +33 % on the same days',
    )
    expect(said).toContain('You own Paid social of Growth; the review opens Mon 23 Nov 09:00 Berlin.')
  })

  it('writes ahead, and the review opens with what was written', async () => {
    const { sam } = stage
    await sam.click(await friday(), 'Write narrative')
    await sam.waitForModal('narrative_ahead_form')
    expect(await sam.submit({ 'What happened?': 'Clicks got dearer.' })).toEqual({ outcome: 'closed' })
    const done = await stage.post('U0SAM', 'Week 47: thank you', 'Paid social*, this week so far · written')
    await sam.click(done, 'Edit narrative')
    expect(JSON.stringify(await sam.waitForModal('narrative_ahead_form'))).toContain('Clicks got dearer.')
    await sam.submit({ 'What happened?': 'Clicks got dearer by a tenth.' })

    await stage.tick(MONDAY)
    await stage.post(CHANNEL, 'numbers and narrative', '1 of 2 narratives in')
    await stage.post(CHANNEL, '*Paid social*', 'Clicks got dearer by a tenth.')
    await stage.tick('2026-11-23T14:00:00Z')
    await stage.post('U0PRIYA', 'waits for Paid search')
    expect(reminded('U0SAM')).toEqual([])
  })

  it('loses nothing typed ahead, also where the review opens while they write', async () => {
    const { sam } = stage
    const prompt = await friday()
    await sam.click(prompt, 'Write narrative')
    await sam.waitForModal('narrative_ahead_form')
    await stage.tick(MONDAY)
    expect(await sam.submit({ 'What happened?': 'Half of it' })).toEqual({ outcome: 'closed' })
    await stage.post(CHANNEL, '*Paid social*', 'Half of it')
    await sam.click(await stage.post('U0SAM', 'Week 47: thank you'), 'Edit narrative')
    expect(wordsOf(await sam.waitForModal('narrative_form'))).toContain('Paid social')
  })

  it('finds in the review what was begun ahead of it', async () => {
    const { sam } = stage
    await sam.click(await friday(), 'Write narrative')
    await sam.waitForModal('narrative_ahead_form')
    await sam.fillModal({ 'What happened?': 'A draft of Friday' })
    await sam.closeModal()
    await sam.command('growth', '/beat')
    expect(await stage.answer(sam)).toContain('before its review opens · you have begun a draft')
    await stage.tick(MONDAY)
    await sam.click(await stage.post(CHANNEL, '*Paid social*'), 'Write narrative')
    expect(JSON.stringify(await sam.waitForModal('narrative_form'))).toContain('A draft of Friday')
  })

  it('is not reminded while their status says that they are away, and says with one click for how long', async () => {
    const { sam, mara, sandbox } = stage
    await sam.command('growth', '/beat help')
    await stage.answer(sam)
    const endsAt = Date.parse('2026-11-24T12:00:00Z') / 1000
    sandbox.admin.setStatus('U0SAM', { text: 'Vacationing', emoji: ':palm_tree:', endsAt })
    await stage.quiet()

    await stage.makeTeam()
    // Two in New York, where they live.
    await stage.tick('2026-11-20T19:00:00Z')
    const prompt = await stage.post('U0SAM', 'what will you tell?')
    expect(wordsOf(prompt)).toContain('Your Slack status says "Vacationing" until Tue 24 Nov: I don\'t remind you')
    await sam.click(prompt, "I'll be away")
    await sam.waitForModal('absence_form')
    await sam.closeModal()
    await mara.command('growth', '/beat schedule')
    expect(await stage.answer(mara)).toContain('says "Vacationing" until Tue 24 Nov, so not reminded meanwhile')

    await stage.tick(MONDAY)
    await stage.tick('2026-11-23T14:00:00Z')
    await stage.post('U0PRIYA', 'waits for Paid search')
    expect(reminded('U0SAM')).toEqual([])

    sandbox.admin.setStatus('U0SAM', { text: '', emoji: '', endsAt: 0 })
    await stage.quiet()
    await stage.tick('2026-11-23T15:00:00Z')
    await stage.post('U0SAM', 'waits for Paid social')
  })

  it('passes a week: nobody asks again, the review says so, and a draft stays', async () => {
    const { sam } = stage
    const asked = await friday()
    await sam.click(asked, 'Write narrative')
    await sam.waitForModal('narrative_ahead_form')
    await sam.fillModal({ 'What happened?': 'A draft of Friday' })
    await sam.closeModal()
    await sam.click(asked, 'Not this week')
    expect(await stage.answer(sam)).toContain('I ask nobody about Paid social any more')
    await sam.click(asked, 'Write narrative')
    expect(JSON.stringify(await sam.waitForModal('narrative_ahead_form'))).toContain('A draft of Friday')
    await sam.closeModal()
    await stage.tick(MONDAY)
    await stage.post(CHANNEL, '*Paid social*', 'Sam Ortiz has nothing to tell of this week.')
    await stage.tick('2026-11-23T14:00:00Z')
    await stage.post('U0PRIYA', 'waits for Paid search')
    expect(reminded('U0SAM')).toEqual([])
  })
})

describe('how often owners are asked', () => {
  it.each([
    ['Light', 0],
    ['Standard', 1],
    ['Active', 2],
  ])('is set to %s: %i reminders', async (level, count) => {
    const { mara, jo } = stage
    await stage.makeTeam()
    await mara.command('growth', '/beat reminders')
    await mara.waitForModal('reminders_form')
    expect(await mara.submit({ 'How often?': level })).toEqual({ outcome: 'closed' })
    for (const instant of [
      MONDAY,
      '2026-11-23T12:00:00Z',
      '2026-11-23T12:01:00Z',
      '2026-11-24T09:00:00Z',
      '2026-11-25T09:00:00Z',
      '2026-11-26T09:00:00Z',
    ])
      await stage.tick(instant)
    await stage.quiet()
    expect(reminded('U0SAM')).toHaveLength(count)
    expect(jo).toBeDefined()
  })

  it('asks nobody while the rhythm is paused, or for a review that is skipped', async () => {
    const { mara } = stage
    await stage.makeTeam()
    await mara.command('growth', '/beat review skip')
    expect(await stage.answer(mara)).toContain('is skipped')
    await stage.tick(FRIDAY)
    await mara.command('growth', '/beat review pause')
    expect(await stage.answer(mara)).toContain('is paused now')
    await stage.tick('2026-11-27T13:00:00Z')
    await stage.quiet()
    expect(asked('U0SAM')).toEqual([])
  })
})
