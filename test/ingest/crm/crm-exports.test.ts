import { describe, expect, it, test } from 'vitest'
import { fileOf, fixture } from '../read-export.ts'
import { crmRefusalOf, inShort, readCrm, surveyCrm } from './read-crm.ts'

describe('exports of HubSpot', () => {
  it('are deals, opened on their create date, and won or lost on the close date where their stage says so', async () => {
    const { survey, objects, tally } = await readCrm(fixture('hubspot-deals.csv'))

    expect(survey.reading.layout.id).toBe('hubspot_deals')
    expect(survey.currency).toEqual({ code: 'EUR', from: 'column' })
    expect(objects.map(inShort)).toEqual([
      '41001000001 · won · opportunity 2026-11-02 10:12:00 · won 2026-11-20 16:41:00',
      '41001000002 · open · opportunity 2026-11-03 09:00:00',
      '41001000003 · lost · opportunity 2026-11-04 23:30:00 · lost 2026-11-18 11:05:00',
      '41001000004 · won · opportunity 2026-11-05 12:00:00 · won 2026-11-19 08:15:00',
      '41001000005 · - · opportunity 2026-11-06 12:00:00',
      '41001000006 · won · opportunity 2026-11-07 12:00:00',
    ])
    expect(objects.map(({ amount }) => amount)).toEqual(['12000.50', '2400.00', '3000.00', null, '900.00', '500.00'])
    expect(tally.warnings).toEqual(['1 object is won or lost without a date (first on line 7): not counted as such.'])
    expect(tally.notes).toEqual(['Taken as open, neither won nor lost: "Appointment Scheduled" 1, "1187520" 1.'])
    expect(survey.notes).toContain('No column dates opportunities, so I take "Create Date".')
  })

  it('are contacts with the dates they became something; one that became nothing is left out', async () => {
    const { survey, objects, tally } = await readCrm(fixture('hubspot-contacts.csv'))

    expect(survey.reading.layout.id).toBe('hubspot_contacts')
    expect(objects.map(inShort)).toEqual([
      '901 · won · lead 2026-11-02 10:12:00 · mql 2026-11-03 11:00:00 · sql 2026-11-05 09:30:00 · opportunity 2026-11-09 15:00:00 · won 2026-11-20 16:40:00',
      '902 · - · lead 2026-11-03 00:15:00 · mql 2026-11-06 11:00:00',
    ])
    expect(objects.map(({ leadSource }) => leadSource)).toEqual(['PAID_SEARCH', 'PAID_SOCIAL'])
    expect(tally.skipped).toEqual([{ reason: 'no stage reached', rows: 1, firstLine: 4 }])
    expect(survey.reading.ignored).toContain('Create Date')
  })

  it('take the amount in the currency of the company, where deals have several', async () => {
    const path = fileOf(
      'deals.csv',
      'Record ID,Deal Stage,Create Date,Close Date,Amount,Currency,Amount in company currency\n' +
        '1,closedwon,2026-11-02,2026-11-20,10.00,USD,9.10\n2,closedwon,2026-11-02,2026-11-20,10.00,EUR,10.00\n',
    )
    const { survey, objects } = await readCrm(path)

    expect(objects.map(({ amount }) => amount)).toEqual(['9.10', '10.00'])
    expect(survey.currency).toEqual({ code: '', from: 'none' })
    expect(survey.notes).toContain('The file states no currency for "Amount in company currency"; I take the team\'s.')
  })

  it('ask which stage means won, where none is known to, as with the numbers of a pipeline of its own', async () => {
    const rows = '1,1187520,2026-11-02,2026-11-20\n2,1187519,2026-11-02,2026-12-20\n3,1187519,2026-11-03,2026-12-20\n'
    const path = fileOf('deals.csv', `Record ID,Deal Stage,Create Date,Close Date\n${rows}`)
    const [question] = (await surveyCrm(path)).questions

    expect(question).toEqual({
      key: 'wonStage',
      ask: 'No stage under "Deal Stage" is one that I know to mean won or lost. Which one means won?',
      options: [
        { value: '1187519', label: '1187519 (2)' },
        { value: '1187520', label: '1187520 (1)' },
        { value: '', label: 'None of them' },
      ],
    })
    const { objects } = await readCrm(path, { wonStage: '1187520' })
    expect(objects.map(inShort)).toEqual([
      '1 · won · opportunity 2026-11-02 · won 2026-11-20',
      '2 · - · opportunity 2026-11-02',
      '3 · - · opportunity 2026-11-03',
    ])
    const none = await readCrm(path, { wonStage: '' })
    expect(none.objects.filter(({ at }) => at.won !== null)).toEqual([])
    expect(none.tally.warnings).toEqual(['Taken as open, neither won nor lost: "1187519" 2, "1187520" 1.'])
  })
})

