import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => {
  await stage.close()
})

describe('/beat help', () => {
  it('lists every command, for this person alone', async () => {
    const { jo, sam } = stage
    expect(await jo.command('growth', '/beat help')).toEqual({ ok: true })

    const said = await stage.answer(jo)
    expect(said).toContain('What I can do')
    for (const word of ['setup', 'numbers [channel] [period]', 'narrative', 'review now', 'review pause | resume'])
      expect(said).toContain(`/beat ${word}`)
    expect(sam.ephemerals()).toEqual([])
    expect(stage.failures).toEqual([])
  })

  it('guesses what was meant by a slip, and tells of tests alone when asked there', async () => {
    const { jo } = stage
    await jo.command('growth', '/beat tset list')
    expect(await stage.answer(jo)).toContain('Did you mean `/beat test list`?')
    await jo.command('growth', '/beat test backlgo')
    expect(await stage.answer(jo)).toContain('Did you mean `/beat test backlog`?')
    await jo.command('growth', '/beat test help')
    const said = await stage.answer(jo)
    expect(said).toContain('About `test`')
    expect(said).toContain('/beat test calibration')
    for (const other of ['result [T-12]', 'decide [T-12]', 'log [words]']) expect(said).toContain(`/beat ${other}`)
    expect(said).not.toContain('/beat numbers')
  })

  it('tells of one word only, when asked for it', async () => {
    const { jo } = stage
    await jo.command('growth', '/beat help review')

    const said = await stage.answer(jo)
    expect(said).toContain('About `review`')
    expect(said).toContain('/beat review agenda')
    expect(said).not.toContain('/beat numbers')
  })
})
