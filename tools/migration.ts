// `check` says whether prisma/migrations and prisma/schema.prisma agree; `write NAME` authors the migration that makes them.
// It drives Prisma's own schema engine as WebAssembly against throw-away databases of a built-in PostgreSQL: no download.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { packageRoot } from '../src/lib/root.ts'
import { startPostgres } from '../src/store/embedded/start.ts'

const MIGRATIONS = join(packageRoot(), 'prisma', 'migrations')
const SCHEMA = join(packageRoot(), 'prisma', 'schema.prisma')
const LOCKFILE = 'provider = "postgresql"\n'
const PG_CHAR = 18
const PG_TEXT = 25

type Diff = { exitCode: number; stdout: string | null }
type Engine = { diff(input: object): Promise<Diff> }

/** Loads the engine's WebAssembly; it wants its panic registry on the global object. */
async function loadEngine(): Promise<{ SchemaEngine: { new: (...args: unknown[]) => Promise<Engine> } }> {
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const registry = { message: '', set_message: (message: string) => void (registry.message = message) }
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry })
  const bindings = await import(script)
  const module = new WebAssembly.Module(readFileSync(join(dirname(script), 'schema_engine_bg.wasm')))
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  return bindings
}

/**
 * adapter-pg splits scripts at every `;` and cannot read columns of type "char"; the engine needs both. A script goes as one
 * simple query instead, and "char" columns are read as text and reported as characters.
 */
// biome-ignore lint/suspicious/noExplicitAny: the adapter's inner functions have no public types.
function patched(adapter: any): any {
  const performIO = adapter.performIO.bind(adapter)
  const queryRaw = adapter.queryRaw.bind(adapter)
  const charColumns = new WeakMap<object, number[]>()
  adapter.performIO = async (query: unknown) => {
    const result = await performIO(query)
    const columns: number[] = []
    for (const [index, field] of result.fields.entries()) {
      if (field.dataTypeID !== PG_CHAR) continue
      field.dataTypeID = PG_TEXT
      columns.push(index)
    }
    charColumns.set(result.rows, columns)
    return result
  }
  adapter.queryRaw = async (query: unknown) => {
    const result = await queryRaw(query)
    for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }
  adapter.executeScript = async (script: string) => {
    await adapter.client.query(script)
  }
  return adapter
}

/** The server is stopped under these connections at the end, which is no error. */
function quietPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, max: 1 })
  pool.on('error', () => {})
  return pool
}

class PatchedPg extends PrismaPg {
  readonly #shadow: pg.PoolConfig
  constructor(main: pg.PoolConfig, shadow: pg.PoolConfig) {
    super(quietPool(main))
    this.#shadow = shadow
  }
  override async connect() {
    return patched(await super.connect())
  }
  override async connectToShadowDb() {
    return patched(await new PrismaPg(quietPool(this.#shadow)).connect())
  }
}

async function diff(main: pg.PoolConfig, shadow: pg.PoolConfig): Promise<Diff> {
  const { SchemaEngine } = await loadEngine()
  const factory = bindMigrationAwareSqlAdapterFactory(new PatchedPg(main, shadow))
  const schema = readFileSync(SCHEMA, 'utf8')
  const engine = await SchemaEngine.new({ datamodels: [[SCHEMA, schema]] }, () => {}, factory)
  const folders = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return engine.diff({
    from: {
      tag: 'migrations',
      baseDir: MIGRATIONS,
      shadowDbInitScript: '',
      lockfile: { path: 'migration_lock.toml', content: LOCKFILE },
      migrationDirectories: folders
        .map(({ name }) => name)
        .sort()
        .map((name) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8') } },
        })),
    },
    to: { tag: 'schemaDatamodel', files: [{ path: SCHEMA, content: schema }] },
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  })
}

function write(name: string, sql: string): void {
  const folder = join(MIGRATIONS, `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'migration.sql'), sql)
  const lock = join(MIGRATIONS, 'migration_lock.toml')
  if (!existsSync(lock)) writeFileSync(lock, LOCKFILE)
  console.log(`wrote ${folder}`)
}

async function main(): Promise<number> {
  const [verb, name] = process.argv.slice(2)
  if (verb !== 'check' && !(verb === 'write' && name)) {
    console.error('usage: migration.ts check | write NAME')
    return 2
  }
  const base = mkdtempSync(join(tmpdir(), 'drumbeat-migration-'))
  await chmod(base, 0o755)
  const server = await startPostgres(base)
  try {
    const admin = new pg.Client(server.admin)
    await admin.connect()
    await admin.query('CREATE DATABASE main')
    await admin.query('CREATE DATABASE shadow')
    await admin.end()
    const { exitCode, stdout } = await diff({ ...server.admin, database: 'main' }, { ...server.admin, database: 'shadow' })
    if (exitCode === 0) console.log('schema.prisma and migrations agree')
    else if (verb === 'write' && name) write(name, stdout ?? '')
    else console.error(`schema.prisma has changes that no migration makes:\n${stdout}\nWrite it with: npm run migration -- NAME`)
    return exitCode === 0 || verb === 'write' ? 0 : 1
  } finally {
    await server.stop()
    rmSync(base, { recursive: true, force: true })
  }
}

process.exit(await main())