describe('exports of Salesforce', () => {
  it('are opportunities, without their totals and footers', async () => {
    const { survey, objects, tally } = await readCrm(fixture('salesforce-opportunities.csv'))

    expect(survey).toMatchObject({ dateOrder: 'dmy', currency: { code: 'EUR', from: 'column' } })
    expect(objects.map(inShort)).toEqual([
      '0065g00000AbCdE · won · opportunity 2026-11-02 · won 2026-11-20',
      '0065g00000AbCdF · open · opportunity 2026-11-03',
      '0065g00000AbCdG · lost · opportunity 2026-11-04 · lost 2026-11-18',
    ])
    expect(objects[0]).toMatchObject({ source: 'salesforce_opportunities', leadSource: 'Web', amount: '12000.00' })
    expect(tally.skipped).toEqual([
      { reason: 'grand total row', rows: 1, firstLine: 5 },
      { reason: 'footer', rows: 2, firstLine: 7 },
    ])
  })

  it('are leads, and opportunities from the day they were converted', async () => {
    const { survey, objects } = await readCrm(fixture('salesforce-leads.csv'))

    expect(survey).toMatchObject({ dateOrder: 'mdy' })
    expect(objects.map(inShort)).toEqual([
      '00Q5g00000AAAA1 · - · lead 2026-11-02 · opportunity 2026-11-13',
      '00Q5g00000AAAA2 · - · lead 2026-11-03',
    ])
  })

  it('are read with the names of its own interface too', async () => {
    const path = fileOf(
      'opps.csv',
      'Id,StageName,IsWon,IsClosed,CloseDate,CreatedDate,Amount,CurrencyIsoCode,LeadSource\n' +
        '006A,Gewonnen,true,true,2026-11-20,2026-11-02T08:00:00.000Z,10,EUR,Web\n006B,Verloren,false,true,2026-11-21,2026-11-02T08:00:00.000Z,,EUR,Web\n',
    )
    const { survey, objects } = await readCrm(path)

    expect(survey.reading.layout.id).toBe('salesforce_opportunities')
    expect(objects.map(inShort)).toEqual([
      '006A · won · opportunity 2026-11-02 08:00:00.000+00 · won 2026-11-20',
      '006B · lost · opportunity 2026-11-02 08:00:00.000+00 · lost 2026-11-21',
    ])
  })
})

