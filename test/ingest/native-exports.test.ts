import { readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import { describe, expect, it, test } from 'vitest'
import { columnsOf, fileOf, fixture, readExport } from './read-export.ts'

describe('Google Ads', () => {
  it('reads past the title, drops the totals and checks them against the rows', async () => {
    const { survey, facts, tally } = await readExport(fixture('google-ads-campaigns.csv'))

    expect(survey).toMatchObject({ layout: 'google_ads', headerLine: 3, grain: 'campaign', platform: 'Google Ads' })
    expect(survey.currency).toEqual({ code: 'EUR', from: 'column' })
    expect(columnsOf(survey)).toMatchObject({
      spend: 'Cost',
      conversions: 'Conversions',
      conversionsValue: 'Conv. value',
    })
    expect(facts[1]).toMatchObject({ campaignId: '90002', campaignName: 'Generic | DE', conversions: '0.50' })
    expect(facts[3]?.conversionsValue).toBeNull()
    expect(tally.sums).toMatchObject({ spend: '3583.33', impressions: '122200', clicks: '1585', conversions: '22.5' })
    expect(tally.skipped).toEqual([{ reason: 'grand total row', rows: 2, firstLine: 8 }])
    expect(tally.checksum).toEqual({
      line: 8,
      sums: {
        spend: '3583.33',
        impressions: '122200',
        clicks: '1585',
        conversions: '22.50',
        conversionsValue: '7850.00',
      },
    })
    expect(tally.warnings).toEqual([])
  })

  it('warns when the total, here the first row, is off; takes the title at the end for a note; keeps "Total Care"', async () => {
    const { facts, tally } = await readExport(fixture('google-ads-total-first.csv'))

    expect(facts.map(({ campaignName }) => campaignName)).toEqual(['Total Care leads', 'Total Care leads'])
    expect(tally.skipped).toEqual([
      { reason: 'grand total row', rows: 1, firstLine: 2 },
      { reason: 'title or note', rows: 2, firstLine: 5 },
    ])
    expect(tally.warnings).toEqual([
      "Spend of the rows is 150.5, the file's own total (line 2) says 200.50: 24.9 % apart. Rows may be missing.",
    ])
  })

  it('reads the German export with its decimal commas', async () => {
    const { survey, facts, tally } = await readExport(fixture('google-ads-decimal-comma.csv'))

    expect(survey).toMatchObject({ decimal: 'comma', dateOrder: 'dmy', grain: 'campaign' })
    expect(facts[0]).toMatchObject({ day: '2026-11-16', impressions: '1234', spend: '1033.33', conversions: '2.50' })
    expect(tally.sums.spend).toBe('1033.52')
    expect(tally.warnings).toEqual([])
  })

  test.each(['utf16-le', 'utf16-be'])('reads the Excel flavour: %s, tabs, unquoted thousands', async (encoding) => {
    const text = readFileSync(fixture('google-ads-excel.tsv'), 'utf8')
    const path = fileOf('report.csv', iconv.encode(text, encoding, { addBOM: true }))

    const { survey, facts, tally } = await readExport(path)

    expect(survey).toMatchObject({ layout: 'google_ads', delimiter: '\t', grain: 'ad_group' })
    expect(facts[1]).toMatchObject({ adGroupName: 'Café "Süd"', conversions: null })
    expect(tally.sums.spend).toBe('1053.33')
    expect(tally.warnings).toEqual([])
  })

  it('divides the micros of the programming interface by a million', async () => {
    const { survey, facts, tally } = await readExport(fixture('google-ads-api.csv'))

    expect(survey).toMatchObject({ layout: 'google_ads', spendInMicros: true, currency: { code: 'EUR' } })
    expect(facts[0]).toMatchObject({ spend: '12.345678', conversions: '1.5', accountId: '1234567890' })
    expect(tally.sums.spend).toBe('12.845678')
  })
})

describe('Meta Ads Manager', () => {
  it('drops the nameless summary and counts results only where they are conversions', async () => {
    const { survey, facts, tally } = await readExport(fixture('meta-ads.csv'))

    expect(survey).toMatchObject({ layout: 'meta_ads', encoding: 'utf-8', grain: 'ad_group', clickKind: 'link' })
    expect(survey.currency).toEqual({ code: 'EUR', from: 'header' })
    expect(facts.map(({ conversions }) => conversions)).toEqual(['12', null, null])
    expect(facts[0]).toMatchObject({
      platform: 'Meta Ads',
      campaignId: 'LP-demo',
      adGroupName: 'Prospecting',
      clicks: '100',
    })
    expect(tally.skipped).toEqual([{ reason: 'grand total row', rows: 1, firstLine: 2 }])
    expect(tally.checksum?.sums).toEqual({ spend: '600.50', impressions: '30000', clicks: '300' })
    expect(tally.warnings).toEqual([])
  })

  it('reads French: semicolons, no-break spaces, day first without asking', async () => {
    const { survey, facts, tally } = await readExport(fixture('meta-ads-fr.csv'))

    expect(survey).toMatchObject({
      layout: 'meta_ads',
      delimiter: ';',
      dateOrder: 'dmy',
      decimal: 'comma',
      questions: [],
    })
    expect(facts[0]).toMatchObject({
      day: '2026-11-05',
      campaignName: 'Été à Paris',
      spend: '1234.56',
      conversions: '9',
    })
    expect(tally.sums).toMatchObject({ spend: '1734.56', conversions: '13' })
  })

  it('reads French in the encoding of old Windows', async () => {
    const text = readFileSync(fixture('meta-ads-fr.csv'), 'utf8').replaceAll('\u202F', '\u00A0')
    const path = fileOf('export.csv', iconv.encode(text, 'windows-1252'))

    const { survey, tally } = await readExport(path)

    expect(survey.encoding).toBe('windows-1252')
    expect(survey.notes).toContain('The file is no UTF-8; I read it as Windows-1252.')
    expect(tally.sums.spend).toBe('1734.56')
  })

  it('reads Spanish', async () => {
    const { survey, facts } = await readExport(fixture('meta-ads-es.csv'))

    expect(survey).toMatchObject({ layout: 'meta_ads', dateOrder: 'dmy', decimal: 'comma', clickKind: 'all' })
    expect(facts[0]).toMatchObject({ day: '2026-11-13', spend: '1234.50', impressions: '15000', currency: 'EUR' })
  })

  it('does not call results conversions without an indicator', async () => {
    const path = fileOf('meta.csv', 'Day,Campaign name,Amount spent (USD),Results\n2026-11-16,LP,10.50,7\n')

    const { survey, facts } = await readExport(path)

    expect(facts[0]?.conversions).toBeNull()
    expect(survey.notes.join(' ')).toContain('without the column Result indicator')
  })

  it('takes a report over a single day for that day', async () => {
    const header = 'Reporting starts,Reporting ends,Campaign name,Amount spent (USD)'
    const path = fileOf('meta.csv', `${header}\n2026-11-16,2026-11-16,,30.00\n2026-11-16,2026-11-16,LP,30.00\n`)

    const { facts, tally } = await readExport(path)

    expect(facts).toMatchObject([{ day: '2026-11-16', campaignName: 'LP', spend: '30.00' }])
    expect(tally.skipped).toEqual([{ reason: 'grand total row', rows: 1, firstLine: 2 }])
  })
})

describe('LinkedIn', () => {
  it("takes campaign groups for campaigns, campaigns for ad groups, UTC for a zone and its dates as America's", async () => {
    const { survey, facts } = await readExport(fixture('linkedin-ads.csv'))

    expect(survey).toMatchObject({ layout: 'linkedin_ads', grain: 'ad_group', headerLine: 6, dateOrder: 'mdy' })
    expect(survey.currency).toEqual({ code: 'USD', from: 'column' })
    expect(facts[1]).toMatchObject({
      day: '2026-11-02',
      campaignId: '600',
      campaignName: 'ABM 2026',
      adGroupId: '7001',
      adGroupName: 'CFO | US',
      clicks: '7',
      clickKind: 'link',
    })
  })

  it('reads an export without campaign groups like any other', async () => {
    const path = fileOf('linkedin.csv', 'Start Date (in UTC),Campaign Name,Total Spent\n11/16/2026,CFO,10.50\n')

    const { survey, facts } = await readExport(path)

    expect(survey).toMatchObject({ layout: 'linkedin_ads', grain: 'campaign' })
    expect(facts[0]?.campaignName).toBe('CFO')
  })
})

it('surfaces that Microsoft calls its data incomplete', async () => {
  const { survey, facts, tally } = await readExport(fixture('microsoft-ads.csv'))

  expect(survey).toMatchObject({ layout: 'microsoft_ads', headerLine: 8, dateOrder: 'mdy' })
  expect(survey.notes.join(' ')).toContain('Potential Incomplete Data')
  expect(facts[0]).toMatchObject({
    day: '2026-11-16',
    impressions: '1200',
    conversionsValue: '100.00',
    accountId: 'X001',
  })
  expect(tally.skipped).toEqual([{ reason: 'footer', rows: 1, firstLine: 12 }])
})

it('reads GA4: comment lines, compact dates, (other), and (not set) as not reported', async () => {
  const { survey, facts, tally } = await readExport(fixture('ga4.csv'))

  expect(survey).toMatchObject({ layout: 'ga4', source: 'ga4', headerLine: 8 })
  expect(facts.map(({ campaignName, conversions }) => [campaignName, conversions])).toEqual([
    ['brand-de', '12'],
    ['(not set)', '5'],
    ['(other)', null],
    ['brand-de', '13'],
  ])
  expect(tally.skipped).toEqual([{ reason: 'grand total row', rows: 1, firstLine: 9 }])
  expect(tally.warnings).toEqual([])
})

it('reads TikTok', async () => {
  const { survey, tally } = await readExport(fixture('tiktok-ads.csv'))

  expect(survey).toMatchObject({ layout: 'tiktok_ads', grain: 'ad', clickKind: 'link', currency: { code: 'EUR' } })
  expect(tally.sums).toMatchObject({ spend: '229.5', conversions: '16' })
  expect(tally.checksum?.line).toBe(4)
})

it("reads Reddit's micros", async () => {
  const { survey, facts } = await readExport(fixture('reddit-ads.csv'))

  expect(survey).toMatchObject({ layout: 'reddit_ads', spendInMicros: true, grain: 'ad_group' })
  expect(facts.map(({ spend }) => spend)).toEqual(['12.5', '7.3456'])
})

it('takes the ad_reporting schema as it is', async () => {
  const { survey, facts } = await readExport(fixture('dbt-ad-reporting.csv'))

  expect(survey).toMatchObject({ layout: 'dbt_ad_reporting', grain: 'ad', ignoredColumns: ['source_relation'] })
  expect(facts[1]).toEqual({
    source: 'dbt_ad_reporting',
    grain: 'ad',
    day: '2026-11-16',
    platform: 'facebook_ads',
    accountId: 'A2',
    campaignId: 'C2',
    campaignName: 'Demo',
    adGroupId: 'G2',
    adGroupName: 'Broad',
    adId: 'D2',
    adName: 'Video 1',
    currency: '',
    impressions: '16000',
    clicks: '320',
    clickKind: '',
    spend: '224.10',
    conversions: '20',
    conversionsValue: null,
    reach: null,
  })
})
