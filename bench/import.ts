import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { median, ratio, spoken } from './figures.ts'
import type { Loaded } from './loader.ts'
import { inFolder, inFreshDatabase } from './place.ts'
import { writeCopy, writeExport } from './rows.ts'

const THREE_YEARS = 1096
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Imports a file end to end, preview and confirmation, against a bare COPY of the same rows into the same table. */
export async function benchImport(rows: number, pairs: number): Promise<void> {
  await inFolder(async (folder) => {
    const [csv, copy] = [join(folder, 'export.csv'), join(folder, 'rows.copy')]
    await writeExport(csv, rows, THREE_YEARS)
    await writeCopy(copy, rows, THREE_YEARS)
    const loader = await buildLoader()
    const done: { ours: Loaded; floor: Loaded }[] = []
    for (let pair = 1; pair <= pairs; pair++) {
      const floor = await load(loader, 'floor', copy, rows)
      const ours = await load(loader, 'import', csv, rows)
      done.push({ ours, floor })
      console.log(
        `  pair ${pair}: COPY ${spoken(floor.ms)}, import ${spoken(ours.ms)} (preview ${spoken(ours.previewMs)}), peak ${ours.peakMb.toFixed(0)} MB against ${floor.peakMb.toFixed(0)} MB`,
      )
    }
    const rate = (loads: Loaded[]) => Math.round(rows / (median(loads.map(({ ms }) => ms)) / 1000)).toLocaleString('en')
    console.log(`import of ${rows.toLocaleString('en')} rows × 16 columns, ${pairs} pairs`)
    console.log(`  bare COPY into fact   ${rate(done.map(({ floor }) => floor))} rows/s`)
    console.log(`  import, end to end    ${rate(done.map(({ ours }) => ours))} rows/s`)
    console.log(`  time                  ${ratio(done.map(({ ours, floor }) => [ours.ms, floor.ms]))} the COPY`)
    console.log(`  peak memory           ${Math.max(...done.map(({ ours }) => ours.peakMb)).toFixed(0)} MB resident`)
  })
}

/** The loader as plain JavaScript: tsx in the same process would cost 60 MB that production does not need. */
async function buildLoader(): Promise<string> {
  const outfile = here('../node_modules/.cache/drumbeat/loader.js')
  await build({
    entryPoints: [here('loader.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
  })
  return outfile
}

async function load(loader: string, kind: 'floor' | 'import', path: string, rows: number): Promise<Loaded> {
  return await inFreshDatabase(async (db, dataDir) => {
    const child = fork(loader, [kind, path, dataDir], { execArgv: ['--enable-source-maps'] })
    const said = once(child, 'message')
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`the ${kind} ended with code ${code}`)
    const [loaded] = (await said) as [Loaded]
    const { rows: counted } = await db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM fact')
    if (counted[0]?.n !== rows) throw new Error(`the ${kind} left ${counted[0]?.n} rows, not ${rows}`)
    return loaded
  })
}
