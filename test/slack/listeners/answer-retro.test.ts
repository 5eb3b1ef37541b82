import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonDriver } from '../../../src/sandbox/person.ts'
import { type AdLine, adsCsv } from '../../support/ads-csv.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../support/stage.ts'

const MONDAY = '2026-11-23T08:30:00Z'
const SUNDAY = '2026-11-22'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ at: MONDAY })
})
beforeEach(async () => {
  await stage.reset(MONDAY)
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

const EVER: AdLine = { ad: 'testimonial', from: '2026-08-01', to: SUNDAY }
const TIRED: AdLine[] = [
  { ad: 'founder-video-3', from: '2026-10-13', to: '2026-11-15' },
  { ad: 'founder-video-3', from: '2026-11-16', to: SUNDAY, clicks: 19 },
]
const BEST: AdLine = { ad: 'calculator-1', from: '2026-10-27', to: SUNDAY, conversions: 8 }
const QUESTION = 'What did calculator-1 do that founder-video-3 no longer does?'

async function openReview(...lines: AdLine[]): Promise<void> {
  const ctx = await stage.makeTeam()
  await stage.importNumbers(ctx, adsCsv(lines), 'ads.csv')
  await stage.mara.command('growth', '/beat review now')
  await stage.post(CHANNEL, 'Paid social', 'what happened')
}

const retro = async (...words: string[]) => wordsOf(await stage.post(CHANNEL, '*Creative retro*', ...words))

async function answer(person: PersonDriver, text: string): Promise<void> {
  await person.click(await stage.post(CHANNEL, '*Creative retro*'), 'retro_answer')
  await stage.modal(person, QUESTION)
  await person.submit({ answer: text })
}

describe('the creative retro of a review', () => {
  it('says which ads tire and which do best, and asks one question', async () => {
    await openReview(EVER, ...TIRED, BEST)

    const said = await retro()
    expect(said).toContain('*Worn out* · *founder-video-3* (Prospecting, Founders): CTR −37 % from its own start')
    expect(said).toContain('41 days live, €420 in 7 days.')
    expect(said).toContain('*Fresh* · *calculator-1* (Prospecting, Founders): 56 results at €7.50')
    expect(said).toContain(`*One question:* ${QUESTION}`)
  })

  it('shows what anybody answers, also after they change their mind and after the close', async () => {
    await openReview(EVER, ...TIRED, BEST)
    await answer(stage.sam, 'It gives something <!channel> before it asks.')
    await retro('• *Sam Ortiz*: It gives something &lt;!channel&gt; before it asks.')

    await stage.sam.click(await stage.post(CHANNEL, '*Creative retro*'), 'retro_answer')
    await stage.modal(stage.sam, 'Saving replaces your answer in the thread.')
    expect(JSON.stringify(stage.sam.modal())).toContain('before it asks.')
    await stage.sam.submit({ answer: 'It lets people count for themselves.' })
    await retro('• *Sam Ortiz* (edited): It lets people count for themselves.')

    await stage.mara.click(await stage.post(CHANNEL, 'numbers and narrative'), 'Close review')
    await stage.mara.waitForModal('close_form')
    await stage.mara.submit({ 'Close without what is lacking? Say why': 'They are away.' })
    await stage.post(CHANNEL, 'Closed by')
    await answer(stage.priya, 'It is about their money, not about us.')
    const said = await retro('• *Priya Shah* (after the close): It is about their money, not about us.')
    expect(said).toContain('Sam Ortiz')
  })

  it('loses nothing that was typed, and takes no empty answer', async () => {
    await openReview(EVER, ...TIRED, BEST)
    await stage.jo.click(await stage.post(CHANNEL, '*Creative retro*'), 'retro_answer')
    await stage.modal(stage.jo, QUESTION)
    await stage.jo.fillModal({ answer: 'Half a thou' })
    await stage.jo.closeModal()
    await stage.quiet()

    await stage.jo.click(await stage.post(CHANNEL, '*Creative retro*'), 'retro_answer')
    await stage.modal(stage.jo, 'This is your draft.')
    expect(JSON.stringify(stage.jo.modal())).toContain('Half a thou')
    expect(await stage.jo.submit({ answer: '   ' })).toMatchObject({ errors: { answer: 'A sentence is enough.' } })
  })

  it('keeps the creatives it was opened on, whatever is imported later', async () => {
    await openReview(EVER, ...TIRED, BEST)
    await retro()
    await stage.db.pool.query('DELETE FROM fact')
    await answer(stage.sam, 'It gives first.')
    expect(await retro('It gives first.')).toContain('41 days live')

    await stage.priya.command('growth', '/beat review agenda')
    expect(await stage.answer(stage.priya)).toContain(`*One question:* ${QUESTION}`)
  })

  it('asks of a tired ad alone, or of the best one alone', async () => {
    await openReview(EVER, ...TIRED)
    expect(await retro()).toContain('What did founder-video-3 do in its first weeks that it no longer does')
    await stage.reset(MONDAY)
    await openReview(EVER, BEST)
    expect(await retro()).toContain('What does calculator-1 do that the others of its campaign do not?')
  })

  it('is not there where it has nothing to say, nor in reviews of versions before it', async () => {
    await openReview(EVER)
    expect(stage.posts(CHANNEL).join()).not.toContain('Creative retro')
    await stage.db.pool.query("UPDATE review SET board = board - 'creatives'")
    await stage.priya.command('growth', '/beat review agenda')
    expect(await stage.answer(stage.priya)).not.toContain('Creative retro')
  })
})
