import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Design } from '../../../../src/domain/experiment/experiment.ts'
import { recordReading } from '../../../../src/flows/experiment/record-reading.ts'
import { listReadings } from '../../../../src/store/experiment/readings.ts'
import { adDaysCsv, everyDay } from '../../../support/ad-days.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../../../support/stage.ts'
import { insertTest, WON } from '../../../support/tests.ts'
import { HILLSTROM, unitsCsv } from '../../../support/units-csv.ts'

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

async function running(design: Partial<Design> = {}, changes: Parameters<typeof insertTest>[1] = {}) {
  const ctx = await stage.makeTeam()
  const experiment = await insertTest(ctx, changes, design)
  await stage.app.services.announcer.run()
  const readings = async () => await listReadings(ctx.db.prisma, ctx.team, experiment.id)
  return { ctx, id: experiment.id, readings, card: await stage.post(CHANNEL, 'T-1') }
}

/** What a form said at its fields when it was sent. */
function errorsIn(answer: object): unknown {
  return 'errors' in answer ? answer.errors : answer
}

const TYPED = {
  'Data through': '2026-11-15',
  'Long form · clicks': '20,000',
  'Long form · conversions': '800',
  'Short form · clicks': '20.050',
  'Short form · conversions': '870',
}

describe('/beat result', () => {
  it('takes typed numbers, answers in the form, and replies once under the card', async () => {
    const { priya } = stage
    const { card, readings } = await running()
    await priya.command(CHANNEL, '/beat result T-1')
    await priya.waitForModal('experiment_result_form')
    await priya.submit(TYPED)

    const answer = await stage.modal(priya, 'Short form', 'Day 14 of 21', 'SQL rate: UNKNOWN')
    expect(answer).not.toMatch(/p \.\d|p <|chance/)
    const reply = await stage.post(CHANNEL, 'Short form', 'Typed by Priya')
    expect(reply.thread_ts).toBe(card.ts)
    expect(await readings()).toMatchObject([{ source: 'typed', dataThrough: '2026-11-15', takenBy: 'U0PRIYA' }])
  })

  it('stands under a card that is posted now where the test never had one', async () => {
    const { priya } = stage
    const { ctx, id } = await running()
    await ctx.db.pool.query('DELETE FROM announcement')
    await recordReading(ctx, id, { source: 'typed', dataThrough: '2026-11-15', arms: WON })
    await stage.app.services.announcer.run()
    const reply = await stage.post(CHANNEL, 'Short form', 'data through Sun 15 Nov')
    const cards = stage.sandbox.state.messages.filter(({ ts, bot_id: bot }) => bot && ts === reply.thread_ts)
    expect(cards.map((card) => wordsOf(card)).join()).toContain('T-1 · Shorter form on LP-demo')
    await priya.command(CHANNEL, '/beat test list')
    expect(await stage.answer(priya)).toContain('Open')
  })

  it('says at each field what cannot be, and keeps what was typed', async () => {
    const { priya } = stage
    const { readings } = await running()
    await priya.command(CHANNEL, '/beat result 1')
    await priya.waitForModal('experiment_result_form')
    const answer = await priya.submit({
      ...TYPED,
      'Long form · clicks': '700',
      'Short form · conversions': '12.5',
      'Short form · clicks': 'many',
      'Short form · MQL (SQL rate)': '40',
    })

    expect(errorsIn(answer)).toEqual({
      'n:0:0:events': 'There cannot be more of these than there are units.',
      'n:1:0:units': '"many" is no number. Write it as 1234 or 1234.5.',
      'n:1:0:events': 'This is counted, so it has to be a whole number.',
      'n:1:1:events': 'This number is missing.',
    })
    await priya.closeModal()
    await stage.quiet()
    await priya.command(CHANNEL, '/beat result T-1')
    await stage.modal(priya, 'This is your draft')
    const values = JSON.stringify(priya.modal()?.blocks)
    expect(values).toContain('"initial_value":"many"')
    expect(await readings()).toEqual([])
  })

  it('refuses fewer units than last time, unless the reading before is called wrong', async () => {
    const { priya } = stage
    const { readings } = await running()
    await priya.command(CHANNEL, '/beat result T-1')
    await stage.modal(priya, 'Data through')
    expect(JSON.stringify(priya.modal()?.blocks)).not.toContain('fewer units than last time')
    await priya.submit(TYPED)
    await stage.modal(priya, 'Short form', 'Day 14 of 21')
    await priya.closeModal()

    await priya.command(CHANNEL, '/beat result T-1')
    await stage.modal(priya, 'If there are fewer units than last time')
    const fewer = { ...TYPED, 'Long form · clicks': '5,000' }
    expect(errorsIn(await priya.submit(fewer))).toEqual({
      'n:0:0:units':
        'There were 20,000 through Sun 15 Nov, and these numbers only grow. Was that reading wrong? Then tick it below.',
    })
    expect(await readings()).toHaveLength(1)
    await priya.submit({
      ...fewer,
      'If there are fewer units than last time': ['The reading through Sun 15 Nov counted wrong'],
    })
    await stage.modal(priya, 'replaces the counts of an earlier reading, which were wrong')
    expect(await readings()).toHaveLength(2)
  })

  it('without a number takes the only test there is, or asks which one is meant', async () => {
    const { priya } = stage
    const { ctx } = await running()
    await priya.command(CHANNEL, '/beat result')
    await priya.waitForModal('experiment_result_form')
    await priya.closeModal()

    await insertTest(ctx, { title: 'Longer headline', ownerUserId: 'U0SAM' })
    await priya.command(CHANNEL, '/beat result')
    await priya.waitForModal('experiment_choice')
    await priya.submit({ 'Which test?': 'T-2 Longer headline' })
    await stage.modal(priya, 'Longer headline', 'Data through')
  })

  it('says why a test takes no results, and that none is running', async () => {
    const { priya } = stage
    const ctx = await stage.makeTeam()
    await priya.command(CHANNEL, '/beat result')
    await stage.modal(priya, 'No test of Growth is running')
    await priya.closeModal()

    await insertTest(ctx, { state: 'closed' })
    await priya.command(CHANNEL, '/beat result T-1')
    await stage.modal(priya, 'T-1 takes no results: it is closed.')
    await priya.closeModal()
    await priya.command(CHANNEL, '/beat result T-9')
    await stage.modal(priya, 'Growth has no test T-9')
  })
})

