import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AdLine, adsCsv } from '../support/ads-csv.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../support/stage.ts'

// A video that everybody liked has been running for six weeks. Read like the minutes of a Monday and a Tuesday.

const SUNDAY = '2026-11-22'
const SUNDAY_BEFORE = '2026-11-15'
const EVER: AdLine = { ad: 'testimonial', from: '2026-08-01', to: SUNDAY }
const VIDEO: AdLine = { ad: 'founder-video-3', from: '2026-10-13', to: SUNDAY_BEFORE }
const CALCULATOR: AdLine = { ad: 'calculator-1', from: '2026-10-27', to: SUNDAY, conversions: 8 }
const LAST_WEEK = { from: '2026-11-16', to: SUNDAY }

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ at: '2026-11-20T16:00:00Z' })
})
afterAll(async () => {
  await stage.close()
})

it('a tired video is found, talked about, and its week corrected afterwards without losing what was decided', async () => {
  const ctx = await stage.makeTeam()
  const tired = { ...VIDEO, ...LAST_WEEK, clicks: 19, conversions: 2 }
  await stage.importNumbers(ctx, adsCsv([EVER, VIDEO, tired, CALCULATOR]), 'ads.csv')

  // Monday, nine in Berlin: the review opens by itself, and asks.
  await stage.tick('2026-11-23T08:00:05Z')
  const retro = wordsOf(await stage.post(CHANNEL, '*Creative retro*'))
  expect(retro).toContain('*Worn out* · *founder-video-3* (Prospecting, Founders): CTR −37 % from its own start')
  expect(retro).toContain('It is the creative: the 2 other ads of its ad group moved ±0 %.')
  expect(retro).toContain('*One question:* What did calculator-1 do that founder-video-3 no longer does?')
  const order = stage.posts(CHANNEL).map((words) => words.split('\n')[0] ?? '')
  const at = (start: string) => order.findIndex((line) => line.includes(start))
  expect(at('*What changed*')).toBeLessThan(at('*Creative retro*'))
  expect(at('*Creative retro*')).toBeLessThan(at('*Paid social*'))

  // Two people answer, and both stand in the thread.
  for (const [person, text] of [
    [stage.sam, 'It gives a number of their own.'],
    [stage.priya, 'It needs no sound.'],
  ] as const) {
    await person.click(await stage.post(CHANNEL, '*Creative retro*'), 'retro_answer')
    await stage.modal(person, 'What did calculator-1 do')
    await person.submit({ answer: text })
    await stage.post(CHANNEL, '*Creative retro*', text)
  }

  // Tuesday: Meta bills a tenth more for that week.
  stage.at('2026-11-24T09:00:00Z')
  const billed = [EVER, CALCULATOR].map((line) => ({ ...line, ...LAST_WEEK, spend: 66 }))
  await stage.importNumbers(
    { ...ctx, now: stage.clock.now },
    adsCsv([...billed, { ...tired, spend: 66 }]),
    'billed.csv',
  )
  await stage.app.services.announcer.run()
  const note = wordsOf(await stage.post(CHANNEL, 'was restated'))
  expect(note).toContain('Spend €1,260 → €1,386 (+10 %)')
  expect(note).toContain('Because of billed.csv, imported by the operator')

  // What the team talked about stands as it was; what is known now is asked for.
  const kept = wordsOf(await stage.post(CHANNEL, '*Creative retro*'))
  expect(kept).toContain('€420 in 7 days')
  expect(kept).toContain('• *Sam Ortiz*: It gives a number of their own.')
  expect(kept).toContain('• *Priya Shah*: It needs no sound.')
  await stage.jo.command('growth', '/beat creatives')
  expect(await stage.answer(stage.jo)).toContain('€462 in 7 days')
  expect(stage.failures).toEqual([])
}, 60_000)
