import { describe, expect, it } from 'vitest'
import type { Import, ImportPreview, ObjectsPreview } from '../../../src/domain/import/import.ts'
import { importDone, importPreview } from '../../../src/slack/views/import/import-preview.ts'
import { expectMessage, expectSound, HOSTILE, MONDAY, NAMES } from './stage.ts'

const preview: ImportPreview = {
  fileName: 'google-ads-november.csv',
  reading: {
    layout: 'google_ads',
    encoding: 'utf-8',
    columns: [
      { field: 'day', header: 'Day' },
      { field: 'spend', header: 'Cost' },
    ],
    ignoredColumns: ['Ad relevance'],
    grain: 'campaign',
    clickKind: '',
    currency: 'EUR',
    dateOrder: 'ymd',
    decimal: 'point',
    questions: [],
    notes: ["The file states no currency; I take the team's."],
  },
  currency: 'EUR',
  rowsRead: 1_240,
  rowsKept: 1_204,
  rowsMerged: 12,
  skipped: [{ reason: 'a total of other rows', rows: 36, firstLine: 512 }],
  firstDay: '2026-11-01',
  lastDay: '2026-11-22',
  platforms: [
    { platform: 'Google Ads', rows: 1_204, spend: '103900.55', firstDay: '2026-11-01', lastDay: '2026-11-22' },
  ],
  sums: { spend: '103900.55', impressions: '1', clicks: '1', conversions: null, conversionsValue: null },
  replaces: { rows: 300, spendBefore: '21000', spendAfter: '21004.5' },
  unassigned: [{ platform: 'Google Ads', campaign: 'Brand 2', spend: '1250' }],
  questions: [],
  warnings: ['40 rows repeat, to the click, what is there from Google Ads (table).'],
}
const questions = [
  {
    key: 'dateOrder',
    ask: 'Is "03/04/2026" in this file 3 April or 4 March? No date in it settles that.',
    options: [
      { value: 'dmy', label: 'Day first: 3 April' },
      { value: 'mdy', label: 'Month first: 4 March' },
    ],
  },
  { key: 'decimal', ask: 'Is "1,234" 1234 or 1.234?', options: [{ value: 'point', label: 'Decimal point: 1234' }] },
]

function makeImport(state: Import['state'], changes: Partial<ImportPreview> = {}): Import {
  return {
    id: 'imp_1',
    state,
    fileName: preview.fileName,
    slackFileId: 'F1',
    conversationId: 'C0GROWTH',
    answers: {},
    preview: { ...preview, ...changes },
    madeBy: 'U0SAM',
    createdAt: MONDAY,
    settledAt: null,
  }
}

describe('the preview of an import', () => {
  it.each(['ready', 'imported', 'dropped', 'replaced'] as const)('shows an import that is %s', async (state) => {
    await expectMessage(`import-${state}`, importPreview({ import: makeImport(state), teamName: 'Growth' }))
  })

  it('asks what only a person can say, each choice a button that carries its answer', async () => {
    const asking = makeImport('asking', {
      questions,
      rowsKept: 0,
      rowsRead: 0,
      firstDay: null,
      lastDay: null,
      skipped: [],
    })
    const shown = importPreview({ import: asking, teamName: 'Growth' })

    await expectMessage('import-asking', shown)
    const text = JSON.stringify(shown).replaceAll('\\', '')
    expect(text).toContain('"action_id":"import_answer:1"')
    expect(text).toContain('{"id":"imp_1","key":"dateOrder","value":"mdy"}')
    expect(text).not.toContain('import_confirm')
  })

  it('says of a clean file only what matters', async () => {
    const clean = { rowsRead: 1_204, rowsMerged: 0, skipped: [], unassigned: [], warnings: [] }
    const bare = makeImport('ready', { ...clean, replaces: { rows: 0, spendBefore: null, spendAfter: null } })
    await expectMessage('import-ready-clean', importPreview({ import: bare, teamName: 'Growth' }))
  })

  it('shows spend to the cent and what it replaces before and after', () => {
    const text = JSON.stringify(importPreview({ import: makeImport('ready'), teamName: 'Growth' }))

    expect(text).toContain('1,204 of 1,240 rows, Sun 1 Nov to Sun 22 Nov 2026 (22 days), €103,900.55 spent')
    expect(text).toContain('300 rows that are there: their spend was €21,000 and becomes €21,004.50')
  })

  it('leaves out a choice whose answer would not fit, instead of cutting it', () => {
    const options = [
      { value: 'x'.repeat(2_100), label: 'Too long' },
      { value: 'y', label: 'Fits' },
    ]
    const long = makeImport('asking', { questions: [{ key: 'leaveOutPlatforms', ask: 'Which?', options }] })
    const text = JSON.stringify(importPreview({ import: long, teamName: 'Growth' }))

    expect(text).toContain('Fits')
    expect(text).not.toContain('Too long')
  })

  it.each(['asking', 'ready', 'imported', 'dropped', 'replaced'] as const)('survives a hostile file: %s', (state) => {
    const many = Array.from({ length: 40 }, () => HOSTILE.text)
    const hostile = makeImport(state, {
      fileName: HOSTILE.name,
      warnings: many,
      skipped: many.map((reason) => ({ reason, rows: 2, firstLine: 3 })),
      unassigned: many.map((campaign) => ({ platform: HOSTILE.name, campaign, spend: '12' })),
      platforms: many.map((platform) => ({
        platform,
        rows: 1,
        spend: null,
        firstDay: '2026-11-01',
        lastDay: '2026-11-01',
      })),
      reading: {
        ...preview.reading,
        columns: many.map((header) => ({ field: 'spend', header })),
        ignoredColumns: many,
        notes: many,
      },
      questions: many.map((ask, at) => ({ key: `k${at}`, ask, options: many.map((label) => ({ value: 'v', label })) })),
    })

    expectSound(importPreview({ import: hostile, teamName: HOSTILE.name }))
    expectSound(importDone({ import: hostile, names: { U0SAM: HOSTILE.name } }))
  })
})

