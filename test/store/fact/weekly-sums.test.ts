import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addSums, leftOutOf, metricOf } from '../../../src/domain/metric/metric.ts'
import { readChannelSums, readWeeklySums } from '../../../src/store/fact/weekly-sums.ts'
import { type FlowStage, openFlowStage } from '../../support/flow-stage.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage('2026-11-23T12:00:00Z')
})
afterAll(async () => {
  await stage.close()
})

const HEADER = 'Day,Platform,Campaign,Currency,Spend,Impressions,Clicks,Conversions'

async function totalOf(lines: readonly string[]) {
  const ctx = await stage.makeTeam()
  const { id } = await stage.stageFile(ctx, `${[HEADER, ...lines].join('\n')}\n`, { leaveOutPlatforms: [] })
  await stage.confirm(ctx, id)
  const sums = await readChannelSums(ctx.db, ctx.team, '2026-11-09', '2026-11-22')
  const weekly = await readWeeklySums(ctx.db, ctx.team, '2026-11-09', '2026-11-22')
  return { total: addSums(sums.map((each) => each.sums)), weekly }
}

describe('the sums of a period', () => {
  it('let no platform that reports no clicks lower the CTR of the others', async () => {
    const { total, weekly } = await totalOf([
      '2026-11-10,Google Ads,Search,EUR,100,10000,200,10',
      '2026-11-17,Google Ads,Search,EUR,100,10000,200,10',
      '2026-11-10,LinkedIn Ads,Leaders,EUR,300,30000,,',
      '2026-11-17,LinkedIn Ads,Leaders,EUR,300,30000,,',
    ])

    expect(total).toMatchObject({ spend: 800, impressions: 80_000, clicks: 400 })
    expect(metricOf('ctr').of(total)).toBeCloseTo(0.02)
    expect(metricOf('cpc').of(total)).toBeCloseTo(0.5)
    expect(leftOutOf(total, metricOf('ctr'))).toEqual([{ platform: 'LinkedIn Ads', missing: 'clicks' }])
    const week = addSums(weekly.filter((each) => each.week === '2026-W47').map(({ sums }) => sums))
    expect(metricOf('ctr').of(week)).toBeCloseTo(0.02)
  })

  it('count what was spent on a day without conversions, where the platform reports conversions on others', async () => {
    const { total, weekly } = await totalOf([
      '2026-11-10,Meta Ads,Prospecting,EUR,100,10000,200,10',
      '2026-11-17,Meta Ads,Prospecting,EUR,100,10000,200,',
      '2026-11-17,Google Ads,Search,EUR,100,10000,200,5',
    ])

    expect(metricOf('cost_per_conversion').of(total)).toBeCloseTo(300 / 15)
    const week = addSums(weekly.filter((each) => each.week === '2026-W47').map(({ sums }) => sums))
    expect(metricOf('cost_per_conversion').of(week)).toBeCloseTo(200 / 5)
    expect(leftOutOf(week, metricOf('cost_per_conversion'))).toEqual([])
  })
})
