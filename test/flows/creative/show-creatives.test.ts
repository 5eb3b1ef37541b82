import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TeamContext } from '../../../src/flows/context.ts'
import { readCreatives, showCreatives } from '../../../src/flows/creative/show-creatives.ts'
import { type AdLine, adsCsv } from '../../support/ads-csv.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage('2026-11-23T08:00:00Z')
})
afterAll(async () => await stage.close())

const SUNDAY = '2026-11-22'
/** An ad that always ran, so that the platform is known to have reported before the others began. */
const EVER: AdLine = { ad: 'evergreen', from: '2026-08-01', to: SUNDAY }

async function teamWith(...files: (readonly AdLine[])[]): Promise<TeamContext> {
  const team = await stage.makeTeam()
  for (const lines of files) await importAds(team, lines)
  return team
}

async function importAds(team: TeamContext, lines: readonly AdLine[]): Promise<void> {
  const { id, preview } = await stage.stageFile(team, adsCsv(lines))
  expect(preview.questions).toEqual([])
  await stage.confirm(team, id)
}

async function read(team: TeamContext) {
  const { readings } = await readCreatives(team, SUNDAY)
  return readings.map(({ name, level, daysLive, isOlder }) => ({ name, level, daysLive, isOlder }))
}

describe('the creatives of a team', () => {
  it('are read from their own beginnings, and no further back than ten weeks', async () => {
    const worn = { ad: 'worn', from: '2026-10-26', to: '2026-11-15' }
    const team = await teamWith([EVER, worn, { ...worn, from: '2026-11-16', to: SUNDAY, clicks: 19 }])

    expect(await read(team)).toEqual([
      { name: 'worn', level: 'critical', daysLive: 28, isOlder: false },
      { name: 'evergreen', level: 'watch', daysLive: 70, isOlder: true },
    ])
  })

  it('whose platform has numbers only since they began are not said to have begun then', async () => {
    const team = await teamWith([{ ad: 'first', from: '2026-10-26', to: SUNDAY }])
    expect(await read(team)).toEqual([{ name: 'first', level: 'fresh', daysLive: 28, isOlder: true }])
  })

  it('that came back after a gap in the imports are not said to have begun after it', async () => {
    const team = await teamWith([
      { ad: 'old', from: '2026-09-20', to: '2026-09-30' },
      { ad: 'after', from: '2026-10-26', to: SUNDAY },
    ])
    expect(await read(team)).toMatchObject([{ name: 'after', isOlder: true }])
  })

  it('keep their life when they are renamed, where the platform gives them an id', async () => {
    const team = await teamWith([
      EVER,
      { ad: 'Old name', adId: '77', from: '2026-10-26', to: '2026-11-15' },
      { ad: 'New name', adId: '77', from: '2026-11-16', to: SUNDAY, clicks: 19 },
    ])
    expect(await read(team)).toMatchObject([
      { name: 'New name', level: 'critical', daysLive: 28 },
      { name: 'evergreen' },
    ])
  })

  it('begin anew when they are renamed where the name is all there is', async () => {
    const team = await teamWith([
      EVER,
      { ad: 'Old name', from: '2026-10-26', to: '2026-11-12' },
      { ad: 'New name', from: '2026-11-13', to: SUNDAY, impressions: 9000, clicks: 57 },
    ])
    expect(await read(team)).toMatchObject([{ name: 'New name', daysLive: 10, level: 'fresh' }, { name: 'evergreen' }])
  })

  it('in two ad groups are two, each with its own audience', async () => {
    const twice = { ad: 'twice', from: '2026-10-26', to: '2026-11-15' }
    const team = await teamWith([
      EVER,
      { ...twice, to: SUNDAY },
      { ...twice, adGroup: 'Founders 11-50' },
      { ...twice, adGroup: 'Founders 11-50', from: '2026-11-16', to: SUNDAY, clicks: 19 },
    ])
    const { readings } = await readCreatives(team, SUNDAY)
    expect(readings.filter(({ name }) => name === 'twice').map(({ adGroup, level }) => [adGroup, level])).toEqual([
      ['Founders 11-50', 'critical'],
      ['Founders', 'fresh'],
    ])
  })

  it('of a platform that reports no conversions are read by clicks, and what it does not report stays unknown', async () => {
    const quiet = { ad: 'quiet', conversions: null, from: '2026-10-26', to: SUNDAY }
    const team = await teamWith([{ ...EVER, conversions: null }, quiet, { ...quiet, ad: 'loud', clicks: 60 }])

    const { readings, best } = await readCreatives(team, SUNDAY)
    expect(readings.find(({ name }) => name === 'quiet')).toMatchObject({ cost: null, frequency: null, level: 'fresh' })
    expect(best).toMatchObject([{ name: 'loud', by: 'ctr', own: 0.02, others: 0.01 }])
  })

  it('without clicks, or seen by few, are not read', async () => {
    const team = await teamWith([
      { ...EVER, clicks: null },
      { ad: 'few', from: '2026-10-26', to: SUNDAY, impressions: 142, clicks: 40 },
    ])
    expect(await read(team)).toEqual([])
  })

  it('say how often they are seen where reach is reported', async () => {
    const team = await teamWith([{ ...EVER, reach: 1000 }])
    expect((await readCreatives(team, SUNDAY)).readings).toMatchObject([
      { frequency: 3, signals: [{ kind: 'age' }, { kind: 'frequency', frequency: 3, isCritical: false }] },
    ])
  })

  it('are worked out once for each version of the numbers, and anew after an import', async () => {
    const team = await teamWith([EVER])
    const first = await readCreatives(team, SUNDAY)
    expect(await readCreatives(team, SUNDAY)).toBe(first)

    await importAds(team, [{ ad: 'second', from: '2026-10-26', to: SUNDAY }])
    const later = { ...team, team: { ...team.team, dataVersion: team.team.dataVersion + 1 } }
    expect((await readCreatives(later, SUNDAY)).readings.map(({ name }) => name)).toContain('second')
  })

  it('link to where they can be seen, as the latest export that says so has it', async () => {
    const team = await teamWith([EVER])
    const day = (date: string, link: string) => `${date},Meta Ads,Prospecting,Founders,evergreen,EUR,10,100,1,1,${link}`
    const head = 'Day,Platform,Campaign,Ad group,Ad name,Currency,Spend,Impressions,Clicks,Conversions,Preview link'
    const link = async (...rows: string[]) => {
      const staged = await stage.stageFile(team, [head, ...rows, ''].join('\n'))
      await stage.confirm(team, staged.id)
      const now = { ...team, team: { ...team.team, dataVersion: team.team.dataVersion + 1 + links++ } }
      const { readings } = await readCreatives(now, SUNDAY)
      return { link: readings.find(({ name }) => name === 'evergreen')?.link, warnings: staged.preview.warnings.join() }
    }
    let links = 0
    expect((await readCreatives(team, SUNDAY)).readings[0]?.link).toBe(null)

    const both = await link(day('2026-11-20', 'https://fb.me/old'), day('2026-11-21', 'https://fb.me/new'))
    expect(both).toEqual({ link: 'https://fb.me/new', warnings: '' })
    const junk = await link(day('2026-11-21', 'javascript:alert(1)'), day('2026-11-20', ''))
    expect(junk.link).toBe('https://fb.me/new')
    expect(junk.warnings).toContain('1 link to ads left out: "javascript:alert(1)" on line 2 is no https address.')
  })

  it('of one channel are asked for by its name, up to yesterday at most', async () => {
    const google = { ...EVER, platform: 'Google Ads', campaign: 'Brand', ad: 'brand-proof', to: '2026-11-23' }
    const team = await teamWith([EVER, google])

    const answer = await showCreatives(team, 'paid search')
    expect(answer).toMatchObject({ to: SUNDAY, channel: { name: 'Paid search' } })
    expect(answer.readings.map(({ name }) => name)).toEqual(['brand-proof'])
    await expect(showCreatives(team, 'tv')).rejects.toThrow('I do not know the channel "tv". Channels: Paid search')
  })
})

describe('a platform that tells of no ads', () => {
  it('is read by its campaigns', async () => {
    const team = await stage.makeTeam()
    const rows = Array.from({ length: 28 }, (_, index) => {
      const day = `2026-11-${String(index + 1).padStart(2, '0')}`
      return `${day},Google Ads,Brand,EUR,60,3000,30,3`
    })
    const file = `Day,Platform,Campaign,Currency,Spend,Impressions,Clicks,Conversions\n${rows.join('\n')}\n`
    await stage.confirm(team, (await stage.stageFile(team, file)).id)

    const { readings, best } = await readCreatives(team, SUNDAY)
    expect(readings).toMatchObject([{ grain: 'campaign', name: 'Brand', adGroup: '', siblings: null }])
    expect(best).toEqual([])
  })
})
