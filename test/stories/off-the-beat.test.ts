import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHANNEL, openStage, type Stage } from '../support/stage.ts'
import { PLAN } from '../support/team-plan.ts'

// What happens to the weekly review when something is not as planned: somebody is missing, the rhythm is paused, the bot was
// away. The team is made on Wednesday 18 November unless told otherwise.

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

const headers = () => stage.posts().filter((said) => said.includes('numbers and narrative'))

describe('a week that is not as planned', () => {
  it('asks everybody about a channel that nobody owns, and hears whoever knows', async () => {
    const [search, social] = PLAN.channels
    await stage.makeTeam({ channels: [search!, { ...social!, ownerUserId: null }] })
    await stage.tick('2026-11-23T08:00:00Z')

    const asked = await stage.post(CHANNEL, '*Paid social* ·', 'Nobody owns this channel yet: whoever knows may write.')
    await stage.jo.click(asked, 'Write narrative')
    await stage.jo.waitForModal('narrative_form')
    await stage.jo.submit({ 'What happened?': 'The tag was off' })

    await stage.post(CHANNEL, 'The tag was off', 'Jo Becker')
    await stage.post(CHANNEL, 'numbers and narrative', '1 of 2 narratives in')
  })

  it('opens a week without a number, and says that there is none', async () => {
    await stage.makeTeam()
    await stage.tick('2026-11-23T08:00:00Z')

    expect(headers()).toEqual([
      expect.stringContaining('No numbers for these weeks yet: drop an export in the channel.'),
    ])
  })

  it('skips what falls into a pause, and goes on after it', async () => {
    const { mara } = stage
    await stage.makeTeam()
    await mara.command('growth', '/beat review pause')
    expect(await stage.answer(mara)).toContain('The rhythm of Growth is paused now. The channel hears of it too.')
    await stage.post(CHANNEL, 'Mara Lindt paused the weekly review of Growth.', '/beat review resume')
    await mara.command('growth', '/beat review pause')
    expect(await stage.answer(mara)).toContain('was paused already')

    await stage.tick('2026-11-23T08:00:00Z')
    await mara.command('growth', '/beat review')
    expect(await stage.answer(mara)).toContain('*Paused* since Wed 18 Nov 13:00 Berlin: nothing opens by itself.')
    await mara.command('growth', '/beat review resume')
    expect(await stage.answer(mara)).toContain('The rhythm of Growth is running now.')
    await stage.post(CHANNEL, 'Mara Lindt resumed the weekly review of Growth.')
    await stage.tick('2026-11-24T08:00:00Z')
    expect(headers()).toEqual([])

    await stage.tick('2026-11-30T08:00:00Z')
    expect(headers()).toEqual([expect.stringContaining('Week 48 (23-29 Nov)')])
  })

  it('opens early when told to, once, and not again on Monday', async () => {
    const { jo } = stage
    await stage.makeTeam()
    await jo.command('growth', '/beat review now')
    expect(await stage.answer(jo)).toContain('The review of Week 46 (9-15 Nov) opens now in <#C0GROWTH>.')
    await stage.post(CHANNEL, 'Week 46 (9-15 Nov) · numbers and narrative')

    stage.at('2026-11-20T15:30:00Z')
    await jo.command('growth', '/beat review now')
    const said = await stage.answer(jo)
    expect(said).toContain('The review of Week 46 (9-15 Nov) was opened Wed 18 Nov 13:00 Berlin.')
    expect(said).toContain('Go to its thread')

    stage.at('2026-11-23T07:00:00Z')
    await jo.command('growth', '/beat review now')
    expect(await stage.answer(jo)).toContain('The review of Week 47 (16-22 Nov) opens now')
    await stage.tick('2026-11-23T08:00:00Z')
    expect(headers()).toHaveLength(2)
  })

  it('opens late, and says so, when the bot was away at nine', async () => {
    await stage.makeTeam()
    await stage.stopBot()
    stage.at('2026-11-23T15:00:00Z')
    stage.app = await stage.startBot()
    await stage.tick()

    expect(headers()).toEqual([expect.stringContaining('*Week 47 (16-22 Nov) · numbers and narrative* · opened late')])
  })

  it('gives up the weeks of a long absence, tells the lead of each once, and opens the latest', async () => {
    await stage.makeTeam()
    stage.at('2026-12-08T09:00:00Z')
    await Promise.all([stage.tick(), stage.tick()])
    await stage.tick()

    expect(headers()).toEqual([
      expect.stringContaining('Week 49 (30 Nov-6 Dec) · numbers and narrative* · opened late'),
    ])
    expect(stage.posts('U0MARA')).toEqual([
      expect.stringContaining('*The review of Week 47 (16-22 Nov) did not open* for Growth'),
      expect.stringContaining('*The review of Week 48 (23-29 Nov) did not open* for Growth'),
    ])
  })

  it('misses a week for good after three days, and the lead can open it by hand', async () => {
    await stage.makeTeam()
    await stage.tick('2026-11-27T09:00:00Z')
    expect(headers()).toEqual([])

    const told = await stage.post('U0MARA', '*The review of Week 47 (16-22 Nov) did not open*')
    await stage.mara.click(told, 'Open the last week now')
    await stage.post(CHANNEL, 'Week 47 (16-22 Nov) · numbers and narrative')
  })
})
