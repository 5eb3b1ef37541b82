import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TeamContext } from '../../../src/flows/context.ts'
import { type AdDay, adDaysCsv, everyDay } from '../../support/ad-days.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../support/stage.ts'

const MONDAY = '2026-11-23T08:30:00Z'

let stage: Stage
let ctx: TeamContext
beforeAll(async () => {
  stage = await openStage({ at: MONDAY })
})
beforeEach(async () => {
  await stage.reset(MONDAY)
  ctx = await stage.makeTeam()
  await bring('numbers.csv', '2026-11-02', '2026-11-22', {})
  await stage.mara.command('growth', '/beat review now')
  await stage.post(CHANNEL, 'Paid social', 'what happened')
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

/** Imports days of a campaign, which are 100 euros and 5 conversions each unless told otherwise. */
async function bring(file: string, from: string, to: string, each: Partial<AdDay>): Promise<void> {
  const usual = { campaign: 'Brand', spend: 100, impressions: 10_000, clicks: 200, conversions: 5 }
  await stage.importNumbers(
    { ...ctx, now: stage.clock.now },
    adDaysCsv(everyDay(from, to, { ...usual, ...each })),
    file,
  )
  await stage.app.services.announcer.run()
}

const told = () => stage.posts(CHANNEL).filter((words) => words.includes('was restated'))
const header = async (...words: string[]) => wordsOf(await stage.post(CHANNEL, 'numbers and narrative', ...words))

describe('a reviewed week whose numbers change', () => {
  it('by more than five percent says so once in its thread, and the review keeps what it was decided on', async () => {
    await bring('restated.csv', '2026-11-16', '2026-11-22', { conversions: 4 })

    const note = await stage.post(CHANNEL, '*Week 47 (16-22 Nov) was restated*')
    expect(wordsOf(note)).toContain('Cost per Signup €20.00 → €25.00 (+25 %), Conversions 35 → 28 (−20 %).')
    expect(wordsOf(note)).toContain('Because of restated.csv, imported by the operator Mon 23 Nov 09:30 Berlin.')
    expect(wordsOf(note)).toContain('`/beat numbers week 47` shows the present ones.')
    expect(note.thread_ts).toBeDefined()
    const said = await header('Restated since:')
    expect(said).toContain('*Cost per Signup €20.00*')
    expect(said).toContain('*Restated since:* Cost per Signup €20.00 → €25.00 (+25 %)')

    await bring('again.csv', '2026-11-16', '2026-11-22', { conversions: 4 })
    expect(told()).toHaveLength(1)
    await stage.priya.command('growth', '/beat review agenda')
    expect(await stage.answer(stage.priya)).toContain('*Restated since:* Cost per Signup €20.00 → €25.00')
    await stage.priya.command('growth', '/beat numbers week 47')
    expect(await stage.answer(stage.priya)).toContain('€25.00')
  })

  it('again says so again, from what was last said, and a way back is a change too', async () => {
    await bring('more.csv', '2026-11-16', '2026-11-22', { spend: 110 })
    await bring('back.csv', '2026-11-16', '2026-11-22', {})

    const [first, second] = [told().at(0), told().at(1)]
    expect(first).toContain('Cost per Signup €20.00 → €22.00 (+10 %), Spend €700 → €770 (+10 %).')
    expect(second).toContain('Cost per Signup €22.00 → €20.00 (−9 %), Spend €770 → €700 (−9 %).')
    expect(await header()).not.toContain('Restated since')
  })

  it('by what the team has set is said, and by less it is not', async () => {
    await stage.answer(stage.mara)
    await stage.mara.command('growth', '/beat numbers settings restated 12 %')
    expect(await stage.answer(stage.mara)).toContain('their cost change by more than 12 %.')
    await bring('ten.csv', '2026-11-16', '2026-11-22', { spend: 110 })
    expect(told()).toEqual([])
    await bring('fourteen.csv', '2026-11-16', '2026-11-22', { spend: 114 })
    expect(told()).toHaveLength(1)
  })

  it('by less, or in another week, says nothing until it adds up', async () => {
    await bring('little.csv', '2026-11-16', '2026-11-22', { spend: 104 })
    await bring('before.csv', '2026-11-09', '2026-11-15', { spend: 300 })
    expect(told()).toEqual([])

    await bring('a-little-more.csv', '2026-11-16', '2026-11-22', { spend: 108 })
    expect(told()).toHaveLength(1)
    expect(told()[0]).toContain('Spend €700 → €756 (+8 %).')
    expect(told()[0]).toContain('Because of a-little-more.csv')
  })

  it('after the close says so too, and a week that is not over never does', async () => {
    await stage.mara.click(await stage.post(CHANNEL, 'numbers and narrative'), 'Close review')
    await stage.mara.waitForModal('close_form')
    await stage.mara.submit({ 'Close without what is lacking? Say why': 'They are away.' })
    await stage.post(CHANNEL, 'Closed by')
    await bring('late.csv', '2026-11-20', '2026-11-24', { campaign: 'Late', spend: 50, conversions: 0 })

    expect(told()).toHaveLength(1)
    expect(told()[0]).toContain('Week 47 (16-22 Nov) was restated* · Cost per Signup €20.00 → €24.29 (+21 %), Spend')
    expect(await header('Restated since:')).toContain('Closed by')
  })
})
