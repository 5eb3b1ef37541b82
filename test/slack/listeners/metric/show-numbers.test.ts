import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { everyWeek, googleExport, metaExport } from '../../../support/exports.ts'
import { CHANNEL, openStage, type Stage } from '../../../support/stage.ts'

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

beforeEach(async () => {
  const ctx = await stage.makeTeam()
  const weeks = ['2026-W45', '2026-W46']
  const google = { spend: 100, impressions: 10_000, clicks: 200, conversions: 10 }
  const meta = { spend: 150.5, impressions: 20_000, clicks: 100, conversions: 5 }
  await stage.importNumbers(ctx, googleExport(everyWeek(weeks, google)), 'google.csv')
  await stage.importNumbers(ctx, metaExport(everyWeek(weeks, meta)), 'meta.csv')
})

/** What Priya is answered; the picture that goes with it has arrived. */
async function asked(line: string, by = stage.priya): Promise<string> {
  await by.command('growth', line)
  const said = await stage.answer(by)
  if (said.includes('The picture is in'))
    await stage.sandbox.waitFor(() => picturesOf().length > 0, 'the picture', 15_000)
  return said
}

const picturesOf = () => stage.sandbox.state.files.filter(({ state }) => state === 'complete')

describe('/beat numbers', () => {
  it('answers privately with a table of the last week, and a picture in the direct messages', async () => {
    const said = await asked('/beat numbers')

    expect(said).toContain('*Growth · week 46 (9-15 Nov)*')
    expect(said).toContain('Spend €1,754 €1,754')
    expect(said).toContain('Conversions 105 105')
    expect(said).toContain(
      '• *Paid search* Cost per Signup *€10.00* (±0 %, within noise · target ≤ €20: on target, more than 99 % sure · 95 % range €7.91 to €12.83) · €700 spent, 70 conversions',
    )
    expect(said).toContain('Numbers reach Sun 15 Nov.')
    expect(said).toContain('The picture is in your direct messages.')
    const [picture] = picturesOf()
    expect(picture?.altText).toContain('Cost per Signup')
    expect(picture?.shares).toMatchObject([{ channel: 'D0PRIYA' }])
    expect(stage.posts(CHANNEL).join()).not.toContain('week 46')
  })

  it('answers about one channel', async () => {
    const said = await asked('/beat numbers paid search 2026-W45')

    expect(said).toContain('*Paid search · week 45 (2-8 Nov)*')
    expect(said).toContain('Spend €700')
    expect(said).not.toContain('Paid social')
  })

  it.each([
    ['this week', 'this week so far', 'There are no numbers of these days. They reach Sun 15 Nov'],
    ['month', 'this month so far', '*Provisional:* numbers reach Sun 15 Nov'],
    ['2 weeks', 'weeks 45-46', '*By channel*'],
    ['Paid Social 2026-11-09..2026-11-10', 'Paid social · 2026-11-09 to 2026-11-10', 'Spend €301'],
  ])('understands "%s"', async (period, title, part) => {
    const said = await asked(`/beat numbers ${period}`)

    expect(said).toContain(title)
    expect(said).toContain(part)
  })

  it('says what it does understand where it does not', async () => {
    const said = await asked('/beat numbers paid serch last decade')

    expect(said).toContain('I do not know the channel or period "paid serch last decade".')
    expect(said).toContain('Channels: Paid search, Paid social. Periods: week · this week')
  })

  it('says when leads are judged, and changes it for the team', async () => {
    expect(await asked('/beat numbers settings')).toContain('from 80 % maturity on, and a customer may take 90 days')

    expect(await asked('/beat numbers settings 75 % 120 days', stage.mara)).toContain(
      'From now on: Leads are judged by what became of them from 75 % maturity on, and a customer may take 120 days.',
    )
    expect(await asked('/beat numbers settings')).toContain('from 75 % maturity on, and a customer may take 120 days')

    expect(await asked('/beat numbers settings 75 % restated 10 %', stage.mara)).toContain('120 days. Before that')
    expect(await asked('/beat numbers settings')).toContain('change by more than 10 %')

    const refused = await asked('/beat numbers settings 12 % 90 days', stage.mara)
    expect(await asked('/beat numbers settings restated 0 %', stage.mara)).toContain('is restated, from 1 to 50 %')
    expect(refused).toContain('I cannot read "12 % 90 days". Write the maturity from 50 to 100 %')
    expect(await asked('/beat numbers settings')).toContain('from 75 % maturity on')
  })
})
