// `check` says whether prisma/migrations make what prisma/schema.prisma asks for; `write NAME` authors the migration that is
// missing. It compares with Prisma's own schema engine as WebAssembly, in a throw-away database: nothing is downloaded.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import type { DiffResult, SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { PersonError } from '../src/lib/errors.ts'
import { packageRoot } from '../src/lib/root.ts'
import { startPostgres } from '../src/store/embedded/start.ts'
import { applyMigrations, migrationsFolder, readMigrations } from '../src/store/migrations.ts'

const SCHEMA = join(packageRoot(), 'prisma', 'schema.prisma')
const USAGE = 'usage: tsx tools/migration.ts check | tsx tools/migration.ts write NAME'

const [verb, name] = process.argv.slice(2)
try {
  if (verb === 'check' && name === undefined) process.exitCode = check(await missingSql())
  else if (verb === 'write' && name !== undefined && /^\w+$/.test(name)) write(name, await missingSql())
  else throw new PersonError(USAGE)
} catch (error) {
  if (!(error instanceof PersonError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

function check(sql: string): number {
  if (sql === '') {
    console.log('prisma/migrations and prisma/schema.prisma agree')
    return 0
  }
  console.error(`prisma/schema.prisma asks for what no migration makes:\n\n${sql}\nWrite it: npm run migration -- NAME`)
  return 1
}

function write(name: string, sql: string): void {
  if (sql === '') {
    console.log('prisma/migrations and prisma/schema.prisma agree already: nothing to write')
    return
  }
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(migrationsFolder(), `${time}_${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'migration.sql'), sql)
  writeFileSync(join(migrationsFolder(), 'migration_lock.toml'), 'provider = "postgresql"\n')
  console.log(`Read it before you commit it: ${join(folder, 'migration.sql')}`)
}

/** The SQL that leads from what the migrations make to what the schema asks for. */
async function missingSql(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'drumbeat-migration-'))
  chmodSync(folder, 0o755) // as root, PostgreSQL runs as another user, who must get in
  const server = await startPostgres(folder)
  const pool = new pg.Pool({ ...server.connection, max: 1 })
  try {
    const client = await pool.connect()
    await applyMigrations(client, readMigrations(migrationsFolder())).finally(() => client.release())
    const result = await compare(pool)
    return result.exitCode === 0 ? '' : (result.stdout ?? '')
  } finally {
    await pool.end()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compare(pool: pg.Pool): Promise<DiffResult> {
  const schema = { path: SCHEMA, content: readFileSync(SCHEMA, 'utf8') }
  const { SchemaEngine } = await loadEngine()
  const adapter = bindMigrationAwareSqlAdapterFactory(readingChars(pool))
  const engine = await SchemaEngine.new({ datamodels: [[schema.path, schema.content]] }, () => {}, adapter)
  return engine.diff({
    from: { tag: 'schemaDatasource', files: [schema], configDir: packageRoot() },
    to: { tag: 'schemaDatamodel', files: [schema] },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  })
}

type Engine = {
  SchemaEngine: {
    new: (
      options: { datamodels: [string, string][] },
      log: () => void,
      adapter: ReturnType<typeof bindMigrationAwareSqlAdapterFactory>,
    ) => Promise<SchemaEngine>
  }
}

// What the package's own entrance does, which imports .wasm as Node cannot yet.
async function loadEngine(): Promise<Engine> {
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  // The engine writes its last words there before it panics.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
  })
  const bindings = await import(script)
  const code = await WebAssembly.compile(readFileSync(join(dirname(script), 'schema_engine_bg.wasm')))
  const instance = await WebAssembly.instantiate(code, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  const { __wbindgen_start: start } = instance.exports
  if (typeof start === 'function') start()
  return bindings
}

// PostgreSQL's catalogs hold columns of the type "char" (18), which Prisma's adapter refuses to read and its engine insists
// on: they pass through the adapter as text (25), and get their type back behind it.
function readingChars(pool: pg.Pool): PrismaPg {
  const chars = new WeakMap<object, number[]>()
  const ask: (query: pg.QueryArrayConfig) => Promise<pg.QueryArrayResult> = pool.query.bind(pool)
  const disguised = Object.assign(pool, {
    async query(query: pg.QueryArrayConfig) {
      const result = await ask(query)
      const columns = [...result.fields.keys()].filter((column) => result.fields[column]?.dataTypeID === 18)
      for (const column of columns) Object.assign(result.fields[column] ?? {}, { dataTypeID: 25 })
      chars.set(result.rows, columns)
      return result
    },
  })
  const factory = new PrismaPg(disguised)
  const connect = factory.connect.bind(factory)
  return Object.assign(factory, {
    async connect() {
      const adapter = await connect()
      const queryRaw = adapter.queryRaw.bind(adapter)
      adapter.queryRaw = async (query) => {
        const result = await queryRaw(query)
        for (const column of chars.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character
        return result
      }
      return adapter
    },
  })
}
