import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../support/stage.ts'

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

describe('/beat review', () => {
  it('says that none has been opened, and opens or previews one from there', async () => {
    const { jo } = stage
    await stage.makeTeam()
    await jo.command('growth', '/beat review')
    const status = await stage.answerTo(jo)
    expect(wordsOf(status)).toContain('*Growth* · No review has been opened yet.')
    expect(wordsOf(status)).toContain('Next review Mon 23 Nov 09:00 Berlin.')

    await jo.click(status, 'Preview it')
    expect(await stage.answer(jo)).toContain('*Preview, nothing was posted.*')
    expect(stage.posts().join()).not.toContain('Week 46')

    await jo.click(status, 'Open Week 46 (9-15 Nov) now')
    expect(await stage.answer(jo)).toContain('The review of Week 46 (9-15 Nov) opens now')
    await stage.post(CHANNEL, 'Week 46 (9-15 Nov) · numbers and narrative')
  })

  it('says who was not heard, and leads to the thread', async () => {
    const { jo } = stage
    await stage.makeTeam()
    await stage.tick('2026-11-23T08:00:00Z')
    await jo.command('growth', '/beat review status')

    const said = await stage.answer(jo)
    expect(said).toContain(
      'Week 47 (16-22 Nov) is open, 0 of 2 narratives in. Not heard yet: Paid search, Paid social.',
    )
    expect(said).toContain('Go to the thread')
    expect(said).not.toContain('Open Week')
  })

  it('shows the agenda as it would be posted, and posts nothing', async () => {
    const { jo } = stage
    await stage.makeTeam()
    await jo.command('growth', '/beat review agenda')

    const said = await stage.answer(jo)
    expect(said).toContain('Week 46 (9-15 Nov) · numbers and narrative')
    expect(said).toContain('*Winning*')
    expect(said).toContain('*What changed*')
    expect(stage.posts().join()).not.toContain('Week 46')
  })

  it('explains itself where it does not understand', async () => {
    const { jo } = stage
    await stage.makeTeam()
    await jo.command('growth', '/beat review please')

    const said = await stage.answer(jo)
    expect(said).toContain('I do not know "/beat review please".')
    expect(said).toContain('now, agenda, pause or resume')
  })
})
