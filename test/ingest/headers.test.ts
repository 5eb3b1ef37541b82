import { describe, expect, test } from 'vitest'
import { isConversionIndicator, readColumns } from '../../src/ingest/columns.ts'
import { readHeader } from '../../src/ingest/headers.ts'
import { TABLE } from '../../src/ingest/layouts.ts'

describe('a header is read the same however it is written', () => {
  test.each([
    ['Impr.', 'impr', ''],
    ['\uFEFFDate', 'date', ''],
    ['  Campaign\u00A0 Name ', 'campaign name', ''],
    ['date_day', 'date day', ''],
    ['metrics.cost_micros', 'cost micros', ''],
    ['campaign.name', 'campaign name', ''],
    ['Amount spent (USD)', 'amount spent', 'USD'],
    ['Amount spent (XYZ)', 'amount spent (xyz)', ''],
    ['Start Date (in UTC)', 'start date (in utc)', ''],
    ['Clicks (ALL)', 'clicks (all)', ''],
    ['Montant de\u0301pense\u0301 (EUR)', 'montant dépensé', 'EUR'],
    ['Conv. value', 'conv. value', ''],
    ['Ｓｐｅｎｄ', 'spend', ''],
  ])('%s', (header, name, currency) => {
    expect(readHeader(header)).toEqual({ name, currency })
  })
})

describe('what a column is not', () => {
  test.each(['Cost / conv.', 'Cost per result', 'Daily budget', 'Impr. (Top) %', 'Avg. CPC', 'Week'])(
    '%s',
    (header) => {
      expect(readColumns([header], TABLE).columns).toEqual([])
    },
  )
})

describe('which of several columns is used', () => {
  test.each([
    [['Clicks', 'Link clicks', 'Clicks (all)'], 'clicks', 'Link clicks', 'link'],
    [['Clicks (all)', 'Clicks'], 'clicks', 'Clicks', ''],
    [['Interactions', 'Clicks (all)'], 'clicks', 'Clicks (all)', 'all'],
    [['Swipes'], 'clicks', 'Swipes', 'interactions'],
    [['Orders', 'Leads'], 'conversions', 'Leads', ''],
    [['Leads', 'Conversions'], 'conversions', 'Conversions', ''],
    [['Revenue', 'Conv. value'], 'conversionsValue', 'Conv. value', ''],
    [['Date', 'Day', 'Cost', 'Date'], 'day', 'Date', ''],
  ])('of %j the %s come from "%s"', (headers, field, header, kind) => {
    const reading = readColumns(headers, TABLE)

    expect(reading.columns.find((column) => column.field === field)).toMatchObject({
      header,
      index: headers.indexOf(header),
    })
    expect(reading.clickKind).toBe(kind)
  })
})

describe("a result of Meta's counts as a conversion", () => {
  test.each([
    ['actions:offsite_conversion.fb_pixel_lead', true],
    ['actions:onsite_conversion.lead_grouped', true],
    ['Website purchases', true],
    ['actions:link_click', false],
    ['actions:landing_page_view', false],
    ['reach', false],
    ['video_thruplay_watched_actions', false],
    ['ThruPlays', false],
    ['', false],
  ])('%s: %s', (indicator, counts) => {
    expect(isConversionIndicator(indicator)).toBe(counts)
  })
})
