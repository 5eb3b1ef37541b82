import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts'

const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url))
if (!existsSync(DATA)) console.log('skipped: no ../shared')

describe.skipIf(!existsSync(DATA))('real files in the database (skipped: no ../shared, where it is missing)', () => {
  let stage: FlowStage
  beforeAll(async () => {
    stage = await openFlowStage()
  })
  afterAll(async () => {
    await stage.close()
  })

  it('has the totals of February 2021 to the cent', async () => {
    const ctx = await stage.makeTeam({ currency: 'INR' })
    const staged = await stage.stageFile(
      ctx,
      { path: `${DATA}marketing_feb2021_daily.csv` },
      { conversionsColumn: 'Leads' },
    )
    expect(staged.preview).toMatchObject({
      rowsRead: 308,
      rowsKept: 308,
      firstDay: '2021-02-01',
      lastDay: '2021-02-28',
    })
    await stage.confirm(ctx, staged.id)

    expect(await stage.sums(ctx)).toEqual({
      rows: '308',
      spend: '30590879.82',
      impressions: '1577722399',
      clicks: '2999919',
      conversions: '65579',
      value: '42889366',
    })
  })

  it('asks about the platform that repeats another one, and counts its clicks once when told to', async () => {
    const ctx = await stage.makeTeam()
    const path = `${DATA}adverity_multichannel_2019.csv`
    const asking = await stage.stageFile(ctx, { path })
    expect(asking.state).toBe('asking')
    expect(asking.preview.questions.map(({ key }) => key)).toEqual(['leaveOutPlatforms'])
    expect(asking.preview.warnings.join()).toContain('"Google Analytics" repeats "Google Adwords"')
    expect(asking.preview.warnings.join()).toContain('Google Adwords has no rows on 27 days of 181')

    const staged = await stage.stageFile(ctx, { path }, { leaveOutPlatforms: ['Google Analytics'] })
    expect(staged.preview.skipped).toMatchObject([{ reason: 'left out: Google Analytics', rows: 14_838 }])
    await stage.confirm(ctx, staged.id)
    expect(await stage.sums(ctx)).toMatchObject({ spend: null })
  })

  it('takes the table of dbt without a word of mapping', async () => {
    const ctx = await stage.makeTeam({ currency: 'USD' })
    const staged = await stage.stageFile(ctx, { path: `${DATA}dbt_ad_report_example.csv` })
    expect(staged.state).toBe('ready')
    await stage.confirm(ctx, staged.id)

    expect(await stage.sums(ctx)).toMatchObject({ rows: '16', spend: '2247.15', conversions: '201' })
  })
})
