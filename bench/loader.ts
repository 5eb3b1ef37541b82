// The program whose time and memory the import bench measures: it does one load, tells its parent, and ends. What it has
// open and loaded before the clock starts is the same for both kinds of load.
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { confirmImport } from '../src/flows/import/settle-import.ts'
import { importFile } from '../src/ingest/import-file.ts'
import { silentLog } from '../src/lib/log.ts'
import { type Database, openDatabase } from '../src/store/database.ts'
import { timed } from './figures.ts'
import { makeTeam } from './place.ts'
import { FACT_COLUMNS } from './rows.ts'

/** What a load took. */
export type Loaded = { ms: number; previewMs: number; peakMb: number }

const SAMPLE_MS = 20

const [kind = '', path = '', dataDir = ''] = process.argv.slice(2)
const db = await openDatabase({ dataDir, log: silentLog })
const ctx = await makeTeam(db)
let peak = 0
const sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), SAMPLE_MS)
let previewMs = 0
const { ms } = await timed(async () => (kind === 'floor' ? await copyRaw(db) : await importWhole()))
clearInterval(sampler)
await db.close()
const loaded: Loaded = { ms, previewMs, peakMb: peak / 1e6 }
process.send?.(loaded)
process.disconnect?.()

async function copyRaw({ pool }: Database): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('SET statement_timeout = 0')
    await pipeline(createReadStream(path), client.query(copyFrom(`COPY fact (${FACT_COLUMNS}) FROM STDIN`)))
  } finally {
    client.release(true)
  }
}

async function importWhole(): Promise<void> {
  const file = { path, fileName: 'export.csv', slackFileId: null, conversationId: null, answers: {} }
  const staged = await timed(() => importFile(ctx, file))
  previewMs = staged.ms
  if (staged.value.state !== 'ready') throw new Error(JSON.stringify(staged.value.preview.questions))
  await confirmImport(ctx, staged.value.id)
}
