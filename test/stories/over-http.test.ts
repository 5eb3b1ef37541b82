import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reviewName } from '../../src/domain/review/review-words.ts'
import { lastCompleteWeek } from '../../src/domain/week.ts'
import { everyWeek, googleExport } from '../support/exports.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../support/stage.ts'

// The same bot behind an address, reached by signed requests, without an app token. Signatures carry the real time.

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ mode: 'http', at: new Date().toISOString() })
})
afterAll(async () => {
  await stage.close()
})

describe('a short story over HTTP', () => {
  it('Slack accepts the address', async () => {
    expect(await stage.sandbox.verifyRequestUrl()).toBe(true)
  })

  it('a team is made, by a command and a form', async () => {
    const { mara } = stage
    expect(await mara.command('growth', '/beat setup')).toEqual({ ok: true })
    await mara.waitForModal('team_form')
    await mara.submit({
      'Name of the team': 'Growth',
      'Time zone': 'Europe/Berlin',
      'Currency of the numbers': 'EUR',
      'The one result you are judged by': 'Signup',
      'Channel 1': 'Paid search',
      'Owner of channel 1': 'Priya Shah',
      'Rules of channel 1: what is its own': 'Google Ads',
    })

    await stage.post(CHANNEL, 'Growth is set up')
  })

  it('numbers come in, the review opens, and a narrative is written', async () => {
    const { priya, jo } = stage
    const week = lastCompleteWeek(stage.clock.now, 'Europe/Berlin')
    const daily = { spend: 100.5, impressions: 10_000, clicks: 200, conversions: 10 }
    await priya.dropFile('growth', { name: 'google.csv', bytes: googleExport(everyWeek([week], daily)) })
    await priya.click(await stage.post(CHANNEL, '*google.csv for Growth*'), 'Import 7 rows')
    await stage.post(CHANNEL, '*Imported* · google.csv')

    await jo.command('growth', '/beat review now')
    expect(await stage.answer(jo)).toContain(`The review of ${reviewName(week)} opens now`)
    const header = await stage.post(CHANNEL, 'numbers and narrative', '*Cost per Signup €10.05*')
    await priya.click(header, 'Write narrative')
    await stage.modal(priya, '*Paid search*', '€704 spent')
    await priya.submit({ 'What happened?': 'All quiet' })
    await stage.post(CHANNEL, 'All quiet', 'Priya Shah')
    expect(wordsOf(await stage.post(CHANNEL, '1 of 1 narratives in'))).toContain(reviewName(week))
    expect(stage.failures).toEqual([])
  })
})
