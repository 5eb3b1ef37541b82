import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { columnsOf, readExport, refusalOf } from './read-export.ts'

const DATA = fileURLToPath(new URL('../../../shared/data/', import.meta.url))

if (!existsSync(DATA)) console.log('skipped: no ../shared')

describe.skipIf(!existsSync(DATA))('real files (skipped: no ../shared, where that folder is missing)', () => {
  it('reproduces the known totals of February 2021 to the cent', async () => {
    const { survey, facts, tally } = await readExport(`${DATA}marketing_feb2021_daily.csv`, {
      conversionsColumn: 'Leads',
    })

    expect(columnsOf(survey)).toMatchObject({ day: 'C Date', spend: 'Mark Spent', conversions: 'Leads' })
    expect(survey.notes).toContain('Conversions come from "Leads"; "Orders" is not used.')
    expect(tally).toMatchObject({ read: 308, kept: 308, skipped: [], firstDay: '2021-02-01', lastDay: '2021-02-28' })
    expect(tally.sums).toEqual({
      spend: '30590879.82',
      impressions: '1577722399',
      clicks: '2999919',
      conversions: '65579',
      conversionsValue: '42889366',
    })
    expect(new Set(facts.map(({ campaignName }) => campaignName)).size).toBe(11)
  })

  it('reports the traps of a multi-channel file', async () => {
    const { survey, facts, tally } = await readExport(`${DATA}adverity_multichannel_2019.csv`)

    expect(survey).toMatchObject({ dateOrder: 'dmy', grain: 'campaign', questions: [] })
    expect(tally).toMatchObject({ read: 31_692, kept: 31_692, firstDay: '2019-01-01', lastDay: '2019-06-30' })
    expect(facts.filter(({ impressions }) => impressions === null)).toHaveLength(1624)
    expect(new Set(facts.map(({ campaignName }) => campaignName)).size).toBe(1828)
    expect(tally.notes).toContain('Impressions not reported in 1,624 rows: kept as unknown, not as 0.')
    expect(tally.notes.join(' ')).toContain('99 names had spaces too many')
    expect(tally.warnings).toContain(
      '"Google Analytics" repeats "Google Adwords": 14,577 of the 14,809 rows of "Google Adwords" are there too, ' +
        '13,691 of them with the same clicks. Adding both counts them twice.',
    )
    expect(tally.warnings).toContain(
      'Google Adwords has no rows on 27 days of 181 (2019-05-24 to 2019-06-17, 2019-06-28 to 2019-06-29).',
    )
    expect(tally.questions.map(({ key, options }) => [key, options[0]?.value])).toEqual([
      ['leaveOutPlatforms', 'Google Analytics'],
    ])
  })

  it('leaves a platform out on request, and no longer warns of it', async () => {
    const { tally } = await readExport(`${DATA}adverity_multichannel_2019.csv`, {
      leaveOutPlatforms: ['Google Analytics'],
    })

    expect(tally.kept).toBe(31_692 - 14_838)
    expect(tally.skipped).toMatchObject([{ reason: 'left out: Google Analytics', rows: 14_838 }])
    expect(tally.questions).toEqual([])
  })

  it('keeps both on request, and goes on warning without asking', async () => {
    const { tally } = await readExport(`${DATA}adverity_multichannel_2019.csv`, { leaveOutPlatforms: [] })

    expect(tally.kept).toBe(31_692)
    expect(tally.questions).toEqual([])
    expect(tally.warnings.join(' ')).toContain('repeats "Google Adwords"')
  })

  it('takes the ad_reporting example without any mapping', async () => {
    const { survey, tally } = await readExport(`${DATA}dbt_ad_report_example.csv`)

    expect(survey).toMatchObject({ layout: 'dbt_ad_reporting', grain: 'ad' })
    expect(tally.platforms.map(({ name }) => name)).toEqual(['Google Ads', 'Facebook Ads', 'TikTok Ads'])
    expect(tally.sums).toMatchObject({ spend: '2247.15', conversions: '201' })
  })

  it('takes the Microsoft table of a warehouse, split by device as it is', async () => {
    const { survey, facts, tally } = await readExport(`${DATA}dbt_microsoft_ads_campaign_daily.csv`)

    expect(survey).toMatchObject({ layout: 'microsoft_ads', currency: { code: 'USD', from: 'column' } })
    expect(facts).toHaveLength(2630)
    expect(tally.sums).toMatchObject({ spend: '946.34', clicks: '592', impressions: '7569', conversions: '2' })
  })

  it.each([
    ['hillstrom_email.csv', 'I found no date column'],
    ['geolift_test.csv', 'I found no numbers to import'],
    ['robyn_dt_simulated_weekly.csv', 'I found no numbers to import'],
    ['ga4_source_categories.csv', 'I found no date column'],
  ])('refuses %s: "%s"', async (name, sentence) => {
    expect(await refusalOf(DATA + name)).toContain(sentence)
  })
})
