import { describe, expect, it, test } from 'vitest'
import { surveyNumbersFile } from '../../src/ingest/numbers-file.ts'
import { columnsOf, fileOf, fixture, readExport } from './read-export.ts'

describe('dates that read two ways', () => {
  it('are asked about, with a date from the file and what it would mean', async () => {
    const survey = await surveyNumbersFile(fixture('ambiguous-dates.csv'), 'ambiguous-dates.csv', {})

    expect(survey.dateOrder).toBeNull()
    expect(survey.questions).toEqual([
      {
        key: 'dateOrder',
        ask: 'Is "03/04/2026" in this file 3 April 2026 or 4 March 2026? No date in it settles that.',
        options: [
          { value: 'dmy', label: 'Day first: 3 April 2026' },
          { value: 'mdy', label: 'Month first: 4 March 2026' },
        ],
      },
    ])
  })

  test.each([
    ['dmy', '2026-04-03'],
    ['mdy', '2026-03-04'],
  ] as const)('are read as the answer %s says', async (dateOrder, day) => {
    const { survey, facts } = await readExport(fixture('ambiguous-dates.csv'), { dateOrder })

    expect(survey.questions).toEqual([])
    expect(facts.map((fact) => fact.day)).toEqual(['2026-05-05', day])
  })

  it('are settled by one date, however late in the file it comes', async () => {
    const rows = [...Array.from({ length: 5000 }, () => '03/04/2026,1.50'), '25/04/2026,1.50']
    const path = fileOf('late.csv', `Date,Spend\n${rows.join('\n')}`)

    const { survey, facts } = await readExport(path)

    expect(survey).toMatchObject({ dateOrder: 'dmy', questions: [] })
    expect(facts[0]?.day).toBe('2026-04-03')
  })
})

describe('numbers that read two ways', () => {
  it('are asked about, with a number from the file', async () => {
    const survey = await surveyNumbersFile(fixture('ambiguous-decimals.csv'), 'ambiguous-decimals.csv', {})

    expect(survey.decimal).toBeNull()
    expect(survey.questions).toEqual([
      {
        key: 'decimal',
        ask: 'Is "1,234" under Spend 1234 or 1.234? No number in this file settles that.',
        options: [
          { value: 'point', label: 'Decimal point: 1234' },
          { value: 'comma', label: 'Decimal comma: 1.234' },
        ],
      },
    ])
  })

  test.each([
    ['point', '3734'],
    ['comma', '3.734'],
  ] as const)('are read as the answer %s says', async (decimal, spend) => {
    const { tally } = await readExport(fixture('ambiguous-decimals.csv'), { decimal })

    expect(tally.sums.spend).toBe(spend)
  })

  test.each([
    ['one number with cents', 'Date,Spend\n2026-11-16,"1,234"\n2026-11-17,"0,19"\n', '1.424'],
    ['semicolons', 'Date;Spend\n2026-11-16;1,234\n', '1.234'],
    ['impressions, which are whole', 'Date,Spend,Impressions\n2026-11-16,"1,234","9,876"\n', '1234'],
    ['both separators in one number', 'Date,Spend\n2026-11-16,"1.234"\n2026-11-17,"1.000,50"\n', '2234.5'],
  ])('are settled by %s', async (_, content, spend) => {
    const { survey, tally } = await readExport(fileOf('numbers.csv', content))

    expect(survey.questions).toEqual([])
    expect(tally.sums.spend).toBe(spend)
  })

  it('written both ways in one file are asked about, and the others left out', async () => {
    const path = fileOf('mixed.csv', 'Date,Spend\n2026-11-16,"0,19"\n2026-11-17,0.25\n')

    const survey = await surveyNumbersFile(path, 'mixed.csv', {})
    const { tally } = await readExport(path, { decimal: 'point' })

    expect(survey.questions[0]?.ask).toContain('"0.25" on line 3 and "0,19" on line 2')
    expect(tally.sums.spend).toBe('0.25')
    expect(tally.warnings).toContain(
      '1 cell under "Spend" is no number ("0,19", first on line 2): taken as not reported.',
    )
  })
})

describe('the currency', () => {
  it('is the answer where the file says none', async () => {
    const { survey, facts } = await readExport(fixture('ambiguous-decimals.csv'), { decimal: 'point', currency: 'chf' })

    expect(survey.currency).toEqual({ code: 'CHF', from: 'answer' })
    expect(facts[0]?.currency).toBe('CHF')
  })

  it("stays the file's own where it says one, and the person is told", async () => {
    const { survey } = await readExport(fixture('google-ads-campaigns.csv'), { currency: 'USD' })

    expect(survey.currency.code).toBe('EUR')
    expect(survey.notes).toContain('The file itself states EUR, so I did not take USD.')
  })
})

it('can be stored between the two readings, because a survey is plain data', async () => {
  const survey = await surveyNumbersFile(fixture('meta-ads.csv'), 'meta-ads.csv', {})

  expect(JSON.parse(JSON.stringify(survey))).toEqual(survey)
})

describe('several outcomes in one table', () => {
  const table = (leads: string, orders: string) =>
    fileOf(
      'outcomes.csv',
      `Date,Spend,Leads,Orders\n2026-11-16,1.50,${leads},${orders}\n2026-11-17,2.50,${leads},${orders}`,
    )

  it('are asked about, because one must not stand for the other', async () => {
    const survey = await surveyNumbersFile(table('12', '3'), 'outcomes.csv', {})

    expect(survey.questions).toEqual([
      {
        key: 'conversions',
        ask: 'This file counts "Leads" and "Orders". Which of them are conversions? The others are left out, because one must not be added to the other.',
        options: [
          { value: 'Leads', label: 'Leads' },
          { value: 'Orders', label: 'Orders' },
        ],
      },
    ])
  })

  test.each([
    ['Leads', '24', 'Conversions come from "Leads"; "Orders" is not used.'],
    ['orders', '6', 'Conversions come from "Orders"; "Leads" is not used.'],
  ])('are read as the answer %s says', async (conversionsColumn, sum, note) => {
    const { survey, tally } = await readExport(table('12', '3'), { conversionsColumn })

    expect(tally.sums.conversions).toBe(sum)
    expect(survey.notes).toContain(note)
    expect(survey.ignoredColumns).toEqual([conversionsColumn === 'Leads' ? 'Orders' : 'Leads'])
  })

  it('are asked again where the answer names a column that is not there', async () => {
    const survey = await surveyNumbersFile(table('12', '3'), 'outcomes.csv', { conversionsColumn: 'Sales' })
    expect(survey.questions.map(({ key }) => key)).toEqual(['conversions'])
  })

  test.each([
    ['one of them counts nothing', table('0', '3'), 'Orders'],
    [
      'they are the same by another name',
      fileOf('same.csv', 'Date,Spend,Leads,Website leads\n2026-11-16,1.50,2,2'),
      'Leads',
    ],
    [
      'the platform says which its conversions are',
      fileOf('own.csv', 'Date,Spend,Conversions,Leads,Orders\n2026-11-16,1.50,5,2,3'),
      'Conversions',
    ],
  ])('are not asked about where %s', async (_, path, header) => {
    const { survey } = await readExport(path)
    expect(columnsOf(survey).conversions).toBe(header)
  })
})