const EMAIL: Partial<Design> = {
  arms: HILLSTROM.map(({ name }, arm) => ({ key: `arm-${arm}`, name, share: 1 / 3, matches: null })),
  metric: { measure: 'own', name: 'Conversion', kind: 'proportion', better: 'higher', baseline: 0.006, spread: null },
  guardrails: [{ measure: 'own', name: 'Visit', kind: 'proportion', better: 'higher', margin: 0.05 }],
  perArm: 20_000,
}

describe('a file of units', () => {
  const file = (content: string, name = 'hillstrom.csv') => ({ name, content })

  it("of Hillstrom's e-mail test gives its z, its p, and what the rule says", async () => {
    const { mara } = stage
    const { readings, card } = await running(EMAIL, { state: 'decision_due' })
    stage.at('2026-11-23T10:00:00Z')
    await mara.click(card, 'Take a result')
    await mara.waitForModal('experiment_result_form')
    await mara.submit({ 'A CSV with one row per unit': file(unitsCsv(['segment', 'visit', 'conversion'], HILLSTROM)) })

    const answer = await stage.modal(mara, 'Mens E-Mail', 'hillstrom.csv: 64,000 units', 'arms from "segment"')
    expect(answer).toContain('Its rule says: ship Mens E-Mail.')
    expect(answer).toContain('Split as planned (21,306 / 21,307 / 21,387)')
    const [reading] = await readings()
    expect(reading?.result.arms.map(({ z }) => Number(z?.z.toFixed(4)))).toEqual([7.3851, 3.7796])
    expect(reading?.result.arms[0]?.z?.p).toBeCloseTo(1.52e-13, 15)
    expect(reading?.result.arms[1]?.z?.p).toBeCloseTo(1.571e-4, 7)
  })

  it('whose columns are named otherwise is shown as it was understood, and read as a person says', async () => {
    const { mara } = stage
    const { readings } = await running(EMAIL)
    const [, ...rest] = unitsCsv(
      ['x', 'y', 'z'],
      [
        { name: 'No E-Mail', units: 500, did: [300, 20] },
        { name: 'Mens E-Mail', units: 510, did: [310, 25] },
        { name: 'Womens E-Mail', units: 490, did: [290, 15] },
      ],
    ).split('\n')
    await mara.command(CHANNEL, '/beat result T-1')
    await mara.waitForModal('experiment_result_form')
    await mara.submit({ 'A CSV with one row per unit': file(['who,came,bought', ...rest].join('\n')) })

    await mara.waitForModal('experiment_columns_form')
    const shown = await stage.modal(mara, 'Which column is which?')
    expect(shown).toContain('who')
    await mara.submit({ Conversion: 'bought', Visit: 'came' })
    await stage.modal(mara, '1,500 units, arms from "who", Conversion from "bought", Visit from "came"')
    const [reading] = await readings()
    expect(reading?.arms[1]).toMatchObject({ primary: { units: 510, events: 25 }, guardrails: [{ events: 310 }] })
  })

  it('that counts fewer units than last time names the arms, and can be said to be right where its columns are chosen', async () => {
    const { mara } = stage
    const { readings } = await running(EMAIL)
    const drop = async (units: number) => {
      const arms = HILLSTROM.map(({ name }) => ({ name, units, did: [300, 20] }))
      const [, ...rest] = unitsCsv(['x', 'y', 'z'], arms).split('\n')
      await mara.command(CHANNEL, '/beat result T-1')
      await mara.waitForModal('experiment_result_form')
      await mara.submit({ 'A CSV with one row per unit': file(['who,came,bought', ...rest].join('\n')) })
      await mara.waitForModal('experiment_columns_form')
      await mara.submit({ Conversion: 'bought', Visit: 'came' })
    }
    await drop(500)
    await stage.modal(mara, '1,500 units')
    await mara.closeModal()

    await drop(400)
    await stage.modal(mara, 'fewer units than through Tue 17 Nov', 'Mens E-Mail · Conversion: 500')
    await mara.submit({
      'If there are fewer units than last time': ['The reading through Tue 17 Nov counted wrong'],
    })
    await stage.modal(mara, '1,200 units', 'replaces the counts of an earlier reading')
    expect(await readings()).toHaveLength(2)
  })

  it('that cannot be used says in which row, and the form is there again', async () => {
    const { mara } = stage
    const { readings } = await running(EMAIL)
    await mara.command(CHANNEL, '/beat result T-1')
    await mara.waitForModal('experiment_result_form')
    const strange = 'segment,visit,conversion\nNo E-Mail,1,0\nDogs E-Mail,0,0\n'
    await mara.submit({ 'A CSV with one row per unit': file(strange, 'dogs.csv') })

    const answer = await stage.modal(mara, 'Not yet:', 'Row 3 of dogs.csv says "Dogs E-Mail" in')
    expect(answer).toContain('The file has to be chosen again.')
    expect(answer).toContain('Data through')
    expect(await readings()).toEqual([])
  })

  it('beside typed numbers is a question which of them counts', async () => {
    const { mara } = stage
    await running()
    await mara.command(CHANNEL, '/beat result T-1')
    await mara.waitForModal('experiment_result_form')
    const answer = await mara.submit({ ...TYPED, 'A CSV with one row per unit': file('arm,conversion\na,1\n') })
    expect(errorsIn(answer)).toEqual({
      file: 'Numbers are typed and a file is given: which of them counts? Leave one of them empty.',
    })
  })
})

