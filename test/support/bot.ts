import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { vi } from 'vitest'
import type { DeliverySettings } from '../../src/flows/delivery/deliver-announcements.ts'
import { newId } from '../../src/lib/ids.ts'
import { packageRoot } from '../../src/lib/root.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'

/** What the program of a bot is told at its start. */
export type BotSettings = {
  sandbox: Pick<Sandbox, 'apiUrl' | 'botToken' | 'appToken'>
  /** Absent for the built-in database of `dataDir`. */
  databaseUrl?: string | undefined
  dataDir: string
  /** Where its clock stands. */
  now: string
  delivery: Partial<DeliverySettings>
}

/** What it says over IPC. */
export type BotMessage = 'running' | 'stopping' | { left: number }

/** A bot in a process of its own. */
export type Bot = ReturnType<typeof launchBot>

/** The program of a bot, compiled. */
export type BotProgram = { path: string; remove(): void }

const PATIENCE_MS = 60_000

/** Compiles the program of a bot, so that each of the many that a test starts is there in a third of the time. */
export async function compileBot(): Promise<BotProgram> {
  // Below the package, because that is where it looks for its packages and its migrations.
  const folder = join(packageRoot(), 'node_modules', '.cache', newId('bot'))
  await build({
    absWorkingDir: packageRoot(),
    entryPoints: { bot: 'test/support/bot-process.ts' },
    outdir: folder,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
  })
  return { path: join(folder, 'bot.js'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Starts a bot as a process; it does nothing by itself before it is told to beat. */
export function launchBot(program: BotProgram, settings: BotSettings) {
  const { apiUrl, botToken, appToken } = settings.sandbox
  const told: BotSettings = { ...settings, sandbox: { apiUrl, botToken, appToken } }
  const child = fork(program.path, [JSON.stringify(told)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const ended = once(child, 'close')
  let running = false
  let stopping = false
  let beats = 0
  let left = Number.POSITIVE_INFINITY
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  child.on('message', (message: BotMessage) => {
    if (message === 'running') running = true
    else if (message === 'stopping') stopping = true
    else {
      beats += 1
      left = message.left
    }
  })

  const isOver = () => child.exitCode !== null || child.signalCode !== null

  async function until(condition: () => boolean, what: string): Promise<void> {
    try {
      await vi.waitUntil(() => condition() || isOver(), { timeout: PATIENCE_MS, interval: 5 })
    } catch {
      throw new Error(`Waited ${PATIENCE_MS} ms in vain for a bot ${what}. It said:\n${said}`)
    }
    if (!condition()) throw new Error(`The bot ended before it was ${what}. It said:\n${said}`)
  }

  return {
    pid: child.pid ?? 0,
    /** What it logged. */
    said: () => said,
    isOver,
    /** Resolves once it is connected to the database and to Slack. */
    running: () => until(() => running, 'running'),
    /** Lets its heart beat, again and again. */
    beat: () => void child.send('beat'),
    /** Resolves when a beat that began after this call has left nothing to do. */
    async quiet(): Promise<void> {
      const from = beats
      await until(() => beats > from + 1 && left === 0, 'quiet')
    },
    /** Resolves once it has begun to stop. */
    stopping: () => until(() => stopping, 'stopping'),
    /** Kill -9. */
    async kill(): Promise<void> {
      child.kill('SIGKILL')
      await ended
    },
    /** SIGTERM, as a new release or a person would stop it; answers with its exit code. */
    async stop(): Promise<number | null> {
      child.kill('SIGTERM')
      await ended
      return child.exitCode
    },
  }
}
