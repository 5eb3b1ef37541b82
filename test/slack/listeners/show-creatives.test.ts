import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { adsCsv } from '../../support/ads-csv.ts'
import { chooseAtHome } from '../../support/home.ts'
import { CHANNEL, openStage, type Stage } from '../../support/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ at: '2026-11-23T07:00:00Z' })
})
beforeEach(async () => {
  await stage.reset('2026-11-23T07:00:00Z')
})
afterEach(() => {
  expect(stage.failures).toEqual([])
})
afterAll(async () => {
  await stage.close()
})

const SUNDAY = '2026-11-22'
/** Four ads: one is worn out, one does better than the others, two go on as ever. */
const ADS = adsCsv([
  { ad: 'testimonial', from: '2026-08-01', to: SUNDAY },
  { ad: 'spreadsheet-meme', from: '2026-08-01', to: SUNDAY },
  { ad: 'founder-video-3', from: '2026-10-13', to: '2026-11-15' },
  { ad: 'founder-video-3', from: '2026-11-16', to: SUNDAY, clicks: 19 },
  { ad: 'calculator-1', from: '2026-10-27', to: SUNDAY, conversions: 8 },
])

async function asked(line: string): Promise<string> {
  await stage.priya.command('growth', line)
  return await stage.answer(stage.priya)
}

describe('/beat creatives', () => {
  it('answers privately which ads are tired, which do best, and how every other one stands', async () => {
    await stage.importNumbers(await stage.makeTeam(), ADS, 'ads.csv')
    const said = await asked('/beat creatives')

    expect(said).toContain('*Creatives · Growth · 7 days to Sun 22 Nov*')
    expect(said).toContain('1 tired creative, 1 clear winner, 4 read.')
    expect(said).toContain(
      '*Worn out* · *founder-video-3* (Prospecting, Founders): CTR −37 % from its own start (1.00 % → 0.63 %), 41 days live, €420 in 7 days. It is the creative: the 3 other ads of its ad group moved ±0 %.',
    )
    expect(said).toContain(
      '*Fresh* · *calculator-1* (Prospecting, Founders): 56 results at €7.50, the others of its campaign pay €20.00.',
    )
    expect(said).toContain('testimonial (Founders) 1.00 % 1.00 % ±0 % 70+ €420 old, and holds')
    expect(stage.posts(CHANNEL).join()).not.toContain('Worn out')
  })

  it('answers about one channel, and says which there are where it does not know one', async () => {
    await stage.importNumbers(await stage.makeTeam(), ADS, 'ads.csv')
    expect(await asked('/beat creatives Paid Social')).toContain('*Creatives · Paid social')
    expect(await asked('/beat creatives paid search')).toContain('No ad of this channel can be read yet')
    expect(await asked('/beat creatives tv')).toContain(
      'I do not know the channel "tv". Channels: Paid search, Paid social.',
    )
  })

  it('says what to do before there are any numbers', async () => {
    await stage.makeTeam()
    expect(await asked('/beat creatives')).toContain('drop an export by ad in the channel of the team')
  })

  it('is one click from the numbers, about the same channel', async () => {
    await stage.importNumbers(await stage.makeTeam(), ADS, 'ads.csv')
    await stage.priya.command('growth', '/beat numbers paid social')
    await stage.priya.click(await stage.answerTo(stage.priya), 'Creatives')
    expect(await stage.answer(stage.priya)).toContain('*Creatives · Paid social')
  })

  it('is asked for at home, too', async () => {
    await stage.importNumbers(await stage.makeTeam(), ADS, 'ads.csv')
    await stage.mara.openHome()
    await stage.sandbox.waitFor(() => stage.mara.home(), 'the Home tab')
    await chooseAtHome(stage.mara, 'creatives')
    await stage.post(stage.mara.id, 'Creatives · Growth', 'founder-video-3')
  })
})
