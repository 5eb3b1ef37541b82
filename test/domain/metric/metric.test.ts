import { describe, expect, it } from 'vitest'
import { leftOutInWords } from '../../../src/domain/metric/left-out.ts'
import type { MediaSums } from '../../../src/domain/metric/media-sums.ts'
import {
  type Amount,
  addSums,
  leftOutOf,
  METRIC_KEYS,
  type MetricKey,
  metricOf,
  NO_SUMS,
  type Sums,
} from '../../../src/domain/metric/metric.ts'

const media = (given: Partial<MediaSums>): MediaSums => ({
  spend: null,
  impressions: null,
  clicks: null,
  conversions: null,
  conversionsValue: null,
  ...given,
})

/** Google reports clicks and conversions, LinkedIn neither. */
const google = media({ spend: 1_000, impressions: 100_000, clicks: 1_000, conversions: 50, conversionsValue: 4_000 })
const linkedIn = media({ spend: 500, impressions: 100_000 })
const BOTH: Sums = {
  ...NO_SUMS,
  ...google,
  spend: 1_500,
  impressions: 200_000,
  won: 10,
  platforms: { 'Google Ads': google, 'LinkedIn Ads': linkedIn },
}

describe('every KPI', () => {
  const week: Sums = {
    ...NO_SUMS,
    ...media({ spend: 44_000, impressions: 2_000_000, clicks: 17_600, conversions: 800, conversionsValue: 66_000 }),
    leads: 739,
    mqls: 281,
    sqls: 112,
    opportunities: 56,
    won: 28,
    pipelineAmount: 560_000,
    wonAmount: 308_000,
  }
  it.each<[MetricKey, string, number]>([
    ['spend', 'spend', 44_000],
    ['impressions', 'impressions', 2_000_000],
    ['clicks', 'clicks', 17_600],
    ['ctr', 'clicks / impressions', 0.0088],
    ['cpm', '1,000 × spend / impressions', 22],
    ['cpc', 'spend / clicks', 2.5],
    ['cvr', 'conversions / clicks', 800 / 17_600],
    ['conversions', 'conversions', 800],
    ['cost_per_conversion', 'spend / conversions', 55],
    ['roas', 'conversion value / spend', 1.5],
    ['leads', 'leads', 739],
    ['cpl', 'spend / leads', 44_000 / 739],
    ['mql_rate', 'MQL / leads', 281 / 739],
    ['mqls', 'MQL', 281],
    ['sql_rate', 'SQL / MQL', 112 / 281],
    ['sqls', 'SQL', 112],
    ['win_rate', 'won / SQL', 0.25],
    ['cost_per_sql', 'spend / SQL', 44_000 / 112],
    ['opportunity_rate', 'opportunities / SQL', 0.5],
    ['opportunities', 'opportunities', 56],
    ['cost_per_opportunity', 'spend / opportunities', 44_000 / 56],
    ['opportunity_win_rate', 'won / opportunities', 0.5],
    ['pipeline_value', 'amount of opportunities', 560_000],
    ['customers', 'won', 28],
    ['cac', 'spend / customers', 44_000 / 28],
    ['won_amount', 'won amount', 308_000],
    ['mer', 'won amount / spend', 7],
  ])('%s is %s', (key, formula, value) => {
    expect(metricOf(key)).toMatchObject({ key, formula })
    expect(metricOf(key).of(week)).toBeCloseTo(value, 10)
  })

  it('is n/a of nothing, and where its denominator is 0', () => {
    const zero = Object.fromEntries(Object.keys(NO_SUMS).map((key) => [key, 0])) as Record<Amount, number>
    for (const key of METRIC_KEYS) {
      expect(metricOf(key).of(NO_SUMS), key).toBeNull()
      if (metricOf(key).whole !== null) expect(metricOf(key).of(zero), key).toBeNull()
    }
  })
})

describe('a ratio over several platforms', () => {
  it.each<[MetricKey, number, string[]]>([
    ['ctr', 0.01, ['LinkedIn Ads clicks']],
    ['cpc', 1, ['LinkedIn Ads clicks']],
    ['cvr', 0.05, []],
    ['cost_per_conversion', 20, ['LinkedIn Ads conversions']],
    ['roas', 4, ['LinkedIn Ads conversionsValue']],
    ['cpm', 7.5, []],
    ['cac', 150, []],
  ])('%s counts the platforms that report both of its sides, and names the others', (key, value, without) => {
    expect(metricOf(key).of(BOTH)).toBeCloseTo(value)
    expect(leftOutOf(BOTH, metricOf(key)).map(({ platform, missing }) => `${platform} ${missing}`)).toEqual(without)
  })

  it('says so in a sentence for each platform, and nothing of a KPI that is n/a', () => {
    expect(leftOutInWords(BOTH, ['spend', 'ctr', 'cpc', 'cvr', 'cost_per_conversion', 'cac'])).toEqual([
      'CTR, CPC without LinkedIn Ads, which reports no clicks.',
      'Cost per conversion without LinkedIn Ads, which reports no conversions.',
    ])
    expect(leftOutInWords({ ...BOTH, platforms: { 'LinkedIn Ads': linkedIn } }, ['ctr'])).toEqual([])
  })

  it('says of a CVR above 100 % that view-through is counted, and nothing of one below', () => {
    const viewed = { ...NO_SUMS, clicks: 100, conversions: 130 }
    expect(leftOutInWords(viewed, ['cvr'])).toEqual([
      'CVR above 100\u202f%: more conversions than clicks, so view-through is counted.',
    ])
    expect(leftOutInWords(viewed, ['ctr'])).toEqual([])
    expect(leftOutInWords({ ...viewed, conversions: 100 }, ['cvr'])).toEqual([])
  })

  it('stays so when weeks and channels are added up, while amounts are of all platforms', () => {
    const total = addSums([BOTH, { ...BOTH, platforms: { 'Google Ads': google, 'LinkedIn Ads': linkedIn } }])
    expect(total.impressions).toBe(400_000)
    expect(metricOf('ctr').of(total)).toBeCloseTo(0.01)
  })

  it('takes a part without platforms for one of its own, so that nothing is lost', () => {
    const total = addSums([BOTH, { ...NO_SUMS, impressions: 100_000, clicks: 3_000 }])
    expect(metricOf('ctr').of(total)).toBeCloseTo(4_000 / 200_000)
  })
})
