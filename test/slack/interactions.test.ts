import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHANNEL, openStage, type Stage, wordsOf } from '../support/stage.ts'

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
    // Not what a socket needs to come back: a busy machine may lose its connection meanwhile.
    for (const method of ['views.open', 'chat.postEphemeral', 'users.info']) {
      stage.sandbox.faults.add({ kind: 'rate-limited', method, count: Number.POSITIVE_INFINITY, retryAfter: 30 })
    }
    try {
      await stage.mara.click(header, 'Write narrative')
      expect(await stage.answer(stage.mara)).toContain('Something went wrong on my side')
    } finally {
      stage.sandbox.faults.clear()
    }
  })
})

describe('whoever is here for the first time', () => {
  const slowly = (ms: number) => stage.sandbox.faults.add({ kind: 'slow', method: 'users.info', ms })
  afterEach(() => stage.sandbox.faults.clear())

  it('is known by name from their first answer on, though Slack takes its time to tell', async () => {
    await stage.makeTeam()
    slowly(300)
    await stage.jo.command('growth', '/beat')
    await stage.answer(stage.jo)
    await stage.sam.command('growth', '/beat away until Fri delegate @Jo')
    expect(await stage.answer(stage.sam)).toContain('Jo Becker answers meanwhile')
  })

  it('is named in what is said of them, though Slack takes longer than anybody waits for a form', async () => {
    const { mara, priya } = stage
    await stage.makeTeam()
    await mara.command('growth', '/beat action new Swap the hero @Mara by Fri')
    await mara.waitForModal('action_form')
    await mara.submit({ 'What is the next step?': 'Swap the hero', 'Who does it?': 'Mara Lindt' })
    await stage.quiet()
    slowly(1_300)
    await priya.command('growth', '/beat action drop A-1 The page is gone')
    expect(wordsOf(await stage.post('U0MARA', 'dropped A-1, which was yours'))).toContain('Priya Shah dropped A-1')
  })

  it('is asked in their own zone: the schedule looks up owners who have never said a word', async () => {
    await stage.makeTeam()
    await stage.mara.command('growth', '/beat preview')
    const said = await stage.answer(stage.mara)
    expect(said).toContain('• *Fri 20 Nov 14:00 New York* · Sam Ortiz: Paid social')
    expect(said).toContain('London* · Priya Shah: Paid search')
  })
})

describe('a process that was busy for longer than a second', () => {
  it('keeps its connection, and answers what was asked meanwhile', async () => {
    const { sam } = stage
    await stage.makeTeam()
    await sam.command('growth', '/beat')
    await stage.answer(sam)
    await stage.quiet()
    const until = performance.now() + 1_600
    while (performance.now() < until);
    expect(await sam.command('growth', '/beat schedule')).toEqual({ ok: true })
    expect(await stage.answer(sam)).toContain('next reviews')
  })
})