const objects: ObjectsPreview = {
  stages: [
    { stage: 'opportunity', objects: 212, firstDay: '2026-01-05', lastDay: '2026-11-22' },
    { stage: 'won', objects: 40, firstDay: '2026-02-03', lastDay: '2026-11-20' },
    { stage: 'lost', objects: 1, firstDay: '2026-11-18', lastDay: '2026-11-18' },
  ],
  wonAmount: '480000.5',
  there: 180,
  changed: 12,
  unassigned: {
    objects: 37,
    values: [
      { field: 'utm_source', value: 'newsletter', objects: 21 },
      { field: 'channel', value: 'Podcast', objects: 9 },
      { field: 'source', value: 'OFFLINE', objects: 5 },
      { field: '', value: '', objects: 2 },
    ],
  },
}
const ofDeals: Partial<ImportPreview> = {
  fileName: 'hubspot-deals.csv',
  reading: { ...preview.reading, layout: 'HubSpot deals' },
  rowsRead: 216,
  rowsKept: 214,
  rowsMerged: 2,
  firstDay: '2026-01-05',
  warnings: ['1 object was won on an earlier day than the one of becoming a lead (such as 41001). Kept as it is said.'],
  platforms: [],
  replaces: { rows: 0, spendBefore: null, spendAfter: null },
  unassigned: [],
  objects,
}

describe('the preview of CRM objects', () => {
  it.each(['ready', 'imported'] as const)('shows a file that is %s', async (state) => {
    await expectMessage(
      `import-objects-${state}`,
      importPreview({ import: makeImport(state, ofDeals), teamName: 'Growth' }),
    )
  })

  it('says how many reached each stage and from when to when, what changes, and what no rule knows', () => {
    const text = JSON.stringify(importPreview({ import: makeImport('ready', ofDeals), teamName: 'Growth' }))

    expect(text).toContain('HubSpot deals: 212 objects from 216 rows, Mon 5 Jan to Sun 22 Nov 2026 (322 days)')
    expect(text).toContain('*Reached*, each counted on the day its stage was reached:')
    expect(text).toContain('• 40 won, €480,000.50: Tue 3 Feb to Fri 20 Nov 2026')
    expect(text).toContain(
      '*Restates* 180 objects that are there: 12 of them change. What this file does not report stays',
    )
    expect(text).toContain(
      '*37 objects match no channel:* utm_source `newsletter` 21, channel `Podcast` 9, source `OFFLINE` 5',
    )
    expect(text).toContain('add a rule with `/beat setup`, such as `utm_source: newsletter`.')
    expect(text).toContain('Import 212 objects')
  })

  it('tells the team in one line', () => {
    const done = importDone({ import: makeImport('imported', ofDeals), names: NAMES })
    expect(done.text).toMatch(
      /imported google-ads-november\.csv · 212 objects · .* · 212 opportunities, 40 won, 1 lost · restated 180 objects$/,
    )
  })

  it.each(['ready', 'imported'] as const)('survives hostile values: %s', (state) => {
    const values = Array.from({ length: 40 }, () => ({ field: 'utm_source', value: HOSTILE.text, objects: 3 }))
    const hostile = { ...objects, unassigned: { objects: 120, values } }
    expectSound(importPreview({ import: makeImport(state, { ...ofDeals, objects: hostile }), teamName: HOSTILE.name }))
  })
})

describe('the note on an import', () => {
  it('is one line: who, which file, how much', async () => {
    await expectMessage('import-done', importDone({ import: makeImport('imported'), names: NAMES }))
  })

  it('names the operator where a person did not do it', () => {
    const done = importDone({ import: { ...makeImport('imported'), madeBy: 'operator' }, names: NAMES })
    expect(done.text).toMatch(/^The operator imported google-ads-november\.csv · 1,204 rows/)
  })
})
