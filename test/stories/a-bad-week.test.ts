import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { daysOf, shiftDay, weeksThrough } from '../../src/domain/week.ts'
import { type Daily, googleExport, metaExport } from '../support/exports.ts'
import { CHANNEL, openStage, type Stage, wordsOf } from '../support/stage.ts'

// A bad week, from the numbers to the reason: clicks of Paid social got dearer, and more leads became no more MQLs.

const WEEKS = weeksThrough('2026-W47', 27)
const LAST_DAY = '2026-11-22'
const LAST_WEEK = daysOf('2026-W47').from

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ at: '2026-11-22T18:00:00Z' })
})
afterAll(async () => {
  await stage.close()
})

describe('a bad week', () => {
  it('Sunday: the exports of both platforms and of the CRM are in', async () => {
    const ctx = await stage.makeTeam({
      outcomes: [
        { name: 'Customer', role: 'primary', counts: 'won', includes: null, excludes: null, validation: null },
      ],
      targets: [{ channelId: null, metric: 'cac', band: { low: null, high: 75 } }],
    })
    await stage.importNumbers(ctx, googleExport(days(100, 100)), 'google.csv')
    await stage.importNumbers(ctx, metaExport(days(150, 225)), 'meta.csv')
    await stage.importNumbers(ctx, crmObjects(), 'crm.csv')
  })

  it('Monday 09:00: the review says what a customer costs, how sure that is, and by which day it counts', async () => {
    await stage.tick('2026-11-23T08:00:00Z')

    const header = wordsOf(await stage.post(CHANNEL, 'numbers and narrative'))
    expect(header).toContain('*CAC €81.25* ▲ 29 % on last week (€63.13)')
    expect(header).toContain('95 % range €56.22-€122 · customers by the day they were won')
    expect(header).toContain('no call yet')
    expect(header).toContain('*By the day the lead came in (cohort): 560 leads.*')
    expect(header).toContain('provisional, no call yet.')
    expect(header).toContain('The latest leads that can be judged, week 46: customers about 86 % of what will come')
  })

  it('Monday 09:00: before the change it says where quality was lost, and then what to look at', async () => {
    const said = wordsOf(await stage.post(CHANNEL, '*What changed*'))

    const [, first = '', sentence = ''] = said.split('\n')
    expect(first).toContain('Leads rose and MQLs did not follow: 420 → 560 leads (+33 %), 168 → 168 MQLs (±0 %).')
    expect(first).toContain('Lost at MQLs per lead, 40.0 % → 30.0 %.')
    expect(said.indexOf('Leads rose')).toBeLessThan(said.indexOf('*CAC rose'))
    expect([sentence, said].join()).toContain('from dearer clicks in Paid social')
    expect(said).toContain('Look first at: auction or targeting.')
    expect(said).toContain('Look first at: targeting or a broad offer.')
    expect(said).toContain('customers by the day they were won (event basis).')
    expect(said).toContain(
      'By the day of the lead (cohort basis), week 46 against week 45, the latest that can be judged: CAC rose 1 % to €63.13.',
    )
  })

  it('Monday 09:00: the picture shows how one cost became the other, and says so to who does not see it', async () => {
    await stage.post(CHANNEL, 'CAC rose from €63.13 to €81.25')
    const alt = stage.sandbox.state.files.map(({ altText }) => altText).find((each) => each.includes('went from'))
    expect(alt).toContain('CAC went from €63.13 to €81.25:')
    expect(alt).toContain('fewer MQLs per lead in every channel')
  })

  it('Monday 09:20: Mara wants to check it, and every part is there to be added up', async () => {
    await stage.mara.click(await stage.post(CHANNEL, '*What changed*'), 'Show the table')

    const table = await stage.answer(stage.mara)
    expect(table).toContain('Paid social · MQLs per lead 40.0 % 30.0 % +€10.3952 outside noise')
    expect(table).toContain('All Change €63.1250 €81.2500 +€18.1250')
  })

  it('Monday 09:40: Sam asks about his channel alone, and tells CPM from CTR', async () => {
    await stage.sam.command('growth', '/beat why cac split paid social')

    const said = await stage.answer(stage.sam)
    expect(said).toContain('from dearer impressions')
    expect(said).toContain('Paid social CTR 0.50 % 0.50 %')
    await stage.post('U0SAM', 'CAC rose from', 'Paid social')
  })

  it('Monday 09:50: Mara asks by the day of the lead, is told that it is too early, and asks about the week that can be judged', async () => {
    await stage.mara.command('growth', '/beat why cac')
    await stage.mara.click(await stage.answerTo(stage.mara), 'By the day of the lead')
    expect(await stage.answer(stage.mara)).toContain(
      'CAC by the day of the lead is no call yet: about 0 % of what these leads will bring has come, and from 80 % on they are judged. The latest that can be judged: `/beat why cac cohort week 46`.',
    )

    await stage.mara.command('growth', '/beat why cac cohort week 46')
    const answer = await stage.answerTo(stage.mara)
    expect(wordsOf(answer)).toContain('week 46 (9-15 Nov) · by the day of the lead*')
    expect(wordsOf(answer)).toContain('CAC rose 1 % to €63.13.')
    expect(wordsOf(answer)).toContain('as many as will have come in the end (cohort basis).')
    await stage.mara.click(answer, 'By the day of the result again')
    expect(await stage.answer(stage.mara)).toContain('customers by the day they were won (event basis).')
    await stage.mara.command('growth', '/beat why cpl cohort')
    expect(await stage.answer(stage.mara)).toContain('CPL is the same by the day of the lead')
  })

  it('Wednesday: Priya sees how far the leads of these days have come, and that it is too early to judge them', async () => {
    stage.at('2026-11-25T10:00:00Z')
    await stage.priya.command('growth', '/beat numbers 2026-11-16..2026-11-22')

    const said = await stage.answer(stage.priya)
    expect(said).toContain('The table counts customers by the day they were won (event basis).')
    expect(said).toMatch(
      /• \d+ SQLs so far, about \d+ % of what will come \(about \d+ in the end\): Cost per SQL about €/,
    )
    expect(said).toContain('provisional, no call yet.')
    expect(stage.failures).toEqual([])
  })
})

/** Weeks whose prices move by a percent to and fro, and another price in the last one. */
function days(spend: number, last: number): Daily[] {
  return WEEKS.map((week, at) => {
    const spent = at === WEEKS.length - 1 ? last : at % 2 === 0 ? spend : spend * 1.01
    return { week, spend: spent, impressions: 20_000, clicks: 100, conversions: 30 }
  })
}

/** Of 30 leads a day and channel 12 become MQL; in the last week there are 40, and still 12. Each stage takes its days. */
function crmObjects(): string {
  const first = daysOf(WEEKS[0] ?? '').from
  const rows: string[] = []
  for (let day = first; day <= LAST_DAY; day = shiftDay(day, 1)) {
    for (const channel of ['Paid search', 'Paid social']) {
      const leads = day >= LAST_WEEK ? 40 : 30
      for (let lead = 0; lead < leads; lead++) {
        const at = (reached: number, after: number) => {
          const then = shiftDay(day, after)
          return lead < reached && then <= LAST_DAY ? then : ''
        }
        const stages = [at(12, lead % 2), at(5, 3), at(3, 5), at(2, 8)]
        rows.push([`${channel} ${day} ${lead}`, channel, day, ...stages].join(','))
      }
    }
  }
  return ['object_id,channel,lead_at,mql_at,sql_at,opportunity_at,won_at', ...rows].join('\n')
}
