import { startApp } from './app.ts'
import { forceUtc, readConfig } from './config.ts'
import { explain } from './lib/explain.ts'
import { createLog } from './lib/log.ts'

// The bot against real Slack: environment → config → app; signals; exit codes (0 stopped, 1 failed, 2 not configured).

forceUtc()

const read = readConfig()
if ('problems' in read) {
  const lines = read.problems.map(({ setting, problem, fix }) => `  ${setting} ${problem}.\n    ${fix}`)
  process.stderr.write(
    `Drumbeat cannot start yet:\n${lines.join('\n')}\n\nNo Slack account at hand? "npm run demo" shows everything in a workspace of its own.\n`,
  )
  process.exit(2)
}

const log = createLog(read.config.logLevel)
const stopping = new AbortController()
const starting = startApp(read.config, { log, givenUp: stopping.signal })
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping.signal.aborted) return
    log.info({ signal }, 'stopping')
    stopping.abort()
    void stopStarted()
  })
}
try {
  await starting
} catch (error) {
  if (stopping.signal.aborted) process.exit(0)
  process.stderr.write(
    `Drumbeat could not start: ${explain(error)}\n"npm run drumbeat -- check" says what is not right.\n`,
  )
  process.exit(1)
}

async function stopStarted(): Promise<void> {
  const app = await starting.catch(() => null)
  if (!app) return
  try {
    await app.stop()
    process.exit(0)
  } catch (error) {
    log.error({ err: error }, 'the bot did not stop cleanly')
    process.exit(1)
  }
}
