// A program for tests to kill: the real bot against a sandbox. Its clock stands still, it is told over IPC when to begin, and
// it says after every beat of its heart what is left to do.
import { setTimeout as pause } from 'node:timers/promises'
import { type DrumbeatApp, startApp } from '../../src/app.ts'
import { forceUtc } from '../../src/config.ts'
import { createLog } from '../../src/lib/log.ts'
import type { Database } from '../../src/store/database.ts'
import type { BotMessage, BotSettings } from './bot.ts'

forceUtc()

const BEAT_MS = 120

// What is tested is delivery, and the real drawing thread costs more than all else that such a bot does.
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
)

const { sandbox, databaseUrl, dataDir, now, delivery } = JSON.parse(process.argv[2] ?? '') as BotSettings
const at = new Date(now)
let beating = false
let stopping = false

process.on('message', () => {
  beating = true
})
process.on('SIGTERM', stop)
// Whoever started this program is gone: neither it nor its database must be left behind.
process.on('disconnect', stop)

const starting = startApp(
  {
    slack: { mode: 'socket', botToken: sandbox.botToken, appToken: sandbox.appToken },
    slackApiUrl: sandbox.apiUrl,
    databaseUrl,
    dataDir,
    host: '127.0.0.1',
    port: 0,
    logLevel: 'warn',
    publicUrl: undefined,
    sources: [],
  },
  { log: createLog('warn'), now: () => at, delivery, heartbeat: false, draw: async () => DOT },
)
const beats = starting.then(beat)

async function beat(app: DrumbeatApp): Promise<void> {
  tell('running')
  while (!stopping) {
    if (beating) {
      try {
        await app.tick(at)
        tell({ left: await countLeft(app.services.db) })
      } catch (error) {
        process.stderr.write(`a beat failed: ${String(error)}\n`)
      }
    }
    await pause(BEAT_MS)
  }
}

/** What still has to be posted, found out about, looked at again or drawn anew. */
async function countLeft({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ left: number }>(`
    select count(*)::int as left from announcement
    where state not in ('sent', 'skipped') or sweep_at is not null or (ts is not null and revision > drawn_revision)`)
  return rows[0]?.left ?? 0
}

function stop(): void {
  if (stopping) return
  stopping = true
  stopApp().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`the bot did not stop cleanly: ${String(error)}\n`)
      process.exit(1)
    },
  )
}

async function stopApp(): Promise<void> {
  const app = await starting
  await beats
  tell('stopping')
  await app.stop()
}

function tell(message: BotMessage): void {
  if (process.connected) process.send?.(message)
}
