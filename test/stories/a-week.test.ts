import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { weeksThrough } from '../../src/domain/week.ts'
import { everyWeek, googleExport, metaExport } from '../support/exports.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../support/stage.ts'

// The minutes of a week: Growth is made on a Wednesday, its numbers come in, and the review of week 47 opens, is written
// and closed. Each entry stands on the one before.

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ at: '2026-11-18T12:00:00Z' })
})
afterAll(async () => {
  await stage.close()
})

const BEFORE = weeksThrough('2026-W46', 6)
const GOOGLE = googleExport([
  ...everyWeek(BEFORE, { spend: 100, impressions: 10_000, clicks: 200, conversions: 10 }),
  { week: '2026-W47', spend: 120, impressions: 10_000, clicks: 200, conversions: 10 },
])
const META = metaExport(
  everyWeek([...BEFORE, '2026-W47'], { spend: 150, impressions: 20_000, clicks: 100, conversions: 5 }),
)

const header = (...words: string[]) => stage.post(CHANNEL, 'Week 47 (16-22 Nov) · numbers and narrative', ...words)
const replyOf = (channel: string, ...words: string[]) => stage.post(CHANNEL, `*${channel}* ·`, ...words)

describe('a week with Drumbeat', () => {
  it('Wednesday: Mara makes the team of #growth', async () => {
    const { mara } = stage
    await mara.command('growth', '/beat setup')
    await mara.waitForModal('team_form')
    const sent = await mara.submit({
      'Name of the team': 'Growth',
      'Time zone': 'Europe/Berlin',
      'Currency of the numbers': 'eur',
      'The one result you are judged by': 'Signup',
      'It should cost at most': '20',
      'Channel 1': 'Paid search',
      'Owner of channel 1': 'Priya Shah',
      'Rules of channel 1: what is its own': 'Google Ads',
      'Channel 2': 'Paid social',
      'Owner of channel 2': 'Sam Ortiz',
      'Rules of channel 2: what is its own': 'Meta Ads',
    })

    expect(sent).toEqual({ outcome: 'closed' })
    const said = wordsOf(await stage.post(CHANNEL, 'Growth is set up'))
    expect(said).toContain('The review opens every Monday at 09:00 (Berlin). Channels: Paid search, Paid social.')
    expect(said).toContain('drop an export')
  })

  it('Monday 08:30: Priya drops the export of Google Ads and confirms what it would do', async () => {
    const { priya } = stage
    stage.at('2026-11-23T07:30:00Z')
    await priya.dropFile('growth', { name: 'google.csv', bytes: GOOGLE })

    const preview = await stage.post(CHANNEL, '*google.csv for Growth*')
    expect(wordsOf(preview)).toContain('49 of 50 rows, Mon 5 Oct to Sun 22 Nov 2026 (49 days), €5,040 spent')
    expect(wordsOf(preview)).toContain('Skipped 1: grand total row (first on line 53)')

    await priya.click(preview, 'Import 49 rows')
    const done = await stage.post(CHANNEL, '*Imported* · google.csv')
    expect(done.ts).toBe(preview.ts)
  })

  it('Monday 08:40: Sam does the same with the one of Meta', async () => {
    const { sam } = stage
    await sam.dropFile('growth', { name: 'meta.csv', bytes: META })

    const preview = await stage.post(CHANNEL, '*meta.csv for Growth*', '€7,350 spent')
    await sam.click(preview, 'Import 49 rows')
    await stage.post(CHANNEL, '*Imported* · meta.csv')
  })

  it('Monday 08:59: nothing opens before its time', async () => {
    await stage.tick('2026-11-23T07:59:59Z')

    expect(stage.posts().join('\n')).not.toContain('numbers and narrative')
  })

  it('Monday 09:00: the review opens once, however often and from however many processes the clock beats', async () => {
    const second = await stage.startBot()
    await Promise.all([stage.tick('2026-11-23T08:00:00Z'), second.tick(stage.clock.now), second.tick(stage.clock.now)])
    await stage.tick('2026-11-23T08:01:00Z')
    await stage.stopBot(second)

    const thread = stage.mara.thread(await header()).map(wordsOf)
    expect(stage.posts()).toHaveLength(3 + 7)
    expect(thread).toHaveLength(7)
    expect(thread[1]).toContain('Cost per Signup rose from €16.67 to €18.00')
    expect(thread[2]).toContain('*Cost per conversion rose 8 % to €18.00: +€2.11 from dearer clicks in Paid search')
    expect(thread[2]).toContain('Look first at: auction or targeting.')
    expect(thread[3]).toContain('Cost per Signup rose from €16.67 to €18.00')
    expect(thread[4]).toContain('*Winning* · Paid search: 70 conversions at €12.00')
    expect(thread[4]).toContain('*Leaking* · Paid social: 35 conversions at €30.00')
    expect(thread[5]).toContain('<@U0PRIYA>, what happened, why do you think so, what next?')
    expect(thread[6]).toContain('<@U0SAM>, what happened, why do you think so, what next?')
  })

  it('Monday 09:00: its header has the right numbers', async () => {
    const said = wordsOf(await header('0 of 2 narratives in'))

    expect(said).not.toContain('opened late')
    expect(said).toContain('*Cost per Signup €18.00* ▲ 8 % on last week (€16.67) · target ≤ €20')
    expect(said).toContain('Spend €1,890 €1,750 €1,750')
    expect(said).toContain('CTR 1.00 % 1.00 % 1.00 %')
    expect(said).toContain('CPC €0.90 €0.83 €0.83')
    expect(said).toContain('CVR 5.00 % 5.00 % 5.00 %')
    expect(said).toContain('Conversions 105 105 105')
    expect(said).toContain('Numbers are complete through Sun 22 Nov.')
  })

  it('Monday 09:20: Priya begins her narrative, is called away, and finds her words again', async () => {
    const { priya } = stage
    stage.at('2026-11-23T08:20:00Z')
    await priya.click(await replyOf('Paid search'), 'Write narrative')
    await priya.waitForModal('narrative_form')
    expect(wordsOf(priya.modal()!)).toContain('€840 spent · Cost per Signup €12.00 (last week €10.00)')
    await priya.fillModal({ 'What happened?': 'Clicks got dearer' })
    await priya.closeModal()
    await stage.quiet()

    await priya.command('growth', '/beat')
    const asked = await stage.answerTo(priya)
    expect(wordsOf(asked)).toContain('*Paid search* · narrative of Week 47 (16-22 Nov) · you have begun a draft')
    await priya.click(asked, 'Resume draft')
    const form = await priya.waitForModal('narrative_form')
    expect(wordsOf(form)).toContain('This is your draft.')
    const sent = await priya.submit({ 'Why do you think so?': 'A rival bids on our name', 'What next?': 'Raise bids' })

    expect(sent).toEqual({ outcome: 'closed' })
    const said = wordsOf(await replyOf('Paid search', 'Clicks got dearer', 'A rival bids on our name', 'Raise bids'))
    expect(said).toContain('Priya Shah')
    await header('1 of 2 narratives in')
  })

  it('Monday 09:30: what Priya edits is marked as edited', async () => {
    const { priya } = stage
    await priya.click(await replyOf('Paid search'), 'Edit narrative')
    await priya.waitForModal('Edit narrative')
    await priya.submit({ 'What next?': 'Raise bids on Wednesday' })

    await replyOf('Paid search', 'Raise bids on Wednesday', 'Priya Shah · edited')
    await header('1 of 2 narratives in')
  })

  it('Monday 17:00: Mara closes the review, and the thread ends with its digest', async () => {
    const { mara } = stage
    stage.at('2026-11-23T16:00:00Z')
    await mara.click(await header(), 'Close review')
    const form = await mara.waitForModal('close_form')
    expect(wordsOf(form)).toContain('*1 of 2 narratives are in.* Lacking: not heard yet: Paid social.')
    await mara.submit({
      'What was decided?': 'Defend the brand\n\nTest a new hero',
      "What is next week's focus?": 'Bids',
      'Close without what is lacking? Say why': 'Sam travels until Wednesday.',
    })

    const digest = await stage.post(CHANNEL, '*Week 47 closed* · 1 of 2 heard · by Mara Lindt')
    const said = wordsOf(digest)
    expect(digest.thread_ts).toBe((await header()).ts)
    expect(said).toContain('*Cost per Signup €18.00*')
    expect(said).toContain('*Decisions*\n• Defend the brand\n• Test a new hero')
    expect(said).toContain("*Next week's focus*\n• A-1 Bids (Mara Lindt, due Fri 27 Nov)")
    expect(said).not.toContain('Not heard yet')
    expect(said).toContain('(not heard yet: Paid social): Sam travels until Wednesday.')
    expect(said).toContain('Next review Mon 30 Nov 09:00 Berlin')
    expect(wordsOf(await header('Closed by <@U0MARA>'))).not.toContain('Close review')
  })

  it('Tuesday: Sam is late, is heard all the same, and the header says so', async () => {
    const { sam } = stage
    stage.at('2026-11-24T10:00:00Z')
    await sam.click(await replyOf('Paid social'), 'Write narrative')
    await sam.waitForModal('narrative_form')
    await sam.submit({ 'What happened?': 'Nothing moved' })

    await replyOf('Paid social', 'Nothing moved', 'Sam Ortiz · written after the close')
    await header('2 of 2 narratives in (1 after the close)')
    const digest = wordsOf(await stage.post(CHANNEL, '*Week 47 closed* · 2 of 2 heard'))
    expect(digest).not.toContain('Not heard yet')
  })

  it('the Monday after: the next review opens, and knows what was said before', async () => {
    const { priya } = stage
    await stage.tick('2026-11-30T08:00:00Z')

    const next = wordsOf(await stage.post(CHANNEL, 'Week 48 (23-29 Nov) · numbers and narrative'))
    expect(next).toContain('0 of 2 narratives in')
    expect(next).toContain('Provisional: numbers are missing from')
    await priya.command('growth', '/beat narrative')
    expect(wordsOf(await priya.waitForModal('narrative_form'))).toContain(
      '*Last week:* Clicks got dearer\n*Why:* A rival bids on our name\n*Next:* Raise bids on Wednesday',
    )
    expect(stage.failures).toEqual([])
  })
})
