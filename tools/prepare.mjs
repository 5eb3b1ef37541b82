// Makes what a script needs when it is missing or stale: the Prisma client, and (with "build") dist/.
// Install scripts may be off and no engine is downloaded, so nothing here needs the network.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const at = (...parts) => join(root, ...parts)

function run(command, args, env = {}) {
  const done = spawnSync(process.execPath, [command, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  if (done.status !== 0) {
    process.stderr.write(`${done.stdout}${done.stderr}`)
    process.exit(done.status ?? 1)
  }
}

function newest(folder) {
  let latest = statSync(folder).mtimeMs
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    latest = Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs)
  }
  return latest
}

const client = at('src', 'store', 'generated')
const stamp = join(client, 'schema.stamp')
const schema = readFileSync(at('prisma', 'schema.prisma'), 'utf8')
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== schema) {
  // `generate` asks for the native schema engine without using it: any executable satisfies it.
  run(at('node_modules', 'prisma', 'build', 'index.js'), ['generate'], {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  })
  writeFileSync(stamp, schema)
}

if (process.argv[2] === 'build') {
  const built = at('dist', 'built.stamp')
  const source = Math.max(
    newest(at('src')),
    statSync(at('tsconfig.json')).mtimeMs,
    statSync(at('package-lock.json')).mtimeMs,
  )
  if (!existsSync(built) || statSync(built).mtimeMs < source) {
    rmSync(at('dist'), { recursive: true, force: true })
    run(at('node_modules', 'typescript', 'bin', 'tsc'), ['-p', root])
    mkdirSync(at('dist'), { recursive: true })
    writeFileSync(built, '')
  }
}