describe("the team's own numbers", () => {
  const arms = [
    { key: 'a', name: 'Old', share: 0.5, matches: '[old]' },
    { key: 'b', name: 'New', share: 0.5, matches: '[new]' },
  ]
  const numbers = (to: string) => {
    const each = { impressions: 10_000, spend: 100, clicks: 500, conversions: 20 }
    return adDaysCsv([
      ...everyDay('2026-10-26', to, { ...each, campaign: 'Search [Old]' }),
      ...everyDay('2026-10-26', to, { ...each, campaign: 'Search [New]', conversions: 30 }),
    ])
  }

  it('are read by a click where every arm has its letters, as far as they reach', async () => {
    const { priya } = stage
    const { ctx, readings } = await running({ unit: 'campaign', arms })
    await stage.importNumbers(ctx, numbers('2026-11-15'))
    await priya.command(CHANNEL, '/beat result T-1')
    await priya.waitForModal('experiment_result_form')
    await priya.click('modal', 'Read from our numbers')
    await stage.modal(priya, 'Not yet:', 'Our numbers end on Sun 15 Nov.')

    await priya.fillModal({ 'Data through': '2026-11-15' })
    await priya.click('modal', 'Read from our numbers')
    await stage.modal(priya, 'New', 'Read from our numbers by Priya', 'Split not judged')
    expect(await readings()).toMatchObject([{ source: 'numbers', dataThrough: '2026-11-15' }])
  })

  it('are read by the clock every week, and replied once under the card', async () => {
    const { ctx, readings } = await running({ unit: 'campaign', arms })
    await stage.importNumbers(ctx, numbers('2026-11-15'))
    await stage.tick('2026-11-18T13:00:00Z')
    await stage.tick('2026-11-18T14:00:00Z')

    await stage.post(CHANNEL, 'Read from our numbers by the clock')
    expect(await readings()).toHaveLength(1)
  })

  it('that fit two arms, or none, are told to the owner of the test once', async () => {
    const both = arms.map((arm) => ({ ...arm, matches: 'search' }))
    const { ctx, readings } = await running({ unit: 'campaign', arms: both })
    await stage.importNumbers(ctx, numbers('2026-11-15'))
    await stage.tick('2026-11-18T13:00:00Z')
    await stage.tick('2026-11-18T14:00:00Z')

    await stage.post('U0PRIYA', 'T-1', 'could not be read from our numbers', '"Search [New]" belongs to two arms')
    expect(stage.posts('U0PRIYA')).toHaveLength(1)
    expect(await readings()).toEqual([])
  })
})
