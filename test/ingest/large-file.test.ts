import { createWriteStream, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect, it } from 'vitest'
import { readFacts, surveyNumbersFile } from '../../src/ingest/numbers-file.ts'
import { liveHeap } from '../support/live-heap.ts'
import { fileOf, readExport } from './read-export.ts'

const ROWS = 200_000

async function largeFile(): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'drumbeat-large-')), 'large.csv')
  const header = 'date_day,platform,campaign_id,campaign_name,ad_id,ad_name,impressions,clicks,spend,conversions\n'
  function* lines(): Generator<string> {
    yield header
    for (let row = 0; row < ROWS; row++) {
      const day = `2026-${String(1 + (row % 12)).padStart(2, '0')}-${String(1 + (row % 28)).padStart(2, '0')}`
      const ad = row % 5000
      yield `${day},google_ads,c${ad % 50},"Campaign ${ad % 50}, ""all""",a${ad},Ad number ${ad} of many,${row % 9000},${row % 90},${row % 700}.25,0.5\n`
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path))
  return path
}

it('streams a large file in small batches and constant memory, with exact sums', async () => {
  const path = await largeFile()
  const before = liveHeap()

  const survey = await surveyNumbersFile(path, 'large.csv', {})
  const { batches, tally } = readFacts(path, survey, {})
  let largest = 0
  let rows = 0
  let peak = 0
  let batchCount = 0
  for await (const batch of batches) {
    largest = Math.max(largest, batch.length)
    rows += batch.length
    if (batchCount++ % 10 === 0) peak = Math.max(peak, liveHeap() - before)
  }

  const spend = Array.from({ length: ROWS }, (_, row) => (row % 700) * 100 + 25).reduce((a, b) => a + b)
  expect(rows).toBe(ROWS)
  expect(largest).toBeLessThanOrEqual(2000)
  expect(tally.sums.spend).toBe(String(spend / 100))
  expect(tally.sums.conversions).toBe('100000')
  // All the facts at once would take about six times this.
  expect(peak).toBeLessThan(50)
})

it('counts lines as an editor does, also past line breaks inside cells and past blank lines', async () => {
  const rows = Array.from({ length: 30_000 }, (_, row) => `2026-11-16,"Brand\n${row}",1.50`)
  rows[20_000] = '\nnonsense,Brand,1.50'
  const { tally } = await readExport(fileOf('breaks.csv', `Date,Campaign,Spend\n${rows.join('\n')}\n`))

  expect(tally.skipped).toEqual([{ reason: 'no readable date', rows: 1, firstLine: 2 + 20_000 * 2 + 1 }])
})
