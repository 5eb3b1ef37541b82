import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type DrumbeatApp, startApp } from '../app.ts'
import { demoConfig } from '../config.ts'
import type { Team } from '../domain/team.ts'
import { lastCompleteWeek, localDay, shiftDay } from '../domain/week.ts'
import { openReview } from '../flows/review/open-review.ts'
import { newPushSource } from '../flows/source/change-source.ts'
import { Conflict } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import type { Log } from '../lib/log.ts'
import { newSecret } from '../lib/secret.ts'
import { createSandbox, type Sandbox } from '../sandbox/server.ts'
import { COMMAND, SHORTCUT } from '../slack/ids.ts'
import { validateBlocks } from '../slack/kit/limits.ts'
import { curlLine } from '../slack/views/source/source-form.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { holdAlone } from '../store/exclusively.ts'
import { DEMO, seedDemo } from './seed.ts'
import { fillWarehouse, nameWarehouse } from './warehouse.ts'

/** A demo that runs: the workspace, the bot in it, its team, and the folder of exports one may drop. */
export type RunningDemo = {
  sandbox: Sandbox
  app: DrumbeatApp
  team: Team
  exports: string
  /** A line for a terminal that pushes a row to the demo's source. */
  pushLine: string
  /** What the lines of the README about pushing need to work here as they stand. */
  pushExports: string
  stop(): Promise<void>
}

/** How the demo's app is offered in its workspace, as manifest.yml does in a real one. */
const APP = {
  name: 'Drumbeat',
  commands: [
    {
      command: COMMAND,
      usageHint: '[numbers | review | narrative | action | test | setup | help]',
      description: "Your team's weekly rhythm",
    },
  ],
  shortcuts: [
    { type: 'global' as const, name: 'Write narrative', callbackId: SHORTCUT.writeNarrative },
    { type: 'global' as const, name: 'New test', callbackId: SHORTCUT.newTest },
    { type: 'message' as const, name: 'Make this a test', callbackId: SHORTCUT.makeTest },
    { type: 'message' as const, name: 'Make this an action', callbackId: SHORTCUT.makeAction },
    { type: 'global' as const, name: 'Set up a team', callbackId: SHORTCUT.setUp },
    { type: 'message' as const, name: 'Import these numbers', callbackId: SHORTCUT.importNumbers },
  ],
}

const REDRAW_MS = 1_500

/** Starts a workspace of its own with the real bot, half a year of numbers up to yesterday, and last week's review. */
export async function startDemo(options: { port: number; log: Log; dataDir?: string }): Promise<RunningDemo> {
  const sandbox = await createSandbox({ port: options.port, validateBlocks, app: APP })
  sandbox.admin.addPerson({ id: 'U0LENA', realName: 'Lena Voss', title: 'Agency, guest', isGuest: true })
  sandbox.admin.invite(DEMO.conversationId, 'U0LENA')
  try {
    return await startIn(sandbox, options)
  } catch (error) {
    await sandbox.close()
    throw error
  }
}

async function startIn(sandbox: Sandbox, options: { log: Log; dataDir?: string }): Promise<RunningDemo> {
  const { log } = options
  const { dataDir } = demoConfig(sandbox, options.dataDir)
  const { db, close } = await openAlone(dataDir, log)
  try {
    const { team, demo, ctx } = await seedDemo({ db, now: new Date(), newId }, { refresh: true })
    const exports = writeExports(join(dataDir, 'exports'), [...demo.files, demo.duplicateFile])
    const week = lastCompleteWeek(ctx.now, team.zone)
    await openReview({ ...ctx, log, team, actor: { kind: 'schedule' } }, week, { late: false })
    const { token } = await newPushSource({ ...ctx, team }, 'partner-feed', newSecret())
    await fillWarehouse(db, demo.facts)
    nameWarehouse(db, dataDir, team.key)
    const app = await startApp(demoConfig(sandbox, dataDir), { log, delivery: { redrawEveryMs: REDRAW_MS } })
    const root = `http://127.0.0.1:${app.port}`
    const address = `${root}/ingest/${team.key}`
    const pushExports = `export DRUMBEAT_URL=${root}\nexport DRUMBEAT_TOKEN=${token}`
    const pushLine = curlLine({ address, token, day: shiftDay(localDay(ctx.now, team.zone), -1) })
    async function stop(): Promise<void> {
      await app.stop()
      await sandbox.close()
      await close()
    }
    return { sandbox, app, team, exports, pushLine, pushExports, stop }
  } catch (error) {
    await close()
    throw error
  }
}

/** Opens the demo's database for its whole life: seeding empties it, which must not happen under a demo that runs. */
async function openAlone(dataDir: string, log: Log): Promise<{ db: Database; close: () => Promise<void> }> {
  const db = await openDatabase({ dataDir, log })
  const letGo = await holdAlone(db, 'demo')
  if (!letGo) {
    await db.close()
    throw new Conflict(
      `Another demo runs on the data of this folder (${relative(process.cwd(), dataDir)}), and each start makes them anew. Stop that one first, or start this one from another folder.`,
    )
  }
  async function close(): Promise<void> {
    letGo?.()
    await db.close()
  }
  return { db, close }
}

function writeExports(folder: string, files: { name: string; text: string }[]): string {
  mkdirSync(folder, { recursive: true })
  for (const { name, text } of files) writeFileSync(join(folder, name), text)
  return folder
}
