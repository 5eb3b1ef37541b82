import { readFileSync } from 'node:fs'
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

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/exports/${name}.csv`, import.meta.url), 'utf8')
const SMALL =
  'Date,Platform,Campaign,Spend,Clicks\n2026-11-16,Google Ads,Brand,10.50,4\n2026-11-17,Google Ads,Brand,12.25,5\n'

async function spendOf(): Promise<string> {
  const { rows } = await stage.db.pool.query<{ sum: string | null }>('SELECT sum(spend)::text AS sum FROM fact')
  return rows[0]?.sum ?? 'nothing'
}

async function objectsThere(): Promise<number> {
  const { rows } = await stage.db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM funnel_record')
  return rows[0]?.n ?? -1
}

describe('a file dropped in the channel', () => {
  beforeEach(async () => {
    await stage.makeTeam()
  })

  it('changes nothing before somebody says so, and nothing when they cancel', async () => {
    const { priya } = stage
    await priya.dropFile('growth', { name: 'small.csv', bytes: SMALL })
    const preview = await stage.post(CHANNEL, '*small.csv for Growth*', '€22.75 spent')
    expect(await spendOf()).toBe('nothing')

    await priya.click(preview, 'Cancel')
    expect(wordsOf(await stage.post(CHANNEL, '*Cancelled* · small.csv'))).not.toContain('Import 2 rows')
    expect(await spendOf()).toBe('nothing')
    const { rows } = await stage.db.pool.query(
      "SELECT 1 FROM pg_class WHERE relnamespace = to_regnamespace('staging') AND relkind = 'r'",
    )
    expect(rows).toEqual([])
  })

  it('is imported once, however often the button is clicked', async () => {
    const { priya, sam } = stage
    await priya.dropFile('growth', { name: 'small.csv', bytes: SMALL })
    const preview = await stage.post(CHANNEL, '*small.csv for Growth*')
    await Promise.all([priya.click(preview, 'Import 2 rows'), sam.click(preview, 'Import 2 rows')])

    await stage.post(CHANNEL, '*Imported* · small.csv')
    const told = await stage.sandbox.waitFor(() => [...priya.ephemerals(), ...sam.ephemerals()][0])
    expect(wordsOf(told)).toMatch(/small.csv (was imported already; nothing was counted twice|is being imported)/)
    expect(await spendOf()).toBe('22.750000')
  })

  it('is read once, though Slack delivers the event twice', async () => {
    const { priya } = stage
    stage.sandbox.faults.add({ kind: 'delivered-twice', delivery: 'event' })
    stage.sandbox.faults.add({ kind: 'delivered-again-as-retry', delivery: 'event' })
    await priya.dropFile('growth', { name: 'small.csv', bytes: SMALL })
    await stage.post(CHANNEL, '*small.csv for Growth*')
    await stage.quiet()

    expect(stage.posts().filter((said) => said.includes('small.csv'))).toHaveLength(1)
    stage.sandbox.faults.clear()
  })

  it('asks how its dates are meant, and goes on with the answer', async () => {
    const { priya, sam } = stage
    await priya.dropFile('growth', { name: 'dates.csv', bytes: fixture('ambiguous-dates') })
    const asked = await stage.post(CHANNEL, '*dates.csv for Growth: one question first*')
    expect(wordsOf(asked)).toContain('Nothing is imported before you say so.')

    await sam.click(asked, 'import_answer:0')
    const preview = await stage.post(CHANNEL, '*dates.csv for Growth*', '€22.75 spent')
    await stage.post(CHANNEL, '*Replaced* · a newer preview of dates.csv stands below.')
    await sam.click(preview, 'Import 2 rows')
    await stage.post(CHANNEL, '*Imported* · dates.csv')
    expect(await spendOf()).toBe('22.750000')
  })

  it('asks again where an answer leaves a second question', async () => {
    const { priya } = stage
    await priya.dropFile('growth', { name: 'commas.csv', bytes: fixture('ambiguous-decimals') })
    const asked = await stage.post(CHANNEL, '*commas.csv for Growth: one question first*')
    await priya.click(asked, 'Decimal comma')

    await stage.post(CHANNEL, '*commas.csv for Growth*', '€3.73 spent')
  })

  it('may hold objects of the CRM: they are shown by stage, imported by a click, and gone with none of their rows on Cancel', async () => {
    const { priya, sam } = stage
    await priya.dropFile('growth', { name: 'deals.csv', bytes: fixture('hubspot-deals') })
    const preview = await stage.post(CHANNEL, '*deals.csv for Growth*', '6 opportunities', '2 won, €12,000.50')
    expect(wordsOf(preview)).toContain('4 objects match no channel')
    expect(await objectsThere()).toBe(0)

    await sam.click(preview, 'Import 6 objects')
    await stage.post(CHANNEL, '*Imported* · deals.csv · HubSpot deals: 6 objects')
    expect(await objectsThere()).toBe(6)

    await priya.dropFile('growth', { name: 'contacts.csv', bytes: fixture('hubspot-contacts') })
    const asked = await stage.post(CHANNEL, '*contacts.csv for Growth: one question first*', 'they would count twice')
    await priya.click(asked, 'Leave out opportunities, won')
    const better = await stage.post(CHANNEL, '*contacts.csv for Growth*', '2 leads')
    await priya.click(better, 'Cancel')
    await stage.post(CHANNEL, '*Cancelled* · contacts.csv')
    expect(await objectsThere()).toBe(6)
  })

  it('is refused under itself when it has another currency than the team', async () => {
    const { priya } = stage
    const dropped = await priya.dropFile('growth', { name: 'usd.csv', bytes: SMALL.replace('Spend', 'Spend (USD)') })

    const refusal = await stage.post(CHANNEL, 'That file is in USD; Growth counts in EUR. I imported nothing.')
    expect(refusal.thread_ts).toBe(dropped.ts)
    expect(await spendOf()).toBe('nothing')
  })

  it.each([
    ['two currencies', fixture('two-currencies'), 'two currencies'],
    ['no numbers', 'Name,Colour\nA,red\n', 'I imported nothing'],
    ['nothing', '', 'empty'],
    ['a picture called .csv', '\u0089PNG\r\n\u001a\n\u0000\u0000', 'I imported nothing'],
  ])('is refused under itself when it holds %s', async (_, bytes, sentence) => {
    const { priya } = stage
    const dropped = await priya.dropFile('growth', { name: 'junk.csv', bytes })

    const refusal = await stage.post(CHANNEL, sentence)
    expect(refusal.thread_ts).toBe(dropped.ts)
    expect(await spendOf()).toBe('nothing')
  })

  it('is left alone when it holds no numbers by its name, or is dropped where no team lives', async () => {
    const { priya } = stage
    await priya.dropFile('growth', { name: 'holiday.png', bytes: 'png' })
    await priya.dropFile('marketing-leads', { name: 'small.csv', bytes: SMALL })
    await stage.quiet()

    expect(stage.posts()).toHaveLength(1)
    expect(stage.posts('C0LEADS')).toEqual([])
  })

  it('tells of an import that is gone', async () => {
    const { priya } = stage
    await priya.dropFile('growth', { name: 'small.csv', bytes: SMALL })
    const preview = await stage.post(CHANNEL, '*small.csv for Growth*')
    await stage.db.pool.query('TRUNCATE import')
    await priya.click(preview, 'Import 2 rows')

    expect(await stage.answer(priya)).toContain('I cannot find this import any more.')
  })

  it('tells when its rows were lost with the database, and what to do', async () => {
    const { priya } = stage
    await priya.dropFile('growth', { name: 'small.csv', bytes: SMALL })
    const preview = await stage.post(CHANNEL, '*small.csv for Growth*')
    const { rows } = await stage.db.pool.query<{ staging_table: string }>('SELECT staging_table FROM import')
    await stage.db.pool.query(`DELETE FROM ${rows[0]!.staging_table}`)
    await priya.click(preview, 'Import 2 rows')

    expect(await stage.answer(priya)).toContain('The rows of small.csv are gone')
    expect(await spendOf()).toBe('nothing')
  })
})

describe('"Import these numbers" on a message', () => {
  it('reads its file again, as a drop would', async () => {
    const { priya, jo } = stage
    const dropped = await priya.dropFile('growth', { name: 'small.csv', bytes: SMALL })
    await stage.makeTeam()
    await jo.messageShortcut('import_shortcut', dropped)

    expect(await stage.answer(jo)).toContain('I read the file; its preview is in the channel.')
    await stage.post(CHANNEL, '*small.csv for Growth*')
  })

  it('says what it needs on a message without a file, and where no team lives', async () => {
    const { priya } = stage
    const said = await priya.say('growth', 'Look at these numbers')
    await priya.messageShortcut('import_shortcut', said)
    expect(await stage.answer(priya)).toContain('This message has no file.')

    const dropped = await priya.dropFile('growth', { name: 'small.csv', bytes: SMALL })
    await priya.messageShortcut('import_shortcut', dropped)
    expect(await stage.answer(priya)).toContain('No team lives in this channel yet.')
  })
})
