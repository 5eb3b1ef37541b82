import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHANNEL, openStage, type Stage } from '../../support/stage.ts'

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

describe('the bot in a channel', () => {
  it('says how to begin where no team lives, with a button that does', async () => {
    const { mara, sandbox } = stage
    sandbox.admin.invite('random')

    const welcome = await stage.post('random', 'I run the weekly review of a marketing team')
    await mara.click(welcome, 'Set up a team here')
    await mara.waitForModal('team_form')
    sandbox.admin.remove('random')
  })

  it('says nothing when a person joins', async () => {
    stage.sandbox.admin.remove('growth', 'U0JO')
    stage.sandbox.admin.invite('growth', 'U0JO')
    await stage.quiet()

    expect(stage.posts()).toEqual([])
  })

  it('says what it had to say as soon as it is let in again', async () => {
    const { sandbox } = stage
    await stage.makeTeam()
    sandbox.admin.remove('growth')
    await stage.tick('2026-11-23T08:00:00Z')
    await stage.post('U0MARA', 'I could not post in <#C0GROWTH>', '/invite @Drumbeat')
    sandbox.admin.invite('growth')

    await stage.post(CHANNEL, 'Week 47 (16-22 Nov) · numbers and narrative')
    await stage.quiet()
    expect(stage.posts().join()).not.toContain('I run the weekly review')
  })
})
