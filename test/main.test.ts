import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { packageRoot } from '../src/lib/root.ts'
import { processesIn } from './support/data-dirs.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'drumbeat-main-'))
// As root, PostgreSQL runs as another user, who must be able to enter.
chmodSync(dataDir, 0o755)
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

it('stops at once, and leaves no database behind, while it still waits for a Slack that does not answer', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', join(packageRoot(), 'src', 'main.ts')], {
    cwd: packageRoot(),
    env: {
      ...process.env,
      SLACK_BOT_TOKEN: 'xoxb-nobody',
      SLACK_APP_TOKEN: 'xapp-nobody',
      // The port of "discard": nothing listens there.
      SLACK_API_URL: 'http://127.0.0.1:9/api/',
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  children.push(child)
  const ended = once(child, 'close')
  let said = ''
  await new Promise<void>((waiting) => {
    child.stderr?.on('data', (chunk) => {
      said += chunk
      if (said.includes('slack cannot be reached; trying again')) waiting()
    })
    void ended.then(() => waiting())
  })

  child.kill('SIGTERM')
  const [code] = await ended

  expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('"stopping"') })
  expect(processesIn(dataDir)).toEqual([])
}, 60_000)
