import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../../support/stage.ts'
import { PLAN } from '../../../support/team-plan.ts'

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

describe('/beat schedule', () => {
  it('says when the next reviews open, and when the clocks change', async () => {
    const { sam } = stage
    await stage.makeTeam()
    await sam.command('growth', '/beat schedule')

    const said = await stage.answer(sam)
    expect(said).toContain('• *Mon 23 Nov 09:00 Berlin* · review of Week 47 (16-22 Nov)')
    expect(said).toContain('• *Mon 14 Dec 09:00 Berlin*')
    expect(said).toContain('The clocks in Berlin change on Sun 28 Mar; the review stays at 09:00 there.')
  })

  it('answers elsewhere about the only team there is, and asks for the place where there are two', async () => {
    const { sam } = stage
    await stage.makeTeam()
    await sam.command('marketing-leads', '/beat schedule')
    expect(await stage.answer(sam)).toContain('*Growth*, next reviews')

    await stage.makeTeam({ ...PLAN, key: 'brand', name: 'Brand', conversationId: 'C0LEADS' })
    await sam.command('random', '/beat schedule')
    const asked = await stage.answerTo(sam)
    expect(wordsOf(asked)).toContain('*Which team do you mean?* `/beat schedule` is about one.')
    await sam.click(asked, 'Brand')
    expect(await stage.answer(sam)).toContain('*Brand*, next reviews')
  })

  it('is a dry run too: who was asked, who will be, and whose moment has passed', async () => {
    const { sam } = stage
    await stage.makeTeam()
    await sam.command('growth', '/beat preview')
    expect(await stage.answer(sam)).toContain('• *Fri 20 Nov 14:00 New York* · Sam Ortiz: Paid social')
    await stage.tick('2026-11-20T19:00:00Z')
    await sam.command('growth', '/beat preview')
    expect(await stage.answer(sam)).toContain('• *Fri 20 Nov 14:00 New York*, asked · Sam Ortiz: Paid social')

    await stage.reset('2026-11-21T12:00:00Z')
    await stage.makeTeam()
    await sam.command('growth', '/beat preview')
    const late = await stage.answer(sam)
    expect(late).toContain(', not asked: that moment has passed · Sam Ortiz: Paid social')
    expect(late).toContain('is reminded once: four hours after it opened, from 9 to 17 of their own day of work')
  })

  it('says how to make a team where there is none', async () => {
    const { sam } = stage
    await sam.command('growth', '/beat schedule')

    expect(await stage.answer(sam)).toContain(
      'No team lives in this channel yet. Make one here with `/beat setup`: it takes two minutes.',
    )
    expect(stage.posts(CHANNEL)).toEqual([])
  })
})
