import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHANNEL, openStage, type Stage } from '../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
beforeEach(async () => {
  await stage.reset()
})
afterAll(async () => {
  await stage.close()
})

describe('a click that Slack keeps the bot from answering', () => {
  it('is answered at its own address when Slack asks the bot to be slower', async () => {
    await stage.makeTeam()
    await stage.tick('2026-11-23T08:00:00Z')
    const header = await stage.post(CHANNEL, 'numbers and narrative')
    await stage.quiet()
    stage.sandbox.faults.add({ kind: 'rate-limited', count: Number.POSITIVE_INFINITY, retryAfter: 30 })
    try {
      await stage.mara.click(header, 'Write narrative')
      expect(await stage.answer(stage.mara)).toContain('Something went wrong on my side')
    } finally {
      stage.sandbox.faults.clear()
    }
  })
})
