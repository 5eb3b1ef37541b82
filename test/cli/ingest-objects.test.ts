import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ingest } from '../../src/cli/ingest.ts'
import { importFile } from '../../src/ingest/import-file.ts'
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts'

let stage: FlowStage
beforeAll(async () => {
  stage = await openFlowStage('2026-11-23T12:00:00Z')
})
afterAll(async () => {
  await stage.close()
})

const path = fileURLToPath(new URL('../fixtures/exports/hubspot-deals.csv', import.meta.url))

it('prints what a file of CRM objects brings, stage by stage, and as data when asked', async () => {
  const ctx = await stage.makeTeam()
  const text = await ingest(ctx, path, { answers: {}, dryRun: true, json: false }, importFile)

  expect(text.code).toBe(0)
  expect(text.text).toBe(
    [
      'hubspot-deals.csv: dry run',
      '  read as     HubSpot deals, by object, EUR',
      '  rows        6 read, 6 kept',
      '  days        Mon 2 Nov to Fri 20 Nov',
      '  basis       each stage counts on the day it was reached',
      '  opportunity 6, 2026-11-02 to 2026-11-07',
      '  won         2, 2026-11-19 to 2026-11-20, €12,000.50',
      '  lost        1, 2026-11-18 to 2026-11-18',
      '  no channel  4 objects',
      '              source: Direct Traffic (1)',
      '              utm_source: newsletter (1)',
      '              source: Offline Sources (1)',
      '              source: Organic Search (1)',
      '  note        No column dates opportunities, so I take "Create Date".',
      '  note        "Close Date" dates what is won or lost, as "Deal Stage" says; of open ones it is a forecast and not read.',
      '  note        Taken as open, neither won nor lost: "Appointment Scheduled" 1, "1187520" 1.',
      '  warning     1 object is won or lost without a date (first on line 7): not counted as such.',
    ].join('\n'),
  )
  const json = await ingest(ctx, path, { answers: {}, dryRun: false, json: true }, importFile)
  expect(JSON.parse(json.text)).toMatchObject({
    outcome: 'imported',
    rows: { read: 6, kept: 6, merged: 0 },
    objects: { wonAmount: '12000.5', there: 0, unassigned: { objects: 4 } },
  })
})
