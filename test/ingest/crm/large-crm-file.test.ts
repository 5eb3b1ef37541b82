import { createWriteStream, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect, it } from 'vitest'
import { readObjects } from '../../../src/ingest/crm/objects-file.ts'
import { liveHeap } from '../../support/live-heap.ts'
import { surveyCrm } from './read-crm.ts'

const ROWS = 200_000

async function largeFile(): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'drumbeat-large-')), 'large.csv')
  function* lines(): Generator<string> {
    yield 'object_id,lead_at,won_at,amount,currency,campaign,utm_source,utm_medium\n'
    for (let row = 0; row < ROWS; row++) {
      const day = `2026-${String(1 + (row % 10)).padStart(2, '0')}-${String(1 + (row % 28)).padStart(2, '0')}`
      const won = row % 50 === 0 ? `${day} 16:40,1200.50` : ','
      yield `O-${row},${day} 10:15,${won},EUR,Campaign ${row} of many,google,cpc\n`
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path))
  return path
}

it('streams a large file of CRM objects in small batches and constant memory', async () => {
  const path = await largeFile()
  const before = liveHeap()

  const { batches, tally } = readObjects(path, await surveyCrm(path), {})
  let largest = 0
  let won = 0
  let peak = 0
  let batchCount = 0
  for await (const batch of batches) {
    largest = Math.max(largest, batch.length)
    won += batch.filter(({ at }) => at.won !== null).length
    if (batchCount++ % 10 === 0) peak = Math.max(peak, liveHeap() - before)
  }

  expect(tally).toMatchObject({ read: ROWS, kept: ROWS, skipped: [], warnings: [] })
  expect(won).toBe(ROWS / 50)
  expect(largest).toBeLessThanOrEqual(2000)
  // All the objects at once would take about five times this.
  expect(peak).toBeLessThan(20)
})
