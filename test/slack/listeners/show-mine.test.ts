import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage, wordsOf } from '../../support/stage.ts'

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

describe('/beat alone', () => {
  it('offers to set a team up where there is none', async () => {
    const { jo } = stage
    await jo.command('growth', '/beat')

    const said = await stage.answerTo(jo)
    expect(wordsOf(said)).toContain('No team lives here yet')
    await jo.click(said, 'Set up a team here')
    await jo.waitForModal('team_form')
  })

  it('says when the next review opens to somebody with nothing to do', async () => {
    const { jo } = stage
    const ctx = await stage.makeTeam()
    await stage.importNumbers(ctx, 'Date,Platform,Spend\n2026-11-17,Google Ads,12.50\n')
    await jo.command('growth', '/beat')

    const said = await stage.answer(jo)
    expect(said).toContain('Nothing needs you now.')
    expect(said).toContain('Growth: next review Mon 23 Nov 09:00 Berlin.')
  })

  it('asks for the first numbers, for a narrative, and the lead for the close', async () => {
    const { mara, priya } = stage
    await stage.makeTeam()
    await stage.tick('2026-11-23T08:00:00Z')
    await mara.command('random', '/beat')
    const said = await stage.answer(mara)
    expect(said).toContain('2 things need you now')
    expect(said).toContain('*Growth* · close Week 47 (16-22 Nov) · 0 of 2 narratives in')
    expect(said).toContain('has no numbers yet: drop an export of your ad platform into <#C0GROWTH>')

    await priya.command('growth', '/beat')
    const asked = await stage.answerTo(priya)
    await priya.click(asked, 'Write narrative')
    expect(wordsOf(await priya.waitForModal('narrative_form'))).toContain('*Paid search*')
  })

  it('asks nobody for anything of a review that is closed', async () => {
    const { mara, priya } = stage
    const ctx = await stage.makeTeam()
    await stage.importNumbers(ctx, 'Date,Platform,Spend\n2026-11-17,Google Ads,12.50\n')
    await stage.tick('2026-11-23T08:00:00Z')
    await mara.click(await stage.post('C0GROWTH', 'numbers and narrative'), 'Close review')
    await mara.waitForModal('close_form')
    expect(await mara.submit({ 'Close without what is lacking? Say why': 'They are away.' })).toEqual({
      outcome: 'closed',
    })
    for (const person of [mara, priya]) {
      await person.command('growth', '/beat')
      expect(await stage.answer(person)).toContain('Nothing needs you now.')
    }
  })

  it('answers a word it does not know with help', async () => {
    const { jo } = stage
    await jo.command('growth', '/beat me up')

    expect(await stage.answer(jo)).toContain('*I do not know `/beat me up`*. This is what I can do:')
  })
})
