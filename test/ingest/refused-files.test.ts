import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { fileOf, fixture, readExport, refusalOf } from './read-export.ts'

const WORKBOOK = Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00])
const OLD_WORKBOOK = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])

describe('a file that is no table of text says what to export instead', () => {
  test.each([
    ['book.xlsx', WORKBOOK, 'is an Excel workbook or a zip. Open it and choose "Save as CSV"'],
    ['book.xls', OLD_WORKBOOK, 'is an Excel workbook. Open it and choose "Save as CSV"'],
    ['report.pdf', '%PDF-1.7', 'is a PDF. Export the report as CSV'],
    ['report.csv.gz', Buffer.from([0x1f, 0x8b, 8, 0]), 'is compressed. Unpack it'],
    ['noise.csv', Buffer.from([1, 2, 3, 0, 5, 6, 7, 8, 9, 10]), 'is not a text file'],
    ['empty.csv', '', 'is empty'],
    ['blank.csv', '\uFEFF\n \n', 'is empty'],
    ['login.csv', '<!DOCTYPE html><html>', 'is a web page (HTML or XML)'],
    ['data.csv', '{"rows": []}', 'is JSON'],
    ['shopping.csv', 'milk\nbread\n', 'I found no header in the first 20 lines of shopping.csv (it begins "milk")'],
  ])('%s', async (name, content, sentence) => {
    const refusal = await refusalOf(fileOf(name, content))

    expect(refusal).toContain(sentence)
    expect(refusal).toContain(name)
    expect(refusal).toContain('I imported nothing')
  })
})

describe('a table that lacks something names it', () => {
  test.each([
    [
      'no date',
      'Campaign,Spend\nBrand,10\n',
      'I found no date column in sales.csv. I imported nothing. Its header (line 1) reads: Campaign, Spend. Add a column named Date',
    ],
    [
      'no numbers',
      'Date,Campaign\n2026-11-16,Brand\n',
      'none of its columns is spend, impressions, clicks or conversions',
    ],
    ['no rows', 'Date,Spend\n', 'has a header (line 1) and no row with a date in "Date"'],
    ['odd dates', 'Date,Spend\nCW 47,10\n', '"Date" says "CW 47" on line 2'],
    ['Google without days', 'Campaign,Impr.,Cost\nBrand,10,1.50\n', 'In Google Ads choose Segment > Time > Day'],
    ['Meta without days', 'Campaign name,Amount spent (USD)\nLP,1.50\n', 'Breakdown > By time > Day'],
  ])('%s', async (_, content, sentence) => {
    expect(await refusalOf(fileOf('sales.csv', content))).toContain(sentence)
  })
})

it('asks Meta for days where a row spans more than one', async () => {
  expect(await refusalOf(fixture('meta-ads-without-day.csv'))).toBe(
    "The rows of meta-ads-without-day.csv span more than one day (2026-11-01 to 2026-11-22 on line 2), so weeks can't be told apart. " +
      'I imported nothing. In Ads Manager choose Breakdown > By time > Day, and export again.',
  )
})

describe('two currencies', () => {
  it('are counted, and the rarer one is located', async () => {
    expect(await refusalOf(fixture('two-currencies.csv'))).toBe(
      'two-currencies.csv has two currencies (EUR in 3 rows, USD in 1, first on line 4). I imported nothing. ' +
        'Split it into one file per currency and drop each.',
    )
  })

  it('are found also where the survey has long been over, and nothing is handed out after that', async () => {
    const rows = Array.from(
      { length: 9000 },
      (_, row) => `2026-11-${10 + (row % 9)},C${row},1.25,${row === 8000 ? 'USD' : 'EUR'}`,
    )
    const path = fileOf('late.csv', `Date,Campaign,Spend,Currency\n${rows.join('\n')}\n`)

    expect(await refusalOf(path)).toContain('(EUR in 8,999 rows, USD in 1, first on line 8002)')
  })

  it('in two headers are refused', async () => {
    const path = fileOf('two.csv', 'Date,Amount spent (USD),Purchases conversion value (EUR)\n2026-11-16,1.50,2\n')

    expect(await refusalOf(path)).toContain(
      '"Amount spent (USD)" is in USD and "Purchases conversion value (EUR)" in EUR',
    )
  })

  it('are told from a word that is no currency', async () => {
    const path = fileOf('words.csv', 'Date,Spend,Currency\n2026-11-16,1.50,Taler\n')

    expect(await refusalOf(path)).toContain('"Taler" in the column Currency of words.csv (line 2) is no currency code')
  })
})

it('refuses dates that are day first here and month first there', async () => {
  const path = fileOf('mixed.csv', 'Date,Spend\n25/11/2026,1.50\n11/26/2026,2\n')

  expect(await refusalOf(path)).toContain('"25/11/2026" on line 2 is day first, "11/26/2026" on line 3 month first')
})

it('refuses an answer that the dates contradict', async () => {
  const path = fileOf('us.csv', 'Date,Spend\n11/26/2026,2\n')

  expect(await refusalOf(path, { dateOrder: 'dmy' })).toContain(`can't be read as dmy: line 2 says "11/26/2026"`)
})

it('refuses a line without end, as after a quotation mark that never closes', async () => {
  const path = fileOf(
    'quote.csv',
    `Date,Campaign,Spend\n2026-11-16,"Brand,1.50\n${'2026-11-17,Brand,1.50\n'.repeat(60_000)}`,
  )

  expect(await refusalOf(path)).toContain('Line 2 of quote.csv is longer than a million characters')
})

it('refuses a short file whose last rows vanish in an open quotation', async () => {
  const path = fileOf(
    'quote.csv',
    'Date,Campaign,Spend\n2026-11-16,A,1.50\n2026-11-17,"Brand,1.50\n2026-11-18,B,2.50\n',
  )

  expect(await refusalOf(path)).toContain('On line 3 of quote.csv a quotation mark opens and never closes')
})

it('does not read a file whose survey has an open question', async () => {
  const path = fixture('ambiguous-dates.csv')

  expect(await refusalOf(path)).toContain('Is "03/04/2026" in this file 3 April 2026 or 4 March 2026?')
  await expect(readExport(path, { dateOrder: 'mdy' })).resolves.toBeDefined()
})

it('reads UTF-16 without a byte order mark', async () => {
  const text = readFileSync(fixture('dbt-ad-reporting.csv'), 'utf8')

  const { survey, facts } = await readExport(fileOf('plain.csv', Buffer.from(text, 'utf16le')))

  expect(survey.encoding).toBe('utf-16le')
  expect(facts).toHaveLength(2)
})
