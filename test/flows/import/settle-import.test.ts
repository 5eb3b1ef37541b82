import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Import } from '../../../src/domain/import/import.ts'
import { dropImport, sweepImports } from '../../../src/flows/import/settle-import.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage()
})
afterAll(async () => {
  await stage.close()
})

const HEADER = 'Date,Platform,Campaign,Spend,Clicks,Impressions\n'
const WEEK = `${HEADER}2026-11-16,Google Ads,Brand,10.50,4,100\n2026-11-17,Google Ads,Brand,12.25,5,200\n`

/** Characters that no compression makes shorter, three bytes each. */
function longName(length: number): string {
  return Array.from({ length }, (_, at) => String.fromCharCode(0x4e00 + ((at * 7919) % 20_000))).join('')
}

function replacedBy({ preview: { replaces } }: Import) {
  return { rows: replaces.rows, before: Number(replaces.spendBefore), after: Number(replaces.spendAfter) }
}

describe('a file on its way in', () => {
  it('changes nothing until it is confirmed, and leaves no table behind', async () => {
    const ctx = await stage.makeTeam()
    const staged = await stage.stageFile(ctx, WEEK)
    expect(staged).toMatchObject({ state: 'ready', preview: { rowsKept: 2, sums: { spend: '22.75' } } })
    expect(await stage.sums(ctx)).toMatchObject({ rows: '0' })

    expect(await stage.confirm(ctx, staged.id)).toMatchObject({ state: 'imported' })
    expect(await stage.sums(ctx)).toMatchObject({ rows: '2', spend: '22.75', clicks: '9' })
    expect(await stage.stagingTables()).toEqual([])
  })

  it('changes nothing the second time, and says so', async () => {
    const ctx = await stage.makeTeam()
    await stage.confirm(ctx, (await stage.stageFile(ctx, WEEK)).id)
    const before = await stage.sums(ctx)
    const again = await stage.stageFile(ctx, WEEK)
    expect(again.preview.warnings[0]).toContain('This very file was imported before, on Wed 18 Nov.')
    expect(replacedBy(again)).toEqual({ rows: 2, before: 22.75, after: 22.75 })

    await stage.confirm(ctx, again.id)
    expect(await stage.sums(ctx)).toEqual(before)
  })

  it('replaces what a platform restated, and leaves the other days as they are', async () => {
    const ctx = await stage.makeTeam()
    await stage.confirm(ctx, (await stage.stageFile(ctx, WEEK)).id)
    const restated = `${HEADER}2026-11-17,Google Ads,Brand,13.00,6,210\n2026-11-18,Google Ads,Brand,1.00,1,10\n`
    const staged = await stage.stageFile(ctx, restated)
    expect(replacedBy(staged)).toEqual({ rows: 1, before: 12.25, after: 13 })

    await stage.confirm(ctx, staged.id)
    expect(await stage.sums(ctx)).toMatchObject({ rows: '3', spend: '24.5', clicks: '11' })
  })

  it('adds up rows that a device splits', async () => {
    const ctx = await stage.makeTeam()
    const split = `Date,Platform,Campaign,Device,Spend,Clicks,Impressions
2026-11-16,Google Ads,Brand,Mobile,1.10,1,10
2026-11-16,Google Ads,Brand,Desktop,2.20,2,20
`
    const staged = await stage.stageFile(ctx, split)
    expect(staged.preview).toMatchObject({ rowsKept: 2, rowsMerged: 1 })

    await stage.confirm(ctx, staged.id)
    expect(await stage.sums(ctx)).toMatchObject({ rows: '1', spend: '3.3', clicks: '3', impressions: '30' })
  })

  it('asks before it would count days twice at two levels, and replaces them when told to', async () => {
    const ctx = await stage.makeTeam()
    await stage.confirm(ctx, (await stage.stageFile(ctx, WEEK)).id)
    const byAd = `Date,Platform,Campaign,Ad name,Spend,Clicks,Impressions
2026-11-16,Google Ads,Brand,Text 1,4.00,1,40
2026-11-16,Google Ads,Brand,Text 2,7.00,3,60
`
    const asking = await stage.stageFile(ctx, byAd)
    expect(asking.state).toBe('asking')
    expect(asking.preview.questions).toMatchObject([
      { key: 'grain', options: [{ value: 'replace', label: 'Replace by ad' }] },
    ])
    expect(asking.preview.questions[0]?.ask).toContain('are there by campaign; this file has them by ad.')
    await dropImport(ctx, asking.id, 'replaced')

    const staged = await stage.stageFile(ctx, byAd, { replaceGrain: true })
    await stage.confirm(ctx, staged.id)
    expect(await stage.sums(ctx)).toMatchObject({ rows: '3', spend: '23.25', clicks: '9' })
  })

  it('refuses the second of two previews of the same days at two levels, although both were ready', async () => {
    const ctx = await stage.makeTeam()
    const byAd = 'Date,Platform,Campaign,Ad name,Spend,Clicks\n2026-11-16,Google Ads,Brand,Text 1,4.00,1\n'
    const first = await stage.stageFile(ctx, WEEK)
    const second = await stage.stageFile(ctx, byAd)
    expect([first.state, second.state]).toEqual(['ready', 'ready'])
    await stage.confirm(ctx, first.id)
    const before = await stage.sums(ctx)

    await expect(stage.confirm(ctx, second.id)).rejects.toThrow(
      '1 day of Google Ads in numbers.csv are there by campaign by now; this file has them by ad, and both would count twice. I imported nothing. Cancel this preview and drop the file again: then I ask which to keep.',
    )
    expect(await stage.sums(ctx)).toEqual(before)
  })

  it('refuses the second of two previews of one platform from two kinds of export', async () => {
    const ctx = await stage.makeTeam()
    const first = await stage.stageFile(ctx, WEEK)
    const second = await stage.stageFile(
      ctx,
      'date_day,platform,campaign_name,spend\n2026-11-16,google_ads,Brand,4.00\n',
    )
    await stage.confirm(ctx, first.id)
    const before = await stage.sums(ctx)

    await expect(stage.confirm(ctx, second.id)).rejects.toThrow(
      /1 day of Google Ads in numbers.csv are there from another kind of export \(table\) by now, and both would count twice. I imported nothing./,
    )
    expect(await stage.sums(ctx)).toEqual(before)
  })

  it('refuses a file that has days at two levels, such as campaigns beside their ads', async () => {
    const ctx = await stage.makeTeam()
    const waiting = await stage.stagingTables()
    const head = 'Date,Platform,Campaign,Ad group,Ad name,Spend,Clicks,Impressions'
    const file = (...rows: string[]) => [head, ...rows, ''].join('\n')
    const ads = ['2026-11-16,Meta,Brand,G,A,1.10,1,10', '2026-11-16,Meta,Brand,G,B,2.20,2,20']
    await expect(stage.stageFile(ctx, file(...ads, '2026-11-16,Meta,Brand,G,,3.30,3,30'))).rejects.toThrow(
      'numbers.csv has days at two levels: 1 row without an ad repeat, to the click, what the rows below them add up to (first: Brand on Mon 16 Nov). Both would count twice, so I imported nothing. Export it at one level, without subtotals.',
    )
    await expect(stage.stageFile(ctx, file(...ads, '2026-11-16,Meta,Brand,,,3.30,3,30'))).rejects.toThrow(
      '1 row without an ad group',
    )
    expect(await stage.stagingTables()).toEqual(waiting)

    // A campaign that has no ads, or spends beside them, is none of that.
    const beside = await stage.stageFile(
      ctx,
      file(...ads, '2026-11-16,Meta,Brand,G,,3.31,3,30', '2026-11-16,Meta,PMax,,,9,9,90'),
    )
    expect(beside.state).toBe('ready')
  })

  it('warns of rows that another source had before', async () => {
    const ctx = await stage.makeTeam()
    await stage.confirm(ctx, (await stage.stageFile(ctx, WEEK)).id)
    const twin = await stage.stageFile(ctx, WEEK.replaceAll('Google Ads', 'Google Analytics'))

    expect(twin.preview.warnings.join()).toContain('2 rows repeat, to the click, what is there from Google Ads')
  })

  it('warns of rows that are there under other ids, because the export had none before', async () => {
    const ctx = await stage.makeTeam()
    await stage.confirm(ctx, (await stage.stageFile(ctx, WEEK)).id)
    const withIds = WEEK.replace('Campaign,', 'Campaign,Campaign ID,').replaceAll('Brand,', 'Brand,771,')
    const twin = await stage.stageFile(ctx, withIds)

    expect(twin.preview.warnings.join()).toContain('2 rows repeat, to the click, what is there from Google Ads')
    await dropImport(ctx, twin.id, 'dropped')
    expect((await stage.stageFile(ctx, WEEK)).preview.warnings.join()).not.toContain('repeat')
  })

  it('keeps names apart that are longer than a key can be, and finds them again', async () => {
    const ctx = await stage.makeTeam()
    const [one, other] = ['甲', '乙'].map((end) => `${longName(399)}${end}`)
    const rows = [one, other].map((ad) => `2026-11-16,Google Ads,${longName(400)},${longName(400)},${ad},1.50,4,100`)
    const file = `Date,Platform,Campaign,Ad group,Ad name,Spend,Clicks,Impressions\n${rows.join('\n')}\n`
    await stage.confirm(ctx, (await stage.stageFile(ctx, file)).id)
    await stage.confirm(ctx, (await stage.stageFile(ctx, file)).id)

    expect(await stage.sums(ctx)).toMatchObject({ rows: '2', spend: '3' })
  })

  it('is confirmed once by two at the same time', async () => {
    const ctx = await stage.makeTeam()
    const { id } = await stage.stageFile(ctx, WEEK)
    const ends = await Promise.allSettled([stage.confirm(ctx, id), stage.confirm(ctx, id)])

    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = ends.find((end) => end.status === 'rejected')
    expect(String(lost?.reason)).toMatch(/imported already; nothing was counted twice|being imported by somebody else/)
    expect(await stage.sums(ctx)).toMatchObject({ spend: '22.75' })
  })

  it('is dropped when nobody says yes for a week', async () => {
    const ctx = await stage.makeTeam()
    const { id } = await stage.stageFile(ctx, WEEK)
    expect(await sweepImports({ db: ctx.db, now: new Date('2026-11-24T12:00:00Z') })).toBe(0)
    expect(await sweepImports({ db: ctx.db, now: new Date('2026-11-25T12:00:01Z') })).toBeGreaterThan(0)

    expect(await stage.stagingTables()).toEqual([])
    await expect(stage.confirm(ctx, id)).rejects.toThrow('was cancelled. Drop the file again to import it.')
  })
})