describe('any other table of CRM objects', () => {
  it('says why a row is none', async () => {
    const { objects, tally } = await readCrm(fixture('crm-objects.csv'))

    expect(objects.map(({ objectId }) => objectId)).toEqual(['A-1', 'A-2', 'A-3', 'A-4'])
    expect(tally).toMatchObject({ read: 7, kept: 4 })
    expect(tally.skipped.map(({ reason, firstLine }) => [reason, firstLine])).toEqual([
      ['no id', 6],
      ['no stage reached', 7],
      ['no readable date of a stage', 8],
    ])
    expect(tally.warnings).toEqual([
      '1 cell under "lead_at" cannot be read ("soon", first on line 8): taken as not reported.',
    ])
  })

  it('means the dates it has, whatever its status says', async () => {
    const { objects } = await readCrm(fileOf('crm.csv', 'id,status,lead_at,won_at\n1,Active,2026-11-02,2026-11-20\n'))

    expect(objects.map(inShort)).toEqual(['1 · won · lead 2026-11-02 · won 2026-11-20'])
  })

  test.each([
    ['11/20/2026 4:40 PM', '2026-11-20 16:40:00'],
    ['11/20/2026 12:05 am', '2026-11-20 00:05:00'],
    ['2026-11-20T16:40:10.123+0100', '2026-11-20 16:40:10.123+0100'],
    ['2026-11-20 16:40 UTC', '2026-11-20 16:40:00+00'],
    ['20.11.2026, 16:40', '2026-11-20 16:40:00'],
    ['Nov 20, 2026 4:40 PM', '2026-11-20 16:40:00'],
    ['2026-11-20 25:40', '2026-11-20'],
    ['2026-11-20', '2026-11-20'],
  ])('reads %s as %s', async (cell, moment) => {
    const { objects } = await readCrm(fileOf('crm.csv', `id;lead at\n1;"${cell}"\n`))

    expect(objects[0]?.at.lead).toBe(moment)
  })

  it('asks once for the order of its dates, over all its columns', async () => {
    const open = fileOf('crm.csv', 'id,lead_at,won_at\n1,03/04/2026,05/04/2026\n')
    expect((await surveyCrm(open)).questions.map(({ key }) => key)).toEqual(['dateOrder'])
    const { objects } = await readCrm(open, { dateOrder: 'dmy' })
    expect(objects.map(inShort)).toEqual(['1 · won · lead 2026-04-03 · won 2026-04-05'])

    const told = fileOf('crm.csv', 'id,lead_at,won_at\n1,03/04/2026,25/04/2026\n')
    expect(await surveyCrm(told)).toMatchObject({ questions: [], dateOrder: 'dmy' })
  })

  it('reads amounts as they are written, and asks where that cannot be told', async () => {
    const euros = fileOf(
      'crm.csv',
      'id;won_at;Amount (EUR)\n1;2026-11-20;1.234,50\n2;2026-11-20;n/a\n3;2026-11-20;viel\n',
    )
    const { survey, objects, tally } = await readCrm(euros)

    expect(survey.currency).toEqual({ code: 'EUR', from: 'header' })
    expect(objects.map(({ amount }) => amount)).toEqual(['1234.50', null, null])
    expect(tally.warnings[0]).toContain('1 cell under "Amount (EUR)" cannot be read ("viel", first on line 4)')
    const open = fileOf('crm.csv', 'id,won_at,amount\n1,2026-11-20,"1,234"\n')
    expect((await surveyCrm(open)).questions.map(({ key }) => key)).toEqual(['decimal'])
  })

  it('counts no stage that another export counts already', async () => {
    const path = fileOf('crm.csv', 'id,lead_at,won_at\n1,2026-11-02,2026-11-20\n2,,2026-11-20\n')
    const { objects, tally } = await readCrm(path, { leaveOutStages: ['won'] })

    expect(objects.map(inShort)).toEqual(['1 · - · lead 2026-11-02'])
    expect(tally.skipped).toMatchObject([{ rows: 1 }])
    expect(await crmRefusalOf(path, { leaveOutStages: ['lead', 'won'] })).toContain('nothing is left of crm.csv')
  })
})

describe('a CRM export that cannot be used says what to change', () => {
  test.each([
    [
      'no id',
      'Opportunity Name,Stage,Close Date,Created Date\nAcme,Closed Won,2026-11-20,2026-11-02\n',
      'holds Salesforce opportunities, and no column tells them apart, so a newer export could not replace an older one. I imported nothing.',
    ],
    [
      'no date',
      'Record ID,Deal Name,Deal Stage\n1,Acme,closedwon\n',
      'no column says when a stage was reached. I imported nothing.',
    ],
    ['dates nobody can read', 'id,lead_at\n1,soon\n', '"lead_at" says "soon" on line 2. I imported nothing.'],
    ['no rows', 'id,lead_at\n', 'no row has an id and a date (lead_at). I imported nothing.'],
    [
      'two currencies',
      'id,won_at,amount,currency\n1,2026-11-20,5,EUR\n2,2026-11-20,5,USD\n',
      'has two currencies (EUR in 1 row, USD in 1, first on line 3)',
    ],
    ['dates in two orders', 'id,lead_at\n1,25/11/2026\n2,11/26/2026\n', 'writes its dates in two ways'],
    [
      'no currency',
      'id,won_at,amount,currency\n1,2026-11-20,5,Taler\n',
      '"Taler" in the column currency of crm.csv (line 2) is no currency code',
    ],
  ])('%s', async (_, content, sentence) => {
    expect(await crmRefusalOf(fileOf('crm.csv', content))).toContain(sentence)
  })
})
