import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TeamContext } from '../../src/flows/context.ts'
import { adDaysCsv, everyDay } from '../support/ad-days.ts'
import { channelId, makeGuardrail } from '../support/guardrails.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../support/stage.ts'

// The minutes of a bad week from its first sign to the week after: a ceiling is broken, its owner is asked, the review does not
// close before it was talked about, and what was agreed is carried over because nobody did it.

const USUAL = { campaign: 'Brand', spend: 1_000, impressions: 50_000, clicks: 500, conversions: 60 }

let stage: Stage
let ctx: TeamContext
beforeAll(async () => {
  stage = await openStage({ at: '2026-11-18T10:00:00Z' })
  ctx = await stage.makeTeam()
  const scope = { level: 'channel', channelId: channelId(ctx, 'paid-search') } as const
  await makeGuardrail(ctx, { scope, windowDays: 1 })
  await arrive('2026-11-18T10:00:00Z', '2026-09-01', '2026-11-17')
})
afterAll(async () => {
  await stage.close()
})

async function arrive(at: string, from: string, to: string, conversions = USUAL.conversions): Promise<void> {
  stage.at(at)
  await stage.importNumbers({ ...ctx, now: stage.clock.now }, adDaysCsv(everyDay(from, to, { ...USUAL, conversions })))
  await stage.tick()
}

const header = (...words: string[]) => stage.post(CHANNEL, 'Week 47 (16-22 Nov) · numbers and narrative', ...words)

describe('a bad week, from the breach to the week after', () => {
  it('Friday morning: the second bad day in a row puts one card into the channel', async () => {
    await arrive('2026-11-19T10:00:00Z', '2026-11-18', '2026-11-18', 35)
    await arrive('2026-11-20T10:00:00Z', '2026-11-19', '2026-11-19', 35)

    await stage.post(CHANNEL, 'G-1 Cost ceiling, Paid search', 'it waits for <@U0PRIYA>')
  })

  it('Friday 14:00: Priya is asked in private, and sees the same', async () => {
    await stage.tick('2026-11-20T14:00:00Z')

    const asked = wordsOf(await stage.post('U0PRIYA', 'what will you tell?'))
    expect(asked).toContain('€4,000 spent · 190 conversions · Cost per Signup €21.05, target ≤ €20')
    expect(asked).toContain('+26 % on the same days last week')
  })

  it('Monday 09:00: the thread has the alert after what changed and before the people', async () => {
    await arrive('2026-11-23T07:00:00Z', '2026-11-20', '2026-11-22', 35)
    await stage.tick('2026-11-23T08:00:00Z')

    const thread = stage.mara.thread(await header('0 of 2 narratives in')).map(wordsOf)
    const at = (words: string) => thread.findIndex((said) => said.includes(words))
    const order = ['numbers and narrative', '*What changed*', '*Leaking*', '*Alerts* · 1 open', '*Paid search* ·']
    const places = order.map(at)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
    expect(thread[at('*Alerts*')]).toContain('no decision yet')
  })

  it('Monday 10:00: Priya writes what happened; Sam has nothing to tell', async () => {
    const { priya, sam } = stage
    stage.at('2026-11-23T09:00:00Z')
    await priya.click(await stage.post(CHANNEL, '*Paid search* ·'), 'Write narrative')
    await priya.waitForModal('narrative_form')
    await priya.submit({
      'What happened?': 'The new hero loses leads',
      'Why do you think so?': 'It began on the day it went live',
      'What next?': 'Roll the hero back by Thursday.',
    })
    await header('1 of 2 narratives in')
    await stage.tick('2026-11-23T14:00:00Z')
    await sam.click(await stage.post('U0SAM', 'waits for Paid social'), 'Not this week')
    await stage.post(CHANNEL, 'Sam Ortiz has nothing to tell of this week.')
  })

  it('Tuesday: the review is not closed while nobody has decided about the breach', async () => {
    const { mara } = stage
    stage.at('2026-11-24T16:00:00Z')
    await mara.click(await header(), 'Close review')
    await mara.waitForModal('close_form')
    const refused = await mara.submit({ 'What was decided?': 'Nothing yet' })

    expect(JSON.stringify(refused)).toContain('no decision yet about G-1 Cost ceiling, Paid search')
    await mara.closeModal()
  })

  it('Tuesday: Priya decides on the alert in the thread, and makes her next step an action', async () => {
    const { priya } = stage
    await priya.click(await stage.post(CHANNEL, '*Alerts*'), 'Log a decision')
    await stage.modal(priya, 'What is decided?')
    await priya.submit({ 'What is decided?': 'The hero goes back', 'Why?': 'Leads per click fell with it.' })
    await stage.post(CHANNEL, '*Alerts* · 1 open', 'decision D-1')

    await priya.click(await stage.post(CHANNEL, 'The new hero loses leads'), 'Make it an action')
    await priya.waitForModal('action_form')
    await priya.submit()
    await stage.post(CHANNEL, '*Actions*', 'A-1* Roll the hero back by Thursday. (Priya Shah, due Thu 26 Nov)')
  })

  it('Tuesday: Mara finds her words again and closes, with nothing lacking', async () => {
    const { mara } = stage
    await mara.click(await header(), 'Close review')
    const form = wordsOf(await mara.waitForModal('close_form'))
    expect(form).not.toContain('Lacking')
    expect(form).toContain('• D-1 G-1: The hero goes back (Priya Shah)')
    await mara.submit()

    const digest = wordsOf(await stage.post(CHANNEL, '*Week 47 closed* · 1 of 2 heard'))
    expect(digest).toContain('• D-1 G-1: The hero goes back (Priya Shah)\n• Nothing yet')
    expect(digest).toContain('Nothing to tell this week: Paid social.')
    expect(digest).not.toContain('Not heard yet')
  })

  it('Friday: nobody rolled it back: Priya hears of it once, and it stands in the next question', async () => {
    await stage.tick('2026-11-27T10:00:00Z')
    await stage.tick('2026-11-27T12:00:00Z')

    await stage.post('U0PRIYA', '*One action of yours is past the day*', 'was due Thu 26 Nov')
    expect(stage.posts('U0PRIYA').filter((said) => said.includes('past the day'))).toHaveLength(1)
    await stage.tick('2026-11-27T14:00:00Z')
    await stage.post(
      'U0PRIYA',
      'Week 48, what will you tell?',
      '☐ A-1 Roll the hero back by Thursday. (was due Thu 26 Nov',
    )
  })

  it('the Monday after: the breach is over, the action is in its second week, and last week’s words are there', async () => {
    await arrive('2026-11-30T07:00:00Z', '2026-11-23', '2026-11-29')
    await stage.tick('2026-11-30T08:00:00Z')

    await stage.post(CHANNEL, 'Week 48 (23-29 Nov) · numbers and narrative')
    await stage.post(CHANNEL, '*Actions*', 'Carried over', 'was due Thu 26 Nov, 2nd week')
    await stage.post(CHANNEL, 'G-1 Cost ceiling, Paid search', 'resolved', 'decision D-1')
    await stage.priya.click(await stage.post(CHANNEL, '*Paid search* ·', 'what happened'), 'Write narrative')
    expect(wordsOf(await stage.priya.waitForModal('narrative_form'))).toContain('The new hero loses leads')
    expect(stage.failures).toEqual([])
  })
})
