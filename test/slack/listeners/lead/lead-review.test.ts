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

const header = (...words: string[]) => stage.post(CHANNEL, 'numbers and narrative', ...words)
const MONDAY = '2026-11-23T08:00:00Z'

async function settings(values: Record<string, string | string[]>) {
  const { mara } = stage
  await mara.command('growth', '/beat review settings')
  await mara.waitForModal('review_rules_form')
  return await mara.submit(values)
}

describe('the lead of a review', () => {
  it('takes turns, is asked to close, and hands over once; the other hears why', async () => {
    const { mara, sam, jo } = stage
    await stage.makeTeam()
    expect(await settings({ 'Who leads, a week each, in this order': ['U0SAM'] })).toEqual({ outcome: 'closed' })
    await stage.tick(MONDAY)
    const first = await header('<@U0SAM> leads this review')
    await sam.command('growth', '/beat')
    expect(await stage.answer(sam)).toContain('*Growth* · close Week 47')

    for (const person of [sam, mara]) {
      await person.click(first, 'Hand over')
      await person.waitForModal('review_hand_over_form')
    }
    expect(await sam.submit({ 'Who leads it from now on?': 'U0JO' })).toEqual({ outcome: 'closed' })
    await header('<@U0JO> leads this review')
    await stage.post('U0JO', 'Sam Ortiz handed you the lead of Week 47', 'Why did I get this?', 'Close review')
    const second = await mara.submit({ 'Who leads it from now on?': 'U0PRIYA' })
    expect(JSON.stringify(second)).toContain('It was handed over meanwhile')
    await jo.command('growth', '/beat')
    expect(await stage.answer(jo)).toContain('close Week 47')
  })
})

describe('the digest', () => {
  it('also goes to a second channel, where late narratives update it', async () => {
    const { mara, sam, priya } = stage
    await stage.makeTeam()
    await settings({ 'And in a second channel, for leadership': 'C0LEADS' })
    await stage.tick(MONDAY)
    stage.at('2026-11-23T10:00:00Z')
    await priya.click(await stage.post(CHANNEL, '*Paid search*'), 'Write narrative')
    await priya.waitForModal('narrative_form')
    await priya.submit({ 'What happened?': 'A calm week.' })
    await mara.click(await header(), 'Close review')
    await mara.waitForModal('close_form')
    await mara.submit({
      'What was decided?': 'Ship T-31',
      'Close without what is lacking? Say why': 'Sam travels.',
    })
    const mirrored = wordsOf(await stage.post('C0LEADS', '*Growth · Week 47 closed* · 1 of 2 heard', 'Ship T-31'))
    expect(mirrored).toContain('Taking part: median 2 h after it opened')
    await stage.post(CHANNEL, '*Week 47 closed*')

    await sam.click(await stage.post(CHANNEL, '*Paid social*'), 'Write narrative')
    await sam.waitForModal('narrative_form')
    await sam.submit({ 'What happened?': 'Late, but here.' })
    await stage.post('C0LEADS', '*Growth · Week 47 closed* · 2 of 2 heard')
  })

  it('cannot be mirrored into its own channel', async () => {
    await stage.makeTeam()
    expect(await settings({ 'And in a second channel, for leadership': CHANNEL })).toMatchObject({
      outcome: 'errors',
      errors: { mirror: expect.stringContaining('is in this channel already') },
    })
  })
})
