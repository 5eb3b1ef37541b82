import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { startApp } from './app.ts'
import { DEMO_PORT, demoConfig, forceUtc } from './config.ts'
import { DEMO, seedDemo } from './demo/seed.ts'
import { lastCompleteWeek } from './domain/week.ts'
import { openReview } from './flows/open-review.ts'
import { explain } from './lib/explain.ts'
import { newId } from './lib/ids.ts'
import { createLog } from './lib/log.ts'
import { createSandbox, type Sandbox } from './sandbox/server.ts'
import { COMMAND, SHORTCUT } from './slack/ids.ts'
import { validateBlocks } from './slack/kit/limits.ts'
import { openDatabase } from './store/database.ts'

// The demo: a local Slack-like workspace with the real bot in it, a team, and half a year of its numbers. Every start is a
// fresh week; nothing is needed beside `npm ci`.

forceUtc()

/** How the demo's app is offered in its workspace, as manifest.yml does in a real one. */
const APP = {
  name: 'Drumbeat',
  commands: [
    {
      command: COMMAND,
      usageHint: '[numbers | review | narrative | setup | help]',
      description: "Your team's weekly rhythm",
    },
  ],
  shortcuts: [
    { type: 'global' as const, name: 'Write narrative', callbackId: SHORTCUT.writeNarrative },
    { type: 'global' as const, name: 'Set up a team', callbackId: SHORTCUT.setUp },
    { type: 'message' as const, name: 'Import these numbers', callbackId: SHORTCUT.importNumbers },
  ],
}

try {
  await startDemo()
} catch (error) {
  const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  process.stderr.write(
    inUse
      ? `Port ${DEMO_PORT} is taken: another demo may be running. Stop it, or open http://127.0.0.1:${DEMO_PORT}.\n`
      : `The demo could not start: ${explain(error)}\n`,
  )
  process.exit(1)
}

async function startDemo(): Promise<void> {
  const port = Number(process.argv[2] ?? DEMO_PORT)
  const sandbox = await createSandbox({ port, validateBlocks, app: APP })
  const config = demoConfig(sandbox)
  const log = createLog('warn')
  process.stdout.write('Making half a year of numbers …\n')
  const db = await openDatabase({ dataDir: config.dataDir, log })
  const { team, demo, ctx } = await seedDemo({ db, now: new Date(), newId }, { refresh: true })
  const exports = writeExports(join(config.dataDir, 'exports'), [...demo.files, demo.duplicateFile])
  const week = lastCompleteWeek(ctx.now, team.zone)
  await openReview({ ...ctx, log, team, actor: { kind: 'schedule' } }, week, { late: false })
  const app = await startApp(config, { log, delivery: { redrawEveryMs: 1_500 } })
  await db.close()
  await greet(sandbox, exports)
  process.stdout.write(
    `\nDrumbeat is running in a workspace of its own:  ${sandbox.url}\n\n` +
      `  Type /beat in #growth, write a narrative in the review's thread, close the review.\n` +
      `  Drop an export to import it; some lie in ${exports}\n` +
      `  The same as data:  npm run drumbeat -- preview --demo --team ${team.key} --json\n\nCtrl-C ends it.\n`,
  )
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      void app
        .stop()
        .then(() => sandbox.close())
        .then(() => process.exit(0))
    })
  }
}

function writeExports(folder: string, files: { name: string; text: string }[]): string {
  mkdirSync(folder, { recursive: true })
  for (const { name, text } of files) writeFileSync(join(folder, name), text)
  return relative(process.cwd(), folder)
}

async function greet(sandbox: Sandbox, exports: string): Promise<void> {
  const mara = sandbox.asPerson('U0MARA')
  await mara.say(
    DEMO.conversationId,
    `Morning all! Last week's numbers are in the review below. Priya, Sam, Jo: your narratives, please. Exports to try an import with lie in ${exports}.`,
  )
}
